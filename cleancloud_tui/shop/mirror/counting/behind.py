"""Counting the orders of a mirror from before figures were kept, behind the screens.

It goes from order to order by their ids, a few in a transaction, and a fact tells how far it is:
any process goes on where another one was stopped, and no order is counted twice.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable
from typing import Final, Protocol

from ...records import Reading

NOT_COUNTED: Final = "orders not counted"
"""The fact that tells after which order it goes on, and how many are left; none at the end."""

_BATCH: Final = 100
"""Orders of a transaction, about 10 ms: whoever else writes gets in between."""

_REST_SECONDS: Final = 0.01
"""Between two of them, for the screens."""

_TOLD_EACH: Final = 20
"""After so many batches it is told how far it is."""


class _File(Protocol):
    async def run(self, work: Callable[[sqlite3.Connection], int]) -> int:
        """Run it in a transaction of the writing thread."""


def leave_for_later(connection: sqlite3.Connection) -> None:
    """Note that no order is counted yet."""
    left = connection.execute("SELECT count(*) FROM orders WHERE deleted = 0").fetchone()[0]
    if left:
        _note(connection, "", left)


def left_of(fact: str) -> int:
    """Return how many orders a fact tells of; at most, for some may have been read anew."""
    progress = _progress(fact)
    return progress[1] if progress else 0


async def count_all(file: _File, told: Callable[[], None]) -> None:
    """Count what is left.

    Args:
        file: The mirror's.
        told: Is called now and then while it goes on, and when nothing is left.

    Raises:
        StorageError: It could not be written; what is counted is kept.
    """
    batches = 0
    while await file.run(count_some):
        batches += 1
        if batches % _TOLD_EACH == 0:
            told()
        await asyncio.sleep(_REST_SECONDS)
    if batches:
        told()


def count_some(connection: sqlite3.Connection) -> int:
    """Count the next orders, in the writing thread; return how many are left then."""
    from ....api.readers.orders import order_row
    from .order_figures import note_figures

    row = connection.execute("SELECT value FROM facts WHERE name = ?", (NOT_COUNTED,)).fetchone()
    progress = _progress(row["value"] if row else "")
    if progress is None:
        return 0
    after, left = progress
    rows = connection.execute(_NEXT, (after, _BATCH)).fetchall()
    for each in rows:
        if not each["is_counted"] and (order := order_row(json.loads(each["reply"]))):
            note_figures(connection, order, Reading(each["read_at"], each["read_at"]))
    if len(rows) < _BATCH:
        connection.execute("DELETE FROM facts WHERE name = ?", (NOT_COUNTED,))
        return 0
    left = max(left - len(rows), 1)
    _note(connection, rows[-1]["id"], left)
    return left


_NEXT: Final = """
SELECT id, read_at, reply,
    EXISTS (SELECT 1 FROM order_figures WHERE order_id = id) AS is_counted
FROM orders WHERE id > ? AND deleted = 0 ORDER BY id LIMIT ?"""


def _note(connection: sqlite3.Connection, after: str, left: int) -> None:
    value = json.dumps([after, left])
    connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (NOT_COUNTED, value))


def _progress(text: str) -> tuple[str, int] | None:
    """Return after which order it goes on, and how many are left; None where all are counted."""
    if not text:
        return None
    try:
        after, left = json.loads(text)
        return str(after), int(left)
    except (TypeError, ValueError):  # torn: what is counted already is passed over
        return "", 1
