"""Cash: what the customer gives, and the change to give back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Digits, Input, Static

from ...shop.orders.cash import change_of, likely_amounts
from ...values.numbers import amount_typed, unclear
from ...wording.values import Wording
from ..yes import YES_KEY
from .question import QuestionDialog

_KEYS: Final = ("f6", "f7", "f8", "f9")
"""For the amounts that a customer is likely to give, the least first."""


class TakeCashDialog(QuestionDialog[Decimal]):
    """Answers the change to give, once enough was given, and F12 says so; Enter only tells."""

    ENTER_GOES_ON = True

    BINDINGS = [
        Binding("f5", "exact", "Exact", id="exact"),
        *(Binding(key, f"give({place})", show=False) for place, key in enumerate(_KEYS)),
    ]

    def __init__(self, due: Decimal, wording: Wording) -> None:
        super().__init__(f"To pay: {wording.money(due)}")
        self._due = due
        self._wording = wording
        self._likely = likely_amounts(due)

    def body(self) -> Iterator[Widget]:
        """The quick keys, the amount given, the change."""
        money = self._wording.money
        keys = [
            f"{key.upper()} {money(given)}" for key, given in zip(_KEYS, self._likely, strict=False)
        ]
        yield Static("   ".join(["F5 exact", *keys]), classes="consequence", markup=False)
        yield Static(f"Given, then {YES_KEY}:", markup=False)
        yield Input(compact=True)  # whatever is typed stands: a sign left out makes another amount
        yield Static("Change to give", id="change-label", markup=False)
        yield Digits(id="change")
        yield Static(id="wrong", markup=False)

    @on(Input.Changed)
    def _changed(self) -> None:
        change = self._change()
        self.query_one("#wrong", Static).update("")
        self.query_one("#change", Digits).update(
            "" if change is None else self._wording.money(change)
        )

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self._enough() is not None:
            self.query_one("#wrong", Static).update(f"{YES_KEY} takes it.")

    def action_yes(self) -> None:
        """Answer the change, where enough was given."""
        change = self._enough()
        if change is not None:
            self.dismiss(change)

    def _enough(self) -> Decimal | None:
        change = self._change()
        if change is None:
            self.query_one("#wrong", Static).update(f"! {self._what_is_wrong()}")
            self.app.bell()
        return change

    def action_exact(self) -> None:
        """Put the exact amount in."""
        self._put(self._due)

    def action_give(self, place: int) -> None:
        """Put one of the likely amounts in."""
        if place < len(self._likely):
            self._put(self._likely[place])

    def _put(self, given: Decimal) -> None:
        field = self.query_one(Input)
        field.value = f"{given:.2f}"
        field.cursor_position = len(field.value)

    def _change(self) -> Decimal | None:
        given = amount_typed(self.query_one(Input).value)
        return None if given is None else change_of(self._due, given)

    def _what_is_wrong(self) -> str:
        typed = self.query_one(Input).value
        given = amount_typed(typed)
        if given is None:
            such = "such as 20 or 20.00; F5 is the exact amount."
            return unclear(typed) or f"Type what was given, {such}"
        missing = self._wording.money(self._due - given)
        return f"{missing} is missing. CleanCloud takes no part of a payment."
