"""Whether all of the mirror can be understood: rows may be torn where SQLite sees nothing."""

from __future__ import annotations

import json
import sqlite3
from typing import Final

from ...stores import columns

_OBJECT: Final = "object"
_ARRAY: Final = "array"

_REPLIES: Final = {
    "customers": _OBJECT,
    "orders": _OBJECT,
    "garments": _OBJECT,
    "repeat_pickups": _ARRAY,
    "summary_windows": _OBJECT,
    "documents": _OBJECT,
}
"""Tables whose rows hold a reply as JSON, and what of it."""

_OTHERWISE_NUMBERED: Final = """
SELECT 1 FROM customer_search LEFT JOIN customers ON id = customer_id
WHERE customers.number IS NOT customer_search.number
"""
"""Customers are found under the number that they have among all."""

_DAYS: Final = ("summary_windows", "filled_windows")
"""Tables whose rows are about days, from `first` to `last`."""

_WORDS: Final = ("customer_words", "name_parts")
"""Indexes of words, which are not looked through together with all else."""


def flaw(connection: sqlite3.Connection) -> str:
    """Return, in words, the first table with something that can't be understood."""
    if found := columns.flaw(connection):
        return found
    for table, kind in _REPLIES.items():
        rows = connection.execute(
            f"""SELECT *, iif(json_valid(reply), json_type(reply), '') AS told FROM {table}"""  # noqa: S608
        )
        if not all(row["told"] == kind or _is_json(row, kind) for row in rows):
            return f"a row of {table} can't be read"
    for table in _DAYS:
        sql = f"SELECT 1 FROM {table} WHERE date(first) IS NOT first OR date(last) IS NOT last"  # noqa: S608
        if connection.execute(sql).fetchone():
            return f"a day of {table} can't be read"
    if connection.execute(_OTHERWISE_NUMBERED).fetchone():
        return "a customer of the search can't be told"
    return _flaw_of_words(connection)


def _flaw_of_words(connection: sqlite3.Connection) -> str:
    for table in _WORDS:
        try:
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")  # noqa: S608
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
    return ""


def _is_json(row: sqlite3.Row, kind: str) -> bool:
    """Tell whether a reply is JSON as it is read here, which takes infinity for a number."""
    try:
        told = json.loads(row["reply"])
    except (TypeError, ValueError, RecursionError):
        return False
    return isinstance(told, list if kind == _ARRAY else dict)
