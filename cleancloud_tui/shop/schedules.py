"""Repeat pickups in the words and days of people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Final

from ..api.models.repeat_pickups import RepeatPickup

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def in_words(pickup: RepeatPickup) -> str:
    """Say a schedule: `every 2 weeks on Tuesday, 10am-12pm`; what is not known is left out."""
    weeks = pickup.frequency or 1
    said = "every week" if weeks == 1 else f"every {weeks} weeks"
    if pickup.next_day:
        said += f" on {_DAYS[pickup.next_day.weekday()]}"
    window = "-".join(filter(None, (pickup.pickup_start, pickup.pickup_end)))
    if window:
        said += f", {window}"
    if pickup.duration:
        left = pickup.duration - (pickup.orders_created or 0)
        said += (
            f", {left} more of {pickup.duration}"
            if pickup.orders_created
            else (f", {pickup.duration} times" if pickup.duration > 1 else ", once")
        )
    return said


def next_days(pickup: RepeatPickup, today: date, count: int = 1) -> tuple[date, ...]:
    """Return the next pickups from today on; none where the day is not known or all are done."""
    return tuple(islice(_days(pickup, today), count))


def after_next(pickup: RepeatPickup) -> date | None:
    """Return the `pickupDate` that skips the next pickup once: the API has no skip of its own."""
    if pickup.next_day is None:
        return None
    return pickup.next_day + _interval(pickup)


def _days(pickup: RepeatPickup, today: date) -> Iterator[date]:
    day, made = pickup.next_day, pickup.orders_created or 0
    while day is not None and not (pickup.duration and made >= pickup.duration):
        if day >= today:
            yield day
        day += _interval(pickup)
        made += 1


def _interval(pickup: RepeatPickup) -> timedelta:
    return timedelta(weeks=pickup.frequency or 1)
