"""The ledger's file: its tables, its transactions, and what becomes of it when it is damaged."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, TypeVar

from .errors import LedgerError

_KEPT_DAYS: Final = 400
_LOCK_TIMEOUT: Final = 5.0
_UNUSABLE: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
"""A damaged file, no database at all, or one with other tables."""

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

_TAKE_OVER: Final = """
BEGIN IMMEDIATE;
INSERT INTO counted SELECT shop, day, operation, process, background, '', requests FROM spent
    WHERE true
    ON CONFLICT DO UPDATE SET requests = requests + excluded.requests;
DELETE FROM spent;
COMMIT;
"""

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class LedgerFile:
    """An SQLite file that several processes write to; for one thread."""

    def __init__(self, path: Path, clock: Callable[[], float]) -> None:
        self._path = path
        self._clock = clock
        self._database: sqlite3.Connection | None = None

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def transaction(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Do some work in a transaction, and return what it returns.

        A damaged file is replaced by a new one. Another process may have done that already, so
        it is opened again first.

        Raises:
            LedgerError: The file can't be used.
        """
        try:
            for mend in (self.close, self._set_aside):
                try:
                    return self._attempt(work)
                except sqlite3.DatabaseError as error:
                    if not _is_unusable(error):
                        raise
                    mend()
            return self._attempt(work)
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise LedgerError(self._path, str(error)) from error

    def _attempt(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        database = self._open()
        database.execute("BEGIN IMMEDIATE")
        try:
            result = work(database)
        except BaseException:
            database.rollback()
            raise
        database.execute("COMMIT")
        return result

    def _open(self) -> sqlite3.Connection:
        if self._database is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(
                self._path, timeout=_LOCK_TIMEOUT, isolation_level=None
            )
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.executescript(_SCHEMA)
            self._take_over(self._database)
            self._forget_old_days(self._database)
        return self._database

    def _take_over(self, database: sqlite3.Connection) -> None:
        """Take over what versions without purposes counted; one of them may still be running.

        So their table stays: without it they would take the file for damaged.
        """
        if database.execute("SELECT 1 FROM sqlite_master WHERE name = 'spent'").fetchone():
            database.executescript(_TAKE_OVER)

    def _forget_old_days(self, database: sqlite3.Connection) -> None:
        oldest = (date.fromtimestamp(self._clock()) - timedelta(days=_KEPT_DAYS)).isoformat()
        database.execute("DELETE FROM counted WHERE day < ?", (oldest,))
        database.execute("DELETE FROM days WHERE day < ?", (oldest,))

    def _set_aside(self) -> None:
        self.close()
        stamp = f"{datetime.fromtimestamp(self._clock()):%Y%m%d-%H%M%S}"
        for suffix in ("", "-wal", "-shm"):
            damaged = self._path.with_name(self._path.name + suffix)
            if damaged.exists():
                damaged.replace(self._path.with_name(f"{self._path.name}.damaged-{stamp}{suffix}"))
        _log.warning(
            "%s was damaged. It is kept as %s.damaged-%s; this month's count starts again from 0.",
            self._path,
            self._path.name,
            stamp,
        )


def _is_unusable(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", None) in _UNUSABLE
