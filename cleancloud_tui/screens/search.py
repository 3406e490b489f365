"""Customer search: the counter's home.

The field always has the focus; the arrows move in the list beneath it. Every key press searches
the local mirror and costs no request. Nothing is ever picked for the user.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Static

from ..api.text import one_line
from ..widgets.table import Column, Row, Table
from ..widgets.wording import counted
from .base import ShopScreen
from .navigation import open_customer, open_new_customer, open_operations

if TYPE_CHECKING:
    from ..shop.search import FoundCustomer

MOST_SHOWN: Final = 30
"""More rows than this nobody reads; another letter narrows them."""


class SearchScreen(ShopScreen):
    """Find a customer by name, phone, address, email, order number or barcode."""

    CSS_PATH = "search.tcss"

    HELP = (
        "Type any part of a name, phone number, address or email, a customer or order number, "
        "or a garment's barcode. Down and Up move in the list, Enter opens. Nobody is ever picked "
        "for you: where several are found, Enter goes to the list first."
    )

    BINDINGS = [
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("pagedown", "move(10)", "Page down", show=False),
        Binding("pageup", "move(-10)", "Page up", show=False),
        Binding("escape", "clear", "Clear", id="back"),
        Binding("f7", "new_customer", "New customer", id="new_customer"),
        Binding("f9", "operations", "All operations", id="operations"),
    ]

    COLUMNS: Final = (
        Column("Name", 13, share=3),
        Column("Phone", 14),
        Column("Address", 8, share=2),
        Column("Last in", 10),
        Column("Open", 4, align="right"),
        Column("Ready", 5, align="right"),
        Column("Owes", 9, align="right"),
        Column("Number", 7, align="right", wide_only=True),
        Column("Email", 10, share=2, wide_only=True),
    )

    def body(self) -> Iterator[Widget]:
        """The field, what was found, the list."""
        yield Input(
            placeholder="Name, phone, address, email, order number, barcode",
            id="query",
            select_on_focus=False,
        )
        yield Static(id="found", markup=False)
        table = Table(self.COLUMNS, id="customers")
        table.can_focus = False
        table.show_cursor = False
        yield table

    def show(self) -> None:
        """Search the mirror for what the field holds."""
        text = self.query_one("#query", Input).value
        found = self.shop.search(text, limit=MOST_SHOWN)
        self.query_one(Table).fill(self._row(each) for each in found)
        self.query_one("#found", Static).update(self._heading(text, len(found)))

    @on(Input.Changed, "#query")
    def _typed(self) -> None:
        self.query_one(Table).show_cursor = False
        self.show()

    @on(Input.Submitted, "#query")
    def _submitted(self) -> None:
        """Open the one that was found, or the one that was moved to; never the first of several."""
        table = self.query_one(Table)
        if table.show_cursor or table.row_count == 1:
            self._open(table.key)
        else:
            self.action_move(0)

    @on(Table.RowSelected)
    def _clicked(self, event: Table.RowSelected) -> None:
        self._open(event.row_key.value)

    def action_move(self, rows: int) -> None:
        """Move in the list while the field keeps the focus."""
        table = self.query_one(Table)
        is_first = not table.show_cursor
        table.show_cursor = True
        table.move_cursor(row=0 if is_first else table.cursor_row + rows, animate=False)

    def action_clear(self) -> None:
        """Empty the field."""
        self.query_one("#query", Input).value = ""

    def action_refresh(self) -> None:
        """Ask what changed, now."""
        self.shop.upkeep.wake()

    def action_new_customer(self) -> None:
        """Open the form of a new customer, with what was typed as the name."""
        name = self.query_one("#query", Input).value.strip()
        open_new_customer(self.app, self.desk, {"customerName": name} if name else None)

    def action_operations(self) -> None:
        """Open the console, with the customer under the cursor."""
        table = self.query_one(Table)
        ids = {"customerID": table.key} if table.show_cursor and table.key else {}
        open_operations(self.app, self.desk, **ids)

    def _open(self, customer_id: str | None) -> None:
        if customer_id:
            open_customer(self.app, self.desk, customer_id)

    def _row(self, found: FoundCustomer) -> Row:
        customer, money = found.customer, self.wording.money
        owed = Text(money(found.owed), style="bold") if found.owed else ""
        return Row(
            customer.id,
            (
                customer.name or f"Customer {customer.id}",
                customer.phone,
                one_line(customer.address),
                self.wording.day_of(found.last_order) if found.last_order else "",
                str(found.open_orders or ""),
                Text(str(found.ready_orders), style="bold") if found.ready_orders else "",
                owed,
                customer.id,
                customer.email,
            ),
        )

    def _heading(self, text: str, shown: int) -> str:
        known = self.shop.known_customers()
        if not known:
            trouble = self.shop.connection.sentence
            return trouble or "No customers are known yet: the shop's records are being fetched."
        if not text.strip():
            return f"Last in, of {counted(known, 'customer')}"
        if not shown:
            return f"Nobody found for “{text.strip()}” among {counted(known, 'customer')}"
        more = " or more" if shown == MOST_SHOWN else ""
        return f"{counted(shown, 'customer')}{more} found"
