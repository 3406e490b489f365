"""What is on days: what is known of them, the schedules and the orders that come on them.

A calendar shows all of the coming ones, and a person asks about one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import takewhile
from typing import Final

from ...api.models.orders import Order
from ...api.models.repeat_pickups import RepeatPickup
from .occurrences import Occurrence, occurrences
from .repeat_pickups import comes_once, is_over
from .route_days import DayState
from .troubles import Surroundings, Trouble, all_troubles

DAYS_AHEAD: Final = 366
"""What is farther ahead is on no calendar, unless it is asked about."""

_QUIET: Final = (DayState.OPEN, DayState.UNKNOWN)
"""What is nothing to be told of a day."""


@dataclass(slots=True)
class OnDay:
    """What is on one day.

    Attributes:
        state: What is known of the day itself.
        pickups, deliveries: The schedules that pick up or deliver on it.
        orders: Open orders for which a driver comes on it.
        troubles: What is wrong on it.
        may_come: The schedules of which it is not known whether they come on it.
    """

    state: DayState
    pickups: list[RepeatPickup] = field(default_factory=list)
    deliveries: list[RepeatPickup] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    may_come: list[RepeatPickup] = field(default_factory=list)


Days = Mapping[date, OnDay]
"""The days on which something is."""


def bare_days(around: Surroundings) -> Days:
    """Return what is known of the coming days besides schedules: closed, full, open orders."""
    ahead = (around.today + timedelta(days) for days in range(DAYS_AHEAD))
    found = {day: OnDay(state) for day in ahead if (state := around.route.state(day)) not in _QUIET}
    for order in around.orders:
        for day in driver_days(order):
            _at(day, found, around).orders.append(order)
    return found


def with_schedules(days: Days, pickups: Iterable[RepeatPickup], around: Surroundings) -> Days:
    """Return days with the schedules, too, that come on them, and what is wrong with that.

    Args:
        days: See `bare_days`.
        pickups: The schedules.
        around: What they have to fit into.
    """
    found = {
        day: replace(each, pickups=[], deliveries=[], troubles=[]) for day, each in days.items()
    }
    last = around.today + timedelta(DAYS_AHEAD - 1)
    for pickup in pickups:
        for each in _until(pickup, around.today, last):
            _put(pickup, each, found, around)
    return found


def on_day(day: date, around: Surroundings) -> OnDay:
    """Return what is on a day from today on; of one that has gone, its orders."""
    found: dict[date, OnDay] = {}
    for pickup in around.schedules:
        for each in _until(pickup, around.today, day):
            if day in (each.pickup, each.delivery):
                _put(pickup, each, found, around)
    orders = [order for order in around.orders if day in driver_days(order)]
    may_come = [each for each in around.schedules if _may_come(each, day)]
    return replace(_at(day, found, around), orders=orders, may_come=may_come)


def _may_come(pickup: RepeatPickup, day: date) -> bool:
    """Tell whether it is not known whether a schedule comes on a day: when, or how often."""
    if is_over(pickup):
        return False
    if pickup.next_day is None:
        return True
    is_rhythm_known = bool(pickup.frequency) or comes_once(pickup)
    return not is_rhythm_known and day > pickup.next_day


def _put(
    pickup: RepeatPickup, comes: Occurrence, found: dict[date, OnDay], around: Surroundings
) -> None:
    _at(comes.pickup, found, around).pickups.append(pickup)
    if comes.delivery:
        _at(comes.delivery, found, around).deliveries.append(pickup)
    for trouble in all_troubles(pickup, [comes], around):
        _at(trouble.day, found, around).troubles.append(trouble)


def _at(day: date, found: dict[date, OnDay], around: Surroundings) -> OnDay:
    return found.setdefault(day, OnDay(around.route.state(day)))


def _until(pickup: RepeatPickup, since: date, until: date) -> Iterator[Occurrence]:
    return takewhile(lambda each: each.pickup <= until, occurrences(pickup, since))


def driver_days(order: Order) -> Iterator[date]:
    """Yield the days on which a driver comes for an order; none of one that is not open.

    Where it is unknown whether it is delivered, it may be: the day counts.
    """
    if not order.is_open:
        return
    if order.awaits_pickup and order.pickup_day:
        yield order.pickup_day
    if order.is_delivery is not False and order.delivery_day:
        yield order.delivery_day
