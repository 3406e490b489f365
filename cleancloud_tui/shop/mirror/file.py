"""The mirror's file: opened, read, written, and made anew where it is damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from functools import partial, wraps
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, Protocol, TypeVar, cast

from ...stores.aside import those_set_aside
from ...stores.damage import UNREADABLE, UnusableError
from ...stores.store import connect, identity
from .. import database
from ..records import Row
from .schema import mirror_store

T = TypeVar("T")
P = ParamSpec("P")


_BATCH: Final = 50
"""Rows of a transaction: few enough for others to get in between."""

_CACHE_KIB: Final = 8_192
"""Pages kept for reading: at 100,000 customers a search is a third faster than with 2 MB."""

_COMMITS: Final = "PRAGMA data_version"
"""A number that moves with the commits of all connections but the one that asks."""


class Put(Protocol):
    """Stores rows and returns the ids of what changed."""

    def __call__(self, connection: sqlite3.Connection, rows: Sequence[Row]) -> list[str]:
        """Run in the writing thread, in a transaction."""


class HasFile(Protocol):
    """Whatever takes rows of a mirror's file apart."""

    @property
    def file(self) -> MirrorFile:
        """The file."""


_Owner = TypeVar("_Owner", bound=HasFile)


def understood(method: Callable[Concatenate[_Owner, P], T]) -> Callable[Concatenate[_Owner, P], T]:
    """Let a method that takes rows apart do it as `MirrorFile.understood` does."""

    @wraps(method)
    def read(self: _Owner, *values: P.args, **named: P.kwargs) -> T:
        return self.file.understood(partial(method, self, *values, **named))

    return cast("Callable[Concatenate[_Owner, P], T]", read)


class MirrorFile:
    """The file of one shop's mirror, for the thread that opens it.

    Args:
        path: Where it is.
        notify: Is told, as a sentence for people, that the file had to be made anew.
        failed: Is told that the file could not be written.

    Attributes:
        path: Where it is.
        times_opened: How often it was opened: another file may hold something else.

    Raises:
        StorageError: The file can't be used.
    """

    def __init__(
        self,
        path: Path,
        notify: Callable[[str], None],
        failed: database.Failed = database.nobody_is_told,
    ) -> None:
        self.path = path
        self.times_opened = 0
        self._store = mirror_store(path)
        self._notify = notify
        self._commits: int | None = None
        self._others: int | None = None
        self._open()
        self._writer = database.Writer(self._store, notify, mends=False, failed=failed)

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
        except UNREADABLE as error:
            if self.make_anew(error):
                return None
            if isinstance(error, sqlite3.Error):
                raise database.StorageError(self.path, error) from error
            raise

    def understood(self, read: Callable[[], T]) -> T:
        """Return what `read` makes of rows; of a new file's, where they can't be understood.

        Raises:
            StorageError: The file can't be read.
        """
        try:
            return read()
        except UNREADABLE as error:
            if not self.make_anew(error):
                raise
        return read()

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in one transaction of the writing thread.

        Raises:
            StorageError: It could not be written.
        """
        return await self._mending(lambda: self._writer.run(work))

    async def was_written_elsewhere(self) -> bool:
        """Tell whether another process wrote since this was last asked, the first time excepted.

        It is asked often: only a look at the file's own count of commits, unless it moved.

        Raises:
            StorageError: The file can't be read.
        """
        if identity(self.path) != self._file:  # lost, or made anew by another process
            self.make_anew()
            return True
        commits = self.number(_COMMITS)
        if commits == self._commits:
            return False
        self._commits = commits
        # That counted the commits of this process too; its writer sees those of others only.
        before, self._others = (
            self._others,
            await self._mending(lambda: self._writer.look(_commits_seen)),
        )
        return before not in (None, self._others)

    async def store(self, rows: Sequence[Row], put: Put) -> list[str]:
        """Store many rows in batches, and return the ids that changed."""
        changed: list[str] = []
        for start in range(0, max(1, len(rows)), _BATCH):
            changed += await self.run(partial(put, rows=rows[start : start + _BATCH]))
        return changed

    async def rewrite(self) -> bool:
        """Leave no trace of what was deleted, in this file or in damaged ones before it.

        Returns:
            False where another process has to end what it reads first.

        Raises:
            StorageError: It could not be done; the file is as it was.
        """

        def work(connection: sqlite3.Connection) -> bool:
            for aside in those_set_aside(self.path):
                aside.unlink(missing_ok=True)
            return database.rewrite(connection)

        return await self._mending(lambda: self._writer.look(work))

    def _open(self) -> None:
        if notice := database.prepare(self._store):
            self._notify(notice)
        self._reader = connect(self.path)
        self._reader.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._file = identity(self.path)
        self._commits = self._others = None
        self.times_opened += 1

    def make_anew(self, error: BaseException | None = None) -> bool:
        """Begin with another file in the midst of work; what this one held comes again.

        Args:
            error: What work with it ended with; None where it is lost, or another took its place.

        Returns:
            False where nothing is wrong with the file.
        """
        notice: str | None = ""  # another process did it, and said so
        match identity(self.path):
            case None:
                notice = f"{self.path.name} was lost and is made anew."
            case self._file:
                damaged = UnusableError("asked for") if error is None else error
                notice = database.mend(self._store, damaged)
        if notice is None:
            return False
        before = self._reader
        self._writer.reopen()
        self._open()  # where that fails, as on a full disk, what was read before is read on
        before.close()
        if notice:
            self._notify(notice)
        return True

    async def _mending(self, work: Callable[[], Awaitable[T]]) -> T:
        """Make the file anew where work finds it damaged, and do the work once more."""
        try:
            return await work()
        except (database.StorageError, *UNREADABLE) as error:
            if not self.make_anew(error.__cause__ or error):
                raise
        return await work()


def _commits_seen(connection: sqlite3.Connection) -> int:
    return int(connection.execute(_COMMITS).fetchone()[0])
