"""How a schedule stands: read first, as steps of a rule, before it is saved, moved or ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ...api.errors import CleanCloudError, RefusedError
from ...api.models.repeat_pickups import RepeatPickup
from ...api.readers.replies.not_understood import NotUnderstoodError
from ..writes.steps import Looked, LooksAgain, NotRead, Steps
from ..writes.verdict import is_about_this

if TYPE_CHECKING:
    from ..shop import Shop

JUST_READ: Final = timedelta(seconds=2)
"""How old what was asked about may be when it is sent."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Says that somebody else has ended the schedule meanwhile; nothing was sent."""


@dataclass(frozen=True, slots=True)
class ChangedMeanwhile:
    """Says that somebody else changed the schedule: what is asked next is about how it stands.

    Attributes:
        known: How it was when this was begun.
        now: How it stands.
    """

    known: RepeatPickup
    now: RepeatPickup


async def looking_at_schedules(
    shop: Shop, customer_id: str, lately: timedelta | None = None
) -> Steps[LooksAgain | Looked | NotRead]:
    """Read a customer's schedules where they were not read lately; say where that can't be.

    Without a connection, what is known has to do. Where CleanCloud answered, and nobody can tell
    what, it may stand otherwise: then nothing is to be sent.

    Args:
        shop: Asks, and keeps what is told.
        customer_id: The customer.
        lately: How long ago that is at most; None for what is recent enough to be shown.

    Raises:
        NotUnderstoodError: CleanCloud answered in a way that is not known.
        RefusedError: It told of none, though some are known, or refused to tell of these.
    """
    known = shop.repeat_pickups_of(customer_id)
    read_at = known.read_at if known else None
    if shop.is_fresh(read_at, lately) if lately else shop.is_fresh(read_at):
        return
    yield LooksAgain()
    try:
        await shop.ask.refresh_repeat_pickups(customer_id)
    except CleanCloudError as error:
        if _is_answer(error):
            raise
        yield NotRead(error)
    else:
        yield Looked()


def _is_answer(error: CleanCloudError) -> bool:
    """Tell whether CleanCloud answered what was asked, so that it is there and may be read."""
    if isinstance(error, RefusedError):
        return is_about_this(error)
    return isinstance(error, NotUnderstoodError)


def standing(shop: Shop, pickup: RepeatPickup) -> RepeatPickup | None:
    """Return a schedule as it is known to stand; None where it is known to be gone."""
    if shop.repeat_pickups_of(pickup.customer_id) is None:
        return pickup
    return schedule_of(shop, pickup.customer_id, pickup.id)


def schedule_of(shop: Shop, customer_id: str, pickup_id: str) -> RepeatPickup | None:
    """Return a customer's schedule by its id; None where none is known by it."""
    known = shop.repeat_pickups_of(customer_id)
    return next((each for each in known.value if each.id == pickup_id), None) if known else None
