"""A store as the shop uses it: what goes wrong in words, and one thread that writes."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, TypeVar

from ..api.errors import CleanCloudError
from ..api.rights import EVERYTHING, Right, Rights
from ..stores.damage import UNREADABLE, UnusableError
from ..stores.store import (
    BUSY_SECONDS,
    Identity,
    Migration,
    StoredFile,
    connect,
    identity,
    transaction,
)
from ..stores.version import UntouchedError

T = TypeVar("T")

LEAST_FREE: Final = 1_000_000
"""Bytes there is to be room for: a file of SQLite may find a place for a little on a full disk."""

_READERS_SECONDS: Final = 2.0
"""How long others may go on reading what is rewritten: writers wait for it, too."""


class StorageError(CleanCloudError):
    """A file of this host could not be read or written."""

    def __init__(self, path: Path, cause: Exception) -> None:
        super().__init__(
            f"{path} can't be used ({cause}). What CleanCloud holds is not touched by this. "
            f"{_way_out(path)}, then try again."
        )


def _way_out(path: Path) -> str:
    """Return what to do about a file that can't be used, as the beginning of a sentence."""
    with contextlib.suppress(OSError):
        if shutil.disk_usage(path.parent).free < LEAST_FREE:
            return "The disk that it is on is full: make room there"
    return "Look whether the disk is full or the file is locked"


class FolderError(CleanCloudError):
    """A folder of the program's own can't be had.

    Attributes:
        why: What is in the way, and what can be done about it.
    """

    sent = False

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(f"{why} What CleanCloud holds is not touched by this.")


class UntouchedStorageError(StorageError):
    """A file of this host is no file, or was made by a newer version; it was not touched."""

    def __init__(self, cause: UntouchedError) -> None:
        super(StorageError, self).__init__(str(cause))


class DamagedFileError(StorageError):
    """A file of this host is damaged, and was not mended."""

    def __init__(self, path: Path, why: str, advice: str) -> None:
        super(StorageError, self).__init__(
            f"{path} is damaged ({why}). What CleanCloud holds is not touched by this. {advice}"
        )


def prepare(store: StoredFile) -> str:
    """Bring a store's file to the newest schema; mend it where it is damaged.

    Returns:
        A sentence for people where the file was damaged, else an empty text.

    Raises:
        UntouchedStorageError: It is no file, or a newer version of the program made it.
        StorageError: The host does not let the file be read or written.
    """
    try:
        return store.prepare()
    except UntouchedError as error:
        raise UntouchedStorageError(error) from error
    except (sqlite3.Error, OSError) as error:
        raise StorageError(store.path, error) from error


def examine(store: StoredFile, *, each_row: bool = True) -> str:
    """Look through a store's whole file, and tell what is damaged; empty for nothing.

    Args:
        store: The file.
        each_row: Whether all rows are read, which holds Python's lock for long.

    Raises:
        UntouchedStorageError: It is no file, or a newer version of the program made it.
        StorageError: The host does not let the file be read.
    """
    try:
        return store.examine(each_row=each_row)
    except UntouchedError as error:
        raise UntouchedStorageError(error) from error
    except (sqlite3.Error, OSError) as error:
        raise StorageError(store.path, error) from error


def mend(store: StoredFile, error: BaseException) -> str | None:
    """Mend a store whose use ended with an error, if that is what it takes.

    Returns:
        What was done, empty where another process did it; None where nothing is damaged.

    Raises:
        DamagedError: It is damaged, and can't be mended.
        StorageError: It can't be told.
    """
    why = ""
    try:
        why = store.why_damaged(error)
        return store.mend(why) if why else None
    except UntouchedError as newer:
        raise UntouchedStorageError(newer) from newer
    except (sqlite3.Error, OSError) as failure:
        if not why:
            raise StorageError(store.path, failure) from failure
        advice = (
            f"It could not be replaced by a new file ({failure}): see that there is room on the "
            f"disk and that {store.path.parent} can be written, then try again."
        )
        raise DamagedFileError(store.path, why, advice) from failure


def rewrite(connection: sqlite3.Connection) -> bool:
    """Write a file anew, so that nothing of what was deleted is left, in it or beside it.

    Overwriting what is deleted is not enough: SQLite leaves copies of rows behind where it moves
    them from page to page. It takes about a second for 100 MB, and as much room on the disk.

    Args:
        connection: To the file, outside of a transaction.

    Returns:
        False where the old content still stands beside the file, because another process reads it.
    """
    connection.execute("VACUUM")
    connection.execute(f"PRAGMA busy_timeout = {_READERS_SECONDS * 1000:.0f}")
    try:
        is_busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")
    return not is_busy


