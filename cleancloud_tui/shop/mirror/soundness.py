"""Whether all of the mirror can be understood: rows may be torn where SQLite sees nothing."""

from __future__ import annotations

import json
import sqlite3
from typing import Final

_REPLIES: Final = (
    "customers",
    "orders",
    "garments",
    "repeat_pickups",
    "summary_windows",
    "documents",
)
"""Tables whose rows hold a reply as JSON."""

_LAST_MOMENT: Final = 32_503_680_000.0
"""The year 3000, in Unix seconds."""

_DAYS: Final = ("summary_windows", "filled_windows")
"""Tables whose rows are about days, from `first` to `last`."""

_WORDS: Final = ("customer_words", "name_parts")
"""Indexes of words, which are not looked through together with all else."""


def flaw(connection: sqlite3.Connection) -> str:
    """Return, in words, the first table with something that can't be understood."""
    for table in _REPLIES:
        for row in connection.execute(f"SELECT *, json_valid(reply) AS is_json FROM {table}"):  # noqa: S608
            if not (_is_moment(row["read_at"]) and (row["is_json"] or _is_json(row))):
                return f"a row of {table} can't be read"
    for table in _DAYS:
        sql = f"SELECT 1 FROM {table} WHERE date(first) IS NOT first OR date(last) IS NOT last"  # noqa: S608
        if connection.execute(sql).fetchone():
            return f"a day of {table} can't be read"
    return _flaw_of_words(connection)


def _flaw_of_words(connection: sqlite3.Connection) -> str:
    for table in _WORDS:
        try:
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")  # noqa: S608
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
    return ""


def _is_moment(seconds: object) -> bool:
    return isinstance(seconds, float) and 0 <= seconds < _LAST_MOMENT


def _is_json(row: sqlite3.Row) -> bool:
    """Tell whether a reply is JSON as it is read here, which takes infinity for a number."""
    try:
        json.loads(row["reply"])
    except (TypeError, ValueError, RecursionError):
        return False
    return True
