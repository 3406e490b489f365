"""What can be read of a damaged journal, put into a new one: open changes first."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from ....stores.carry import Row, opened_copy, put, rows_of
from ....stores.pages import CellValue, rows_in_pages
from .kept_rows import OPEN, draft_in_page, entry_in_page, kept_draft, kept_entry

_OTHERS: Final = (("scans", "key"), ("counts", "id"), ("counted", "count_id"))
"""Tables of which whatever fits is carried over, and the column that each is sorted by."""

_Kept = dict[str, CellValue]


@dataclass(frozen=True, slots=True)
class _Table:
    """How the rows of a table are found again.

    Attributes:
        in_page: Returns what stands in a page by the names of columns; None where it is no such.
        kept: Returns a row as it is kept, if SQLite led to it, and if it did not.
        is_never_deleted: Whether what SQLite does not lead to can't be what was deleted.
    """

    name: str
    in_page: Callable[[int, Sequence[CellValue], Sequence[str]], _Kept | None]
    kept: Callable[[Row, bool], _Kept | None]
    is_never_deleted: bool


def carry_over(aside: Path, connection: sqlite3.Connection, operations: Collection[str]) -> str:
    """Carry over what can be read of a damaged journal, and tell people what that is.

    Args:
        aside: The damaged file.
        connection: To the new one, in a transaction.
        operations: What a change may be of.
    """
    now = time.time()
    entries = _Table(
        "entries",
        partial(entry_in_page, operations=operations),
        lambda row, is_certain: kept_entry(row, now, operations, is_certain=is_certain),
        is_never_deleted=True,
    )
    drafts = _Table("drafts", draft_in_page, lambda row, _: kept_draft(row), False)
    with opened_copy(aside, ("entries", "drafts")) as copy:
        changes, are_all, unread = _carried(aside, copy, connection, entries)
        typed, is_all_typed, untyped = _carried(aside, copy, connection, drafts)
        last = _keep_numbers(copy, connection)
        for table, order in _OTHERS:
            for row in rows_of(copy, table, order).rows:
                put(connection, table, row)
    is_open = sum(each["state"] in OPEN or bool(each["needs_person"]) for each in changes)
    return _told(
        is_open,
        len(changes) - is_open,
        len(typed),
        last - len(changes) if last else None,
        is_whole=are_all and is_all_typed and not unread,
        untyped=untyped,
    )


def _carried(
    aside: Path, copy: sqlite3.Connection | None, new: sqlite3.Connection, table: _Table
) -> tuple[list[_Kept], bool, int]:
    """Carry a table over; return its rows, whether all could be looked at, how many were lost."""
    found = rows_of(copy, table.name, "id")
    kept: dict[CellValue, _Kept | None] = {}
    doubles = [
        double
        for row in found.rows
        if (double := _add(kept, row["id"], table.kept(row, True))) is not None
    ]
    is_whole = found.is_whole and None not in kept.values()
    # What leads to the rows may be torn without a word: to another table, or past some of them.
    if table.is_never_deleted or not is_whole:
        for row in _in_pages(aside, new, table):
            if kept.get(row["id"]) is None:
                kept[row["id"]] = table.kept(row, False)
    rows = [*(row for row in kept.values() if row is not None), *doubles]
    lost = sum(row is None for row in kept.values())
    return [row for row in rows if put(new, table.name, row)], found.is_whole, lost


def _add(kept: dict[CellValue, _Kept | None], number: CellValue, row: _Kept | None) -> _Kept | None:
    """Add a row under its number; return what has the same number, and is to get another one.

    A changed byte gives a row the number of another: what is open keeps it.
    """
    there = kept.get(number)
    if there is None or row is None or there == row:
        kept[number] = row or there
        return None
    one, other = sorted((there, row), key=lambda each: each.get("state") not in OPEN)
    kept[number] = one
    return {**other, "id": None}


def _in_pages(aside: Path, new: sqlite3.Connection, table: _Table) -> list[_Kept]:
    """Return what looks like rows of a table, the newest form of each first."""
    told = new.execute("SELECT name FROM pragma_table_info(?)", (table.name,))
    columns = [name for (name,) in told]
    try:
        named = [table.in_page(*row, columns) for row in rows_in_pages(aside)]
    except OSError:  # it can't be read a second time
        return []
    rows = [row for row in named if row is not None]
    return sorted(rows, key=lambda row: (-len(row), row.get("state") in OPEN))


def _keep_numbers(copy: sqlite3.Connection | None, new: sqlite3.Connection) -> int:
    """Let no number be given twice; return the last of all changes, 0 where it is not known."""
    last = 0
    for row in rows_of(copy, "sqlite_sequence", "rowid").rows:
        name, number = row.get("name"), row.get("seq")
        if not isinstance(number, int) or not 0 <= number < 1 << 40:
            continue
        new.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (number, name))
        if not new.execute("SELECT 1 FROM sqlite_sequence WHERE name = ?", (name,)).fetchone():
            new.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (name, number))
        last = number if name == "entries" else last
    return last


def _told(
    is_open: int, settled: int, drafts: int, lost: int | None, *, is_whole: bool, untyped: int
) -> str:
    counted = (
        f"Carried over: {is_open:,} open and {settled:,} settled changes, {drafts:,} drafts. "
        "What is open stands under “To resolve” (Ctrl+R) or goes on by itself."
    )
    if untyped:
        counted += (
            f" {untyped:,} could not be read: what was typed into a form, or an order that was put "
            "aside, has to be typed again."
        )
    if is_whole and not lost:
        return counted if untyped else f"{counted} Nothing of it is missing."
    missing = f"{lost:,} changes could not be read" if lost and lost > 0 else "Some may be missing"
    return (
        f"{counted} {missing}: look in CleanCloud at what was changed from this computer lately, "
        "before anything of it is done again."
    )
