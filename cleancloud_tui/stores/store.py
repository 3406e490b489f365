"""A store: an SQLite file that all processes of the host share, mended where it is damaged."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .aside import set_aside, tell, those_set_aside, usual_name
from .damage import UNREADABLE, UnusableError, is_damage, may_be_damage
from .private import make_folder, touch
from .version import refuse, version, version_in

Migration = Callable[[sqlite3.Connection], None]
"""Brings a file from one version of its schema to the next, inside a transaction."""

Flaw = Callable[[sqlite3.Connection], str]
"""Tells what of the rows can't be understood; empty for nothing."""

Carry = Callable[[Path, sqlite3.Connection], str]
"""Puts what can be read of a file that was set aside into a new one, and tells people about it."""

Identity = tuple[int, int]
"""What tells a file from another of the same name."""

BUSY_SECONDS: Final = 10.0
"""How long another process is waited for."""

_EMPTIED: Final = "nothing is in it any more"


def connect(path: Path, *, durable: bool = False, makes: bool = False) -> sqlite3.Connection:
    """Open a connection in autocommit mode, for use by the thread that opens it.

    Args:
        path: The file.
        makes: Whether the file is made where there is none. Another process may just be about to
            put a mended one in its place.
        durable: Whether a commit survives a power cut; costs a wait for the disk each.
    """
    if makes:
        touch(path)
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if makes else 'rw'}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    except BaseException:
        connection.close()
        raise
    return connection


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


def identity(path: Path) -> Identity | None:
    """Return what tells a file from another of the same name; None where there is none."""
    try:
        told = path.stat()
    except FileNotFoundError:
        return None
    return told.st_dev, told.st_ino


def _no_flaw(_: sqlite3.Connection) -> str:
    return ""


