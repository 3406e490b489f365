"""A text of one line to edit."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Static

from .base import Dialog


class EditLineDialog(Dialog[str]):
    """Answers the line as it was left, without spaces around it; Enter is enough, where it may be.

    Args:
        question: What is asked.
        text: What stands there.
        hint: Says more about it.
        is_hidden: Whether it is shown as dots.
        is_sent: Whether it is sent as it stands: a scan types, too, and ends with Enter.
        is_replaced: Whether what is typed takes the place of what stands there.
    """

    BINDINGS = [Binding("ctrl+s,f10", "save", "Save", id="save", key_display="^S")]

    def __init__(
        self,
        question: str,
        text: str,
        hint: str = "",
        *,
        is_hidden: bool = False,
        is_sent: bool = False,
        is_replaced: bool = False,
    ) -> None:
        super().__init__(question)
        self._is_hidden = is_hidden
        self._text = text
        self._is_replaced = is_replaced
        self._hint = f"{hint}\n^S sends it.".lstrip() if is_sent else hint
        self.ENTER_GOES_ON = is_sent

    def body(self) -> Iterator[Widget]:
        """Show the hint, and the line with the cursor at its end."""
        yield Static(self._hint, classes="consequence", markup=False)
        yield Input(
            self._text,
            compact=True,
            select_on_focus=self._is_replaced,
            password=self._is_hidden,
        )

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if not self.ENTER_GOES_ON:
            self.action_save()

    def action_save(self) -> None:
        """Answer the line."""
        self.dismiss(self.query_one(Input).value.strip())
