"""A whole number to edit."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Static

from ...values.numbers import count_typed
from ..dialogs.base import Dialog


class EditNumberDialog(Dialog[int]):
    """Answers the number as it was left; one that can't be is told, and stays to be mended."""

    ENTER_GOES_ON = True

    BINDINGS = [Binding("ctrl+s,f10", "save", "Save", id="save", key_display="^S")]

    def __init__(self, question: str, hint: str, number: int, least: int, most: int) -> None:
        """Ask for a number from `least` to `most`; `hint` says more about it."""
        super().__init__(question)
        self._hint = hint
        self._number = number
        self._least = least
        self._most = most

    def body(self) -> Iterator[Widget]:
        """Show the hint, and the number with the cursor at its end."""
        yield Static(self._hint, classes="consequence", markup=False)
        yield Input(str(self._number), compact=True, select_on_focus=False)
        yield Static(id="wrong", classes="consequence", markup=False)

    @on(Input.Submitted)
    def _submitted(self) -> None:  # a code that is a number ends with Enter, too
        self.query_one("#wrong", Static).update("^S saves it.")

    def action_save(self) -> None:
        """Answer the number, if it is one."""
        number = count_typed(self.query_one(Input).value)
        if number is not None and self._least <= number <= self._most:
            self.dismiss(number)
            return
        self.query_one("#wrong", Static).update(
            f"! It is to be a whole number from {self._least:,} to {self._most:,}."
        )
        self.app.bell()
