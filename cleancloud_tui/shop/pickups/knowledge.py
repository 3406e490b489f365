"""What a customer's schedules have to fit into, as far as it is known, and asking for it.

The mirror answers at once: the schedules, the orders, and what the route's days were when they
were asked for last. A route's days change by the hour and not by the second, so they stay fresh
for longer than what is looked at by itself.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from ...api.clocks.true_time import was_within
from .route_days import RouteDays
from .route_replies import told_days
from .troubles import Surroundings

if TYPE_CHECKING:
    from ..shop import Shop

ROUTE_FRESH: Final = timedelta(minutes=5)
"""A route's days that were read this recently are not asked for again."""


def surroundings_of(shop: Shop, customer_id: str, today: date) -> Surroundings:
    """Return what a customer's schedules have to fit into, from the mirror; nothing is asked.

    Args:
        shop: Whose mirror it is.
        customer_id: The customer.
        today: The shop's calendar day.
    """
    schedules = shop.repeat_pickups_of(customer_id)
    return Surroundings(
        today,
        days_known_of(shop, route_of(shop, customer_id)),
        schedules.value if schedules else (),
        shop.orders_of(customer_id),
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
    return told_days(
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
    return read_at is not None and was_within(
        read_at.timestamp(), shop.now().timestamp(), ROUTE_FRESH.total_seconds()
    )
