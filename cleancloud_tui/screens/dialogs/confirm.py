"""A question that is answered by y or n."""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from .base import Dialog


class ConfirmDialog(Dialog[bool]):
    """Asks before something is done; neither Enter nor a scan answers it, only `y`."""

    BINDINGS = [
        Binding("y", "yes", "Yes", id="yes"),
        Binding("n", "cancel", "No", id="no"),
    ]

    def __init__(self, question: str, consequence: str = "") -> None:
        super().__init__(question)
        self._consequence = consequence

    def body(self) -> Iterator[Widget]:
        """Say what it sets off."""
        yield Static(self._consequence, classes="consequence", markup=False)
        yield Static("y  yes      n  no", classes="answers", markup=False)

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)
