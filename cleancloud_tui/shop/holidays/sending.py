"""What is done before the changes of a holiday are sent, and how they are left to be sent.

Each schedule is read again first, unless it was just now, and one that was changed elsewhere since
it was shown is left out, and so is one of which another change is under way: who chose later is
told what was chosen first. The others are written down in one go. From then on they are changes
like any others that wait: sent one after another, each once, whatever becomes of the program
meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError
from ...api.models.repeat_pickups import RepeatPickup
from ..pickups.looking import JUST_READ, standing
from ..pickups.occurrences import as_of
from ..pickups.repeat_pickups import next_day
from ..writes.steps import NotRead, Steps
from .choices import Plan
from .keys import Key, key_of
from .report import changes_under_way

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
class Changed:
    """A schedule that somebody else has changed, or is about to.

    Attributes:
        pickup: As it was shown.
        next_day: When it comes next, by what the other one chose; None where it was ended.
    """

    pickup: RepeatPickup
    next_day: date | None


@dataclass(frozen=True, slots=True)
class ChangedElsewhere:
    """Says which of them were changed since they were shown: nothing is sent of these."""

    changed: Sequence[Changed]


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
    stale = [each for each in dict.fromkeys(map(_customer, picked)) if not _is_read(shop, each)]
    for number, customer_id in enumerate(stale):
        yield ReadsAgain(number, len(stale))
        try:
            await shop.ask.refresh_repeat_pickups(customer_id)
        except CleanCloudError as error:
            yield NotRead(error)
            return
    try:
        open_changes = await changes_under_way(shop)
    except CleanCloudError as error:
        yield NotRead(error)
        return
    changed = {
        each.pickup.id: Changed(each.pickup, _next_day(shop, each.pickup, open_changes, today))
        for each in picked
        if key_of(each.pickup) in open_changes or not _stands(shop, each.pickup, today)
    }
    if changed:
        yield ChangedElsewhere([*changed.values()])
    if left := [each for each in picked if each.pickup.id not in changed]:
        yield Leave(left)


def _customer(picked: Picked) -> str:
    return picked.pickup.customer_id


def _is_read(shop: Shop, customer_id: str) -> bool:
    """Tell whether a customer's schedules were read just now: another counter may be as far."""
    known = shop.repeat_pickups_of(customer_id)
    return shop.is_fresh(known.read_at if known else None, JUST_READ)


def _stands(shop: Shop, shown: RepeatPickup, today: date) -> bool:
    """Tell whether a schedule is still as it was shown."""
    now = standing(shop, shown)
    return now is not None and as_of(now, today) == as_of(shown, today)


def _next_day(
    shop: Shop, shown: RepeatPickup, open_changes: Mapping[Key, date | None], today: date
) -> date | None:
    if day := open_changes.get(key_of(shown)):
        return day
    now = standing(shop, shown)
    return next_day(now, today) if now else None
