"""When a shop is open, by the week: `mon-fri 7:30-19:00, sat 9:00-13:00`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

from ..values.days import SHORT_WEEKDAYS, iso_day

USUAL: Final = "mon-sat 8:00-20:00"

_DAY: Final = 86_400
_TIMES: Final = re.compile(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)", re.ASCII)

_LONGEST_CLOSED: Final = 366
"""Days that a shop is closed in one go: more is a mistyped year."""

Span = tuple[int, int]
"""From when to when, in seconds since midnight by the clock on the wall."""


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The hours of a week; open at some time of it.

    Attributes:
        week: The spans of each day from Monday to Sunday, in their order; they don't overlap.
    """

    week: tuple[tuple[Span, ...], ...]

    @classmethod
    def parse(cls, text: str) -> OpeningHours:
        """Read what was typed.

        Parts are separated by commas: a day or a span of days, then one span of times or several.

        Raises:
            ValueError: It tells no hours, or a day twice.
        """
        week: list[tuple[Span, ...]] = [()] * len(SHORT_WEEKDAYS)
        for part in text.lower().split(","):
            days, *times = part.split()
            spans = tuple(sorted(_span(each) for each in times))
            if not spans or any(one[1] > two[0] for one, two in pairwise(spans)):
                raise ValueError(f"{part.strip()}: no times, or times that overlap")
            for day in _days(days):
                if week[day]:
                    raise ValueError(f"{SHORT_WEEKDAYS[day]} stands there twice")
                week[day] = spans
        return cls(tuple(week))

    def is_open(self, moment: datetime) -> bool:
        """Tell whether the shop is open at a moment of its own time zone."""
        second = _second(moment)
        return any(opens <= second < closes for opens, closes in self.week[moment.weekday()])

    def seconds_between(self, start: datetime, end: datetime) -> float:
        """Return the open seconds between two moments of the shop's time zone, 0 if none."""
        return float(sum(self.seconds_on(day, start, end) for day in _each_day(start, end)))

    def seconds_on(self, day: date, start: datetime, end: datetime) -> float:
        """Return the open seconds of a day, of those between two moments."""
        first = _second(start) if day == start.date() else 0.0 if day > start.date() else _DAY
        last = _second(end) if day == end.date() else _DAY if day < end.date() else 0.0
        return sum(
            max(0.0, min(closes, last) - max(opens, first))
            for opens, closes in self.week[day.weekday()]
        )

    @property
    def usual_day(self) -> float:
        """The open seconds of a day that is not closed, on average."""
        days = [sum(closes - opens for opens, closes in spans) for spans in self.week if spans]
        return sum(days) / len(days)


def closed_days(text: str) -> frozenset[date]:
    """Read the days on which a shop is closed: `2026-12-25, 2026-12-31 to 2027-01-02`.

    Raises:
        ValueError: It tells something else.
    """
    spans = (part.partition(" to ") for part in text.split(",") if part.strip())
    return frozenset(
        day for first, to, last in spans for day in _closed(first, last if to else first)
    )


def midnight(day: date, moment: datetime) -> datetime:
    """Return the beginning of a day in the time zone of a moment."""
    return datetime.combine(day, time(), moment.tzinfo)


def _closed(first: str, last: str) -> Iterator[date]:
    start, end = iso_day(first), iso_day(last)
    if start is None or end is None or not 0 <= (end - start).days < _LONGEST_CLOSED:
        raise ValueError(f"{first.strip()} to {last.strip()} are no days")
    return (start + timedelta(days) for days in range((end - start).days + 1))


def _each_day(start: datetime, end: datetime) -> Iterator[date]:
    day = start.date()
    while day <= end.date():
        yield day
        day += timedelta(days=1)


def _second(moment: datetime) -> float:
    return moment.hour * 3600 + moment.minute * 60 + moment.second + moment.microsecond / 1e6


def _days(text: str) -> Iterator[int]:
    first, dash, last = text.partition("-")
    start = SHORT_WEEKDAYS.index(first)
    length = (SHORT_WEEKDAYS.index(last) - start) % len(SHORT_WEEKDAYS) if dash else 0
    for number in range(start, start + length + 1):
        yield number % len(SHORT_WEEKDAYS)


def _span(text: str) -> Span:
    match = _TIMES.fullmatch(text)
    if match is None:
        raise ValueError(f"{text} is no span of times")
    opens_hour, opens_minute, closes_hour, closes_minute = map(int, match.groups())
    opens = opens_hour * 3600 + opens_minute * 60
    closes = closes_hour * 3600 + closes_minute * 60
    if max(opens_minute, closes_minute) >= 60 or not opens < closes <= _DAY:
        raise ValueError(f"{text} is no span of times of one day")
    return opens, closes
