"""One item of a new order to change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Label

from ...api.wire import money_text
from ...shop.new_order.item import OrderItem
from ...shop.new_order.quick_entry import price_typed
from ...values.numbers import amount_typed, count_typed, quantity_typed, unclear
from ...widgets.form import Marked
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
            yield Marked(Input(value, id=name, compact=True))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        """Take back what was said of a field once that is mended; say at once what is too low."""
        wrong = self._mistakes()
        if (event.input.id or "") not in wrong:
            self._mark(event.input, "")
        too_low = self._too_low()
        if too_low or "price" not in wrong:
            self._mark(self.query_one("#price", Input), too_low)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Answer the item, if its figures are some; else say at their fields what is wrong."""
        wrong = self._mistakes()
        if too_low := self._too_low():
            wrong["price"] = too_low
        for field in self.query(Input):
            self._mark(field, wrong.get(field.id or "", ""))
        quantity, price, pieces = self._figures()
        if wrong or quantity is None or price is None or pieces is None:
            self.query_one(f"#{next(iter(wrong))}").focus()
            self.app.bell()
        else:
            self.dismiss(replace(self._item, quantity=quantity, price=price, pieces=pieces))

    def _too_low(self) -> str:
        """Return why less may not be asked, as a sentence; empty where it may, or can't be read."""
        quantity, price, pieces = self._figures()
        if quantity is None or price is None or pieces is None:
            return ""
        changed = replace(self._item, quantity=quantity, price=price, pieces=pieces)
        objection = self._objection(changed)
        return f"{objection}." if objection else ""

    def _mistakes(self) -> dict[str, str]:
        """Return what is wrong, in words by the fields' names."""
        quantity, price, pieces = self._figures()
        wrong = {}
        if quantity is None:
            such = "The quantity is to be a number such as 3 or 2.5."
            wrong["quantity"] = unclear(self._text("quantity")) or such
        if price is None:
            wrong["price"] = unclear(self._text("price")) or self._such_a_price
        if pieces is None or not self._least <= pieces <= _MOST_PIECES:
            such = f"The pieces are to be a whole number from {self._least} to {_MOST_PIECES}."
            wrong["pieces"] = such
        return wrong

    def _figures(self) -> tuple[Decimal | None, Decimal | None, int | None]:
        """Return the quantity, the price and the pieces; None for what is none."""
        much = self._text("quantity")
        # What was put in by more than one key press may be what nobody would type: 1.250.
        untouched = much == number(self._item.quantity)
        quantity = self._item.quantity if untouched else quantity_typed(much)
        return quantity, self._price(self._text("price")), count_typed(self._text("pieces"))

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value

    @property
    def _such_a_price(self) -> str:
        if self._item.is_one_off:
            return "The price is to be an amount such as 3.50."
        return "The price is to be an amount such as 3.50; a one-off item's alone may be below 0."

    def _price(self, typed: str) -> Decimal | None:
        """Return the price; that of a one-off item may be below zero, as of what waives a fee."""
        if typed == money_text(self._item.price):
            return self._item.price
        return price_typed(typed) if self._item.is_one_off else amount_typed(typed)

    @property
    def _least(self) -> int:
        """The pieces that it has at least; the shop's own list may have items of none."""
        return min(1, self._item.pieces)

    def _mark(self, field: Input, mistake: str) -> None:
        if isinstance(field.parent, Marked):
            field.parent.tell(mistake)
