"""The ledger: when requests were and will be sent, and how many, in SQLite.

Every process of this host writes to the same file, so all that share a token share its pace, its
month and the month's terms. A slot is booked in one short transaction; nobody holds a lock while
waiting for it. A process that is killed wastes the slot it had booked, and nothing else.

Slots are seconds since the epoch, by the wall clock, which processes share. Days are those of
`ledger_time.py`: this host's calendar, by CleanCloud's clock where the wall clock is wrong.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from ...stores.damage import UnusableError
from ..clocks.true_time import ToldTime
from ..clocks.uptime import boot, uptime
from ..connection import Connection
from ..errors import BadTermsError, MonthUsedUpError, ReserveReachedError
from ..terms import MonthTerms
from .ledger_file import LedgerFile
from .ledger_time import LedgerTime, RequestKind
from .usage import CORRECTION, Usage, UsageRow
from .yielding import give_way, spacing

HORIZON: Final = 10.0
"""Seconds: nothing is booked further ahead.

What stands further ahead was written before the clock was set back, and is thrown away.
"""

AHEAD: Final = 0.03
"""Seconds that a background request may book ahead: all that it can be in somebody's way."""

_ROUNDING: Final = 0.001
_KEPT_SLOTS: Final = 60.0
_WEEK: Final = timedelta(days=6)
"""From the first to the last day of a week."""


