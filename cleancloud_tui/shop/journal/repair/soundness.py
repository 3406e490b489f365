"""Whether all of the journal can be understood: rows may be torn where SQLite sees nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from ....stores import columns
from ....stores.damage import UNREADABLE
from ..draft_rows import draft_of
from ..entries import entry_of

_OTHERS = ("scans", "counts", "counted")
_OPEN = "state IN ('waiting', 'sent', 'unknown')"


def flaw(connection: sqlite3.Connection, operations: Collection[str]) -> str:
    """Return, in words, the first row that can't be understood; empty where all can be.

    Args:
        connection: To the journal.
        operations: What a change in it may be of.
    """
    for table in _OTHERS:
        connection.execute(f"SELECT * FROM {table}").fetchall()  # each text is looked at  # noqa: S608
    return (
        columns.flaw(connection)
        or _flaw_of_entries(connection, "SELECT * FROM entries", operations)
        or _flaw_of_drafts(connection)
    )


def flaw_of_what_is_open(connection: sqlite3.Connection, operations: Collection[str]) -> str:
    """Return, in words, the first open change that can't be understood; it takes little time."""
    for where in (_OPEN, "needs_person = 1"):
        sql = f"SELECT * FROM entries WHERE {where}"  # noqa: S608
        if found := _flaw_of_entries(connection, sql, operations):
            return found
    return ""


def _flaw_of_entries(connection: sqlite3.Connection, sql: str, operations: Collection[str]) -> str:
    for row in connection.execute(sql):
        try:
            entry = entry_of(row)
            is_known = (
                entry.is_settled or entry.merged_into is not None or entry.operation in operations
            )
        except UNREADABLE:
            is_known = False
        if not is_known:
            return f"change {row['id']} can't be read"
    return ""


def _flaw_of_drafts(connection: sqlite3.Connection) -> str:
    for row in connection.execute("SELECT * FROM drafts"):
        try:
            draft_of(row)
        except UNREADABLE:
            return f"draft {row['id']} can't be read"
    return ""
