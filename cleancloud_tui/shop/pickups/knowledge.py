"""What a customer's schedules have to fit into, as far as it is known, and asking for it.

The mirror answers at once: the schedules, the orders, and what the route's days were when they
were asked for last. A route's days change by the hour and not by the second, so they stay fresh
for longer than what is looked at by itself.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from ...api.models.routes import TimeSlot
from ...api.readers.replies.not_understood import NotUnderstoodError
from ...api.readers.routes import available_days, first_delivery, slots
from ...api.wire import day_of
from ..reading import document_key
from .route_days import RouteDays
from .troubles import Surroundings

if TYPE_CHECKING:
    from ..mirror.mirror import Mirror
    from ..reading import Reply
    from ..records import Known
    from ..shop import Shop

ROUTE_FRESH: Final = timedelta(minutes=5)
"""A route's days that were read this recently are not asked for again."""

_DATES: Final = "getDates"
_SLOTS: Final = "getSlots"

_FARTHEST: Final = timedelta(days=366)
"""What a route tells of a later day says nothing about those before it."""


def surroundings_of(shop: Shop, customer_id: str, today: date) -> Surroundings:
    """Return what a customer's schedules have to fit into, from the mirror; nothing is asked.

    Args:
        shop: Whose mirror it is.
        customer_id: The customer.
        today: The shop's calendar day.
    """
    schedules = shop.repeat_pickups_of(customer_id)
    now = shop.now().astimezone(shop.parts.options.time_zone)
    return Surroundings(
        today,
        days_known_of(shop, route_of(shop, customer_id)),
        schedules.value if schedules else (),
        shop.orders_of(customer_id),
        now.time() if now.date() == today else None,
    )


def route_of(shop: Shop, customer_id: str) -> str:
    """Return the route that serves a customer; empty where none is known.

    A customer whose profile names none may have orders that do.
    """
    known = shop.customer(customer_id)
    if known and known.value.route:
        return known.value.route
    return next((order.route for order in shop.orders_of(customer_id) if order.route), "")


def days_known_of(shop: Shop, route: str) -> RouteDays:
    """Return what is known of a route's days and of the shop's closed days."""
    hours = shop.parts.options.hours
    return _told_days(
        shop.mirror,
        route,
        closed=shop.parts.options.closed_days,
        closed_weekdays=frozenset(
            day for day, spans in enumerate(hours.week if hours else ()) if not spans
        ),
        zone=shop.parts.options.time_zone,
    )


async def refresh_surroundings(shop: Shop, customer_id: str, *, again: bool = False) -> None:
    """Ask for a customer's schedules and for the route's days: a request each, none while fresh.

    Args:
        shop: Asks, and keeps what is told.
        customer_id: The customer.
        again: Whether it is asked for however fresh it is.

    Raises:
        CleanCloudError: Something of it could not be read; the rest is kept.
    """
    schedules = shop.repeat_pickups_of(customer_id)
    if again or not shop.is_fresh(schedules.read_at if schedules else None):
        await shop.ask.refresh_repeat_pickups(customer_id)
    await refresh_route(shop, route_of(shop, customer_id), again=again)


async def refresh_route(shop: Shop, route: str, *, again: bool = False) -> None:
    """Ask for a route's days: one request, none while fresh or where no route is known.

    Raises:
        CleanCloudError: They could not be read.
    """
    if route and (again or not is_route_fresh(shop, days_known_of(shop, route).read_at)):
        await shop.ask.days_of_route(route)


async def refresh_day(shop: Shop, route: str, day: date) -> None:
    """Ask for a route's times on a day beyond those it told: one request, none while fresh.

    Raises:
        CleanCloudError: They could not be read.
    """
    known = shop.known_reply("getSlots", {"routeID": route, "day": day}) if route else None
    if route and not is_route_fresh(shop, known.read_at if known else None):
        await shop.ask.slots_of(route, day)


def is_route_fresh(shop: Shop, read_at: datetime | None) -> bool:
    """Tell whether a route's days were read so recently that they need not be asked for again."""
    return shop.is_fresh(read_at, ROUTE_FRESH)


def _told_days(
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
        day = _day_asked(key, route)
        if day:
            yield day, known


def _day_asked(key: str, route: str) -> date | None:
    """Return the day that a kept reply of `getSlots` is about; None for another route's."""
    try:
        asked = json.loads(key.removeprefix(_SLOTS))
    except ValueError:  # a torn key: what stands there is asked for again
        return None
    is_of_route = isinstance(asked, dict) and asked.get("routeID") == route
    return day_of(asked.get("day")) if is_of_route else None


def _slots(reply: Reply) -> tuple[TimeSlot, ...]:
    try:
        return slots(reply)
    except NotUnderstoodError:
        return ()


def _with_counts(asked: tuple[TimeSlot, ...], told: tuple[TimeSlot, ...]) -> tuple[TimeSlot, ...]:
    """Return times with how often each was left: `getSlots` has no figures."""
    before = {each.window: each for each in told}
    return tuple(before.get(each.window, each) if each.left is None else each for each in asked)
