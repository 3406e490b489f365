"""Asking about the customers whose schedules are not known, or were read longest ago.

What is wrong with schedules shows only where the days of their routes are known, too.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from ..knowledge import refresh_route, route_of
from .known import known_schedules

if TYPE_CHECKING:
    from ...shop import Shop

MOST_ASKED: Final = 10
"""Customers in one go, a request each: a person waits for it."""

_MOST_ROUTES: Final = 5
"""Routes in one go, a request each."""


async def not_asked_about(shop: Shop) -> int:
    """Return how many customers had pickups and were never asked about."""
    return await shop.parts.wanted_schedules().never_asked()


async def ask_about_some(shop: Shop) -> int:
    """Read the schedules of a few customers, those who were never asked about first.

    Returns:
        Of how many it was in vain.

    Raises:
        CleanCloudError: They could not be read; what was read before is kept.
    """
    wanted = shop.parts.wanted_schedules()
    customers = (await wanted.customers(week=0.0))[:MOST_ASKED]
    return await wanted.read(customers, shop.ask.refresh_repeat_pickups)


async def ask_about_routes(shop: Shop, today: date) -> None:
    """Read the days of the routes that schedules are on: a request each, none while fresh.

    Raises:
        CleanCloudError: They could not be read.
    """
    schedules = known_schedules(shop, today).schedules
    routes = dict.fromkeys(route_of(shop, each.pickup.customer_id) for each in schedules)
    for route in [each for each in routes if each][:_MOST_ROUTES]:
        await refresh_route(shop, route)
