"""Hears whole labels from among the keys, while a scanner is set up: nothing is known of it yet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from textual.events import Key, Paste
from textual.widget import Widget

from ...scanner.calibration import SILENCE, Label
from ...scanner.scanner import SUFFIX_KEYS
from ...scanner.strokes import Stroke
from ...widgets.later import call_in


class LabelHearing:
    """Takes all keys as those of labels.

    Args:
        place: Where labels are scanned into; keys that are for another widget are left to it.
        took: Is told each label.
    """

    def __init__(self, place: Widget, took: Callable[[Label], None]) -> None:
        self._place = place
        self._took = took
        self.strokes: list[Stroke] = []
        self._silence: asyncio.TimerHandle | None = None

    def hear(self, event: Key | Paste) -> bool:
        """Take a key or a paste; False where it is none of a label's."""
        screen = self._place.screen
        if self._place.app.screen is not screen or screen.focused is not self._place:
            return False
        if isinstance(event, Paste):
            self._begin()
            self.strokes += (Stroke(sign, event.time) for sign in event.text.rstrip("\r\n"))
        elif event.key in SUFFIX_KEYS and self.strokes:
            self.strokes.append(Stroke(event.key, event.time))
        elif event.character and event.is_printable:
            self._begin()
            self.strokes.append(Stroke(event.character, event.time))
        elif not self.strokes:
            return False  # else it is part of the label, as control characters in it are
        if self._silence is not None:
            self._silence.cancel()
        # A timer that is due may still come behind the next key: then it tells nothing any more.
        silent = partial(self.is_silent, len(self.strokes))
        self._silence = call_in(self._place, SILENCE, silent)
        return True

    def _begin(self) -> None:
        """Let the label before be over, where a suffix ended it: the next one may come quickly."""
        if self.strokes and self.strokes[-1].text in SUFFIX_KEYS:
            self._end()

    def is_silent(self, since: int) -> None:
        """End the label where nothing came since it had so many strokes."""
        if self.strokes and len(self.strokes) == since:
            self._end()

    def _end(self) -> None:
        label = Label(tuple(self.strokes))
        self.strokes.clear()
        self._took(label)
