"""The ledger's file: its tables, its transactions, and what becomes of it when it is damaged."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from ...stores.damage import UNREADABLE, UnusableError
from ...stores.store import Identity, StoredFile, connect, identity, transaction
from ...stores.version import UntouchedError
from ..errors import DamagedLedgerError, LedgerError, UntouchedLedgerError
from .ledger_totals import flaw_of_last_days

_LOCK_TIMEOUT: Final = 5.0

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS slots (
    id INTEGER PRIMARY KEY,
    shop TEXT NOT NULL,      -- digest of base URL and token
    due REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS slots_by_due ON slots (shop, due);
CREATE TABLE IF NOT EXISTS pauses (
    shop TEXT PRIMARY KEY,
    until REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS days (        -- the totals of `counted`, which each booking adds up
    shop TEXT NOT NULL,
    day TEXT NOT NULL,       -- yyyy-mm-dd on this host's calendar
    requests INTEGER NOT NULL,
    PRIMARY KEY (shop, day)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counted (
    shop TEXT NOT NULL,
    day TEXT NOT NULL,
    operation TEXT NOT NULL,
    process TEXT NOT NULL,
    background INTEGER NOT NULL,
    purpose TEXT NOT NULL,   -- what the background asked for; empty where people did
    requests INTEGER NOT NULL,
    PRIMARY KEY (shop, day, operation, process, background, purpose)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS people (      -- when a person's request was last booked
    shop TEXT PRIMARY KEY,
    at REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS terms (       -- of the month, where they are not the usual ones
    shop TEXT PRIMARY KEY,
    month INTEGER NOT NULL,
    starts INTEGER NOT NULL,
    share INTEGER NOT NULL,
    reserve INTEGER NOT NULL
) WITHOUT ROWID;
"""

_SCHEMA_OF_TIME: Final = """
CREATE TABLE heard (                     -- what time CleanCloud told last (`true_time.py`)
    shop TEXT PRIMARY KEY,
    at REAL NOT NULL,
    clock REAL NOT NULL,
    up REAL NOT NULL,
    boot TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE unsure (                    -- what was counted before it told any since the start
    shop TEXT NOT NULL,
    boot TEXT NOT NULL,
    minute INTEGER NOT NULL, -- of the computer's running
    day TEXT NOT NULL,       -- under which it was counted
    operation TEXT NOT NULL,
    process TEXT NOT NULL,
    background INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    requests INTEGER NOT NULL,
    PRIMARY KEY (shop, boot, minute, day, operation, process, background, purpose)
) WITHOUT ROWID
"""

_SCHEMA_OF_REFUSALS: Final = """
CREATE TABLE refused (                   -- for the rate (`yielding.py`)
    shop TEXT PRIMARY KEY,
    at REAL NOT NULL,
    spacing REAL NOT NULL
) WITHOUT ROWID
"""

_TAKE_OVER: Final = (
    "INSERT INTO counted SELECT shop, day, operation, process, background, '', requests FROM spent"
    " WHERE true ON CONFLICT DO UPDATE SET requests = requests + excluded.requests",
    "DELETE FROM spent",
)

_TABLES: Final = (
    *("slots", "pauses", "days", "counted", "people", "terms"),
    *("heard", "unsure", "refused"),
)

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


def ledger_store(path: Path, clock: Callable[[], float]) -> StoredFile:
    """Return the store of a ledger's file.

    Versions before the first that was numbered made the same tables, or fewer.
    """

    def aside(path: Path) -> Path:
        stamp = f"{datetime.fromtimestamp(clock()):%Y%m%d-%H%M%S}"
        return path.with_name(f"{path.name}.damaged-{stamp}")

    migrations = (_make_tables, _make_time_tables, _make_refusals_table)
    return StoredFile(path, migrations, _TABLES, _flaw, flaw_of_last_days, _carry, aside)


class LedgerFile:
    """An SQLite file that several processes write to; for one thread."""

    def __init__(self, path: Path, clock: Callable[[], float]) -> None:
        self._path = path
        self._store = ledger_store(path, clock)
        self._database: sqlite3.Connection | None = None
        self._file: Identity | None = None

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def transaction(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Do some work in a transaction, and return what it returns.

        A damaged file is replaced by a new one, with what can be read of it.

        Raises:
            LedgerError: The file can't be used.
        """
        try:
            try:
                return self._attempt(work)
            except (UnusableError, *UNREADABLE) as error:
                if not self._is_mended(error):
                    raise
            return self._attempt(work)
        except UntouchedError as error:
            raise UntouchedLedgerError(error) from error
        except (sqlite3.Error, UnusableError, OSError) as error:
            self.close()
            raise LedgerError(self._path, str(error)) from error

    def _attempt(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        if self._database is not None and identity(self._path) != self._file:
            self.close()  # another process made it anew
        database = self._open()
        with transaction(database):
            return work(database)

    def _open(self) -> sqlite3.Connection:
        if self._database is None:
            if said := self._store.prepare():
                _log.warning("%s", said)
            self._database = connect(self._path)
            self._database.row_factory = None  # rows are plain tuples here
            self._database.execute(f"PRAGMA busy_timeout = {_LOCK_TIMEOUT * 1000:.0f}")
            self._file = identity(self._path)
            with transaction(self._database):
                _take_over(self._database)
        return self._database

    def _is_mended(self, error: BaseException) -> bool:
        self.close()
        why = ""
        try:
            if why := self._store.why_damaged(error):
                _log.warning("%s", self._store.mend(why))
        except (sqlite3.Error, OSError) as failure:
            if not why:
                raise
            raise DamagedLedgerError(self._path, why, failure) from failure
        return bool(why)


def _make_time_tables(database: sqlite3.Connection) -> None:
    for statement in _SCHEMA_OF_TIME.split(";\n"):
        database.execute(statement)


def _make_refusals_table(database: sqlite3.Connection) -> None:
    database.execute(_SCHEMA_OF_REFUSALS)


def _make_tables(database: sqlite3.Connection) -> None:
    for statement in _SCHEMA.split(";\n"):
        database.execute(statement)


def _take_over(database: sqlite3.Connection) -> None:
    """Take over what versions without purposes counted; one of them may still be running.

    So their table stays: without it they would take the file for damaged.
    """
    if database.execute("SELECT 1 FROM sqlite_master WHERE name = 'spent'").fetchone():
        for statement in _TAKE_OVER:
            database.execute(statement)


def _flaw(database: sqlite3.Connection) -> str:
    from .ledger_rows import flaw

    return flaw(database)


def _carry(aside: Path, database: sqlite3.Connection) -> str:
    from .ledger_rows import carry_over

    return carry_over(aside, database)
