"""Months of the calendar."""

from __future__ import annotations

from calendar import Calendar, monthrange
from datetime import date
from functools import lru_cache
from typing import Final

_CALENDAR: Final = Calendar()


def first_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, its last one where it has no such day.

    The years that there are end it: the first and the last of their months stay.
    """
    number = min(max(12 * day.year + day.month - 1 + months, 12), 12 * 9999 + 11)
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=64)
def weeks_of(month: date) -> tuple[tuple[date | None, ...], ...]:
    """Return a month's weeks from Monday on; None for a day of another month."""
    days = _CALENDAR.monthdays2calendar(month.year, month.month)
    return tuple(
        tuple(month.replace(day=number) if number else None for number, _ in week) for week in days
    )
