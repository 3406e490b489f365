"""Closing sheets as rows of their file, and what can be read of a damaged one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from ...stores import columns
from ...stores.carry import opened_copy, put, rows_of
from ...stores.store import StoredFile
from .. import database
from .sheet import Sheet

MIGRATIONS: Final = database.scripts("closing/schema_1.sql")


def closing_store(path: Path) -> StoredFile:
    """Return the store of the closing sheets' file."""
    return StoredFile(path, MIGRATIONS, ("sheets",), columns.flaw, carry=_carry)


def content_of(sheet: Sheet) -> str:
    """Return what is kept of a sheet beside who and when."""
    return json.dumps(
        {
            "float": str(sheet.float),
            "counts": {str(amount): count for amount, count in sheet.counts.items()},
            "loose": str(sheet.loose),
            "received": None if sheet.received is None else str(sheet.received),
            "taken_out": str(sheet.taken_out),
            "note": sheet.note,
        }
    )


def sheet_of(row: sqlite3.Row) -> Sheet | None:
    """Return the sheet of a row; None where no version of the program wrote it so."""
    try:
        told = json.loads(row["content"])
        return Sheet(
            day=date.fromisoformat(row["day"]),
            float=Decimal(told["float"]),
            counts=_counts(told["counts"]),
            loose=Decimal(told["loose"]),
            received=None if told["received"] is None else Decimal(told["received"]),
            taken_out=Decimal(told["taken_out"]),
            note=str(told["note"]),
            at=datetime.fromtimestamp(row["at"], UTC),
            staff=row["staff"],
            user=row["user"],
            number=row["id"],
        )
    except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation, OverflowError):
        return None


def _counts(told: Mapping[str, int]) -> dict[Decimal, int]:
    return {Decimal(amount): int(count) for amount, count in told.items()}


def _carry(aside: Path, connection: sqlite3.Connection) -> str:
    """Carry over what can be read of a damaged file, and tell people what that is."""
    with opened_copy(aside, ("sheets",)) as copy:
        found = rows_of(copy, "sheets", "id")
        kept = sum(put(connection, "sheets", row) for row in found.rows)
    told = f"Carried over: {kept:,} closing sheets."
    return told if found.is_whole else f"{told} Others could not be read."
