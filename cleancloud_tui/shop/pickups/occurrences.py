"""The days of a schedule: when it is picked up, and when that is delivered.

A schedule has calendar days only, so neither time zones nor daylight saving touch them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ...api.models.repeat_pickups import RepeatPickup


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One pickup of a schedule, and its delivery.

    Attributes:
        number: Which of the schedule's orders it is, from 1, those already made counted.
        pickup: The day of the pickup.
        delivery: The day of the delivery; None where none is set, or it is not known.
    """

    number: int
    pickup: date
    delivery: date | None = None


def occurrences(pickup: RepeatPickup, since: date) -> Iterator[Occurrence]:
    """Yield what comes of a schedule from a day on, up to its end; endless where it has none.

    Nothing comes where its day is not known, only the first where it is not known how often.
    """
    day, number = pickup.next_day, (pickup.orders_created or 0) + 1
    while day is not None and not (pickup.duration and number > pickup.duration):
        if day >= since:
            yield Occurrence(number, day, _later(day, pickup.delivery_days or 0))
        day = _later(day, 7 * (pickup.frequency or 0))
        number += 1


def comes_on(pickup: RepeatPickup, day: date) -> bool:
    """Tell whether a schedule picks up on a day, as far as is known."""
    if pickup.next_day is None or day < pickup.next_day:
        return False
    gone = (day - pickup.next_day).days
    times, days_over = divmod(gone, 7 * pickup.frequency) if pickup.frequency else (0, gone)
    number = (pickup.orders_created or 0) + times + 1
    return days_over == 0 and not (pickup.duration and number > pickup.duration)


def as_of(pickup: RepeatPickup, today: date) -> RepeatPickup:
    """Return a schedule as it stands on a day: pickups told as the next that have gone are made.

    Where nothing comes any more, or its day is not known, it stays as it was told. What is not
    known of how many were made, is not known later.
    """
    first = next(occurrences(pickup, today), None)
    if first is None or first.pickup == pickup.next_day:
        return pickup
    made = None if pickup.orders_created is None else first.number - 1
    return replace(pickup, next_day=first.pickup, orders_created=made)


def _later(day: date, days: int) -> date | None:
    """Return a later day; None for no days, or beyond the calendar."""
    try:
        return day + timedelta(days) if days else None
    except OverflowError:
        return None
