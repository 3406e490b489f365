"""A dialog after which something is done, answered by the one key that says yes."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Final

from textual._time import get_time  # the clock that events are stamped by; there is no public one
from textual.widget import Widget
from textual.widgets import Static

from ..yes import YES, YES_KEY
from .base import Answer, Dialog

ONCE_MORE: Final = f"Once more, when you have read it: {YES_KEY}"
"""Said of a press that was not taken."""


class QuestionDialog(Dialog[Answer]):
    """No letter, digit or Enter answers it: a scan has them, too. `action_yes` does.

    Attributes:
        shown_at: When it was painted first; before, nobody can have read it.
    """

    BINDINGS = [YES]

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.shown_at = inf

    def on_mount(self) -> None:
        """Note when it is painted."""
        self.call_after_refresh(self._note_shown)

    def _note_shown(self) -> None:
        self.shown_at = get_time()

    def foot(self) -> Iterator[Widget]:
        """Leave room for what is said of a press that was not taken."""
        line = Static(ONCE_MORE, id="once-more", markup=False)
        line.display = False
        yield line

    def ask_once_more(self) -> None:
        """Say that a press was not taken: it came too close to another key."""
        self.query_one("#once-more").display = True
        self.app.bell()
