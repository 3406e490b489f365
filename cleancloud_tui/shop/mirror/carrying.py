"""What must outlive a damaged mirror: whom to forget. All else comes again from CleanCloud."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from ...stores.carry import opened_copy, put, rows_of


def carry_over(aside: Path, connection: sqlite3.Connection) -> str:
    """Carry over the marks of forgotten customers, so that nobody comes back by being read again.

    Args:
        aside: The damaged file.
        connection: To the new one, in a transaction.
    """
    with opened_copy(aside, ("forgotten",)) as copy:
        found = rows_of(copy, "forgotten", "customer_id")
        for row in found.rows:
            if isinstance(row["customer_id"], str) and isinstance(row["at"], float):
                put(connection, "forgotten", {**row, "subjects": _list(row["subjects"])})
    if found.is_whole:
        return "What it held is read again from CleanCloud by itself."
    return (
        "What it held is read again from CleanCloud by itself. Not all marks of customers who were "
        "forgotten could be read: forget again who comes back."
    )


def _list(text: object) -> str:
    try:
        is_one = isinstance(text, str) and isinstance(json.loads(text), list)
    except ValueError:
        is_one = False
    return str(text) if is_one else ""
