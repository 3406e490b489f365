"""Spans of days that figures are of: named ones, those beside them, and what people type for one.

Whoever looks at figures looks back: `tue` is the last Tuesday, `15 nov` the last such day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ...values.days import past_day_typed
from ...values.months import first_of, months_later
from ...values.signs import plain
from ..sync.windows import FIRST_SIGN_UPS

_DAY: Final = timedelta(days=1)

_MONTHS: Final[Mapping[str, int]] = {"this month": 1, "this quarter": 3, "year to date": 12}
"""What began with a calendar month and goes on: by how many months lies what came before it."""

_ALSO: Final[Mapping[str, str]] = {
    "today": "today so far",
    "week": "this week",
    "month": "this month",
    "quarter": "this quarter",
    "year": "year to date",
    "this year": "year to date",
    "ytd": "year to date",
}
"""Other words for named periods."""

_LAST_DAYS: Final = re.compile(r"(?:last |past )?([0-9]{1,3}) (days?|weeks?)")
_DAYS_AGO: Final = re.compile(r"-\s*([0-9]{1,3})")
_OF_ONE_MONTH: Final = re.compile(r"([0-9]{1,2})\s*(?:-|to|until)\s*([0-9]{1,2} [a-z].*)")
_PARTED: Final = re.compile(r"\s*\.\.+\s*|\s+(?:-|to|until|till)\s+")
_YEAR: Final = re.compile(r"[0-9]{4}")
_SINCE: Final = re.compile(r"(?:since|from)\s+(.+)")


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the shop in a row.

    Attributes:
        first, last: Both belong to it.
        name: As people say it, such as `last month`; a span that was typed is said by its days.
    """

    first: date
    last: date
    name: str

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def all_days(self) -> tuple[date, ...]:
        """Return its days, the first one first."""
        return tuple(self.first + number * _DAY for number in range(self.days))