def scripts(*names: str) -> Sequence[Migration]:
    """Return the migrations that SQL files beside this module make, the first one the schema."""

    def migration(name: str) -> Migration:
        def run(connection: sqlite3.Connection) -> None:
            _run_script(connection, (Path(__file__).parent / name).read_text(encoding="utf-8"))

        return run

    return tuple(migration(name) for name in names)


def _run_script(connection: sqlite3.Connection, script: str) -> None:
    """Run a script's statements inside the open transaction (`executescript` would end it)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


Failed = Callable[[StorageError], None]
"""Is told of an error that whoever asked is told of, too."""


def nobody_is_told(_: StorageError) -> None:
    """Let it be with that."""


class _ReplacedError(Exception):
    """The file that the connection leads to stands there no more: another took its place."""


class Writer:
    """The one thread that writes to a file, over a connection of its own.

    What is handed to `run` is done in that order, each in a transaction; the event loop never
    waits for the disk. Where the file was replaced, by whatever process, the new one is used.

    Args:
        store: The file, prepared.
        notify: Is told, in the loop's thread, that the file was lost or damaged and is made anew.
        durable: Whether what was written survives a power cut.
        mends: Whether a damaged file is mended here; otherwise whoever calls sees to it.
        is_made_late: Whether the file is made with the first work, and not there before.
        rights: Whether anything may be kept in it; it can be read all the same.
        failed: Is told, in the loop's thread, that the file could not be used.
    """

    def __init__(
        self,
        store: StoredFile,
        notify: Callable[[str], None],
        *,
        durable: bool = False,
        mends: bool = True,
        is_made_late: bool = False,
        rights: Rights = EVERYTHING,
        failed: Failed = nobody_is_told,
    ) -> None:
        self._failed = failed
        self._is_awaited = not is_made_late
        self._store = store
        self._notify = notify
        self._durable = durable
        self._mends = mends
        self._rights = rights
        self._notices: list[str] = []
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=store.path.stem)
        self._connection: sqlite3.Connection | None = None
        self._file: Identity | None = None

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in a transaction of the writing thread, and return what it returns.

        It is finished even where the caller is cancelled.

        Raises:
            ReadOnlyError: Nothing may be kept in this session.
            StorageError: It could not be written; nothing of it was.
        """
        self._rights.require(Right.KEEP)

        def in_transaction(connection: sqlite3.Connection) -> T:
            with transaction(connection):
                if self._is_replaced():  # while the others were waited for
                    raise _ReplacedError
                return work(connection)

        return await self._in_thread(lambda: self._do(in_transaction))

    async def look(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work`, which only reads, in the writing thread, without a transaction.

        Raises:
            StorageError: It could not be read.
        """
        return await self._in_thread(lambda: self._do(work))

    async def mend(self, why: str) -> None:
        """Mend the file, which somebody else found damaged.

        Raises:
            StorageError: It could not be done.
        """
        await self._in_thread(lambda: self._is_mended(UnusableError(why)))

    async def aclose(self) -> None:
        """Finish what was handed in, then close."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self.disconnect)
        self._thread.shutdown(wait=False)

    def disconnect(self) -> None:
        """Close the connection; the next work opens another. For the writing thread only."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def reopen(self) -> None:
        """Let go of the file, which was replaced, before the next work."""
        self._thread.submit(self.disconnect)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except StorageError as error:
            self._failed(error)
            raise
        finally:
            while self._notices:
                self._notify(self._notices.pop(0))

    # In the writing thread

    def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do some work; where the file turns out damaged, mend it and do the work once more."""
        try:
            try:
                return self._attempt(work)
            except UNREADABLE as error:
                if not (self._mends and self._is_mended(error)):
                    raise
            return self._attempt(work)
        except (sqlite3.Error, OSError) as error:
            raise StorageError(self._store.path, error) from error

    def _attempt(self, work: Callable[[sqlite3.Connection], T]) -> T:
        while True:
            try:
                return work(self._connected())
            except _ReplacedError:
                continue

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None or self._is_replaced():
            self.disconnect()
            if not self._store.is_made:
                self._make()
            self._connection = connect(self._store.path, durable=self._durable)
            self._file = identity(self._store.path)
            self._is_awaited = True
        return self._connection

    def _make(self) -> None:
        """Make the file that stands there no more, or finish what a killed process had begun."""
        is_lost = self._is_awaited and not (self._store.path.exists() or self._store.is_being_made)
        said = prepare(self._store)
        if said or is_lost:
            lost = f"{self._store.path.name} was lost and is made anew."
            self._notices.append(said or lost)

    def _is_replaced(self) -> bool:
        return identity(self._store.path) != self._file

    def _is_mended(self, error: BaseException) -> bool:
        if self._connection is not None and self._is_replaced():
            return True  # another process did it
        said = mend(self._store, error)
        if said is None:
            return False
        self.disconnect()
        if said:
            self._notices.append(said)
        return True
