"""Finding a customer: what is typed is looked for in the mirror."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input

from ...api.text import one_line
from ...widgets.columns import Column
from ...widgets.table import Table, TableRow
from .base import Dialog

if TYPE_CHECKING:
    from ...api.models.customers import Customer
    from ...shop.shop import Shop

MOST_SHOWN: Final = 20


class FindCustomerDialog(Dialog[str]):
    """Answers the id of the customer that was chosen; never the first of several unseen."""

    BINDINGS = [
        Binding("down", "move(1)", "Down", id="down", show=False),
        Binding("up", "move(-1)", "Up", id="up", show=False),
    ]

    COLUMNS: Final = (
        Column("Name", 14, share=2),
        Column("Phone", 14),
        Column("Address", 10, share=2),
    )

    def __init__(self, question: str, shop: Shop) -> None:
        super().__init__(question)
        self.shop = shop

    def find(self, text: str) -> Sequence[Customer]:
        """Return the customers to be listed for what was typed."""
        found = self.shop.search(text, limit=MOST_SHOWN) if text.strip() else []
        return [each.customer for each in found]

    def body(self) -> Iterator[Widget]:
        """The field, and what was found."""
        yield Input(placeholder="Name, phone, address, email", compact=True, id="whom")
        table = Table(self.COLUMNS, id="found-customers")
        table.can_focus = False
        table.show_cursor = False
        yield table

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        table = self.query_one(Table)
        table.show_cursor = False
        table.fill(
            TableRow(
                each.id, (each.name or f"Customer {each.id}", each.phone, one_line(each.address))
            )
            for each in self.find(event.value)
        )

    @on(Input.Submitted)
    def _submitted(self) -> None:
        table = self.query_one(Table)
        if table.show_cursor or table.row_count == 1:
            self.dismiss(table.key)
        else:
            self.action_move(0)

    @on(Table.RowSelected)
    def _clicked(self, event: Table.RowSelected) -> None:
        self.dismiss(event.key)

    async def lost_by_quitting(self) -> str:
        """Return nothing: what one looks for is typed again at once."""
        return ""

    def action_move(self, rows: int) -> None:
        """Move in the list while the field keeps the focus."""
        table = self.query_one(Table)
        is_first = not table.show_cursor
        table.show_cursor = True
        table.move_cursor(row=0 if is_first else table.cursor_row + rows)
