"""One item of a new order to change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from ...api.wire import money_text
from ...shop.new_order.item import OrderItem
from ...shop.new_order.quick_entry import price_typed
from ...values.numbers import amount_typed, count_typed, quantity_typed, unclear
from ...wording.values import number
from ..dialogs.base import Dialog

_MOST_PIECES: Final = 999


class EditItemDialog(Dialog[OrderItem]):
    """Answers the item as it was changed; a quantity of 0 takes it away.

    Args:
        item: The item.
        objection: Returns why it may not be taken as it was changed, as the end of a sentence;
            empty where it may.
    """

    BINDINGS = [Binding("ctrl+s,f10", "save", "Save", id="save", key_display="^S")]

    def __init__(self, item: OrderItem, objection: Callable[[OrderItem], str]) -> None:
        super().__init__(item.name)
        self._item = item
        self._objection = objection

    def body(self) -> Iterator[Widget]:
        """A field for each value."""
        values = {
            "quantity": ("Quantity; 0 takes it away", number(self._item.quantity)),
            "price": ("Price of one", money_text(self._item.price)),
            "pieces": ("Pieces of one", str(self._item.pieces)),
        }
        for name, (label, value) in values.items():
            yield Label(label, markup=False)
            yield Input(value, id=name, compact=True)
        yield Static(id="wrong", classes="consequence", markup=False)

    @on(Input.Changed)
    def _changed(self) -> None:
        """Say at once what may not be taken off; what is half typed is no mistake yet."""
        changed = self._typed()
        objection = self._objection(changed) if isinstance(changed, OrderItem) else ""
        self.query_one("#wrong", Static).update(f"! {objection}." if objection else "")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Answer the item, if its figures are some."""
        changed = self._typed()
        if isinstance(changed, str):
            self._wrong(changed)
        elif objection := self._objection(changed):
            self._wrong(f"{objection}.")
        else:
            self.dismiss(changed)

    def _typed(self) -> OrderItem | str:
        """Return the item as it was changed; else what of it can't be read, as a sentence."""
        much = self.query_one("#quantity", Input).value
        # What was put in by more than one key press may be what nobody would type: 1.250.
        untouched = much == number(self._item.quantity)
        quantity = self._item.quantity if untouched else quantity_typed(much)
        typed_price = self.query_one("#price", Input).value
        price = self._price(typed_price)
        pieces = count_typed(self.query_one("#pieces", Input).value)
        if quantity is None:
            return unclear(much) or "The quantity is to be a number such as 3 or 2.5."
        if price is None:
            return unclear(typed_price) or "The price is to be an amount such as 3.50."
        if pieces is None or not self._least <= pieces <= _MOST_PIECES:
            return f"The pieces are to be a whole number from {self._least} to {_MOST_PIECES}."
        return replace(self._item, quantity=quantity, price=price, pieces=pieces)

    def _price(self, typed: str) -> Decimal | None:
        """Return the price; that of a one-off item may be below zero, as of what waives a fee."""
        if typed == money_text(self._item.price):
            return self._item.price
        return price_typed(typed) if self._item.is_one_off else amount_typed(typed)

    @property
    def _least(self) -> int:
        """The pieces that it has at least; the shop's own list may have items of none."""
        return min(1, self._item.pieces)

    def _wrong(self, sentence: str) -> None:
        self.query_one("#wrong", Static).update(f"! {sentence}")
        self.app.bell()
