"""New orders on their way into the store, a few thousand at a time."""

from __future__ import annotations

from typing import Final

from ...store import PracticeStore, StoredValue
from .contents import Contents
from .garments import GARMENT_COLUMNS
from .items import LINE_COLUMNS
from .order import ORDER_COLUMNS, OrderRow, order_row

_MOST_ORDERS: Final = 2_000
"""Orders kept back at most: memory stays the same however large the shop is."""

Row = tuple[StoredValue, ...]


class Batch:
    """Rows that wait to be stored together, which is three times as quick as one by one."""

    def __init__(self, store: PracticeStore) -> None:
        self._store = store
        self._orders: list[Row] = []
        self._lines: list[Row] = []
        self._garments: list[Row] = []
        self._statuses: list[Row] = []
        self._photos: list[Row] = []
        self._messages: list[Row] = []

    def add_order(self, order: OrderRow) -> None:
        """Take a new order."""
        self._orders.append(order_row(order))
        if len(self._orders) >= _MOST_ORDERS:
            self.write()

    def add_contents(self, contents: Contents) -> None:
        """Take an order's lines and garments."""
        self._lines += contents.lines
        self._garments += contents.garments

    def add_status(self, order_id: int, at: int, status: int, staff: int) -> None:
        """Take a status that an order has entered."""
        self._statuses.append((order_id, at, status, staff))

    def add_photo(self, order_id: int, taken: int, caption: str) -> None:
        """Take a photo of an order."""
        self._photos.append((order_id, taken, caption))

    def add_message(self, customer_id: int, text: str, sent: int, *, from_customer: bool) -> None:
        """Take a message between a customer and the shop."""
        self._messages.append((customer_id, text, sent, int(from_customer)))

    def write(self) -> None:
        """Store all that waits."""
        for table, columns, rows in (
            ("orders", ORDER_COLUMNS, self._orders),
            ("order_products", LINE_COLUMNS, self._lines),
            ("garments", GARMENT_COLUMNS, self._garments),
            ("order_statuses", ("order_id", "at", "status", "staff_id"), self._statuses),
            ("photos", ("order_id", "taken", "caption"), self._photos),
            ("messages", ("customer_id", "text", "sent", "from_customer"), self._messages),
        ):
            self._store.insert_many(table, columns, rows)
            rows.clear()
