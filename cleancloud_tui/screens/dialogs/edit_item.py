"""One item of a new order to change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from ...api.wire import decimal_of, money_text
from ...shop.orders.cash import amount_typed
from ...shop.orders.item import OrderItem
from ...widgets.wording import number
from .base import Dialog


class EditItemDialog(Dialog[OrderItem]):
    """Answers the item as it was changed; a quantity of 0 takes it away."""

    BINDINGS = [Binding("ctrl+s,f10", "save", "Save", id="save", key_display="^S")]

    def __init__(self, item: OrderItem) -> None:
        super().__init__(item.name)
        self._item = item

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

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Answer the item, if its figures are some."""
        quantity = decimal_of(self.query_one("#quantity", Input).value)
        price = amount_typed(self.query_one("#price", Input).value)
        pieces = self.query_one("#pieces", Input).value.strip()
        if quantity is None or not 0 <= quantity < 10_000:
            self._wrong("The quantity is to be a number such as 3 or 2.5.")
        elif price is None:
            self._wrong("The price is to be an amount such as 3.50.")
        elif not (pieces.isascii() and pieces.isdecimal() and len(pieces) < 4):
            self._wrong("The pieces are to be a whole number.")
        else:
            count = int(pieces)
            self.dismiss(replace(self._item, quantity=quantity, price=price, pieces=count))

    def _wrong(self, sentence: str) -> None:
        self.query_one("#wrong", Static).update(f"! {sentence}")
        self.app.bell()
