"""The journal's file: written in one thread, looked through, and left without traces."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

from ...api.operations import OPERATIONS
from ...stores.aside import those_set_aside
from .. import database
from .schema import journal_store

_MOST_EXAMINED: Final = 32_000_000
"""Bytes that are looked through each time: some tenths of a second, beside everything else."""


class JournalFile:
    """The file of one shop's journal.

    Args:
        path: Where it is.
        notify: Is told, as a sentence for people, that it had to be made anew.
        failed: Is told that it could not be written.
        operations: What an entry may be of.

    Raises:
        StorageError: The file can't be used.
    """

    def __init__(
        self,
        path: Path,
        notify: Callable[[str], None],
        failed: database.Failed = database.nobody_is_told,
        operations: Collection[str] = OPERATIONS.keys(),
    ) -> None:
        self._path = path
        self._store = journal_store(path, operations)
        if notice := database.prepare(self._store):
            notify(notice)
        self._writer = database.Writer(self._store, notify, durable=True, failed=failed)

    async def aclose(self) -> None:
        """Finish what is being written, then close."""
        await self._writer.aclose()

    def reopen(self) -> None:
        """Let go of the file, which may have been replaced, before the next work."""
        self._writer.reopen()

    async def examine(self) -> None:
        """Look through the whole file, beside what is done with it, and mend it if need be.

        A row that can't be understood is found where it is read, unless it is open. A file of more
        than `_MOST_EXAMINED` bytes is left to `doctor`: that would take seconds.

        Raises:
            StorageError: It can't be read, or is damaged and can't be mended.
        """
        if not self._path.exists() or self._path.stat().st_size > _MOST_EXAMINED:
            return
        if why := await asyncio.to_thread(database.examine, self._store, each_row=False):
            await self._writer.mend(why)

    async def run(self, work: Callable[[sqlite3.Connection], database.T]) -> database.T:
        """Run `work` in a transaction of the file.

        Raises:
            StorageError: It could not be done; nothing was written.
        """
        return await self._writer.run(work)

    async def overwriting(self, work: Callable[[sqlite3.Connection], database.T]) -> database.T:
        """Run `work` as `run` does, and leave nothing in the file of what it takes out or replaces.

        Raises:
            StorageError: It could not be done.
        """
        await self._writer.look(_overwrite_deleted)
        done = await self._writer.run(work)
        await self._writer.look(_empty_log)
        return done

    async def look(self, work: Callable[[sqlite3.Connection], database.T]) -> database.T:
        """Run `work`, which only reads what else is kept in the file.

        Raises:
            StorageError: It could not be read.
        """
        return await self._writer.look(work)

    async def rewrite(self) -> bool:
        """Leave no trace of what was taken out in the file; see `database.rewrite`.

        Returns:
            False where another process has to end what it reads first.

        Raises:
            StorageError: It could not be done; the file is as it was.
        """
        return await self._writer.look(database.rewrite)

    def those_set_aside(self) -> list[Path]:
        """Return the journals that were damaged: nothing is taken out of them."""
        return those_set_aside(self._path)


def _overwrite_deleted(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA secure_delete = ON")


def _empty_log(connection: sqlite3.Connection) -> None:
    # The old pages stand in the write-ahead log until it is written back and cut.
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
