"""What is asked before a schedule is ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...api.models.repeat_pickups import RepeatPickup
from ..writes.steps import Looked, LooksAgain, NotRead, Send, Steps
from . import verbs
from .looking import JUST_READ, ChangedMeanwhile, Gone, looking_at_schedules, standing

if TYPE_CHECKING:
    from ..shop import Shop


@dataclass(frozen=True, slots=True)
class Delete:
    """Asks whether a schedule may be ended; answered True or False."""

    pickup: RepeatPickup


DeletingStep = Delete | LooksAgain | Looked | NotRead | Gone | ChangedMeanwhile | Send


async def deleting(shop: Shop, pickup: RepeatPickup) -> Steps[DeletingStep]:
    """Ask before a schedule is ended, and end it; where it was changed by then, ask again.

    Args:
        shop: Knows the customer's schedules.
        pickup: The schedule as it was shown.

    Raises:
        BadParametersError: CleanCloud told it under an id that it does not take.
    """
    asked_about = None
    now: RepeatPickup | None = pickup
    while asked_about != now:
        if now is None:
            yield Gone()
            return
        if asked_about:
            yield ChangedMeanwhile(asked_about, now)
        if (yield Delete(now)) is not True:
            return
        asked_about = now
        async for step in looking_at_schedules(shop, pickup.customer_id, JUST_READ):
            yield step
        now = standing(shop, pickup)
    yield Send(verbs.delete(pickup.customer_id, pickup.id))
