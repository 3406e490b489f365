"""The days of repeat pickups, and what of one can be so at all.

The day that CleanCloud told may have gone since, so a schedule's next day is worked out from it, in
one place: what is shown is what can be skipped.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from itertools import islice
from typing import Final

from ...api.models.repeat_pickups import RepeatPickup
from ...api.wire import clock_text, time_of, window_times
from ...values.numbers import TOO_MUCH
from .occurrences import occurrences

UNKNOWN: Final = "unknown"
"""Stands for what CleanCloud did not tell, or told so that it can't be."""

_WHOLE: Final = Decimal(100)
"""Of a percentage."""


def next_days(pickup: RepeatPickup, today: date, count: int = 1) -> tuple[date, ...]:
    """Return the next pickups from today on; none where the day is not known or all are done."""
    return tuple(each.pickup for each in islice(occurrences(pickup, today), count))


def next_day(pickup: RepeatPickup, today: date) -> date | None:
    """Return the day of the next pickup, today or later; None where it is not known."""
    return next(iter(next_days(pickup, today)), None)


def is_over(pickup: RepeatPickup) -> bool:
    """Tell whether CleanCloud told that all its orders were made."""
    return bool(pickup.duration) and (pickup.orders_created or 0) >= (pickup.duration or 0)


def comes_once(pickup: RepeatPickup) -> bool:
    """Tell whether a schedule is made for one pickup alone, so that it has no rhythm."""
    return pickup.duration == 1


def window_of(start: str, end: str) -> tuple[str, str]:
    """Return from when to when, on the API's 12-hour clock; empty for what can't be read.

    Callers of the API send a whole window as its start, `9am-12pm`, and are not refused.
    """
    first, last = window_times(start)
    if last and clock_text(end) in ("", last):
        start, end = first, last
    return _time(start), _time(end)


def overlap(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Tell whether two windows of a day, each from when to when, have a time in common.

    One that is not known may have any; one without an end is its beginning.
    """
    start, end = _span(one)
    other_start, other_end = _span(other)
    if start is None or end is None or other_start is None or other_end is None:
        return True
    return start == other_start or (start < other_end and other_start < end)


def sane_tip(pickup: RepeatPickup) -> Decimal | None:
    """Return its tip; None for none, or one that can't be."""
    is_sane = pickup.tip is not None and 0 <= pickup.tip < TOO_MUCH
    return pickup.tip if is_sane else None


def sane_tip_percent(pickup: RepeatPickup) -> Decimal | None:
    """Return its tip's percentage; None for none, or one that can't be."""
    is_sane = pickup.tip_percent is not None and 0 <= pickup.tip_percent <= _WHOLE
    return pickup.tip_percent if is_sane else None


def is_tip_known(pickup: RepeatPickup) -> bool:
    """Tell whether its tip, if any, and its percentage can be some."""
    told = (pickup.tip, pickup.tip_percent)
    return not pickup.has_odd_tip and told == (sane_tip(pickup), sane_tip_percent(pickup))


def unknown_to_skip(pickup: RepeatPickup, today: date) -> tuple[str, ...]:
    """Return in words what has to be known to skip its next pickup, and is not."""
    start, end = window_of(pickup.pickup_start, pickup.pickup_end)
    known = {
        "its day": next_day(pickup, today),
        "how often it comes": pickup.frequency,
        "from when": start,
        "until when": end,
    }
    return tuple(what for what, told in known.items() if not told)


def _span(window: tuple[str, str]) -> tuple[time | None, time | None]:
    """Return from when to when a window goes; None where that is not known."""
    start, end = map(time_of, window_of(*window))
    return start, end or start


def _time(text: str) -> str:
    """Return a time on the 12-hour clock; empty where none is told."""
    return clock_text(text) if time_of(text) else ""
