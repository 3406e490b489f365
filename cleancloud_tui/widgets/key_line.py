"""The keys that work now, on one line.

Textual's `Footer` is a widget a key, made anew whenever the focus moves; this is one widget, which
opens a twentieth of a second sooner and sends less over SSH.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from textual.binding import ActiveBinding
from textual.content import Content
from textual.events import Click
from textual.widget import Widget

from ..values.cells import cells
from .refused import is_refused

FIRST: Final = "raw_reply"
"""What is offered only while it is needed, before keys that are there at all times."""


class KeyLine(Widget):
    """Keys and what they do; a click on one presses it."""

    def on_mount(self) -> None:
        """Follow the screen's keys."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def render(self) -> Content:
        """Write the keys in the order of their declaration, the screen's own first."""
        shown = self._fitting()
        gap = self._gap(shown)
        keys = [
            Content.assemble((self._key(each), "bold $text-accent"), f" {self._does(each)}")
            for each in shown
        ]
        return Content.assemble(" ", Content(gap).join(keys))

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked."""
        shown = self._fitting()
        end = 1
        for each in shown:
            end += self._width(each) + cells(self._gap(shown))
            if event.x < end:
                self.app.simulate_key(each.binding.key)
                return

    def _fitting(self) -> Sequence[ActiveBinding]:
        """Return as many keys as there is room for, among them F1, which tells them all."""
        shown = list(self._shown())
        while shown and sum(self._width(each) + 1 for each in shown) > self.size.width:
            is_help_last = len(shown) > 1 and shown[-1].binding.action == "help"
            shown.pop(-2 if is_help_last else -1)
        return shown

    def _gap(self, shown: Sequence[ActiveBinding]) -> str:
        """Return what parts the keys: two blanks where there is room for them."""
        needed = 1 + sum(self._width(each) + 2 for each in shown)
        return "  " if needed <= self.size.width else " "

    def _width(self, active: ActiveBinding) -> int:
        return cells(f"{self._key(active)} {self._does(active)}")

    def _shown(self) -> Iterator[ActiveBinding]:
        actions = set()
        active_now = self.screen.active_bindings.values()
        for active in sorted(active_now, key=lambda each: each.binding.action != FIRST):
            binding = active.binding
            if not (binding.show and active.enabled) or binding.action in actions:
                continue
            actions.add(binding.action)
            if not self._is_refused(active):
                yield active

    def _is_refused(self, active: ActiveBinding) -> bool:
        """Tell whether a key does what the session may not; pressed, it says so."""
        desk = getattr(self.screen, "desk", None)
        return bool(desk and is_refused(active.node, active.binding.action, desk.rights))

    def _key(self, active: ActiveBinding) -> str:
        return self.app.get_key_display(active.binding)

    @staticmethod
    def _does(active: ActiveBinding) -> str:
        return active.binding.description
