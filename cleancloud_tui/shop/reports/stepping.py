"""Going from a period to the one before it, and to the one after it.

Whoever looks at this month, which ends today, goes on to the whole of the month before.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from ...values.months import months_later
from .periods import Period, named_periods, span

_DAY: Final = timedelta(days=1)
_WEEK: Final = 7

_MONTHS: Final = {
    "this month": 1,
    "last month": 1,
    "this quarter": 3,
    "last quarter": 3,
    "year to date": 12,
    "last year": 12,
}
_WEEKS: Final = ("this week", "last week")


def stepped(period: Period, by: int, today: date) -> Period | None:
    """Return the period so many steps later, earlier for less than none.

    A step is a month, a quarter or a year for what is made of such, a week for a week, and as many
    days as it has for all else.

    Returns:
        None where that is yet to come.
    """
    if months := _months_of(period):
        first = months_later(period.first, by * months)
        last = months_later(first, months) - _DAY
    else:
        days = _WEEK if period.name in _WEEKS else period.days
        first = period.first + by * days * _DAY
        last = first + (days - 1) * _DAY
    found = span(first, last, today)
    return _named(found, months, today) if found else None


def _months_of(period: Period) -> int:
    """Return of how many months it is made, 0 for none; one that goes on is not over yet."""
    if period.name in _MONTHS:
        return _MONTHS[period.name]
    after = period.last + _DAY
    if period.first.day != 1 or after.day != 1:
        return 0
    return 12 * (after.year - period.first.year) + after.month - period.first.month


def _named(period: Period, months: int, today: date) -> Period:
    """Return it by its name, where it has one of its own kind."""
    for each in named_periods(today):
        is_same = (each.first, each.last) == (period.first, period.last)
        if is_same and _months_of(each) == months:
            return each
    return period
