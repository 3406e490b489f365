"""Telling whether the process that left something half done still runs.

A process holds a lock on a file of its own for as long as it lives. The kernel lets go of the lock
however the process ends, a power cut included, and no number is ever mistaken for another's: what
process ids can't promise. SQLite does the locking, on every system in its own way.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
from pathlib import Path


class Presence:
    """This process's sign of life in a directory, for use by the thread that makes it.

    Attributes:
        token: The name by which other processes ask for it.
    """

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._directory = directory
        self.token = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._lock = _connect(directory / f"{self.token}.alive")
        self._lock.execute("BEGIN EXCLUSIVE")

    def is_alive(self, token: str) -> bool:
        """Tell whether the process of that token still runs."""
        if token == self.token:
            return True
        path = self._directory / f"{token}.alive"
        if not path.exists():
            return False
        with contextlib.closing(_connect(path)) as probe:
            try:
                probe.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                return True
        _remove(path)
        return False

    def close(self) -> None:
        """Take the sign away."""
        self._lock.close()
        _remove(self._directory / f"{self.token}.alive")


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=0, isolation_level=None)


def _remove(path: Path) -> None:
    for each in (path, path.with_name(path.name + "-journal")):
        with contextlib.suppress(OSError):
            each.unlink()
