"""A question before something is done, which is answered by a key that no code holds."""

from __future__ import annotations

from collections.abc import Iterator

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from ..yes import YES_KEY
from .question import QuestionDialog


class ConfirmDialog(QuestionDialog[bool]):
    """Asks before something is done; no letter, digit or Enter answers it: a scan has them, too."""

    def __init__(self, question: str, consequence: str = "") -> None:
        super().__init__(question)
        self._consequence = consequence

    def body(self) -> Iterator[Widget]:
        """Say what it sets off."""
        yield VerticalScroll(Static(self._consequence, classes="consequence", markup=False))
        yield Static(f"{YES_KEY}  yes      Esc  no", classes="answers", markup=False)

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)
