"""A SQLite file that all processes of the host share: opened, migrated, written by one thread."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

from ..api.errors import CleanCloudError
from ..api.rights import EVERYTHING, Right, Rights

T = TypeVar("T")

Migration = Callable[[sqlite3.Connection], None]
"""Brings a file from one version of its schema to the next, inside a transaction."""

_BUSY_SECONDS: Final = 10.0
_READERS_SECONDS: Final = 2.0
"""How long others may go on reading what is rewritten: writers wait for it, too."""

_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""Primary result codes that blame the content of the file."""


class StorageError(CleanCloudError):
    """A file of this host could not be read or written."""

    def __init__(self, path: Path, cause: Exception) -> None:
        super().__init__(
            f"{path} can't be used ({cause}). What CleanCloud holds is not touched by this. "
            "Look whether the disk is full or the file is locked, then try again."
        )


class _UnusableError(Exception):
    """The file is no database of this program's."""


def connect(path: Path, *, durable: bool = False) -> sqlite3.Connection:
    """Open a connection in autocommit mode, for use by the thread that opens it.

    Args:
        path: The file.
        durable: Whether a commit survives a power cut; costs a wait for the disk each.
    """
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    return connection


def prepare(path: Path, migrations: Sequence[Migration], tables: Sequence[str]) -> str:
    """Bring a file to the newest schema; set it aside where it is damaged.

    Args:
        path: The file; made where there is none.
        migrations: The first makes the schema; `user_version` counts those that were done.
        tables: What must be readable for the file to be whole.

    Returns:
        A sentence for people where the file had to be set aside, else an empty text.

    Raises:
        StorageError: The host does not let the file be read or written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            _migrate(path, migrations, tables)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
        except _UnusableError:
            pass
        else:
            return ""
        aside = set_aside(path)
        _migrate(path, migrations, tables)
    except (sqlite3.Error, OSError) as error:
        raise StorageError(path, error) from error
    return f"{path.name} was damaged and is made anew; the old file is kept as {aside.name}."


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether an error blames the file's content."""
    # Errors of Python's own wrapper carry no code.
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _DAMAGE


def set_aside(path: Path) -> Path:
    """Rename a file, with those that SQLite keeps beside it, and return its new path."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    try:
        for end in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + end).replace(aside.with_name(aside.name + end))
        path.replace(aside)
    except OSError as error:
        raise StorageError(path, error) from error
    return aside


def those_set_aside(path: Path) -> list[Path]:
    """Return what of a file was set aside as damaged."""
    return sorted(path.parent.glob(f"{path.stem}.damaged-*"))


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
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000:.0f}")
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


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write all of it or nothing, with no other writer in between."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # some failures, a full disk for one, end it themselves
            connection.execute("ROLLBACK")
        raise


def _migrate(path: Path, migrations: Sequence[Migration], tables: Sequence[str]) -> None:
    with contextlib.closing(connect(path)) as connection:
        if _version(connection) < len(migrations):
            connection.execute("PRAGMA journal_mode = WAL")
            with transaction(connection):
                # Asked again: another process may have migrated it in the meantime.
                for migration in migrations[_version(connection) :]:
                    migration(connection)
                connection.execute(f"PRAGMA user_version = {len(migrations)}")
        if _version(connection) > len(migrations):
            raise _UnusableError("made by a newer version of this program")
        there = {row["name"] for row in connection.execute("SELECT name FROM sqlite_schema")}
        if missing := set(tables) - there:
            raise _UnusableError(f"without {', '.join(sorted(missing))}")


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


class Writer:
    """The one thread that writes to a file, over a connection of its own.

    What is handed to `run` is done in that order, each in a transaction; the event loop never
    waits for the disk.

    Args:
        path: The file.
        durable: See `connect`.
        rights: Whether anything may be kept in it; it can be read all the same.
    """

    def __init__(self, path: Path, *, durable: bool = False, rights: Rights = EVERYTHING) -> None:
        self._path = path
        self._durable = durable
        self._rights = rights
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=path.stem)
        self._connection: sqlite3.Connection | None = None

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in a transaction of the writing thread, and return what it returns.

        It is finished even where the caller is cancelled.

        Raises:
            ReadOnlyError: Nothing may be kept in this session.
            StorageError: It could not be written; nothing of it was.
        """
        self._rights.require(Right.KEEP)
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._do, work)

    async def look(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work`, which only reads, in the writing thread, without a transaction.

        Raises:
            StorageError: It could not be read.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._look, work)

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

    def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        def in_transaction(connection: sqlite3.Connection) -> T:
            with transaction(connection):
                return work(connection)

        return self._look(in_transaction)

    def _look(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            if self._connection is None:
                self._connection = connect(self._path, durable=self._durable)
            return work(self._connection)
        except (sqlite3.Error, OSError) as error:
            raise StorageError(self._path, error) from error
