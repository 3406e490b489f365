"""Which window of days to read next, going back in time over what was read already."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

FIRST_SIGN_UPS: Final = date(2012, 1, 1)
"""What is earlier has a wrong date: there was no CleanCloud."""

LONG_EMPTY_STRETCH: Final = timedelta(days=366)
"""Without any row for this long, there is nothing older."""

ENOUGH_ROWS: Final = 1_000
"""Rows of a reply that is large enough: it comes to 1 MB, and takes 10 MB while it is read."""

_AIM: Final = 0.8
"""The part of the most rows that a window is to have: days differ."""

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Filled:
    """A window of days that was read, both ends included, and how many rows it had."""

    first: date
    last: date
    rows: int = 0

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


class DayWindows:
    """The windows of one kind of rows: those that were read, are being read, and are left.

    Several readers take windows side by side, the newest first. A window that was refused is put
    back, and those that are taken from then on have half its days.

    Args:
        filled: What was read before.
        today: The shop's day.
        first_day: The shop's first day, if known.
        days: Of a window, to begin with.
        longest: The most days of a window, whose length follows the rows that come; None for
            windows of one length.
    """

    def __init__(
        self,
        filled: Iterable[Filled],
        today: date,
        first_day: date | None,
        *,
        days: int,
        longest: int | None = None,
    ) -> None:
        self._filled = list(filled)
        self._taken: list[Filled] = []
        self._today = today
        self._first_day = first_day
        self._days = self._foreseen_days = days
        self._longest = longest
        self._heard_of: date | None = None
        self._most_rows = 0
        self._was_refused = False

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to read, nor being read."""
        return not self._taken and self._next() is None

    @property
    def oldest_row(self) -> date:
        """The first day of the oldest window that had any rows."""
        return min((each.first for each in self._filled if each.rows), default=self._today)

    @property
    def oldest_read(self) -> date:
        """The first day that was read."""
        return min((each.first for each in self._filled), default=self._today)

    @property
    def one_with_rows(self) -> Filled | None:
        """A window that had rows, and few of them; None where none had any."""
        return min((each for each in self._filled if each.rows), key=lambda e: e.rows, default=None)

    def hear_of(self, day: date) -> None:
        """Note that there is a row of that day, though it was not read."""
        self._heard_of = min(day, self._heard_of or day)

    def take(self) -> Filled | None:
        """Return the newest window that nobody reads; None where there is none for now."""
        window = self._next()
        if window is not None:
            self._taken.append(window)
        return window

    def settle(self, window: Filled, rows: int) -> None:
        """Note that a window that was taken is read, with so many rows."""
        self._taken.remove(window)
        self._filled.append(Filled(window.first, window.last, rows))
        self._most_rows = max(self._most_rows, rows)
        if self._longest is not None and window.days >= self._days:
            self._foreseen_days = max(1, min(self._wanted_days(rows), self._longest))
            self._days = min(self._foreseen_days, self._days * 2)

    def take_again(self, window: Filled) -> None:
        """Take a window that was read to read it once more."""
        self._filled.remove(window)
        self._taken.append(window)

    def put_back(self, window: Filled) -> None:
        """Note that a window that was taken has too many rows to be read at once."""
        self._taken.remove(window)
        self._was_refused = True
        self._days = self._foreseen_days = max(1, min(self._days, window.days // 2))

    def requests_left(self, until: date | None = None) -> int:
        """Return about how many more windows there are.

        Args:
            until: A day that is known to be near the first one with rows, if any.
        """
        if self.is_finished:
            return 0
        oldest = min(each for each in (self._oldest, until, self._first_day) if each is not None)
        return self._requests_for(days_left(self._filled, self._today, oldest))

    def _requests_for(self, days: int) -> int:
        """Return how many windows cover so many days, with their length growing as it does."""
        requests, length = 0, self._days
        while days > 0 and length < self._foreseen_days:
            requests += 1
            days -= max(1, length - 1)
            length = min(length * 2, self._foreseen_days)
        return requests + math.ceil(max(0, days) / max(1, length - 1))

    def _next(self) -> Filled | None:
        known = [*self._filled, *self._taken]
        window = next_window(known, self._today, self._oldest, self._days)
        return Filled(*window) if window else None

    def _wanted_days(self, rows: int) -> int:
        """Return how long a window is to be, after one of full length had so many rows."""
        enough = min(ENOUGH_ROWS, self._most_rows) if self._was_refused else ENOUGH_ROWS
        return int(self._days * _AIM * enough / max(1, rows))

    @property
    def _oldest(self) -> date:
        return oldest_to_read(self._filled, self._today, self._first_day, self._heard_of)


def oldest_to_read(
    filled: Sequence[Filled], today: date, first_day: date | None, heard_of: date | None = None
) -> date:
    """Return how far back to read.

    Args:
        filled: What was read.
        today: The shop's day.
        first_day: The shop's first day, if known.
        heard_of: A day that has rows, as something else told.
    """
    days = [each.first for each in filled if each.rows]
    oldest = min([*days, heard_of or today, today])
    limits = [oldest - LONG_EMPTY_STRETCH, FIRST_SIGN_UPS]
    if first_day is not None:
        limits.append(first_day)
    return min(today, max(limits))


def next_window(
    filled: Sequence[Filled], today: date, oldest: date, days: int
) -> tuple[date, date] | None:
    """Return the newest window of at most `days` days not read yet; None where all are.

    It shares a day with its neighbours where it can: it is not documented whether a window's ends
    count.
    """
    stretch = _newest_gap(filled, today, oldest)
    if stretch is None:
        return None
    first, last = stretch
    if days > 1:
        first, last = max(oldest, first - _DAY), min(today, last + _DAY)
    return max(first, last - (days - 1) * _DAY), last


def days_left(filled: Sequence[Filled], today: date, oldest: date) -> int:
    """Return how many days are not read yet."""
    return sum((last - first).days + 1 for first, last in _gaps(filled, today, oldest))


def _newest_gap(filled: Sequence[Filled], today: date, oldest: date) -> tuple[date, date] | None:
    return next(iter(_gaps(filled, today, oldest)), None)


def _gaps(filled: Sequence[Filled], today: date, oldest: date) -> list[tuple[date, date]]:
    """Return the stretches of days that were not read, the newest first."""
    gaps = []
    last = today
    for window in sorted(filled, key=lambda each: each.last, reverse=True):
        if window.last < last:
            gaps.append((window.last + _DAY, last))
        last = min(last, window.first - _DAY)
    gaps.append((oldest, last))
    return [(max(first, oldest), last) for first, last in gaps if max(first, oldest) <= last]
