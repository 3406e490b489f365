"""What of a ledger's rows can be understood, and what of a damaged one goes into a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from ...stores.carry import Row, opened_copy, put, rows_of
from ...stores.columns import LAST_MOMENT
from ...stores.damage import UNREADABLE
from ...stores.pages import CellValue
from ...typed import command
from ..errors import BadTermsError
from ..terms import MonthTerms
from .ledger_totals import MOST, OLD, flaw_of_totals, has_old


def flaw(database: sqlite3.Connection) -> str:
    """Return, in words, the first table with a row that can't be understood."""
    for table in _READ:
        if table == OLD and not has_old(database):
            continue
        cursor = database.execute(f"SELECT * FROM {table}")  # noqa: S608
        names = [column[0] for column in cursor.description]
        for values in cursor:
            if not _is_understood(table, dict(zip(names, values, strict=True))):
                return f"a row of {table} can't be read"
    return flaw_of_totals(database)


def carry_over(aside: Path, database: sqlite3.Connection) -> str:
    """Carry over what can be read of a damaged ledger, and tell people what that means.

    Args:
        aside: The damaged file.
        database: The new one, in a transaction.
    """
    is_whole = True
    with opened_copy(aside, ("days", "counted", "spent")) as copy:
        for table, order in (("days", "shop"), ("counted", "shop"), ("terms", "shop")):
            found = rows_of(copy, table, order)
            kept = [row for row in found.rows if _is_understood(table, row)]
            is_whole = is_whole and found.is_whole and len(kept) == len(found.rows)
            for row in kept:
                put(database, table, row)
    # Rather too many than too few: it is told that the count is to be compared.
    database.execute("UPDATE days SET requests = max(requests, 0)")
    database.execute(
        "INSERT INTO days SELECT shop, day, sum(requests) FROM counted WHERE true GROUP BY 1, 2"
        " ON CONFLICT DO UPDATE SET requests = max(requests, excluded.requests)"
    )
    if is_whole:
        return "What was counted of this month is carried over."
    return (
        "What was counted of this month could not be read, or not all of it. Compare the count "
        f"with CleanCloud's own, and correct it with Ctrl+G or: {command('budget --spent N')}"
    )


def _is_understood(table: str, row: Row) -> bool:
    try:
        return _READ[table](row)
    except (BadTermsError, *UNREADABLE):
        return False


def _is_day(row: Row) -> bool:
    return _is_text(row["shop"]) and bool(date.fromisoformat(str(row["day"]))) and _is_count(row)


def _is_spent(row: Row) -> bool:
    texts = (row["operation"], row["process"])
    return _is_day(row) and all(map(_is_text, texts)) and row["background"] in (0, 1)


def _is_counted(row: Row) -> bool:
    return _is_spent(row) and _is_text(row["purpose"])


def _is_heard(row: Row) -> bool:
    moments = (row["at"], row["clock"], row["up"])
    return _is_text(row["shop"]) and _is_text(row["boot"]) and all(map(_is_moment, moments))


def _is_refused(row: Row) -> bool:
    return _is_text(row["shop"]) and _is_moment(row["at"]) and _is_moment(row["spacing"])


def _is_unsure(row: Row) -> bool:
    return _is_counted(row) and _is_text(row["boot"]) and isinstance(row["minute"], int)


def _is_count(row: Row) -> bool:
    requests = row["requests"]
    return isinstance(requests, int) and abs(requests) < MOST


def _is_terms(row: Row) -> bool:
    told = [row[name] for name in ("month", "starts", "share", "reserve")]
    values = [value for value in told if isinstance(value, int)]
    return bool(MonthTerms(*values)) and len(values) == len(told)


def _is_moment(value: CellValue) -> bool:
    return isinstance(value, float) and 0 <= value < LAST_MOMENT


def _is_text(value: CellValue) -> bool:
    return isinstance(value, str)


_READ: Final[Mapping[str, Callable[[Row], bool]]] = {
    "slots": lambda row: _is_text(row["shop"]) and _is_moment(row["due"]),
    "pauses": lambda row: _is_text(row["shop"]) and _is_moment(row["until"]),
    "days": _is_day,
    "counted": _is_counted,
    OLD: _is_spent,
    "people": lambda row: _is_text(row["shop"]) and _is_moment(row["at"]),
    "terms": _is_terms,
    "heard": _is_heard,
    "unsure": _is_unsure,
    "refused": _is_refused,
}
