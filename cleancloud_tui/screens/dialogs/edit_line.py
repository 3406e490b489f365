"""A text of one line to edit."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Static

from .base import Dialog


class EditLineDialog(Dialog[str]):
    """Answers the line as it was left, without spaces around it; Enter is enough."""

    BINDINGS = [Binding("ctrl+s,f10", "save", "Save", id="save", key_display="^S")]

    def __init__(
        self, question: str, text: str, hint: str = "", *, is_hidden: bool = False
    ) -> None:
        """Ask for a line; `hint` says more about it, and a hidden one is shown as dots."""
        super().__init__(question)
        self._is_hidden = is_hidden
        self._text = text
        self._hint = hint

    def body(self) -> Iterator[Widget]:
        """Show the hint, and the line with the cursor at its end."""
        yield Static(self._hint, classes="consequence", markup=False)
        yield Input(self._text, compact=True, select_on_focus=False, password=self._is_hidden)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Answer the line."""
        self.dismiss(self.query_one(Input).value.strip())
