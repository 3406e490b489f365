"""Orders of which a day or a moment is not known: they may be of any day.

It is told in no form that is known; and when an order was made may not be told at all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

ODD_DAY: Final = "?"
"""Stands for the day on which such an order is due. As a text it is behind all days."""

ODD: Final = 0.5
"""Stands for a moment of such an order, in Unix seconds: as none, it is before all that are some,
and a moment of a file is never below 0."""

_OPEN: Final = """
SELECT count(*) FROM orders INDEXED BY orders_due
WHERE is_open = 1 AND deleted = 0 AND due_day = ?"""
_COUNTED: Final = """
SELECT count(*) FROM order_figures WHERE created < 1 OR ? IN (cleaned, completed, paid_at)"""
_MADE: Final = "SELECT count(*) FROM order_figures WHERE created < 1"

_MAY_BE: Final = """
WITH may_be (payment, made, cleaned, completed, paid) AS (
    SELECT payment,
        created < 1 AND NOT (cleaned >= 1 AND cleaned < :begins)
            AND NOT (completed >= 1 AND completed < :begins)
            AND NOT (paid_at >= 1 AND paid_at < :begins),
        cleaned = :odd AND created < :ends AND NOT (completed >= 1 AND completed < :begins),
        completed = :odd AND max(created, cleaned) < :ends,
        paid_at = :odd AND created < :ends
    FROM order_figures WHERE created < 1 OR :odd IN (cleaned, completed, paid_at))
SELECT payment, sum(made OR cleaned OR completed OR paid) AS orders, sum(made) AS made,
    sum(cleaned) AS cleaned, sum(completed) AS completed, sum(paid) AS paid
FROM may_be GROUP BY payment"""
"""Nothing is done with an order before it was made, or after it was over but that it is paid."""


@dataclass(frozen=True, slots=True)
class Undated:
    """How many orders may be of a span of days, since a moment of theirs is not known.

    Attributes:
        orders: All of them.
        made, cleaned, completed: Those of which it is not known when that was done.
        paid: Likewise, by way of payment.
    """

    orders: int = 0
    made: int = 0
    cleaned: int = 0
    completed: int = 0
    paid: Mapping[str, int] = field(default_factory=dict)


def undated_orders(connection: sqlite3.Connection) -> int:
    """Return how many open orders are due on a day that nobody knows, though it is told."""
    return int(connection.execute(_OPEN, (ODD_DAY,)).fetchone()[0])


def undated_figures(connection: sqlite3.Connection) -> int:
    """Return how many orders were made, done or paid at a moment that nobody knows."""
    return int(connection.execute(_COUNTED, (ODD,)).fetchone()[0])


def undated_made(connection: sqlite3.Connection) -> int:
    """Return of how many orders nobody knows when they were made."""
    return int(connection.execute(_MADE).fetchone()[0])


def undated_between(connection: sqlite3.Connection, begins: float, ends: float) -> Undated:
    """Return what may be of a span, in Unix seconds, that ends before the latter."""
    asked = {"odd": ODD, "begins": begins, "ends": ends}
    rows = connection.execute(_MAY_BE, asked).fetchall()
    orders, made, cleaned, completed = (
        sum(row[name] for row in rows) for name in ("orders", "made", "cleaned", "completed")
    )
    paid = {row["payment"]: row["paid"] for row in rows if row["paid"]}
    return Undated(orders, made, cleaned, completed, paid)
