"""What must outlive a damaged mirror: whom to forget. All else comes again from CleanCloud."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from ...stores import cells
from ...stores.carry import Row, opened_copy, put, rows_of
from ...stores.columns import LAST_MOMENT


def carry_over(aside: Path, connection: sqlite3.Connection) -> str:
    """Carry over the marks of forgotten customers, so that nobody comes back by being read again.

    Args:
        aside: The damaged file.
        connection: To the new one, in a transaction.
    """
    with opened_copy(aside, ("forgotten",)) as copy:
        found = rows_of(copy, "forgotten", "customer_id")
        kept = [mark for row in found.rows if (mark := _mark(row))]
        for mark in kept:
            put(connection, "forgotten", mark)
    if found.is_whole and len(kept) == len(found.rows):
        return "What it held is read again from CleanCloud by itself."
    return (
        "What it held is read again from CleanCloud by itself. Not all marks of customers who were "
        "forgotten could be read: forget again who comes back."
    )


def _mark(row: Row) -> Row | None:
    """Return a mark as it is kept; None where it does not tell whose it is."""
    if not isinstance(row["customer_id"], str):
        return None
    try:
        at = cells.moment(row["at"])
    except ValueError:  # it is not known when: nothing that is read makes the person come back
        at = LAST_MOMENT - 1
    return {**row, "at": at, "subjects": _list(row["subjects"])}


def _list(text: object) -> str:
    try:
        is_one = isinstance(text, str) and isinstance(json.loads(text), list)
    except ValueError:
        is_one = False
    return str(text) if is_one else ""
