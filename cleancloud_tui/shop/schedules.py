"""Repeat pickups in the words and days of people.

The day that CleanCloud told may have gone since, so a schedule's next day is worked out from it, in
one place: what is shown is what can be skipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Final

from ..api.models.repeat_pickups import RepeatPickup

_WHOLE: Final = 100
"""Of a percentage."""

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def in_words(pickup: RepeatPickup) -> str:
    """Say a schedule: `every 2 weeks on Tuesday, 10am-12pm`."""
    weeks = pickup.frequency
    said = "every week" if weeks == 1 else f"every {weeks} weeks"
    if weeks is None:
        said = "how often is unknown"
    if pickup.next_day:
        said += f"{', ' if weeks is None else ' '}on {_DAYS[pickup.next_day.weekday()]}"
    window = "-".join(filter(None, (pickup.pickup_start, pickup.pickup_end)))
    if window:
        said += f", {window}"
    if pickup.duration:
        left = max(0, pickup.duration - (pickup.orders_created or 0))
        said += (
            f", {left} more of {pickup.duration}"
            if pickup.orders_created
            else (f", {pickup.duration} times" if pickup.duration > 1 else ", once")
        )
    return said


def next_days(pickup: RepeatPickup, today: date, count: int = 1) -> tuple[date, ...]:
    """Return the next pickups from today on; none where the day is not known or all are done."""
    return tuple(islice(_days(pickup, today), count))


def next_day(pickup: RepeatPickup, today: date) -> date | None:
    """Return the day of the next pickup, today or later; None where it is not known."""
    return next(_days(pickup, today), None)


def is_over(pickup: RepeatPickup) -> bool:
    """Tell whether CleanCloud told that all its orders were made."""
    return bool(pickup.duration) and (pickup.orders_created or 0) >= (pickup.duration or 0)


def has_sane_tip(pickup: RepeatPickup) -> bool:
    """Tell whether the percentage of its tip, if any, can be one."""
    return pickup.tip_percent is None or 0 <= pickup.tip_percent <= _WHOLE


def after_next(pickup: RepeatPickup, today: date) -> date | None:
    """Return the `pickupDate` that skips the next pickup once: the API has no skip of its own.

    Returns:
        None where the next day or the weeks between them are not known.
    """
    day = next_day(pickup, today)
    if day is None or pickup.frequency is None:
        return None
    return day + timedelta(weeks=pickup.frequency)


def _days(pickup: RepeatPickup, today: date) -> Iterator[date]:
    day, made = pickup.next_day, pickup.orders_created or 0
    while day is not None and not (pickup.duration and made >= pickup.duration):
        if day >= today:
            yield day
        if pickup.frequency is None:
            return
        day += timedelta(weeks=pickup.frequency)
        made += 1