@dataclass(frozen=True, slots=True)
class PaceSlot:
    """A moment at which one request may be sent.

    Attributes:
        id: Its number in the ledger; None where it is not booked, but only when to ask again.
        due: The moment.
        day: The day on which it was counted.
        background: Whether it was counted as a background request.
        purpose: What for it was counted, if it is one.
        minute: Of the computer's running, where it is not known yet which day it was; else None.
    """

    id: int | None
    due: float
    day: str
    background: bool
    purpose: str = ""
    minute: int | None = None

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
        uptime: Callable[[], float] = uptime,
        boot: Callable[[], str] = boot,
    ) -> None:
        self.file = LedgerFile(path, clock)
        self._shop = connection.digest
        self._connection = connection
        self._first_terms = connection.first_terms
        self._second = 1 + connection.margin
        self._process = process
        self._clock = clock
        self._time = LedgerTime(self._shop, clock, uptime, boot())

    def book(self, operation: str, *, background: bool, purpose: str = "") -> PaceSlot:
        """Book the next slot and count it.

        A request from a person books as far ahead as `HORIZON`, one from the background only
        what is due within `AHEAD`, and evenly spaced, so that a person never waits for a queue
        of background requests. What is not booked is to be asked for again when it is due.

        Args:
            operation: What it is counted as.
            background: Whether nobody waits for it.
            purpose: What the background asks for; a person's request has none.

        Raises:
            ReserveReachedError: What is left of the month belongs to people.
            MonthUsedUpError: The month's requests are spent.
        """
        purpose = purpose if background else ""
        return self.file.transaction(
            lambda database: self._book(database, operation, background, purpose)
        )

    def _book(
        self, database: sqlite3.Connection, operation: str, background: bool, purpose: str
    ) -> PaceSlot:
        now = self._clock()
        today = self._time.today(database)
        self._require_budget(database, today, background)
        due = self._next_slot(database, now, background)
        if due - now > (AHEAD if background else HORIZON):
            return PaceSlot(None, due, today.isoformat(), background, purpose)
        row = database.execute("INSERT INTO slots (shop, due) VALUES (?, ?)", (self._shop, due))
        minute = self._time.unsure_minute(database)
        slot = PaceSlot(row.lastrowid, due, today.isoformat(), background, purpose, minute)
        self._count(database, operation, slot, 1)
        if not background:
            at = self._time.now(database)
            database.execute("REPLACE INTO people VALUES (?, ?)", (self._shop, at))
        return slot

    def _require_budget(self, database: sqlite3.Connection, today: date, background: bool) -> None:
        terms = self._terms(database)
        spent = self._spent(database, terms, today)
        if spent >= terms.limit:
            raise MonthUsedUpError(spent, terms.limit)
        if background and spent >= terms.background_limit:
            raise ReserveReachedError(spent, terms.limit)

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
            wider = spacing(database, self._shop, now)
            earliest.append(last[0] + wider * self._second / rate)
        return max(earliest)

    def still_holds(self, slot: PaceSlot) -> bool:
        """Tell whether a booked slot may be used, after pauses and late requests since then."""
        return self.file.transaction(lambda database: self._still_holds(database, slot))

    def _still_holds(self, database: sqlite3.Connection, slot: PaceSlot) -> bool:
        if self._paused_until(database, self._clock()) > slot.due:
            return False
        (within_the_second,) = database.execute(
            "SELECT count(*) FROM slots WHERE shop = ? AND due > ? AND due <= ?",
            (self._shop, slot.due - self._second + _ROUNDING, slot.due),
        ).fetchone()
        return bool(within_the_second <= self._connection.rate)

    def move(self, slot: PaceSlot) -> None:
        """Note that a booked slot's request leaves only now, later than it was due."""
        now = self._clock()
        self.file.transaction(
            lambda database: database.execute(
                "UPDATE slots SET due = ? WHERE id = ? AND due < ?", (now, slot.id, now)
            )
        )

    def give_back(self, operation: str, slot: PaceSlot) -> None:
        """Take back a booked slot and its count: its request was never sent."""
        self.file.transaction(lambda database: self._give_back(database, operation, slot))

    def _give_back(self, database: sqlite3.Connection, operation: str, slot: PaceSlot) -> None:
        database.execute("DELETE FROM slots WHERE id = ?", (slot.id,))
        self._count(database, operation, slot, -1)

    def _count(
        self, database: sqlite3.Connection, operation: str, slot: PaceSlot, requests: int
    ) -> None:
        kind = (operation, self._process, slot.background, slot.purpose)
        self._add(database, slot.day, kind, requests)
        if slot.minute is not None:
            self._time.note_unsure(database, slot.minute, slot.day, kind, requests)

    def _add(
        self,
        database: sqlite3.Connection,
        day: str,
        kind: RequestKind,
        requests: int,
    ) -> None:
        database.execute(
            "INSERT INTO days VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET requests = requests + excluded.requests",
            (self._shop, day, requests),
        )
        database.execute(
            "INSERT INTO counted VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET requests = requests + excluded.requests",
            (self._shop, day, *kind, requests),
        )

    def pause(self, seconds: float) -> None:
        """Let no process send for that long: the API refused a request for the rate.

        From then on the background asks more slowly for a while.
        """
        self.file.transaction(lambda database: self._pause(database, seconds))

    def _pause(self, database: sqlite3.Connection, seconds: float) -> None:
        now = self._clock()
        give_way(database, self._shop, now)
        until = max(now + min(seconds, HORIZON), self._paused_until(database, now))
        database.execute("REPLACE INTO pauses VALUES (?, ?)", (self._shop, until))

    def _paused_until(self, database: sqlite3.Connection, now: float) -> float:
        row = database.execute("SELECT until FROM pauses WHERE shop = ?", (self._shop,)).fetchone()
        return row[0] if row and row[0] <= now + HORIZON else 0.0

    def terms(self) -> MonthTerms:
        """Return the terms of the month."""
        return self.file.transaction(self._terms)

    def _terms(self, database: sqlite3.Connection) -> MonthTerms:
        row = database.execute(
            "SELECT month, starts, share, reserve FROM terms WHERE shop = ?", (self._shop,)
        ).fetchone()
        try:
            return MonthTerms(*row) if row else self._first_terms
        except (BadTermsError, TypeError) as error:
            raise UnusableError("the month's terms can't be read") from error

    def set_terms(self, terms: MonthTerms) -> None:
        """Set the terms of the month; they hold for every process from its next booking on."""
        values = (self._shop, terms.month, terms.starts, terms.share, terms.reserve)
        self.file.transaction(
            lambda database: database.execute("REPLACE INTO terms VALUES (?, ?, ?, ?, ?)", values)
        )

    def correct(self, spent_shown: int) -> None:
        """Set this month's count to what CleanCloud shows.

        The difference is what others sent with the same token, or what was counted in vain. It
        is counted today.
        """
        self.file.transaction(lambda database: self._correct(database, spent_shown))

    def _correct(self, database: sqlite3.Connection, spent_shown: int) -> None:
        today = self._time.today(database)
        spent = self._spent(database, self._terms(database), today)
        if spent != spent_shown:
            kind = ("", CORRECTION, False, "")
            self._add(database, today.isoformat(), kind, spent_shown - spent)

    def spent(self) -> int:
        """Return how many requests of the token were counted this month, by all processes."""
        return self.file.transaction(
            lambda database: self._spent(
                database, self._terms(database), self._time.today(database)
            )
        )

    def _spent(self, database: sqlite3.Connection, terms: MonthTerms, today: date) -> int:
        """Return the count of a month, from its first to its last day."""
        first, last = terms.month_start(today), terms.month_end(today)
        row = database.execute(
            "SELECT coalesce(sum(requests), 0) FROM days WHERE shop = ? AND day BETWEEN ? AND ?",
            (self._shop, first.isoformat(), last.isoformat()),
        ).fetchone()
        return int(row[0])

    def usage(self) -> Usage:
        """Return everything that was counted this month, by all processes."""
        now, terms, spent, people_at, counted, days, wider = self.file.transaction(self._counted)
        today = date.fromtimestamp(now)
        # Bookings of other processes need not wait for this.
        first = terms.month_start(today)
        rows = [
            UsageRow(days[day], operation, process, bool(background), purpose, requests)
            for day, operation, process, background, purpose, requests in counted
        ]
        return Usage(
            terms=terms,
            now=now,
            today=today,
            spent=spent,
            rows=tuple(row for row in rows if row.day >= first),
            before=tuple(row for row in rows if row.day < first),
            people_at=people_at,
            spacing=wider,
        )

    def _counted(
        self, database: sqlite3.Connection
    ) -> tuple[
        float,
        MonthTerms,
        int,
        float | None,
        list[tuple[str, str, str, int, str, int]],
        dict[str, date],
        float,
    ]:
        now, terms = self._time.now(database), self._terms(database)
        today = date.fromtimestamp(now)
        first, last = terms.month_start(today), terms.month_end(today)
        counted = database.execute(
            "SELECT day, operation, process, background, purpose, requests FROM counted "
            "WHERE shop = ? AND day BETWEEN ? AND ? AND requests <> 0 ORDER BY day",
            (self._shop, (first - _WEEK).isoformat(), last.isoformat()),
        ).fetchall()
        people = database.execute("SELECT at FROM people WHERE shop = ?", (self._shop,)).fetchone()
        spent = self._spent(database, terms, today)
        # Each day is made once, and not for each of its rows.
        days = {day: date.fromisoformat(day) for day in {row[0] for row in counted}}
        wider = spacing(database, self._shop, self._clock())
        return now, terms, spent, people[0] if people else None, counted, days, wider

    # What time it is

    def hear(self, told: ToldTime) -> None:
        """Take note of the time that CleanCloud told: days go by it where the clock is wrong."""
        self.file.transaction(lambda database: self._hear(database, told))

    def _hear(self, database: sqlite3.Connection, told: ToldTime) -> None:
        for day, right_day, kind, requests in self._time.hear(database, told):
            self._add(database, day, kind, -requests)
            self._add(database, right_day, kind, requests)
        self._time.forget_old_days(database, told)

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        self.file.close()
