"""What is on a day of a customer's calendar: schedules, orders, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from ...api.models.orders import Order
from ...api.models.repeat_pickups import RepeatPickup
from .occurrences import Occurrence, occurrences
from .route_days import DayState
from .troubles import Surroundings, Trouble, troubles


@dataclass(frozen=True, slots=True)
class OnDay:
    """What is on one day.

    Attributes:
        day: Which.
        state: What is known of the day itself.
        pickups, deliveries: The schedules that pick up or deliver on it.
        orders: Open orders for which a driver comes on it.
        troubles: What is wrong on it.
    """

    day: date
    state: DayState
    pickups: tuple[RepeatPickup, ...]
    deliveries: tuple[RepeatPickup, ...]
    orders: tuple[Order, ...]
    troubles: tuple[Trouble, ...]


def on_day(day: date, around: Surroundings) -> OnDay:
    """Return what is on a day from today on; of one that has gone, its orders."""
    coming = [
        (pickup, each) for pickup in around.schedules for each in _until(pickup, around.today, day)
    ]
    return OnDay(
        day,
        around.route.state(day),
        tuple(pickup for pickup, each in coming if each.pickup == day),
        tuple(pickup for pickup, each in coming if each.delivery == day),
        tuple(order for order in around.orders if order.is_open and day in _days_of(order)),
        tuple(
            trouble
            for pickup, each in coming
            if day in (each.pickup, each.delivery)
            for trouble in troubles(pickup, each, around)
            if trouble.day == day
        ),
    )


def _until(pickup: RepeatPickup, since: date, until: date) -> Iterator[Occurrence]:
    return takewhile(lambda each: each.pickup <= until, occurrences(pickup, since))


def _days_of(order: Order) -> Iterator[date | None]:
    """Yield the days on which a driver comes for an order."""
    if order.awaits_pickup:
        yield order.pickup_day
    if order.is_delivery:
        yield order.delivery_day
