"""What the schedules of all customers come to: how much there is on each day and weekday."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from ....api.models.repeat_pickups import RepeatPickup
from ....api.wire import time_of
from ..knowledge import days_known_of, route_of
from ..occurrences import occurrences
from ..repeat_pickups import is_over, next_day, window_of
from ..troubles import Surroundings, Trouble, all_troubles
from .known import KnownSchedule

if TYPE_CHECKING:
    from ...shop import Shop

DAYS: Final = 28
"""Days ahead for which it is told how much there is."""

_LOOKED_AT: Final = 4
"""Pickups of a schedule that are looked at for what is wrong."""


@dataclass(frozen=True, slots=True)
class DayLoad:
    """How much there is on a day, as far as schedules make it.

    Attributes:
        day: Which day.
        pickups: How many pickups come.
        deliveries: How many pickups that are still to come are brought back then.
        windows: How many pickups there are in each window, from when to when; the earliest first.
    """

    day: date
    pickups: int = 0
    deliveries: int = 0
    windows: Mapping[tuple[str, str], int] = field(default_factory=dict)


def load(schedules: Iterable[KnownSchedule], today: date, days: int = DAYS) -> tuple[DayLoad, ...]:
    """Return how much there is on each of the coming days, today among them."""
    picked: dict[date, list[RepeatPickup]] = {}
    brought: Counter[date] = Counter()
    last = today + timedelta(days - 1)
    for known in schedules:
        for each in takewhile(lambda it: it.pickup <= last, occurrences(known.pickup, today)):
            picked.setdefault(each.pickup, []).append(known.pickup)
            if each.delivery:
                brought[each.delivery] += 1
    return tuple(
        DayLoad(day, len(picked.get(day, ())), brought[day], _windows(picked.get(day, ())))
        for day in (today + timedelta(ahead) for ahead in range(days))
    )


def by_weekday(schedules: Iterable[KnownSchedule]) -> tuple[int, ...]:
    """Return how many schedules come on each weekday, Monday first; those that ended left out."""
    count = Counter(
        known.pickup.next_day.weekday()
        for known in schedules
        if known.pickup.next_day and not is_over(known.pickup)
    )
    return tuple(count[weekday] for weekday in range(7))


def comes_within(known: KnownSchedule, first: date, last: date) -> bool:
    """Tell whether a schedule's pickup comes in a span of days."""
    return any(each.pickup <= last for each in islice(occurrences(known.pickup, first), 1))


def is_on_weekday(known: KnownSchedule, weekday: int) -> bool:
    """Tell whether a schedule comes on a weekday, Monday being 0."""
    day = known.pickup.next_day
    return day is not None and day.weekday() == weekday and not is_over(known.pickup)


def wrong_with(
    shop: Shop, schedules: Sequence[KnownSchedule], today: date
) -> dict[str, tuple[Trouble, ...]]:
    """Return what is wrong with the next pickups of schedules, by their ids.

    The orders that stand there are left out: of all customers they would take seconds to look at.
    """
    around = dict(_surroundings(shop, schedules, today))
    return {
        known.pickup.id: all_troubles(
            known.pickup,
            tuple(islice(occurrences(known.pickup, today), _LOOKED_AT)),
            around[known.pickup.customer_id],
        )
        for known in schedules
        if next_day(known.pickup, today)
    }


def _surroundings(
    shop: Shop, schedules: Sequence[KnownSchedule], today: date
) -> Iterator[tuple[str, Surroundings]]:
    theirs: dict[str, list[RepeatPickup]] = {}
    for known in schedules:
        theirs.setdefault(known.pickup.customer_id, []).append(known.pickup)
    routes = {customer_id: route_of(shop, customer_id) for customer_id in theirs}
    days = {route: days_known_of(shop, route) for route in set(routes.values())}
    for customer_id, pickups in theirs.items():
        yield customer_id, Surroundings(today, days[routes[customer_id]], pickups)


def _windows(pickups: Sequence[RepeatPickup]) -> dict[tuple[str, str], int]:
    count = Counter(window_of(each.pickup_start, each.pickup_end) for each in pickups)
    return {window: count[window] for window in sorted(count, key=_begins)}


def _begins(window: tuple[str, str]) -> tuple[bool, str]:
    moment = time_of(window[0])
    return moment is None, moment.isoformat() if moment else ""
