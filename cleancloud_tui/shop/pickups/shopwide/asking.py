"""Asking about the customers whose schedules are not known, or were read longest ago."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ....api.errors import AskingRefusedError, RefusedError
from ...sync.schedules import LOOKS_BACK, to_be_asked

if TYPE_CHECKING:
    from ...shop import Shop

MOST_ASKED: Final = 10
"""Customers in one go, a request each: a person waits for it."""


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
