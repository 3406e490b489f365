"""What is on each day of a customer's calendar: schedules, orders, closed days, what is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from ...api.models.orders import Order
from ...api.models.repeat_pickups import RepeatPickup
from .occurrences import Occurrence, occurrences
from .route_days import DayState
from .troubles import Surroundings, Trouble, TroubleKind, troubles

_CLASHES = (TroubleKind.SAME_SCHEDULE, TroubleKind.SAME_ORDER)


@dataclass(frozen=True, slots=True)
class OnDay:
    """What is on one day.

    Attributes:
        state: What is known of the day itself.
        pickups, deliveries: The schedules that pick up or deliver on it.
        orders: Open orders that are picked up or delivered on it.
        troubles: What is wrong on it.
    """

    state: DayState = DayState.UNKNOWN
    pickups: Sequence[RepeatPickup] = ()
    deliveries: Sequence[RepeatPickup] = ()
    orders: Sequence[Order] = ()
    troubles: Sequence[Trouble] = ()

    @property
    def is_clash(self) -> bool:
        """Whether two come at once."""
        return any(each.kind in _CLASHES for each in self.troubles)

    @property
    def is_worth_telling(self) -> bool:
        """Whether there is more to it than that it is a day."""
        no_time = self.state in (DayState.CLOSED, DayState.NOTHING_LEFT)
        return bool(no_time or self.pickups or self.deliveries or self.orders)


def on_days(
    schedules: Iterable[RepeatPickup], around: Surroundings, until: date
) -> Mapping[date, OnDay]:
    """Return what is on the days from today until another one, by day; others are left out.

    Args:
        schedules: Those that are shown: what is typed into a form stands there as one of them.
        around: What they have to fit into.
        until: The last day.
    """
    pickups: dict[date, list[RepeatPickup]] = defaultdict(list)
    deliveries: dict[date, list[RepeatPickup]] = defaultdict(list)
    orders: dict[date, list[Order]] = defaultdict(list)
    wrong: dict[date, list[Trouble]] = defaultdict(list)
    for pickup in schedules:
        for each in occurrences_until(pickup, around.today, until):
            pickups[each.pickup].append(pickup)
            if each.delivery:
                deliveries[each.delivery].append(pickup)
            for trouble in troubles(pickup, each, around):
                wrong[trouble.day].append(trouble)
    for order in around.orders:
        for day in _days_of(order):
            orders[day].append(order)
    ahead = (around.today + timedelta(days) for days in range((until - around.today).days + 1))
    days = sorted({*ahead, *deliveries, *orders})
    found = {
        day: OnDay(
            around.route.state(day),
            pickups.get(day, ()),
            deliveries.get(day, ()),
            orders.get(day, ()),
            wrong.get(day, ()),
        )
        for day in days
    }
    return {day: each for day, each in found.items() if each.is_worth_telling}


def occurrences_until(pickup: RepeatPickup, since: date, until: date) -> Iterator[Occurrence]:
    """Yield what comes of a schedule from a day on until another one."""
    return takewhile(lambda each: each.pickup <= until, occurrences(pickup, since))


def _days_of(order: Order) -> Iterator[date]:
    """Yield the days on which a driver comes for an open order."""
    if order.is_open and order.awaits_pickup and order.pickup_day:
        yield order.pickup_day
    if order.is_open and order.is_delivery and order.delivery_day:
        yield order.delivery_day
