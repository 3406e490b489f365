"""What is done before the changes of a holiday are sent, and how they are left to be sent.

Each schedule is read again first, unless it was just now, and one that was changed elsewhere since
it was shown is left out. The others are written down in one go. From then on they are changes like
any others that wait: sent one after another, each once, whatever becomes of the program meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError
from ...api.models.repeat_pickups import RepeatPickup
from ..pickups.occurrences import as_of
from ..writes.steps import NotRead, Steps
from .choices import Plan

if TYPE_CHECKING:
    from datetime import date

    from ..shop import Shop


@dataclass(frozen=True, slots=True)
class Picked:
    """A schedule that something was chosen for.

    Attributes:
        pickup: As it was shown.
        plan: What was chosen for it.
    """

    pickup: RepeatPickup
    plan: Plan


@dataclass(frozen=True, slots=True)
class MayChange:
    """Asks whether all of them may be changed; answered True or False."""

    picked: Sequence[Picked]


@dataclass(frozen=True, slots=True)
class ReadsAgain:
    """Says how many customers' schedules were read again, and of how many."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class ChangedElsewhere:
    """Says which of them were changed since they were shown: nothing is sent of these."""

    pickups: Sequence[RepeatPickup]


@dataclass(frozen=True, slots=True)
class Leave:
    """Nothing speaks against it any more: keep what was chosen, and leave these to be sent."""

    picked: Sequence[Picked]


async def sending(
    shop: Shop, picked: Sequence[Picked], today: date
) -> Steps[MayChange | ReadsAgain | NotRead | ChangedElsewhere | Leave]:
    """Go through what is to be asked and read before schedules are changed, and change them."""
    if (yield MayChange(picked)) is not True:
        return
    stale = [each for each in dict.fromkeys(map(_customer, picked)) if not _is_fresh(shop, each)]
    for number, customer_id in enumerate(stale):
        yield ReadsAgain(number, len(stale))
        try:
            await shop.ask.refresh_repeat_pickups(customer_id)
        except CleanCloudError as error:
            yield NotRead(error)
            return
    changed = [each for each in picked if not _stands(shop, each.pickup, today)]
    if changed:
        yield ChangedElsewhere([each.pickup for each in changed])
    if left := [each for each in picked if each not in changed]:
        yield Leave(left)


def _customer(picked: Picked) -> str:
    return picked.pickup.customer_id


def _is_fresh(shop: Shop, customer_id: str) -> bool:
    known = shop.repeat_pickups_of(customer_id)
    return shop.is_fresh(known.read_at if known else None)


def _stands(shop: Shop, shown: RepeatPickup, today: date) -> bool:
    """Tell whether a schedule is still as it was shown."""
    known = shop.repeat_pickups_of(shown.customer_id)
    now = next((each for each in (known.value if known else ()) if each.id == shown.id), None)
    return now is not None and as_of(now, today) == as_of(shown, today)
