"""Orders that tell a day or a moment in no form that is known: they may be of any day."""

from __future__ import annotations

import sqlite3
from typing import Final

ODD_DAY: Final = "?"
"""Stands for the day on which such an order is due. As a text it is behind all days."""

ODD: Final = -1.0
"""Stands for a moment of such an order, in Unix seconds."""

_OPEN: Final = """
SELECT count(*) FROM orders INDEXED BY orders_due
WHERE is_open = 1 AND deleted = 0 AND due_day = ?"""
_COUNTED: Final = """
SELECT count(*) FROM order_figures WHERE ? IN (created, cleaned, completed, paid_at)"""


def undated_orders(connection: sqlite3.Connection) -> int:
    """Return how many open orders are due on a day that nobody knows, though it is told."""
    return int(connection.execute(_OPEN, (ODD_DAY,)).fetchone()[0])


def undated_figures(connection: sqlite3.Connection) -> int:
    """Return how many orders were made, done or paid at a moment that nobody knows."""
    return int(connection.execute(_COUNTED, (ODD,)).fetchone()[0])
