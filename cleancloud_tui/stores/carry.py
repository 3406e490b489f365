"""What can be read of a damaged file, read from a copy: the file itself stays as it was found."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from . import columns
from .damage import UNREADABLE
from .pages import PAGE, CellValue

Row = Mapping[str, CellValue]
"""A row by the names of its columns; text that is no UTF-8 is bytes."""

_HEADER: Final = 100


@dataclass(frozen=True, slots=True)
class FoundRows:
    """What was read of a table.

    Attributes:
        rows: Those that could be read; some may be there twice.
        is_whole: Whether nothing stood in the way of reading all of them.
    """

    rows: list[Row]
    is_whole: bool


@contextlib.contextmanager
def opened_copy(path: Path, tables: Collection[str]) -> Iterator[sqlite3.Connection | None]:
    """Open a copy of a damaged file; None where not even its tables can be told.

    Where only the description at its beginning is torn, the copy gets a new one.
    """
    with tempfile.TemporaryDirectory(dir=path.parent, ignore_cleanup_errors=True) as directory:
        copy = Path(directory) / "copy.db"
        for is_described_anew in (False, True):
            _copy(path, copy)
            if is_described_anew:
                _describe(copy)
            with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as connection:
                connection.text_factory = _text
                if _has_any(connection, tables):
                    yield connection
                    return
    yield None


def rows_of(connection: sqlite3.Connection | None, table: str, order: str) -> FoundRows:
    """Read a table from both ends, up to where it is torn.

    Args:
        connection: As `opened_copy` gives it.
        table: Its name.
        order: The column that it is sorted by in the file.
    """
    if connection is None:
        return FoundRows([], is_whole=False)
    rows, is_whole = _read(connection, f"SELECT * FROM {table} ORDER BY {order}")  # noqa: S608
    if not is_whole:
        rows += _read(connection, f"SELECT * FROM {table} ORDER BY {order} DESC")[0]  # noqa: S608
    return FoundRows(rows, is_whole)


def put(connection: sqlite3.Connection, table: str, row: Row) -> bool:
    """Put a row into a table, unless one is there in its place, or it fits in none."""
    if not columns.fits(connection, table, row):
        return False
    names = ", ".join(row)
    places = ", ".join("?" * len(row))
    try:
        done = connection.execute(
            f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})",  # noqa: S608
            tuple(row.values()),
        )
    except (sqlite3.Error, ValueError, OverflowError):
        return False
    return done.rowcount == 1


def _copy(path: Path, copy: Path) -> None:
    for end in ("", "-wal"):
        beside, target = path.with_name(path.name + end), copy.with_name(copy.name + end)
        target.unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(beside, target)
    copy.with_name(copy.name + "-shm").unlink(missing_ok=True)


def _describe(copy: Path) -> None:
    """Write a new description of the file to its beginning, as the file format wants it."""
    with copy.open("r+b") as file:
        count = copy.stat().st_size // PAGE
        mode = 2 if copy.with_name(copy.name + "-wal").exists() else 1
        header = bytearray(_HEADER)
        header[:16] = b"SQLite format 3\x00"
        header[16:18] = PAGE.to_bytes(2)
        header[18:24] = bytes((mode, mode, 0, 64, 32, 32))
        header[24:28] = header[92:96] = (1).to_bytes(4)
        header[28:32] = count.to_bytes(4)
        header[40:44] = (1).to_bytes(4)
        header[44:48] = (4).to_bytes(4)
        header[56:60] = (1).to_bytes(4)
        header[96:100] = (3_040_000).to_bytes(4)
        file.seek(0)
        file.write(header)


def _has_any(connection: sqlite3.Connection, tables: Collection[str]) -> bool:
    found, _ = _read(connection, "SELECT name FROM sqlite_schema")
    return any(row["name"] in tables for row in found)


def _read(connection: sqlite3.Connection, sql: str) -> tuple[list[Row], bool]:
    rows: list[Row] = []
    try:
        cursor = connection.execute(sql)
        names = [column[0] for column in cursor.description]
        for values in cursor:
            rows.append(dict(zip(names, values, strict=True)))
    except UNREADABLE:
        return rows, False
    return rows, True


def _text(content: bytes) -> str | bytes:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content
