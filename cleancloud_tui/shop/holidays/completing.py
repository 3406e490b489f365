"""Asking for the schedules that are not known yet, before a holiday is seen to.

CleanCloud tells the schedules of one customer at a time, so that what is known of all is never
whole by itself. Who was asked about today is not asked about again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ...api.errors import AskingRefusedError, RefusedError
from ..sync.schedules import to_be_asked

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
    now = shop.now().timestamp()
    likely = await to_be_asked(shop.mirror, now, week=_DAY)
    active = await shop.mirror.coverage.customers_not_asked(now - _DAY)
    return NotAsked(likely, list(dict.fromkeys((*likely, *active))))


async def ask_for(shop: Shop, customers: Sequence[str], on_progress: Callable[[int], None]) -> None:
    """Read the schedules of customers, a request each; what is refused of one stops nothing.

    Args:
        shop: Asks, and keeps the answers.
        customers: Their ids.
        on_progress: Is told how many were asked about.

    Raises:
        CleanCloudError: It can't go on; what was read is kept.
    """
    for number, customer_id in enumerate(customers):
        on_progress(number)
        try:
            await shop.ask.refresh_repeat_pickups(customer_id)
        except AskingRefusedError:
            raise
        except RefusedError:
            continue
