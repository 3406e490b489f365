"""A short list to pick from, by arrows and Enter or by its digit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from textual import on
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ...values.cells import left
from .base import Dialog

_DIGITS: Final = "1234567890"
"""What picks the first choices: the tenth is picked by 0."""


class ChooseDialog(Dialog[str]):
    """Answers the code of the label that was picked.

    Args:
        question: What is asked.
        choices: What is offered: labels by their codes.
        current: The code of what holds now.
        places: All codes in an order that stays, where not all of them are offered each time: a
            digit always picks the same. One that is not offered is answered all the same, for
            whoever asks to say why it can't be had.
    """

    def __init__(
        self,
        question: str,
        choices: Mapping[str, str],
        current: str = "",
        places: Collection[str] = (),
    ) -> None:
        super().__init__(question)
        self._choices = choices
        self._current = current
        self._digits = dict(zip(places or choices, _DIGITS, strict=False))

    def body(self) -> Iterator[Widget]:
        """List the choices, the first ten with the digit that picks them."""
        yield OptionList(*(Option(self._line(code), id=f"choice-{code}") for code in self._choices))

    def _line(self, code: str) -> Content:
        digit = self._digits.get(code, "")
        now = "  (now)" if code == self._current else ""
        return Content(f"{left(digit, 3)}{self._choices[code]}{now}")

    def on_mount(self) -> None:
        """Put the highlight on what holds now."""
        codes = list(self._choices)
        options = self.query_one(OptionList)
        options.highlighted = codes.index(self._current) if self._current in codes else 0
        options.focus()

    def on_key(self, event: Key) -> None:
        """Pick by digit."""
        picked = next((code for code, each in self._digits.items() if each == event.character), "")
        if picked or event.character in self._digits.values():
            event.stop()
            self.dismiss(picked)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss((event.option.id or "").removeprefix("choice-"))
