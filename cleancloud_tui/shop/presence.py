"""Telling whether the process that left something half done still runs.

A process holds a lock on a file of its own for as long as it lives. The kernel lets go of the lock
however the process ends, a power cut included, and no number is ever mistaken for another's: what
process ids can't promise. SQLite does the locking, on every system in its own way.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import sqlite3
import threading
from pathlib import Path
from typing import Final

from ..stores.private import make_folder, touch

_TOKEN: Final = re.compile(r"[0-9]+-[0-9a-z]+")
_LOCKED: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Presence:
    """This process's sign of life in a directory, given when it is first asked for; any thread's.

    Args:
        directory: Of all processes' signs; made where there is none.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._token = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._arriving = threading.Lock()
        self.lock: sqlite3.Connection | None = None

    @property
    def token(self) -> str:
        """The name by which other processes ask for it.

        Raises:
            sqlite3.Error: The sign can't be given, as on a full disk.
            OSError: The directory can't be made.
        """
        with self._arriving:
            if self.lock is None:
                make_folder(self._directory)
                touch(self._directory / f"{self._token}.alive")
                self.lock = _connect(self._directory / f"{self._token}.alive")
                self.lock.execute("BEGIN EXCLUSIVE")
        return self._token

    def is_alive(self, token: str) -> bool:
        """Tell whether the process of that token still runs."""
        if token == self._token:
            return True
        if not _TOKEN.fullmatch(token):  # read from a file that may be damaged: no name of a sign
            return False
        path = self._directory / f"{token}.alive"
        if not path.exists():
            return False
        with contextlib.closing(_connect(path)) as probe:
            try:
                # Reading is enough to meet the lock, and two that ask do not meet each other.
                probe.execute("SELECT 1 FROM sqlite_schema").fetchone()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF in _LOCKED:
                    return True
                raise
            except sqlite3.DatabaseError:
                pass  # it is damaged, so nobody holds a lock on it
        _remove(path)
        return False

    def close(self) -> None:
        """Take the sign away, if it was given."""
        if self.lock is not None:
            self.lock.close()
            self.lock = None
            _remove(self._directory / f"{self._token}.alive")


def _connect(path: Path) -> sqlite3.Connection:
    # The lock's connection does nothing but hold it, and may be closed by another thread.
    return sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)


def _remove(path: Path) -> None:
    for each in (path, path.with_name(path.name + "-journal")):
        with contextlib.suppress(OSError):
            each.unlink()
