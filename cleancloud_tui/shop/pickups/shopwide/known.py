"""The schedules of all customers, as far as they are known: CleanCloud tells them one by one.

Who was never asked about is not known to have none, so it is counted what is known, and how old
the oldest of it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from ....api.models.repeat_pickups import RepeatPickup
from ....api.wire import time_of
from ..repeat_pickups import next_day, window_of

if TYPE_CHECKING:
    from ...shop import Shop


@dataclass(frozen=True, slots=True)
class KnownSchedule:
    """A customer's schedule.

    Attributes:
        pickup: The schedule; its `customer_id` tells whose it is.
        name: The customer's name; empty where none is known.
        read_at: When it was read.
    """

    pickup: RepeatPickup
    name: str
    read_at: datetime


@dataclass(frozen=True, slots=True)
class KnownSchedules:
    """What is known of all schedules.

    Attributes:
        schedules: By next day and time; at the end those that have ended, or whose next day is not
            known.
        customers: How many customers were asked about, those without a schedule among them.
        oldest: When the customer was asked about whose answer is the oldest; None for nobody.
    """

    schedules: Sequence[KnownSchedule]
    customers: int
    oldest: datetime | None


def known_schedules(shop: Shop, today: date) -> KnownSchedules:
    """Return all schedules that are known, of active customers; nothing is asked.

    Args:
        shop: Whose mirror it is.
        today: The shop's calendar day.
    """
    told = shop.mirror.coverage.schedules()
    found = [
        KnownSchedule(pickup, name, read_at)
        for name, read_at, pickups in told
        for pickup in pickups
    ]
    return KnownSchedules(
        sorted(found, key=lambda each: _place(each, today)),
        len(told),
        min((read_at for _, read_at, _ in told), default=None),
    )


def _place(known: KnownSchedule, today: date) -> tuple[date, time, str, str]:
    pickup = known.pickup
    start, _ = window_of(pickup.pickup_start, pickup.pickup_end)
    day = next_day(pickup, today) or date.max
    return day, time_of(start) or time.max, known.name, pickup.id
