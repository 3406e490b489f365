"""The ledger: when requests were and will be sent, and how many, in SQLite.

Every process of this host writes to the same file, so all that share a token share its pace and
its month. A slot is booked in one short transaction; nobody holds a lock while waiting for it.
A process that is killed wastes the slot it had booked, and nothing else.

Times are seconds since the epoch, by the wall clock, which processes share.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from .connection import Connection
from .errors import MonthUsedUpError
from .ledger_file import LedgerFile

HORIZON: Final = 10.0
"""Seconds: nothing is booked further ahead.

What stands further ahead was written before the clock was set back, and is thrown away.
"""

AHEAD: Final = 0.03
"""Seconds that a background request may book ahead: all that it can be in somebody's way."""

_ROUNDING: Final = 0.001
_KEPT_SLOTS: Final = 60.0


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment at which one request may be sent.

    Attributes:
        id: Its number in the ledger; None where it is not booked, but only when to ask again.
        due: The moment.
        day: The day on which it was counted.
        background: Whether it was counted as a background request.
    """

    id: int | None
    due: float
    day: str
    background: bool

    @property
    def booked(self) -> bool:
        """Whether it is the caller's."""
        return self.id is not None


class Ledger:
    """One shop's lines in the ledger; for one thread.

    Every method raises `LedgerError` where the file can't be used.
    """

    def __init__(
        self,
        path: Path,
        connection: Connection,
        *,
        process: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._file = LedgerFile(path, clock)
        self._shop = connection.digest
        self._connection = connection
        self._second = 1 + connection.margin
        self._process = process
        self._clock = clock

    def book(self, operation: str, *, background: bool) -> Slot:
        """Book the next slot and count it.

        A request from a person books as far ahead as `HORIZON`, one from the background only
        what is due within `AHEAD`, and evenly spaced, so that a person never waits for a queue
        of background requests. What is not booked is to be asked for again when it is due.

        Raises:
            MonthUsedUpError: The month's requests are spent.
        """
        return self._file.transaction(lambda database: self._book(database, operation, background))

    def _book(self, database: sqlite3.Connection, operation: str, background: bool) -> Slot:
        now = self._clock()
        today = date.fromtimestamp(now)
        self._require_budget(database, today)
        due = self._next_slot(database, now, background)
        if due - now > (AHEAD if background else HORIZON):
            return Slot(None, due, today.isoformat(), background)
        row = database.execute("INSERT INTO slots (shop, due) VALUES (?, ?)", (self._shop, due))
        slot = Slot(row.lastrowid, due, today.isoformat(), background)
        self._count(database, operation, slot, 1)
        return slot

    def _require_budget(self, database: sqlite3.Connection, today: date) -> None:
        spent = self._spent(database, today)
        if spent >= self._connection.month:
            raise MonthUsedUpError(spent, self._connection.month)

    def _next_slot(self, database: sqlite3.Connection, now: float, background: bool) -> float:
        database.execute(
            "DELETE FROM slots WHERE shop = ? AND (due < ? OR due > ?)",
            (self._shop, now - _KEPT_SLOTS, now + HORIZON),
        )
        rate = self._connection.rate
        last = [
            due
            for (due,) in database.execute(
                "SELECT due FROM slots WHERE shop = ? ORDER BY due DESC LIMIT ?",
                (self._shop, rate),
            )
        ]
        earliest = [now, self._paused_until(database, now)]
        if len(last) == rate:
            earliest.append(last[-1] + self._second)
        if last and background:
            earliest.append(last[0] + self._second / rate)
        return max(earliest)

    def still_holds(self, slot: Slot) -> bool:
        """Tell whether a booked slot may be used, after pauses and late requests since then."""
        return self._file.transaction(lambda database: self._still_holds(database, slot))

    def _still_holds(self, database: sqlite3.Connection, slot: Slot) -> bool:
        if self._paused_until(database, self._clock()) > slot.due:
            return False
        (within_the_second,) = database.execute(
            "SELECT count(*) FROM slots WHERE shop = ? AND due > ? AND due <= ?",
            (self._shop, slot.due - self._second + _ROUNDING, slot.due),
        ).fetchone()
        return bool(within_the_second <= self._connection.rate)

    def move(self, slot: Slot) -> None:
        """Note that a booked slot's request leaves only now, later than it was due."""
        now = self._clock()
        self._file.transaction(
            lambda database: database.execute(
                "UPDATE slots SET due = ? WHERE id = ? AND due < ?", (now, slot.id, now)
            )
        )

    def give_back(self, operation: str, slot: Slot) -> None:
        """Take back a booked slot and its count: its request was never sent."""
        self._file.transaction(lambda database: self._give_back(database, operation, slot))

    def _give_back(self, database: sqlite3.Connection, operation: str, slot: Slot) -> None:
        database.execute("DELETE FROM slots WHERE id = ?", (slot.id,))
        self._count(database, operation, slot, -1)

    def _count(
        self, database: sqlite3.Connection, operation: str, slot: Slot, requests: int
    ) -> None:
        database.execute(
            "INSERT INTO days VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET requests = requests + excluded.requests",
            (self._shop, slot.day, requests),
        )
        database.execute(
            "INSERT INTO spent VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET requests = requests + excluded.requests",
            (self._shop, slot.day, operation, self._process, slot.background, requests),
        )

    def pause(self, seconds: float) -> None:
        """Let no process send for that long: the API refused a request for the rate."""
        self._file.transaction(lambda database: self._pause(database, seconds))

    def _pause(self, database: sqlite3.Connection, seconds: float) -> None:
        now = self._clock()
        until = max(now + min(seconds, HORIZON), self._paused_until(database, now))
        database.execute("REPLACE INTO pauses VALUES (?, ?)", (self._shop, until))

    def _paused_until(self, database: sqlite3.Connection, now: float) -> float:
        row = database.execute("SELECT until FROM pauses WHERE shop = ?", (self._shop,)).fetchone()
        return row[0] if row and row[0] <= now + HORIZON else 0.0

    def spent(self) -> int:
        """Return how many requests of the token were counted this month, by all processes."""
        return self._file.transaction(lambda database: self._spent(database, self._today()))

    def _spent(self, database: sqlite3.Connection, today: date) -> int:
        row = database.execute(
            "SELECT coalesce(sum(requests), 0) FROM days WHERE shop = ? AND day >= ?",
            (self._shop, self._connection.month_start(today).isoformat()),
        ).fetchone()
        return int(row[0])

    def spent_by_operation(self) -> dict[str, int]:
        """Return this month's requests by operation, the most frequent first."""
        return dict(
            self._this_month(
                "SELECT operation, sum(requests) AS total FROM spent WHERE shop = ? AND day >= ? "
                "GROUP BY operation HAVING total > 0 ORDER BY total DESC, operation"
            )
        )

    def spent_by_day(self) -> dict[date, int]:
        """Return this month's requests by day, the first day first."""
        rows = self._this_month(
            "SELECT day, requests FROM days WHERE shop = ? AND day >= ? AND requests > 0 "
            "ORDER BY day"
        )
        return {date.fromisoformat(day): requests for day, requests in rows}

    def _this_month(self, query: str) -> list[tuple[str, int]]:
        first = self._connection.month_start(self._today()).isoformat()
        return self._file.transaction(
            lambda database: database.execute(query, (self._shop, first)).fetchall()
        )

    def _today(self) -> date:
        return date.fromtimestamp(self._clock())

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        self._file.close()
