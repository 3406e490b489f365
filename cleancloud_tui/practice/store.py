"""The practice shop's SQLite store: one connection, opened or created, and its transactions.

The schema stands in `schema.sql` and what follows it, with the meaning of every column.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Self

from ..stores.private import touch
from .schema import MIGRATIONS

_WAIT_SECONDS: Final = 60.0
"""How long to wait for another process; it may be filling the shop for the first time."""

Row = sqlite3.Row
"""A row of a table, read by column name."""

StoredValue = str | int | float
"""What a column holds."""


_CACHE_TO_FILL_KIB: Final = 16_000
_CACHE_KIB: Final = 1_000


class PracticeStore:
    """The practice shop's database.

    It may be used by one thread at a time, any thread. Several processes may share a file.
    """

    def __init__(self, path: Path | None = None, *, copied: Self | None = None) -> None:
        """Open the store of that file, creating it where there is none; None keeps it in memory.

        Args:
            path: The file.
            copied: A store whose content a new one begins with.

        Raises:
            sqlite3.DatabaseError: The file is damaged, or no database.
        """
        self._depth = 0
        if path:
            touch(path)
        self._connection = sqlite3.connect(
            path or ":memory:",
            timeout=_WAIT_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            self._connection.row_factory = sqlite3.Row
            if copied:
                copied._connection.backup(self._connection)
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute(f"PRAGMA cache_size = -{_CACHE_TO_FILL_KIB}")
            self._create()
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def shrink(self) -> None:
        """Give back the memory that filling the shop took: in the counter it would stay taken."""
        self._connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._connection.execute("PRAGMA shrink_memory")

    def copy(self) -> Self:
        """Return a shop of its own in memory, with everything that is in this one."""
        return type(self)(copied=self)

    def close(self) -> None:
        """Close the database; closing twice is harmless."""
        self._connection.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything within happen, or nothing; one inside another joins it.

        No other process can write in the meantime.
        """
        if self._depth == 0:
            self._connection.execute("BEGIN IMMEDIATE")
        self._depth += 1
        try:
            yield
        except BaseException:
            self._depth -= 1
            if self._depth == 0:
                self._connection.execute("ROLLBACK")
            raise
        self._depth -= 1
        if self._depth == 0:
            self._connection.execute("COMMIT")

    def rows(self, sql: str, parameters: Sequence[StoredValue] = ()) -> list[Row]:
        """Return all rows of a query."""
        return self._connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[StoredValue] = ()) -> Row | None:
        """Return the first row of a query, or None."""
        found: Row | None = self._connection.execute(sql, parameters).fetchone()
        return found

    def number(self, sql: str, parameters: Sequence[StoredValue] = ()) -> int:
        """Return the single whole number that a query answers; 0 for NULL and for no row."""
        found = self.row(sql, parameters)
        return int(found[0] or 0) if found else 0

    def execute(self, sql: str, parameters: Sequence[StoredValue] = ()) -> int:
        """Run a statement and return how many rows it changed."""
        return self._connection.execute(sql, parameters).rowcount

    def insert(self, table: str, values: Mapping[str, StoredValue]) -> int:
        """Insert one row, defaults for the columns that are not given, and return its id."""
        sql = _insertion(table, tuple(values))
        return self._connection.execute(sql, tuple(values.values())).lastrowid or 0

    def insert_many(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[StoredValue]]
    ) -> None:
        """Insert a stream of rows, each with its values in the order of the columns."""
        self._connection.executemany(_insertion(table, columns), rows)

    def update(self, table: str, key: int, values: Mapping[str, StoredValue]) -> None:
        """Set columns of the row whose `id` is the key."""
        settings = ", ".join(f"{column} = ?" for column in values)
        self._connection.execute(
            f"UPDATE {table} SET {settings} WHERE id = ?",  # noqa: S608  (names from our code)
            (*values.values(), key),
        )

    def meta(self, key: str) -> str | None:
        """Return what `meta` says under a key."""
        found = self.row("SELECT value FROM meta WHERE key = ?", (key,))
        return str(found["value"]) if found else None

    def set_meta(self, key: str, value: str) -> None:
        """Write a value into `meta`."""
        self.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    def _create(self) -> None:
        with self.transaction():
            for migrate in MIGRATIONS[self.number("PRAGMA user_version") :]:
                migrate(self._connection)
            self._connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _insertion(table: str, columns: Sequence[str]) -> str:
    places = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608
