"""Which window of days to read next, going back in time over what was read already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

LONG_EMPTY_STRETCH: Final = timedelta(days=366)
"""Without any row for this long, there is nothing older."""

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Filled:
    """A window of days that was read, both ends included, and how many rows it had."""

    first: date
    last: date
    rows: int


def oldest_to_read(
    filled: Sequence[Filled], today: date, first_day: date | None, back: timedelta | None
) -> date:
    """Return how far back to read.

    Args:
        filled: What was read.
        today: The shop's day.
        first_day: The shop's first day, if known.
        back: The longest to go back, if any.
    """
    oldest = min((each.first for each in filled if each.rows), default=today)
    limits = [oldest - LONG_EMPTY_STRETCH]
    if first_day is not None:
        limits.append(first_day)
    if back is not None:
        limits.append(today - back)
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
