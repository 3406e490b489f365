"""A route's days, out of the replies of it that the mirror kept (`getDates`, `getSlots`)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from ...api.models.routes import TimeSlot
from ...api.readers.replies.not_understood import NotUnderstoodError
from ...api.readers.routes import available_days, first_delivery, slots
from ...api.wire import day_of
from ..reading import document_key
from .route_days import RouteDays

if TYPE_CHECKING:
    from ..mirror.mirror import Mirror
    from ..reading import Reply
    from ..records import Known

_DATES: Final = "getDates"
_SLOTS: Final = "getSlots"

_FARTHEST: Final = timedelta(days=366)
"""What a route tells of a later day says nothing about those before it."""


def told_days(
    mirror: Mirror,
    route: str,
    *,
    closed: Collection[date],
    closed_weekdays: Collection[int],
    zone: tzinfo,
) -> RouteDays:
    """Return a route's days as they were told last.

    Args:
        mirror: Keeps the replies.
        route: The route's id; empty where none is known.
        closed: Days on which the shop is closed.
        closed_weekdays: Weekdays without opening hours, Monday being 0.
        zone: The shop's, by whose days it was asked.
    """
    known = mirror.document(document_key(_DATES, {"routeID": route})) if route else None
    told = _days(known, zone) if known else {}
    for day, asked in _asked_alone(mirror, route):
        if known is None or asked.read_at > known.read_at or day not in told:
            told[day] = _with_counts(_slots(asked.value), told.get(day, ()))
    return RouteDays(
        route,
        told,
        closed,
        closed_weekdays,
        first_delivery(known.value) if known else None,
        known.read_at if known else None,
    )


def _days(known: Known[Reply], zone: tzinfo) -> dict[date, tuple[TimeSlot, ...]]:
    """Return the days of `getDates`; those that it passed over up to its last have no time left.

    A day that it names without any time that is understood is left out: it is not a full one.
    """
    try:
        named = {each.day: each.slots for each in available_days(known.value)}
    except NotUnderstoodError:
        return {}
    first = known.read_at.astimezone(zone).date() + timedelta(days=1)
    passed_over = _between(first, min(max(named, default=first), first + _FARTHEST))
    empty: Mapping[date, tuple[TimeSlot, ...]] = {
        day: () for day in passed_over if day not in named
    }
    return {**empty, **{day: times for day, times in named.items() if times}}


def _between(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days) for days in range((last - first).days))


def _asked_alone(mirror: Mirror, route: str) -> Iterator[tuple[date, Known[Reply]]]:
    """Yield the days that were asked for one by one."""
    for key, known in (mirror.documents(_SLOTS) if route else {}).items():
        asked = json.loads(key.removeprefix(_SLOTS))
        day = day_of(asked.get("day"))
        if asked.get("routeID") == route and day:
            yield day, known


def _slots(reply: Reply) -> tuple[TimeSlot, ...]:
    try:
        return slots(reply)
    except NotUnderstoodError:
        return ()


def _with_counts(asked: tuple[TimeSlot, ...], told: tuple[TimeSlot, ...]) -> tuple[TimeSlot, ...]:
    """Return times with how often each was left: `getSlots` has no figures."""
    before = {each.window: each for each in told}
    return tuple(before.get(each.window, each) if each.left is None else each for each in asked)
