"""When the shop is open.

A day is the number of days since 1970-01-01, a moment Unix seconds: the simulation walks through
hundreds of thousands of orders, and whole numbers are the quickest dates. Which day a moment lies
on is the shop's own to say (`ShopDays`); a stamp stands for the same day everywhere.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from ..shop_days import DAY, ShopDays, date_of

HOUR: Final = 3_600
"""Seconds of an hour."""

_HOURS: Final = ((8, 19), (8, 19), (8, 19), (8, 19), (8, 19), (8, 17), None)
"""Opening and closing hour, Monday to Sunday."""


def day_of(stamp: int) -> int:
    """Return the day that a stamp of the API stands for."""
    return stamp // DAY


def noon(day: int) -> int:
    """Return a day as the API writes it: Unix seconds of its 12:00 UTC."""
    return day * DAY + DAY // 2


def weekday(day: int) -> int:
    """Return a day's place in the week: 0 Monday to 6 Sunday."""
    return (day + 3) % 7


class Calendar:
    """The shop's opening hours: closed on Sundays and on the days it is given.

    Attributes:
        days: The shop's calendar days.
    """

    def __init__(self, closed: Collection[int], days: ShopDays) -> None:
        self.days = days
        self._closed = frozenset(closed)
        # Asked a dozen times for each order: worth remembering.
        self._known: dict[int, tuple[int, int] | None] = {}

    def is_open(self, day: int) -> bool:
        """Whether the shop opens on a day."""
        return self._hours(day) is not None

    def next_open(self, day: int) -> int:
        """Return the day itself where the shop opens on it, else the next one that it does."""
        while self._hours(day) is None:
            day += 1
        return day

    def later(self, day: int, open_days: int) -> int:
        """Return the day that is so many open days later, or earlier for a negative number."""
        step = 1 if open_days > 0 else -1
        for _ in range(abs(open_days)):
            day += step
            while self._hours(day) is None:
                day += step
        return day

    def hours(self, day: int) -> tuple[int, int]:
        """Return the moments at which the shop opens and closes on a day.

        Raises:
            ValueError: It is closed on that day.
        """
        hours = self._hours(day)
        if hours is None:
            raise ValueError(f"the shop is closed on {date_of(day)}")
        return hours

    def at(self, day: int, share: float) -> int:
        """Return the moment of an open day at which that share (0 to 1) of its hours is over."""
        opens, closes = self.hours(day)
        return opens + int((closes - opens) * share)

    def soonest(self, moment: int, spread: float) -> int:
        """Return the moment, or one soon after the next opening where the shop is closed then.

        `spread` (0 to 1) says how far into the first two hours, lest all happens at once.
        """
        day = self.days.of(moment)
        hours = self._hours(day)
        if hours and hours[0] <= moment < hours[1]:
            return moment
        if hours and moment >= hours[1]:
            day += 1
        return self.hours(self.next_open(day))[0] + int(2 * HOUR * spread)

    def _hours(self, day: int) -> tuple[int, int] | None:
        if day not in self._known:
            hours = None if day in self._closed else _HOURS[weekday(day)]
            at = self.days.at
            moments = hours and (at(day, hours[0] * HOUR), at(day, hours[1] * HOUR))
            self._known[day] = moments
        return self._known[day]
