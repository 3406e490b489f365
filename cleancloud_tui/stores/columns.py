"""Whether each value of a file is of the type that its column is declared to hold.

SQLite keeps whatever stands there: one changed byte makes a blob of a number, and it says nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Final

_CLASSES: Final = {"TEXT": "text", "INTEGER": "integer", "REAL": "real"}
"""What values of a declared type are, as `typeof` tells it."""

_TYPES: Final[Mapping[str, type]] = {"TEXT": str, "INTEGER": int}

LAST_MOMENT: Final = 32_503_680_000.0
"""The year 3000, in Unix seconds: no clock is that wrong."""


def flaw(connection: sqlite3.Connection) -> str:
    """Return, in words, the first table with a value of another type; empty where none has one.

    Every number with a fraction is taken for a moment, in Unix seconds or since a start.
    """
    for table in _tables(connection):
        columns = connection.execute("SELECT name, type FROM pragma_table_info(?)", (table,))
        wrong = [each for name, declared in columns for each in _wrong(name, declared)]
        if (
            wrong
            and connection.execute(
                f"SELECT 1 FROM {table} WHERE {' OR '.join(wrong)} LIMIT 1"  # noqa: S608
            ).fetchone()
        ):
            return f"a row of {table} can't be read"
    return ""


def fits(connection: sqlite3.Connection, table: str, row: Mapping[str, object]) -> bool:
    """Tell whether `flaw` would find nothing in a row."""
    declared = connection.execute("SELECT name, type FROM pragma_table_info(?)", (table,))
    return all(row.get(name) is None or _is(kind, row[name]) for name, kind in declared)


def _is(declared: str, value: object) -> bool:
    if declared == "REAL":
        return isinstance(value, int | float) and 0 <= value < LAST_MOMENT
    return isinstance(value, _TYPES.get(declared, object))


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Return all tables but SQLite's own and those of indexes of words."""
    told = connection.execute(
        "SELECT name, sql LIKE 'CREATE VIRTUAL%' FROM sqlite_schema WHERE type = 'table'"
    ).fetchall()
    others = ("sqlite_", *(f"{name}_" for name, is_virtual in told if is_virtual))
    return [name for name, is_virtual in told if not is_virtual and not name.startswith(others)]


def _wrong(name: str, declared: str) -> list[str]:
    """Return the conditions under which a value is not what is declared."""
    if declared not in _CLASSES:
        return []
    other = f"typeof({name}) NOT IN ('{_CLASSES[declared]}', 'null')"
    outside = f"{name} < 0 OR {name} >= {LAST_MOMENT}"
    return [other, outside] if declared == "REAL" else [other]
