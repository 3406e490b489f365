"""What a calendar shows of the days that schedules have to fit into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import takewhile
from typing import Final

from ...api.models.repeat_pickups import RepeatPickup
from ...shop.pickups.occurrences import Occurrence, occurrences
from ...shop.pickups.route_days import DayState
from ...shop.pickups.troubles import Surroundings, TroubleKind, driver_days, troubles
from ...widgets.month_calendar import DayMarks

DAYS_AHEAD: Final = 366
"""What is farther ahead is marked by nothing."""

_CLASHES: Final = (TroubleKind.SAME_SCHEDULE, TroubleKind.SAME_ORDER)
_STATES: Final = {DayState.CLOSED: "closed", DayState.NOTHING_LEFT: "nothing_left"}

Flags = Mapping[date, frozenset[str]]
"""The names of the `DayMarks` that hold, by day."""


def days_of(around: Surroundings) -> Flags:
    """Return what is known of the coming days besides schedules: closed, full, open orders."""
    found: defaultdict[date, set[str]] = defaultdict(set)
    for ahead in range(DAYS_AHEAD):
        day = around.today + timedelta(ahead)
        if state := _STATES.get(around.route.state(day)):
            found[day].add(state)
    for order in around.orders:
        for day in driver_days(order):
            found[day].add("order")
    return {day: frozenset(flags) for day, flags in found.items()}


def marks_of(
    days: Flags, pickups: Iterable[RepeatPickup], around: Surroundings
) -> Mapping[date, DayMarks]:
    """Return what a calendar shows: what is known of the days, and schedules on them.

    Args:
        days: See `days_of`.
        pickups: The schedules to be shown.
        around: What they have to fit into.
    """
    found = {day: set(flags) for day, flags in days.items()}
    until = around.today + timedelta(DAYS_AHEAD)
    for pickup in pickups:
        for each in takewhile(lambda one: one.pickup < until, occurrences(pickup, around.today)):
            found.setdefault(each.pickup, set()).add("pickup")
            if each.delivery:
                found.setdefault(each.delivery, set()).add("delivery")
            if _clashes(pickup, each, around):
                found[each.pickup].add("clash")
    return {day: DayMarks(**dict.fromkeys(flags, True)) for day, flags in found.items()}


def _clashes(pickup: RepeatPickup, occurrence: Occurrence, around: Surroundings) -> bool:
    return any(each.kind in _CLASHES for each in troubles(pickup, occurrence, around))
