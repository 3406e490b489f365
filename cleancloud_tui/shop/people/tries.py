"""Wrong PINs, counted on disk, and how long is waited after them.

A few are free: fingers slip. From then on each doubles the wait. Time alone lets them be forgotten:
were it a right PIN, whoever has one of their own could try all the others in between.
"""

from __future__ import annotations

import contextlib
import math
import sqlite3
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Final

from ...stores.private import make_folder
from ...stores.store import connect, transaction

FREE: Final = 4
"""Wrong PINs after which nothing is waited for."""

_FIRST_SECONDS: Final = 5.0
_MOST_SECONDS: Final = 600.0
_FORGOTTEN_SECONDS: Final = 600.0
"""After how long one of them counts no more."""


def wait_after(wrong: float) -> float:
    """Return the seconds that are waited after so many wrong PINs."""
    if wrong <= FREE:
        return 0.0
    doublings = min(math.ceil(wrong - FREE) - 1, 16)
    return min(_MOST_SECONDS, _FIRST_SECONDS * (1 << doublings))


@dataclass(frozen=True, slots=True)
class WrongOnes:
    """How many wrong PINs count.

    Attributes:
        count: As of then; time takes from it.
        at: When the last one was typed, in Unix seconds.
    """

    count: float = 0.0
    at: float = 0.0

    def wait(self, now: float) -> float:
        """Return the seconds until the next may be tried; 0 for at once."""
        return max(0.0, wait_after(self.count) - (now - self.at))

    def one_more(self, now: float) -> WrongOnes:
        """Return them with one of just now."""
        forgotten = (now - self.at) / _FORGOTTEN_SECONDS
        return WrongOnes(max(0.0, self.count - forgotten) + 1, now)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A PIN that is about to be looked at.

    Attributes:
        wait: Seconds until it may be; nothing was counted then. 0 for at once.
        before: What counted before it.
        after: What counts with it.
    """

    wait: float
    before: WrongOnes
    after: WrongOnes


class Tries:
    """The wrong PINs of a shop, by all programs of this computer.

    Every method raises `OSError` or `sqlite3.Error` where the file can't be used.

    Args:
        path: Of their file; it need not be there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def begin(self, now: float) -> Attempt:
        """Count one as wrong beforehand, so that nobody gains by ending the program.

        Args:
            now: Unix seconds, by a clock that nobody at the counter sets.
        """
        with self._opened() as connection:
            known = _read(connection)
            # Of a clock that was ahead: the wait begins anew, and ends.
            before = WrongOnes(known.count, min(known.at, now))
            wait = before.wait(now)
            after = before if wait else before.one_more(now)
            connection.execute("UPDATE tries SET wrong = ?, at = ?", astuple(after))
            return Attempt(wait, before, after)

    def was_right(self, attempt: Attempt) -> None:
        """Take back what was counted beforehand, and nothing else."""
        with self._opened() as connection:
            if _read(connection) == attempt.after:
                connection.execute("UPDATE tries SET wrong = ?, at = ?", astuple(attempt.before))
            else:  # another program has counted one since
                connection.execute("UPDATE tries SET wrong = max(0, wrong - 1)")

    @contextlib.contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        make_folder(self._path.parent)
        opened = connect(self._path, durable=True, makes=True)
        with contextlib.closing(opened) as connection, transaction(connection):
            connection.execute("CREATE TABLE IF NOT EXISTS tries (wrong REAL, at REAL)")
            yield connection


def _read(connection: sqlite3.Connection) -> WrongOnes:
    row = connection.execute("SELECT wrong, at FROM tries").fetchone()
    if row is None:
        connection.execute("INSERT INTO tries VALUES (0, 0)")
        return WrongOnes()
    return WrongOnes(float(row["wrong"]), float(row["at"]))
