"""The mirror's file: opened, read, written, and made anew where it is damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, Protocol, TypeVar

from . import database
from .records import Row

T = TypeVar("T")


_BATCH: Final = 200
"""Rows of a transaction: few enough for others to get in between."""

_CACHE_KIB: Final = 8_192
"""Pages kept for reading: at 100,000 customers a search is a third faster than with 2 MB."""

_TABLES: Final = ("customers", "customer_search", "customer_words", "orders", "garments", "facts")


def _make_schema(connection: sqlite3.Connection) -> None:
    script = Path(__file__).with_name("mirror.sql").read_text(encoding="utf-8")
    database.run_script(connection, script)


MIGRATIONS: Final[Sequence[database.Migration]] = (_make_schema,)


class Put(Protocol):
    """Stores rows and returns the ids of what changed."""

    def __call__(self, connection: sqlite3.Connection, rows: Sequence[Row]) -> list[str]:
        """Run in the writing thread, in a transaction."""


class MirrorFile:
    """The file of one shop's mirror, for the thread that opens it.

    Args:
        path: Where it is.
        say: Is told, as a sentence for people, that the file had to be made anew.
    """

    def __init__(self, path: Path, say: Callable[[str], None]) -> None:
        self._path = path
        self._say = say
        self._open()
        self._writer = database.Writer(path)

    async def aclose(self) -> None:
        """Finish what is being written, then close."""
        await self._writer.aclose()
        self._reader.close()

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """Return the rows of a query; none where the file had to be made anew."""
        return self.look(lambda reader: reader.execute(sql, values).fetchall()) or []

    def number(self, sql: str) -> int:
        """Return the one number that a query answers with."""
        rows = self.rows(sql)
        return int(rows[0][0]) if rows else 0

    def look(self, read: Callable[[sqlite3.Connection], T]) -> T | None:
        """Return what `read` finds, at once; None where the file had to be made anew.

        Raises:
            StorageError: The file can't be read.
        """
        try:
            return read(self._reader)
        except sqlite3.Error as error:
            if not database.is_damage(error):
                raise database.StorageError(self._path, error) from error
            self._make_anew()
            return None

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in one transaction of the writing thread.

        Raises:
            StorageError: It could not be written.
        """
        try:
            return await self._writer.run(work)
        except database.StorageError as error:
            if isinstance(error.__cause__, sqlite3.Error) and database.is_damage(error.__cause__):
                self._make_anew()
            raise

    async def store(self, rows: Sequence[Row], put: Put) -> list[str]:
        """Store many rows in batches, and return the ids that changed."""
        changed: list[str] = []
        for start in range(0, max(1, len(rows)), _BATCH):
            changed += await self.run(partial(put, rows=rows[start : start + _BATCH]))
        return changed

    def _open(self) -> None:
        if notice := database.prepare(self._path, MIGRATIONS, _TABLES):
            self._say(notice)
        self._reader = database.connect(self._path)
        self._reader.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")

    def _make_anew(self) -> None:
        """Set the file aside in the midst of work; what it held comes from the API again."""
        self._reader.close()
        aside = database.set_aside(self._path)
        self._writer.reopen()
        self._open()
        self._say(f"{self._path.name} was damaged and is made anew; the old one is {aside.name}.")
