"""Who matches a query, at a cost that does not grow with the shop."""

from __future__ import annotations

import json
import sqlite3
from typing import Final

from .queries import Query, as_condition, as_match

_MANY: Final = 2_000
"""From this many matches on, those last in are looked through instead of all being sorted."""

_LAST_IN: Final = 2_500
"""How many of those last in are looked through for a word that very many share."""


def matching(connection: sqlite3.Connection, query: Query, limit: int) -> list[int]:
    """Return who matches, those last in first, at a cost that does not grow with the shop."""
    some = connection.execute(
        "SELECT rowid FROM customer_words WHERE customer_words MATCH ? LIMIT ?",
        (as_match(query), _MANY),
    ).fetchall()
    found = _among_last_in(connection, query, limit) if len(some) == _MANY else []
    if len(found) == limit:
        return found
    rows = connection.execute(
        """SELECT number FROM json_each(?)
        CROSS JOIN customer_search INDEXED BY customer_search_by_number ON number = value
        ORDER BY last_in DESC LIMIT ?""",
        (json.dumps([row["rowid"] for row in some]), limit),
    )
    return list(dict.fromkeys([*found, *(row["number"] for row in rows)]))[:limit]


def _among_last_in(connection: sqlite3.Connection, query: Query, limit: int) -> list[int]:
    """Return who matches of those last in: enough of them do where very many match in all."""
    rows = connection.execute(
        f"""SELECT number FROM
        (SELECT number, name, phone, other FROM customer_search
            ORDER BY last_in DESC LIMIT {_LAST_IN})
        WHERE {as_condition(query)} LIMIT ?""",  # noqa: S608
        (limit,),
    )
    return [row["number"] for row in rows]
