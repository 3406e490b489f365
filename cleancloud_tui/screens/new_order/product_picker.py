"""The field of a new order, with what the shop sells under it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from ...shop.new_order.item import OrderItem
from ...shop.new_order.quick_entry import UnclearEntry, read_entry
from ...widgets.columns import Column
from ...widgets.table import Table
from ...wording.values import Wording
from .entry_field import EntryField
from .product_choices import Offer, nothing_found, offers_for

if TYPE_CHECKING:
    from ...shop.new_order.order import NewOrder
    from ...shop.stock.catalogue import ProductCatalogue

_UNKNOWN: Final = "The price list is not known yet"
_ONE_OFF: Final = OrderItem("hem", Decimal(1))


class Offering(Vertical):
    """Offers what is typed for; the field keeps the focus while the arrows move in the list.

    Args:
        order: The order so far.
        wording: How the shop writes amounts.
        objection: Returns why an order may not be made by whoever is there, as the end of a
            sentence; empty where it may.
    """

    COLUMNS: Final = (Column("Offered", 20, share=1), Column("Each", 9, align="right"))

    @dataclass
    class Chosen(Message):
        """Something was chosen: an item, a discount. Posted to the screen, ahead of later keys."""

        offer: Offer

    @dataclass
    class Missed(Message):
        """What was typed is nothing that is offered. Posted to the screen, too."""

        sentence: str

    def __init__(
        self, order: NewOrder, wording: Wording, objection: Callable[[NewOrder], str]
    ) -> None:
        super().__init__(id="offering")
        self._order = order
        self._wording = wording
        self._objection = objection
        self._catalogue: ProductCatalogue | None = None
        self._section = ""
        self._text = ""
        self._offers: list[Offer] = []

    def compose(self) -> ComposeResult:
        """The field, a line about the list, the list."""
        yield EntryField(placeholder="3 shirts   hem 12.50   10%", id="entry", compact=True)
        yield Static(id="offer-note", markup=False)
        table = Table(self.COLUMNS, id="offered")
        table.can_focus = False
        yield table

    def put(self, catalogue: ProductCatalogue | None, order: NewOrder) -> None:
        """Offer from this catalogue, for this order."""
        self._catalogue, self._order = catalogue, order
        self._show()

    @property
    def untaken(self) -> str:
        """What is typed, and was not taken yet."""
        return self.query_one(EntryField).value.strip()

    def go_back(self) -> bool:
        """Empty the field and close the section; False where there was nothing to do."""
        field = self.query_one(EntryField)
        if not (self._section or field.value):
            return False
        field.value = ""
        self._begin_again()
        return True

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._text = event.value
        self._show()

    @on(EntryField.Moved)
    def _moved(self, event: EntryField.Moved) -> None:
        table = self.query_one(Table)
        is_first = not table.show_cursor
        table.show_cursor = True
        table.move_cursor(row=0 if is_first else table.cursor_row + event.rows)
        self._tell()

    @on(EntryField.Entered)
    def _entered(self, event: EntryField.Entered) -> None:
        field = self.query_one(EntryField)
        offer = self._offer
        sentence = self._refusal(offer) if offer else self._nothing(event.text)
        if offer and not sentence:
            self._choose(offer)
        elif event.text.strip():
            self.screen.post_message(self.Missed(sentence))
            field.value = field.value or event.text  # to be mended
            field.cursor_position = len(field.value)

    @on(Table.RowSelected)
    def _clicked(self, event: Table.RowSelected) -> None:
        event.stop()
        offer = self._offers[self.query_one(Table).cursor_row]
        if sentence := self._refusal(offer):
            self.screen.post_message(self.Missed(sentence))
        else:
            self._choose(offer)

    @property
    def _offer(self) -> Offer | None:
        """What Enter takes."""
        table = self.query_one(Table)
        is_one = table.show_cursor and 0 <= table.cursor_row < len(self._offers)
        return self._offers[table.cursor_row] if is_one else None

    def _refusal(self, offer: Offer) -> str:
        """Return why whoever is there may not take an offer, as a sentence; empty where they may.

        An order that was taken up as it may not be made may still be changed, and mended.
        """
        objection = self._objection(offer.taken_by(self._order))
        if not objection or (offer.adds and objection == self._objection(self._order)):
            return ""
        return f"{objection[:1].upper()}{objection[1:]}."

    def _choose(self, offer: Offer) -> None:
        self._begin_again(offer.opens)
        if not offer.opens:
            self.screen.post_message(self.Chosen(offer))

    def _begin_again(self, section: str = "") -> None:
        self._section = section
        self._text = ""
        self._show()

    def _show(self) -> None:
        text = self._text
        offers = offers_for(text, self._section, self._catalogue, self._order, self._wording)
        if offers != self._offers:
            self._offers = offers
            table = self.query_one(Table)
            table.fill(offer.row for offer in offers)
            table.move_cursor(row=0)
            # With nothing typed, Enter picks nothing that was not moved to.
            table.show_cursor = bool(text.strip())
        self._tell()

    def _tell(self) -> None:
        offer, note = self._offer, self.query_one("#offer-note", Static)
        refusal = self._refusal(offer) if offer else ""
        note.set_class(bool(refusal), "-refused")
        note.update(f"! {refusal}" if refusal else self._note(self._text))

    @property
    def _no_one_offs(self) -> str:
        """Why whoever is there may take no one-off items; empty where they may."""
        objection = self._objection(self._order.with_item(_ONE_OFF))
        return "" if objection == self._objection(self._order) else objection

    def _nothing(self, text: str) -> str:
        if (why := self._no_one_offs) and not isinstance(read_entry(text), UnclearEntry):
            return f"Nothing like that is sold, and {why}."
        return nothing_found(text, self._order)

    def _note(self, text: str) -> str:
        if self._catalogue is None:
            why = self._no_one_offs
            return f"{_UNKNOWN}; {why}." if why else f"{_UNKNOWN}; one-off items can be typed."
        if text.strip():
            return "" if self._offers else self._nothing(text)
        return self._section or "Sections"
