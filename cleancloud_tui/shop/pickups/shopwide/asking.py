"""Asking about the customers whose schedules are not known, or were read longest ago.

What is wrong with schedules shows only where the days of their routes are known, too.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from ....api.errors import AskingRefusedError, RefusedError
from ...sync.schedules import LOOKS_BACK, to_be_asked
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
    since = shop.now().timestamp() - LOOKS_BACK
    customers = await shop.mirror.coverage.customers_with_schedules(since)
    return sum(not asked_at for _, asked_at in customers)


async def ask_about_some(shop: Shop) -> None:
    """Read the schedules of a few customers, those who were never asked about first.

    Raises:
        CleanCloudError: They could not be read; what was read before is kept.
    """
    for customer_id in (await to_be_asked(shop.mirror, shop.now().timestamp(), week=0.0))[
        :MOST_ASKED
    ]:
        try:
            await shop.ask.refresh_repeat_pickups(customer_id)
        except AskingRefusedError:
            raise
        except RefusedError:  # of just this one, who would hold up the others
            continue


async def ask_about_routes(shop: Shop, today: date) -> None:
    """Read the days of the routes that schedules are on: a request each, none while fresh.

    Raises:
        CleanCloudError: They could not be read.
    """
    schedules = known_schedules(shop, today).schedules
    routes = dict.fromkeys(route_of(shop, each.pickup.customer_id) for each in schedules)
    for route in [each for each in routes if each][:_MOST_ROUTES]:
        await refresh_route(shop, route)
