"""Closed days on which schedules come: what a holiday may be that nobody has seen to yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ...api.models.repeat_pickups import RepeatPickup
from ..pickups.occurrences import as_of
from ..pickups.route_days import DayState, RouteDays
from .affected import affected_by
from .span import MOST_DAYS, Span

_AHEAD: Final = 60
"""Days from today on that are looked through."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Closed days in a row on which schedules come.

    Attributes:
        span: The days.
        schedules: How many come on them.
        is_sure: Whether each is known to be closed: of the others a route tells no time, which may
            mean that they are full.
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
    known = [as_of(each, today) for each in schedules]
    closed: dict[date, list[RepeatPickup]] = defaultdict(list)
    unsure: set[date] = set()
    for day in (today + timedelta(ahead) for ahead in range(1, _AHEAD)):
        for case in affected_by(known, Span(day, day), today):
            route = days_of.get(case.pickup.customer_id, RouteDays())
            state = route.state(day)
            if state is DayState.CLOSED and day.weekday() in route.closed_weekdays:
                state = DayState.CLOSED if day in route.closed else DayState.OPEN
            if state in (DayState.CLOSED, DayState.NOTHING_LEFT):
                closed[day].append(case.pickup)
                unsure |= {day} if state is DayState.NOTHING_LEFT else set()
    return [
        Offer(
            span,
            len({each.id for day in _days(span) for each in closed[day]}),
            not any(day in unsure for day in _days(span)),
        )
        for span in _in_rows(sorted(closed))
    ]


def _in_rows(days: Iterable[date]) -> list[Span]:
    """Return days as spans: those that follow one another are one."""
    spans: list[Span] = []
    for day in days:
        if spans and (day - spans[-1].last).days == 1 and (day - spans[-1].first).days < MOST_DAYS:
            spans[-1] = Span(spans[-1].first, day)
        else:
            spans.append(Span(day, day))
    return spans


def _days(span: Span) -> list[date]:
    return [span.first + timedelta(days) for days in range((span.last - span.first).days + 1)]
