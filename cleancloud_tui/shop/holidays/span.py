"""A holiday: one day, or some in a row, as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ...values.days import day_typed
from ...values.signs import plain

MOST_DAYS: Final = 31
"""A longer span is a mistyped one: nobody goes through the schedules of half a year at once."""

_TO: Final = re.compile(r"\s+(?:to|until|till|-)\s+|\s*(?:–|—|\.\.)\s*|(?<=[a-z])-(?=[0-9])")
_SHORT: Final = re.compile(
    r"([0-9]{1,2})\s*(?:-|–|to)\s*([0-9]{1,2})\.?\s+([a-z]{3,}\.?(?:\s+[0-9]{4})?)"
)
"""`24-26 dec`: the month stands once."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a holiday, the first and the last among them."""

    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        """Tell whether a day is one of them; none is not."""
        return day is not None and self.first <= day <= self.last

    def days(self) -> Iterator[date]:
        """Yield each of them."""
        return (self.first + timedelta(days) for days in range((self.last - self.first).days + 1))


def span_typed(text: str, today: date) -> Span | None:
    """Read a holiday: `25 dec`, `24-26 dec`, `2026-12-24 to 2027-01-02`, `tomorrow to +3`.

    Returns:
        None where the text tells no day, days that have gone, or more than a month of them.
    """
    text = plain(text).lower()
    if short := _SHORT.fullmatch(text):
        first_day, last_day, month = short.groups()
        return _span(f"{first_day} {month}", f"{last_day} {month}", today)
    first, *others = _TO.split(text)
    if len(others) > 1:
        return None
    return _span(first, others[0] if others else "", today)


def _span(first: str, last: str, today: date) -> Span | None:
    """Return a span; its last day is the next such one from its first on."""
    start = day_typed(first, today)
    end = day_typed(last, start) if last and start else start
    if start is None or end is None or not today <= start <= end:
        return None
    return Span(start, end) if (end - start).days < MOST_DAYS else None
