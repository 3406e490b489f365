"""Calendar days as people type them; what is not understood as a whole is no day.

A day of a month without a year is the next such day; one that has just gone is refused, since last
year's or next year's may be meant. `5/12/2026` is the 5th of December to some and the 12th of May
to others, and so it is neither.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from .signs import plain

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""The days of a week, in the order of `date.weekday`."""

SHORT_WEEKDAYS: Final = tuple(name[:3].lower() for name in WEEKDAYS)
"""What a setting or a line of a log calls them."""

_WEEKDAYS: Final = {
    **{name.lower(): number for number, name in enumerate(WEEKDAYS)},
    **{name: number for number, name in enumerate(SHORT_WEEKDAYS)},
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""The months of a year, in their order."""

_MONTHS: Final = {
    **{name.lower(): number for number, name in enumerate(MONTHS, start=1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)},
    "sept": 9,
}
_NEAR: Final = {"today": 0, "tomorrow": 1, "yesterday": -1, "next week": 7}

_AHEAD: Final = re.compile(r"\+\s*([0-9]{1,3})\s*(d|days?|w|weeks?)?")
_AGO: Final = re.compile(r"-\s*([0-9]{1,3})\s*(d|days?|w|weeks?)?")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([./-])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
_NAMED: Final = re.compile(
    rf"(?:(?P<weekday>{'|'.join(_WEEKDAYS)})\.?,?\s+)?"
    rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|\.)?\s*(?P<month>{'|'.join(_MONTHS)})"
    rf"|(?P<first_month>{'|'.join(_MONTHS)})\.?\s*(?P<last_day>[0-9]{{1,2}})(?:st|nd|rd|th)?)"
    r"(?:\.?,?\s+(?P<year>[0-9]{4}))?\.?"
)
_FARTHEST: Final = timedelta(days=270)
"""What is farther ahead without a year may as well have been."""

_MUCH_LATER: Final = timedelta(days=400)
"""Beyond the next such day of whatever goes by the present one."""

_FIRST_YEAR: Final = 1971
_LAST_YEAR: Final = 2199
"""The years that CleanCloud's own days can have."""


def day_typed(text: str, today: date) -> date | None:
    """Read a day: `2026-12-05`, `today`, `+7`, `+2w`, `tue` (the next one), `sat 5 dec`.

    `next month` is the same day of it, or its last where it has no such day; `next week` is in
    seven days. `next tue` is this week's to some and next week's to others, and so it is none.

    Returns:
        None where the text tells no day, two, or one that does not fit its weekday.
    """
    text = " ".join(plain(text).lower().split())
    if text in _NEAR:
        return today + timedelta(days=_NEAR[text])
    if match := _AHEAD.fullmatch(text):
        return today + int(match[1]) * timedelta(days=7 if (match[2] or "d")[0] == "w" else 1)
    if text == "next month":
        return _a_month_on(today)
    if (weekday := _WEEKDAYS.get(text.removesuffix("."))) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    return day_written(text) or _named(text, today, _next)


def past_day_typed(text: str, today: date) -> date | None:
    """Read a day as who looks back means it: `tue` (the last one), `-7`, `15 nov` (the last one).

    A day of a month that is still to come this year was last year's.

    Returns:
        None where the text tells no day, two, or one that does not fit its weekday.
    """
    text = " ".join(plain(text).lower().split())
    if match := _AGO.fullmatch(text):
        return today - int(match[1]) * timedelta(days=7 if (match[2] or "d")[0] == "w" else 1)
    if (weekday := _WEEKDAYS.get(text.removeprefix("last ").removesuffix("."))) is not None:
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    if _NAMED.fullmatch(text):
        return _named(text, today, _last)
    return day_typed(text, today)


def day_fixed(text: str, today: date) -> str:
    """Return a text that means the same day whenever it is read: `+7` becomes `Sat 5 Dec 2026`.

    What means it already, and what tells no day, stays as it is.
    """
    day = day_typed(text, today)
    if day is None or day == day_typed(text, today + _MUCH_LATER):
        return text
    return day_text(day)


def day_text(day: date) -> str:
    """Write a day as people do, so that it can be read again: `Tue 8 Dec 2026`."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def iso_day(text: str) -> date | None:
    """Read a day as scripts write it, `2026-12-05`; None where it is no such day."""
    text = text.strip()
    is_one = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
    return _day(*map(int, text.split("-"))) if is_one else None


def day_written(text: str) -> date | None:
    """Read a day with its year that is the same to everybody: `11/30/2026`, `Sat, 5 Dec 2026`."""
    text = " ".join(plain(text).lower().split())
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if match := _YEAR_LAST.fullmatch(text):
        return _either(int(match[1]), int(match[3]), int(match[4]))
    return _named(text, date.min, lambda *_: None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def _a_month_on(day: date) -> date:
    """Return the same day of the next month, or its last where it is shorter."""
    year, month = divmod(day.year * 12 + day.month, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _either(one: int, other: int, year: int) -> date | None:
    """Return the day of two numbers and a year, where it is the same in all countries."""
    meant = {_day(year, one, other), _day(year, other, one)} - {None}
    return meant.pop() if len(meant) == 1 else None


def _named(text: str, today: date, which: Callable[[int, int, date], date | None]) -> date | None:
    """Return the day of a text with a month's name in it.

    Args:
        text: What was typed.
        today: The present day.
        which: Finds the day that is meant by a month, a number and no year.
    """
    found = _NAMED.fullmatch(text)
    if found is None:
        return None
    month = _MONTHS[found["month"] or found["first_month"]]
    weekday = _WEEKDAYS.get(found["weekday"] or "")
    number, year = int(found["day"] or found["last_day"]), found["year"]
    day = _day(int(year), month, number) if year else which(month, number, today)
    return day if day and weekday in (None, day.weekday()) else None


def _next(month: int, number: int, today: date) -> date | None:
    days = (_day(year, month, number) for year in (today.year, today.year + 1))
    day = next((each for each in days if each and each >= today), None)
    return day if day and day - today <= _FARTHEST else None


def _last(month: int, number: int, today: date) -> date | None:
    days = (_day(year, month, number) for year in (today.year, today.year - 1))
    return next((each for each in days if each and each <= today), None)