def named_periods(today: date) -> tuple[Period, ...]:
    """Return the periods that have a name, the shortest first; what goes on ends today."""
    monday = today - timedelta(days=today.weekday())
    month = first_of(today)
    quarter = month.replace(month=(month.month - 1) // 3 * 3 + 1)
    return (
        Period(today, today, "today so far"),
        Period(today - _DAY, today - _DAY, "yesterday"),
        Period(monday, today, "this week"),
        Period(monday - 7 * _DAY, monday - _DAY, "last week"),
        Period(month, today, "this month"),
        Period(months_later(month, -1), month - _DAY, "last month"),
        Period(quarter, today, "this quarter"),
        Period(months_later(quarter, -3), quarter - _DAY, "last quarter"),
        Period(today.replace(month=1, day=1), today, "year to date"),
        Period(
            today.replace(year=today.year - 1, month=1, day=1), _last_year_end(today), "last year"
        ),
    )


def days_until(today: date, days: int) -> Period:
    """Return the last days up to today, which is one of them."""
    return Period(today - (days - 1) * _DAY, today, f"the last {days} days")


def period_typed(text: str, today: date) -> Period | None:
    """Read a period: `last month`, `tue`, `-7`, `last 30 days`, `1 Nov - 15 Nov`, `since tue`.

    `-7` is what has been since seven days ago; `last-month` is read as `last month`.

    Returns:
        None where the text tells none, or one that begins after it ends or is yet to come.
    """
    text = " ".join(plain(text).lower().split())
    named = {each.name: each for each in named_periods(today)}
    words = text.replace("-", " ").strip() if text[:1].isalpha() else text
    if found := named.get(_ALSO.get(words, words)):
        return found
    if match := _LAST_DAYS.fullmatch(text):
        days = int(match[1]) * (7 if match[2].startswith("week") else 1)
        return days_until(today, days) if days else None
    if match := _DAYS_AGO.fullmatch(text):
        return span(today - int(match[1]) * _DAY, today, today)
    if match := _SINCE.fullmatch(text):
        return _typed_span(match[1], today) or _between(match[1], "today", today)
    if (day := past_day_typed(text, today)) is not None:
        return span(day, day, today)
    if match := _OF_ONE_MONTH.fullmatch(text):
        month = match[2].partition(" ")[2]
        return _between(f"{match[1]} {month}", match[2], today)
    return _typed_span(text, today)


def span(first: date, last: date, today: date) -> Period | None:
    """Return what lies between two days, up to today; None where that is nothing.

    It begins no earlier than CleanCloud did: nobody is asked about the years before.
    """
    first, last = max(first, FIRST_SIGN_UPS), min(last, today)
    return Period(first, last, _said(first, last)) if first <= last else None


def before(period: Period) -> Period:
    """Return what came before: as many days, or as many months where it is made of whole ones.

    What goes on has the same stretch of the week, month, quarter or year before beside it.
    """
    months, step = _whole_months(period), _MONTHS.get(period.name, 0)
    if months and step in (0, months):
        first, last = months_later(period.first, -months), period.first - _DAY
    elif step:
        first, last = months_later(period.first, -step), months_later(period.last, -step)
    else:
        step = 7 if period.name == "this week" else period.days
        first, last = period.first - step * _DAY, period.last - step * _DAY
    return _spoken(first, last)


def same_days_last_week(period: Period) -> Period:
    """Return the same weekdays before it: a week back, or as many weeks as it takes."""
    back = 7 * -(-period.days // 7) * _DAY
    return _spoken(period.first - back, period.last - back)


def same_days_last_year(period: Period) -> Period:
    """Return the same days a year back: the same weekdays of up to a week, else the same dates."""
    if period.days <= 7:
        return _spoken(period.first - 364 * _DAY, period.last - 364 * _DAY)
    last = months_later(period.last, -12)
    if _whole_months(period):
        last = months_later(period.last + _DAY, -12) - _DAY
    return _spoken(months_later(period.first, -12), last)


def parts(period: Period, at_most: int = 366) -> tuple[Period, ...]:
    """Return a period in parts of so many days at most: CleanCloud may refuse to tell of more."""
    starts = range(0, period.days, at_most)
    spans = (
        (period.first + start * _DAY, min(period.first + (start + at_most - 1) * _DAY, period.last))
        for start in starts
    )
    return tuple(Period(first, last, _said(first, last)) for first, last in spans)


def _last_year_end(today: date) -> date:
    return today.replace(month=1, day=1) - _DAY


def _typed_span(text: str, today: date) -> Period | None:
    """Return the span of a text that tells its two days."""
    ends = _PARTED.split(text, maxsplit=1)
    if len(ends) == 2:
        return _between(ends[0], ends[1], today)
    # A dash between days may have no blanks around it, and days have dashes of their own.
    dashes = (place for place, sign in enumerate(text) if sign == "-")
    told = (_between(text[:place], text[place + 1 :], today) for place in dashes)
    return next((span for span in told if span), None)


def _between(first: str, last: str, today: date) -> Period | None:
    """Return what lies between two days that were typed; the year of the last is that of both."""
    ends = past_day_typed(last, today)
    begins = past_day_typed(first, today)
    if (year := _YEAR.search(last)) and not _YEAR.search(first):
        begins = past_day_typed(f"{first} {year[0]}", today) or begins
    return span(begins, ends, today) if begins and ends else None


def _spoken(first: date, last: date) -> Period:
    return Period(first, last, _said(first, last))


def _whole_months(period: Period) -> int:
    """Return of how many whole months a period is made; 0 where it is not."""
    after = period.last + _DAY
    if period.first.day != 1 or after.day != 1:
        return 0
    return 12 * (after.year - period.first.year) + after.month - period.first.month


def _said(first: date, last: date) -> str:
    """Say days shortly: `Tue 24 Nov 2026`, `1 Nov to 15 Nov 2026`."""
    if first == last:
        return f"{first:%a} {first.day} {first:%b %Y}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%b}{year} to {last.day} {last:%b %Y}"
