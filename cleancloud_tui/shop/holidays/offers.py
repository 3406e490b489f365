"""Closed days on which schedules come: what a holiday may be that nobody has seen to yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import Final

from ...api.models.repeat_pickups import RepeatPickup
from ..pickups.occurrences import occurrences
from ..pickups.route_days import DayState, RouteDays
from .span import MOST_DAYS, Span

_AHEAD: Final = timedelta(days=60)
"""How far is looked."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Closed days in a row on which schedules come.

    Attributes:
        span: The days.
        schedules: How many come on them.
        is_sure: Whether all are known to be closed: where a route tells no time, it may be full.
    """

    span: Span
    schedules: int
    is_sure: bool


def offers(
    schedules: Iterable[RepeatPickup], days_of: Mapping[str, RouteDays], today: date
) -> list[Offer]:
    """Return the closed days of the next two months on which schedules come, the first one first.

    Weekdays on which the shop is never open are none of them: what comes then does so for ever.

    Args:
        schedules: All that are known.
        days_of: What is known of the days of each customer's route, by the customers' ids.
        today: The shop's calendar day.
    """
    coming: dict[date, set[str]] = defaultdict(set)
    unsure: set[date] = set()
    for pickup in schedules:
        route = days_of.get(pickup.customer_id, RouteDays())
        for day in _days_of(pickup, today):
            state = _state(route, day)
            if state in (DayState.CLOSED, DayState.NOTHING_LEFT):
                coming[day].add(pickup.id)
            if state is DayState.NOTHING_LEFT:
                unsure.add(day)
    return [_offer(days, coming, unsure) for days in _in_rows(sorted(coming))]


def _days_of(pickup: RepeatPickup, today: date) -> Iterator[date]:
    """Yield the days on which a schedule picks up or delivers."""
    until = today + _AHEAD
    for each in takewhile(lambda each: each.pickup <= until, occurrences(pickup, today)):
        yield each.pickup
        if each.delivery:
            yield each.delivery


def _state(route: RouteDays, day: date) -> DayState:
    is_every_week = day.weekday() in route.closed_weekdays and day not in route.closed
    return DayState.OPEN if is_every_week else route.state(day)


def _in_rows(days: Iterable[date]) -> list[list[date]]:
    """Return days in rows: those that follow one another are one holiday."""
    rows: list[list[date]] = []
    for day in days:
        if rows and (day - rows[-1][-1]).days == 1 and len(rows[-1]) < MOST_DAYS:
            rows[-1].append(day)
        else:
            rows.append([day])
    return rows


def _offer(days: list[date], coming: Mapping[date, set[str]], unsure: set[date]) -> Offer:
    schedules = set().union(*(coming[day] for day in days))
    return Offer(Span(days[0], days[-1]), len(schedules), unsure.isdisjoint(days))
