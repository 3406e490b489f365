"""The inventory: what the shop holds of the goods that it sells, what runs low first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ...api.models.stock import InventoryItem
from ...shop.stock.inventory import known_inventory, lowest_first, read_inventory
from ...widgets.columns import Column
from ...widgets.table import TableRow
from ...wording.values import UNKNOWN, counted, number
from .narrowed import NarrowedScreen


class InventoryScreen(NarrowedScreen):
    """What is left of the goods that the shop sells."""

    HELP = (
        "What runs low stands first: what is gone, what is below the figure that the shop has "
        "settled, then the fewest. Typing narrows the list. It can't be changed through "
        "CleanCloud's API."
    )

    COLUMNS = (
        Column("Left", 9, align="right"),
        Column("", 9),
        Column("Item", 20, share=1),
        Column("Code", 12),
        Column("Price", 9, align="right"),
    )
    PLACEHOLDER = "Name or code"
    ONE = "item"

    def heading(self) -> str:
        """Return what is listed, and how much of it runs low."""
        known = known_inventory(self.shop)
        low = sum(each.is_low for each in known.value) if known else 0
        return f"Inventory, {counted(low, 'item')} low" if low else "Inventory"

    def found(self, text: str) -> Sequence[TableRow] | None:
        """Return the goods that a text leaves; None where nothing is known yet."""
        known = known_inventory(self.shop)
        return (
            None if known is None else [self._row(each) for each in lowest_first(known.value, text)]
        )

    def read_at(self) -> datetime | None:
        """Return when the inventory was read."""
        known = known_inventory(self.shop)
        return known.read_at if known else None

    async def fetch(self) -> None:
        """Ask for the inventory: one request."""
        await read_inventory(self.shop)

    def _row(self, item: InventoryItem) -> TableRow:
        left = UNKNOWN if item.quantity is None else number(item.quantity)
        few = "none left" if item.is_out else "low" if item.is_low else ""
        cells = (left, few, item.name or item.id, item.code, self.wording.money(item.price))
        return TableRow(item.id, cells)
