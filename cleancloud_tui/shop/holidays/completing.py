"""Asking for the schedules that are not known yet, before a holiday is seen to.

CleanCloud tells the schedules of one customer at a time, so that what is known of all is never
whole by itself. Who was asked about today is not asked about again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ..shop import Shop

_DAY: Final = timedelta(days=1).total_seconds()


@dataclass(frozen=True, slots=True)
class NotAsked:
    """Customers whose schedules were not read within a day.

    Attributes:
        likely: Those who have a schedule, or had a pickup within a year.
        all: These first, then all others that are active.
    """

    likely: Sequence[str]
    all: Sequence[str]


async def not_asked(shop: Shop) -> NotAsked:
    """Return whose schedules may be asked for.

    Raises:
        StorageError: The mirror can't be read.
    """
    likely = await shop.parts.wanted_schedules().customers(week=_DAY)
    active = await shop.mirror.coverage.customers_not_asked(shop.now().timestamp() - _DAY)
    return NotAsked(likely, list(dict.fromkeys((*likely, *active))))


async def ask_for(shop: Shop, customers: Sequence[str], on_progress: Callable[[int], None]) -> int:
    """Read the schedules of customers, a request each; one asked about in vain stops nothing.

    Args:
        shop: Asks, and keeps the answers.
        customers: Their ids.
        on_progress: Is told how many were asked about.

    Returns:
        Of how many it was in vain.

    Raises:
        CleanCloudError: It can't go on; what was read is kept.
    """
    wanted = shop.parts.wanted_schedules()
    return await wanted.read(customers, shop.ask.refresh_repeat_pickups, on_progress)
