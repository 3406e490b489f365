"""Removing customers from the mirror; in the writing thread, in a transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .forgotten import mark

_BATCH: Final = 100
"""Customers looked at in a transaction: even if all of them go, it is a fraction of a second."""

LEFT_ON_DISK: Final = "left on disk"
"""The fact that tells that what was removed may still stand in the file's unused parts."""


@dataclass(frozen=True, slots=True)
class Removed:
    """How many orders and garments went with a customer, and what the journal has to forget."""

    orders: int
    garments: int
    subjects: Sequence[str]


def remove_with_orders(connection: sqlite3.Connection, customer_id: str, at: float) -> Removed:
    """Remove what is known of a customer; none of the orders that are known is a later one."""
    newest = connection.execute(
        "SELECT max(created) FROM orders WHERE customer_id = ?", (customer_id,)
    ).fetchone()[0]
    return _remove(connection, customer_id, max(at, newest or 0.0))


def _remove(connection: sqlite3.Connection, customer_id: str, at: float) -> Removed:
    """Remove what is known of a customer, and mark the customer.

    What is left of a deleted order are ids: it stays, so that a late answer does not bring it back.
    """
    connection.execute("PRAGMA secure_delete = ON")
    orders = _ids(connection, "id FROM orders WHERE deleted = 0 AND customer_id = ?", customer_id)
    deleted = _ids(connection, "id FROM orders WHERE deleted = 1 AND customer_id = ?", customer_id)
    these = json.dumps(orders)
    of_orders = "WHERE order_id IN (SELECT value FROM json_each(?))"
    garments = _ids(connection, f"barcode FROM garments {of_orders}", these)
    for where, value in (
        (f"garments {of_orders}", these),
        (f"garment_readings {of_orders}", these),
        ("orders WHERE deleted = 0 AND customer_id = ?", customer_id),
        ("repeat_pickups WHERE customer_id = ?", customer_id),
        ("customer_search WHERE customer_id = ?", customer_id),
        ("customers WHERE id = ?", customer_id),
    ):
        connection.execute(f"DELETE FROM {where}", (value,))  # noqa: S608
    connection.execute("INSERT OR REPLACE INTO facts VALUES (?, '1')", (LEFT_ON_DISK,))
    subjects = [
        f"customer:{customer_id}",
        *(f"order:{order_id}" for order_id in (*orders, *deleted)),
        *(f"garment:{barcode}" for barcode in garments),
    ]
    return Removed(len(orders), len(garments), mark(connection, customer_id, at, subjects))


def remove_old(
    connection: sqlite3.Connection, after: str, before: float
) -> tuple[str, dict[str, Sequence[str]]] | None:
    """Look at the next customers, and remove those who were last in before a moment.

    Args:
        connection: The mirror's.
        after: The id of who was looked at last.
        before: In Unix seconds; also their mark, so that any later order brings them back.

    Returns:
        The last id, and what the journal has to forget of who was removed; None at the end.
    """
    rows = last_in(connection, after, _BATCH)
    if not rows:
        return None
    removed = {}
    for row in rows:
        if is_old(row, before):
            removed[row["id"]] = _remove(connection, row["id"], before).subjects
    return rows[-1]["id"], removed


def last_in(connection: sqlite3.Connection, after: str, most: int) -> list[sqlite3.Row]:
    """Return when customers were last in, and whether they are needed, in the order of ids."""
    return connection.execute(
        """WITH next (id) AS (
            SELECT id FROM customers WHERE id > :after
            UNION SELECT customer_id FROM orders WHERE deleted = 0 AND customer_id > :after
            ORDER BY 1 LIMIT :most)
        SELECT next.id, max(coalesce(signed_up, 0), coalesce(max(created), 0)) AS last_in,
            coalesce(max(is_open OR due_cents > 0), 0) AS is_needed
        FROM next LEFT JOIN customers ON customers.id = next.id
            LEFT JOIN orders ON customer_id = next.id AND deleted = 0
        GROUP BY next.id ORDER BY next.id""",
        {"after": after, "most": most},
    ).fetchall()


def is_old(row: sqlite3.Row, before: float) -> bool:
    """Tell whether a customer was last in before a moment, and nothing is open."""
    return 0 < row["last_in"] < before and not row["is_needed"]


def _ids(connection: sqlite3.Connection, query: str, value: str) -> list[str]:
    return [row[0] for row in connection.execute(f"SELECT {query}", (value,))]
