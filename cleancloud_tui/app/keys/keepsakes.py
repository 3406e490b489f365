"""What text fields held before each of the last keys, to be put back where those were scanned."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from textual.events import Key, Paste
from textual.widget import Widget

from ...scanner.strokes import Taken
from .typed_text import is_text_field, kept_text


class Keepsakes:
    """Keeps what fields held before a number of keys, the last of them."""

    def __init__(self, most: int) -> None:
        self._kept: deque[_Keepsake] = deque(maxlen=most)

    def keep(self, event: Key | Paste, widget: Widget | None) -> None:
        """Note what a field holds before it gets a key."""
        if widget is not None and is_text_field(widget):
            if self._kept and self._kept[-1].widget is not widget:
                self._forget_closed()
            keepsake = _Keepsake(event, widget)
            self._kept.append(keepsake)
            widget.call_later(keepsake.keep)  # behind the keys that are on their way to it

    def _forget_closed(self) -> None:
        """Let go of fields that are closed: whole forms hang on them."""
        kept = [each for each in self._kept if each.widget.is_attached]
        self._kept.clear()
        self._kept.extend(kept)

    def put_back(self, taken: Taken) -> None:
        """Let each field hold what it held before the first of the keys that were scanned."""
        scanned = {id(stroke.source) for stroke in taken.strokes}
        first_of: dict[Widget, _Keepsake] = {}
        for keepsake in self._kept:
            if id(keepsake.event) in scanned:
                first_of.setdefault(keepsake.widget, keepsake)
        for widget, keepsake in first_of.items():
            widget.call_later(keepsake.put_back)


class _Keepsake:
    """What a text field held before it got a key."""

    def __init__(self, event: object, widget: Widget) -> None:
        self.event = event
        self.widget = widget
        self._put_back: Callable[[], None] = lambda: None

    def keep(self) -> None:
        """Look at the field; called when all that was typed before has arrived there."""
        self._put_back = kept_text(self.widget)

    def put_back(self) -> None:
        """Let the field hold that again."""
        self._put_back()
