"""Who was forgotten: what is still told of them is not kept; in the writing thread.

A mark ends with the first order that is told and was made after its moment: the person came back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection


def mark(
    connection: sqlite3.Connection, customer_id: str, at: float, subjects: Collection[str]
) -> list[str]:
    """Keep from now on nothing of a customer.

    Args:
        connection: The mirror's.
        customer_id: Who was forgotten.
        at: Unix seconds; an order made later brings the customer back.
        subjects: What the journal is to forget, by its names.

    Returns:
        All that it has to, what an earlier mark left to do included.
    """
    marked = connection.execute(
        "SELECT at, subjects FROM forgotten WHERE customer_id = ?", (customer_id,)
    ).fetchone()
    if marked:
        at = max(at, marked["at"])
        subjects = {*subjects, *json.loads(marked["subjects"] or "[]")}
    together = sorted(subjects)
    connection.execute(
        "INSERT OR REPLACE INTO forgotten VALUES (?, ?, ?)",
        (customer_id, at, json.dumps(together)),
    )
    return together


def is_forgotten(connection: sqlite3.Connection, customer_id: str, created: float = 0.0) -> bool:
    """Tell whether nothing of a customer is kept.

    Args:
        connection: The mirror's.
        customer_id: Who.
        created: When an order of the customer was made, in Unix seconds, where one is told: after
            the mark, it ends the mark.
    """
    marked = connection.execute(
        "SELECT at FROM forgotten WHERE customer_id = ?", (customer_id,)
    ).fetchone()
    if marked is None:
        return False
    if created <= marked["at"]:
        return True
    connection.execute("DELETE FROM forgotten WHERE customer_id = ?", (customer_id,))
    return False


def mend_marks(connection: sqlite3.Connection, now: float) -> None:
    """Bring marks back to the present that were set by a clock that was ahead.

    Until then they would hide every new order of their customers.
    """
    connection.execute("UPDATE forgotten SET at = :now WHERE at > :now + 86400", {"now": now})


def is_order_forgotten(connection: sqlite3.Connection, order_id: str) -> bool:
    """Tell whether an order may be a forgotten customer's: it is not known, and there are some."""
    found = connection.execute(
        """SELECT EXISTS (SELECT 1 FROM forgotten)
        AND NOT EXISTS (SELECT 1 FROM orders WHERE id = ? AND deleted = 0)""",
        (order_id,),
    ).fetchone()
    return bool(found[0])


def journal_has_to(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Return what the journal is still to forget, by customers."""
    rows = connection.execute("SELECT customer_id, subjects FROM forgotten WHERE subjects <> ''")
    return {row["customer_id"]: json.loads(row["subjects"]) for row in rows}


def journal_did(connection: sqlite3.Connection, customer_ids: Collection[str]) -> None:
    """Note that the journal forgot what it had to."""
    connection.execute(
        "UPDATE forgotten SET subjects = '' WHERE customer_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(customer_ids)),),
    )