def _carry_nothing(_: Path, __: sqlite3.Connection) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What a file is made by, what makes it whole, and what is done where it is not.

    Every method may end with an `sqlite3.Error` or an `OSError` where the host does not let the
    file be read or written, and with `UntouchedError` where it is not to be touched.

    Attributes:
        path: Where it is.
        migrations: The first makes the schema; `user_version` counts those that were done.
        tables: What must be there.
        flaw: Looks through the rows; it may take long.
        flaw_at_once: Looks, each time the file is opened, at rows that must not be missed.
        carry: Carries over what can be read of it.
        aside: Returns under which name it is kept where it is damaged.
    """

    path: Path
    migrations: Sequence[Migration]
    tables: Sequence[str]
    flaw: Flaw = _no_flaw
    flaw_at_once: Flaw = _no_flaw
    carry: Carry = _carry_nothing
    aside: Callable[[Path], Path] = usual_name

    def prepare(self) -> str:
        """Bring the file to the newest schema, made where there is none; mend it if need be.

        Returns:
            A sentence for people where it was damaged, else an empty text.
        """
        refuse(self.path, len(self.migrations))
        make_folder(self.path.parent)
        said = "" if _holds_anything(self.path) else self._begin()
        try:
            self._migrate(self.path)
        except (UnusableError, *UNREADABLE) as error:
            if self.path.exists():
                why = self.why_damaged(error)
                if not why:
                    raise
                said = self.mend(why)
            return said or self.prepare()  # as another process has just mended it
        return said

    def why_damaged(self, error: BaseException) -> str:
        """Tell, of an error of whoever used the file, what is damaged; empty where nothing is."""
        if is_damage(error):
            return str(error)
        return self.examine() if may_be_damage(error, self.path) else ""

    def examine(self, *, each_row: bool = True) -> str:
        """Look through the whole file, and tell what is damaged; nothing is changed.

        Args:
            each_row: Whether all rows are read, which holds Python's lock for long.
        """
        refuse(self.path, len(self.migrations))
        if not _holds_anything(self.path):
            return _EMPTIED if self.path.exists() and not self.is_being_made else ""
        try:
            with contextlib.closing(connect(self.path)) as connection:
                return self._flaw_in(connection, self.flaw if each_row else self.flaw_at_once)
        except (UnusableError, *UNREADABLE) as error:
            if may_be_damage(error, self.path):
                return str(error) or type(error).__name__
            raise

    def mend(self, why: str) -> str:
        """Keep the damaged file under another name, and carry over what can be read of it.

        Returns:
            What was done, for people; empty where another process did it meanwhile.
        """
        before = identity(self.path)
        with self._alone(), _held(self.path):
            if identity(self.path) != before:
                return ""
            aside = set_aside(self.path, self.aside(self.path))
            return self._make_anew(aside, why)

    def _begin(self) -> str:
        """Make the file, or finish what a process began to mend that was killed.

        A file without anything in it was cut short, unless it was about to be made.
        """
        was_begun = self._mark.exists()
        with self._alone():
            if _holds_anything(self.path):
                return ""  # another process was quicker
            if was_begun and not self.path.exists() and (aside := self._set_aside_last()):
                return self._make_anew(aside, "")
            was_emptied = self.path.exists() and not was_begun
            if not was_emptied:
                self._migrate(self.path, makes=True)
        return self.mend(_EMPTIED) if was_emptied else ""

    def _make_anew(self, aside: Path, why: str) -> str:
        """Make a new file beside what was set aside; it takes its place when it is whole."""
        new = self.path.with_name(self.path.name + ".new")
        for end in ("", "-wal", "-shm"):
            new.with_name(new.name + end).unlink(missing_ok=True)
        self._migrate(new, makes=True)
        carried = self._carried(aside, new)
        because = f" ({why})" if why else ""
        said = (
            f"{self.path.name} was damaged{because} and is made anew; the old file is kept as "
            f"{aside.name}. {carried}"
        ).strip()
        tell(self.path, said)
        new.replace(self.path)
        return said

    def _carried(self, aside: Path, new: Path) -> str:
        with contextlib.closing(connect(new, durable=True)) as connection:
            try:
                with transaction(connection):
                    return self.carry(aside, connection)
            except UNREADABLE as error:
                if not may_be_damage(error, new):
                    raise  # as a full disk: the next start tries it again
                return "Nothing of it could be read. What CleanCloud holds is not touched by this."

    @property
    def is_made(self) -> bool:
        """Whether it is there with its tables; a process may have been killed before they were."""
        return _holds_anything(self.path) and version_in(self.path) > 0

    @property
    def is_being_made(self) -> bool:
        """Whether a process makes or mends the file, or was killed while it did."""
        return self._mark.exists()

    @property
    def _mark(self) -> Path:
        """What is there while the file is made or mended, and stays where that does not end."""
        return self.path.with_name(f"{self.path.stem}.mending")

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one process at a time make or mend the file; a killed one lets go of the lock."""
        lock = self.path.with_name(f".{self.path.stem}.lock")  # stays: others may wait for it
        with contextlib.closing(connect(lock, makes=True)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            touch(self._mark)
            yield
            self._mark.unlink(missing_ok=True)

    def _set_aside_last(self) -> Path | None:
        there = those_set_aside(self.path)
        wholes = [each for each in there if not each.name.endswith(("-wal", "-shm"))]
        return wholes[-1] if wholes else None

    def _migrate(self, path: Path, *, makes: bool = False) -> None:
        with contextlib.closing(connect(path, makes=makes)) as connection:
            if version(connection) < 0:
                raise UnusableError("its version is less than none")
            if version(connection) < len(self.migrations):
                connection.execute("PRAGMA journal_mode = WAL")
                with transaction(connection):
                    self._bring_up(connection)
            self._require_tables(connection)
            if flaw := self.flaw_at_once(connection):
                raise UnusableError(flaw)

    def _bring_up(self, connection: sqlite3.Connection) -> None:
        # Asked inside the transaction: another process may have migrated it in the meantime.
        for migration in self.migrations[version(connection) :]:
            migration(connection)
        connection.execute(f"PRAGMA user_version = {len(self.migrations)}")

    def _require_tables(self, connection: sqlite3.Connection) -> None:
        there = {row["name"] for row in connection.execute("SELECT name FROM sqlite_schema")}
        if missing := set(self.tables) - there:
            raise UnusableError(f"without {', '.join(sorted(missing))}")

    def _flaw_in_schema(self, connection: sqlite3.Connection) -> str:
        """Compare what the file says of its tables with what a new one would say."""
        with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
            new.row_factory = sqlite3.Row
            self._bring_up(new)
            wanted, there = _schema_of(new), _schema_of(connection)
        differs = sorted(name for name, told in wanted.items() if there.get(name) != told)
        return f"what it says of {differs[0]} is torn" if differs else ""

    def _flaw_in(self, connection: sqlite3.Connection, flaw: Flaw) -> str:
        _require_writable(connection)
        found: str = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            return found.replace("\n", " ").removeprefix("*** in database main *** ")
        if version(connection) < 0:
            return "its version is less than none"
        is_old = version(connection) < len(self.migrations)
        connection.execute("BEGIN IMMEDIATE" if is_old else "BEGIN")
        try:
            if is_old:
                self._bring_up(connection)
            self._require_tables(connection)
            return self._flaw_in_schema(connection) or flaw(connection)
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def _require_writable(connection: sqlite3.Connection) -> None:
    """Meet a torn byte that makes SQLite take the file for write-protected."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA user_version = {version(connection)}")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:  # another process writes to it
            raise
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _holds_anything(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _schema_of(connection: sqlite3.Connection) -> dict[str, object]:
    """Return the columns of all tables, and the statements of all else, by their names."""
    schema: dict[str, object] = {}
    for row in connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall():
        if row["type"] == "table":  # its statement tells how it came about, too
            told = connection.execute("SELECT * FROM pragma_table_info(?)", (row["name"],))
            schema[row["name"]] = [tuple(column)[1:] for column in told]
        else:
            schema[row["name"]] = row["sql"]
    return schema


@contextlib.contextmanager
def _held(path: Path) -> Iterator[None]:
    """Keep others from writing to a damaged file, where its damage lets that be."""
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(*UNREADABLE):
            connection = stack.enter_context(contextlib.closing(connect(path)))
            connection.execute("BEGIN IMMEDIATE")
        yield
