"""What time it is for a ledger: under which day it counts, whatever the clock says.

Before CleanCloud told any time since the computer was started, nobody knows which day it is: what
is counted until then is noted beside the count, and moved to its day once that is known.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ..clocks.true_time import ToldTime, true_time

RequestKind = tuple[str, str, bool, str]
"""Operation, process, whether it was in the background, and what for."""

_KEPT_DAYS: Final = timedelta(days=400)
_MINUTE: Final = 60.0
_UNSURE_MINUTES: Final = 7 * 24 * 60
"""For how long it is remembered what was counted before CleanCloud told the time."""


@dataclass(frozen=True, slots=True)
class LedgerTime:
    """The time of one shop's lines; every method is called within a transaction.

    Attributes:
        shop: Whose lines they are.
        clock: Tells Unix seconds.
        uptime: Tells seconds by a clock that nobody can set.
        boot: What tells this start of the computer from others.
    """

    shop: str
    clock: Callable[[], float]
    uptime: Callable[[], float]
    boot: str

    def now(self, database: sqlite3.Connection) -> float:
        """Return how late it is, in Unix seconds."""
        return true_time(self.clock(), self.uptime(), self.boot, self._told(database))

    def today(self, database: sqlite3.Connection) -> date:
        """Return the day, on this host's calendar."""
        return date.fromtimestamp(self.now(database))

    def unsure_minute(self, database: sqlite3.Connection) -> int | None:
        """Return the minute of the computer's running; None where the day is known for sure."""
        told, up = self._told(database), self.uptime()
        if told is not None and told.by_now(up, self.boot) is not None:
            return None
        minute = int(up // _MINUTE)
        database.execute(
            "DELETE FROM unsure WHERE shop = ? AND (boot <> ? OR minute < ?)",
            (self.shop, self.boot, minute - _UNSURE_MINUTES),
        )
        return minute

    def note_unsure(
        self, database: sqlite3.Connection, minute: int, day: str, kind: RequestKind, requests: int
    ) -> None:
        """Note what was counted under a day that may be the wrong one."""
        database.execute(
            "INSERT INTO unsure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET requests = requests + excluded.requests",
            (self.shop, self.boot, minute, day, *kind, requests),
        )

    def hear(
        self, database: sqlite3.Connection, told: ToldTime
    ) -> Iterator[tuple[str, str, RequestKind, int]]:
        """Keep what time CleanCloud told.

        Yields:
            What is to be moved: from which day to which, what, and how many.
        """
        database.execute(
            "REPLACE INTO heard VALUES (?, ?, ?, ?, ?)",
            (self.shop, told.at, told.clock, told.up, told.boot),
        )
        unsure = database.execute(
            "SELECT minute, day, operation, process, background, purpose, requests FROM unsure "
            "WHERE shop = ? AND boot = ?",
            (self.shop, told.boot),
        ).fetchall()
        for minute, day, operation, process, background, purpose, requests in unsure:
            began = told.at - told.up + minute * _MINUTE
            days = [date.fromtimestamp(each).isoformat() for each in (began, began + _MINUTE)]
            if day not in days:
                yield day, days[0], (operation, process, bool(background), purpose), requests
        database.execute("DELETE FROM unsure WHERE shop = ?", (self.shop,))

    def forget_old_days(self, database: sqlite3.Connection, told: ToldTime) -> None:
        """Forget days that are old by both clocks: one of them may be wrong."""
        oldest = (date.fromtimestamp(min(told.at, told.clock)) - _KEPT_DAYS).isoformat()
        for table in ("counted", "days"):
            database.execute(
                f"DELETE FROM {table} WHERE shop = ? AND day < ?",  # noqa: S608
                (self.shop, oldest),
            )

    def _told(self, database: sqlite3.Connection) -> ToldTime | None:
        row = database.execute(
            "SELECT at, clock, up, boot FROM heard WHERE shop = ?", (self.shop,)
        ).fetchone()
        return ToldTime(*row) if row else None
