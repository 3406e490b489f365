"""A short list to pick from, by arrows and Enter or by its digit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    """Answers the code of the label that was picked."""

    def __init__(self, question: str, choices: Mapping[str, str], current: str = "") -> None:
        """Offer `choices`, labels by their codes; `current` is the one that holds now."""
        super().__init__(question)
        self._choices = choices
        self._current = current

    def body(self) -> Iterator[Widget]:
        """List the choices, the first ten with the digit that picks them."""
        yield OptionList(
            *(
                Option(self._line(place, code), id=f"choice-{code}")
                for place, code in enumerate(self._choices)
            )
        )

    def _line(self, place: int, code: str) -> Content:
        digit = _DIGITS[place : place + 1]
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
        codes = list(self._choices)
        if event.character and event.character in _DIGITS[: len(codes)]:
            event.stop()
            self.dismiss(codes[_DIGITS.index(event.character)])

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss((event.option.id or "").removeprefix("choice-"))
