"""The calendar days of a shop: they begin and end by its own zone, its clocks put forward or not.

A day is the number of days since 1970-01-01, a moment is Unix seconds. A day that the API writes
as a stamp is no moment: it is 12:00 UTC of that calendar day wherever the shop is.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

DAY: Final = 86_400
"""Seconds of a day."""

NOON: Final = DAY // 2
"""Seconds from a UTC day's beginning to the stamp that stands for the day."""

_EPOCH: Final = datetime(1970, 1, 1)


def day_number(day: date) -> int:
    """Return the number of a calendar day."""
    return day.toordinal() - _EPOCH.toordinal()


def date_of(day: int) -> date:
    """Return the calendar day of a number."""
    return date.fromordinal(day + _EPOCH.toordinal())


class ShopDays:
    """Which day a moment lies on, and when each day begins.

    Args:
        zone: Where the shop is.
    """

    def __init__(self, zone: tzinfo = UTC) -> None:
        self._zone = zone
        self._begins: dict[int, int] = {}  # asked a dozen times for each order

    def of(self, moment: int) -> int:
        """Return the day on which a moment lies."""
        day = moment // DAY
        if moment < self.begins(day):
            return day - 1
        return day + (moment >= self.begins(day + 1))

    def begins(self, day: int) -> int:
        """Return the moment at which a day begins."""
        if day not in self._begins:
            self._begins[day] = self.at(day, 0)
        return self._begins[day]

    def at(self, day: int, seconds: int) -> int:
        """Return the moment of a day at which its clock shows so many seconds since midnight."""
        return self.moment_of(_EPOCH + timedelta(days=day, seconds=seconds))

    def moment_of(self, shown: datetime) -> int:
        """Return the moment at which the shop's clock and calendar show something."""
        return int(shown.replace(tzinfo=self._zone).timestamp())
