"""Parts of a screen that take no typing while it is not known what became of what was sent.

What was typed after the sending would be thrown away when it is found that it did happen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.widget import Widget

if TYPE_CHECKING:
    from ..base import ShopScreen

LOCKED: Final = "Nothing can be changed here until that is known; Escape leaves it."
"""Said while a part is locked."""


class Lock:
    """Keeps a part of a screen from being typed into.

    Args:
        screen: Has the part.
        part: What finds it, as `query_one` takes it.
        first: What gets the cursor where nothing had it.
    """

    def __init__(self, screen: ShopScreen, part: str, first: str = "") -> None:
        self._screen = screen
        self._part = part
        self._first = first
        self._had_focus: Widget | None = None
        self.is_closed = False

    def close(self) -> None:
        """Let it take no typing; what stands in it stays in sight."""
        if not self.is_closed:
            self.is_closed = True
            self._had_focus = self._screen.focused
            self._screen.query_one(self._part).disabled = True
            self._screen.refresh_bindings()

    def open(self) -> None:
        """Let it take typing again, the cursor where it was."""
        if not self.is_closed:
            return
        self.is_closed = False
        if not self._screen.is_attached:
            return
        self._screen.query_one(self._part).disabled = False
        self._screen.refresh_bindings()
        focus = self._had_focus or (self._first and self._screen.query_one(self._first))
        if focus and focus.is_attached:
            focus.focus()
