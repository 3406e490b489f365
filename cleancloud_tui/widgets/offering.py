"""The field of a new order, with what the shop sells under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from .offers import Offer, nothing_found, offers_for
from .table import Column, Table
from .wording import Wording

if TYPE_CHECKING:
    from ..shop.catalogue import Catalogue
    from ..shop.new_order import NewOrder

_UNKNOWN: Final = "The price list is not known yet; one-off items can be typed."


class Offering(Vertical):
    """Offers what is typed for; the field keeps the focus while the arrows move in the list."""

    BINDINGS = [
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("pagedown", "move(10)", "Page down", show=False),
        Binding("pageup", "move(-10)", "Page up", show=False),
    ]

    COLUMNS: Final = (Column("Offered", 20, share=1), Column("Each", 9, align="right"))

    @dataclass
    class Chosen(Message):
        """Something was chosen: an item, a discount."""

        offer: Offer

    @dataclass
    class Missed(Message):
        """Nothing that is offered was typed for."""

        sentence: str

    def __init__(self, order: NewOrder, wording: Wording) -> None:
        super().__init__(id="offering")
        self._order = order
        self._wording = wording
        self._catalogue: Catalogue | None = None
        self._section = ""
        self._offers: list[Offer] = []

    def compose(self) -> ComposeResult:
        """The field, a line about the list, the list."""
        yield Input(placeholder="3 shirts   hem 12.50   10%", id="entry", compact=True)
        yield Static(id="offer-note", markup=False)
        table = Table(self.COLUMNS, id="offered")
        table.can_focus = False
        yield table

    @property
    def text(self) -> str:
        """What the field holds."""
        return self.query_one(Input).value

    def put(self, catalogue: Catalogue | None, order: NewOrder) -> None:
        """Offer from this catalogue, for this order."""
        self._catalogue, self._order = catalogue, order
        self._show()

    def go_back(self) -> bool:
        """Empty the field and close the section; False where there was nothing to do."""
        if not (self._section or self.text):
            return False
        self._begin_again()
        return True

    def action_move(self, rows: int) -> None:
        """Move in the list."""
        table = self.query_one(Table)
        is_first = not table.show_cursor
        table.show_cursor = True
        table.move_cursor(row=0 if is_first else table.cursor_row + rows, animate=False)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._show()  # a change that was typed right before may not have been shown yet
        table = self.query_one(Table)
        if table.show_cursor and 0 <= table.cursor_row < len(self._offers):
            self._choose(self._offers[table.cursor_row])
        elif self.text.strip():
            self.post_message(self.Missed(nothing_found(self.text, self._order)))

    @on(Table.RowSelected)
    def _clicked(self, event: Table.RowSelected) -> None:
        event.stop()
        self._choose(self._offers[event.cursor_row])

    def _choose(self, offer: Offer) -> None:
        self._begin_again(offer.opens)
        if not offer.opens:
            self.post_message(self.Chosen(offer))

    def _begin_again(self, section: str = "") -> None:
        self._section = section
        self.query_one(Input).value = ""
        self._show()

    def _show(self) -> None:
        text = self.text
        offers = offers_for(text, self._section, self._catalogue, self._order, self._wording)
        self.query_one("#offer-note", Static).update(self._note(text, is_found=bool(offers)))
        if offers == self._offers:
            return
        self._offers = offers
        table = self.query_one(Table)
        table.fill(offer.row for offer in offers)
        table.move_cursor(row=0, animate=False)
        # With nothing typed, Enter picks nothing that was not moved to.
        table.show_cursor = bool(text.strip())

    def _note(self, text: str, *, is_found: bool) -> str:
        if self._catalogue is None:
            return _UNKNOWN
        if text.strip():
            return "" if is_found else nothing_found(text, self._order)
        return self._section or "Sections"
