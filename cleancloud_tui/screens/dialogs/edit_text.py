"""A text of several lines to edit."""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import TextArea

from .base import Dialog


class EditTextDialog(Dialog[str]):
    """Answers the text as it was left."""

    BINDINGS = [Binding("ctrl+s,f10", "save", "Save", id="save", key_display="^S")]

    def __init__(self, question: str, text: str) -> None:
        super().__init__(question)
        self._text = text

    def body(self) -> Iterator[Widget]:
        """Show the text, the cursor at its end."""
        area = TextArea(self._text, soft_wrap=True, tab_behavior="focus")
        area.move_cursor(area.document.end)
        yield area

    def action_save(self) -> None:
        """Answer the text."""
        self.dismiss(self.query_one(TextArea).text)
