"""Moves of one pickup of which only the first half was done: two pickups stand then.

CleanCloud moves no single pickup, so it takes two writes: one makes the pickup on its new day, the
other lets the schedule skip the old one. What was begun is noted beside the drafts before the first
of them is sent, so that it is told of whatever becomes of this program in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from ....api.models.repeat_pickups import RepeatPickup
from ....values.days import iso_day
from .moves import Moved

if TYPE_CHECKING:
    from ...shop import Shop

_KIND: Final = "move of one pickup"
_DAY: Final = "day"
_TO_DAY: Final = "to day"


@dataclass(frozen=True, slots=True)
class HalfMove:
    """A pickup that was made on another day, while the schedule still comes on its old one.

    Attributes:
        day: On which the schedule comes still.
        to_day: On which the pickup was made.
    """

    day: date
    to_day: date


def half_of(moved: Moved) -> HalfMove | None:
    """Return what stands once only the first half of a move is done; None where it has none."""
    day = moved.pickup_before.next_day if moved.pickup_before else None
    to_day = moved.apart.next_day if moved.apart else None
    return HalfMove(day, to_day) if day and to_day else None


async def note_begun(shop: Shop, moved: Moved) -> None:
    """Note that a move of two halves is about to be sent; nothing for one of a single write.

    Raises:
        CleanCloudError: It could not be noted, so nothing may be sent.
    """
    half, pickup = half_of(moved), moved.pickup_after
    if half:
        days = {_DAY: half.day.isoformat(), _TO_DAY: half.to_day.isoformat()}
        await shop.drafts.keep(_KIND, pickup.id, days, customer_id=pickup.customer_id)


async def note_done(shop: Shop, moved: Moved) -> None:
    """Note that both halves of a move are done.

    Raises:
        CleanCloudError: It could not be noted.
    """
    if half_of(moved):
        await shop.drafts.drop(_KIND, moved.pickup_after.id)


async def half_moves_of(shop: Shop, customer_id: str) -> Sequence[HalfMove]:
    """Return the moves of a customer's pickups that are half done, as far as is known.

    Raises:
        CleanCloudError: What was noted could not be read.
    """
    known = shop.repeat_pickups_of(customer_id)
    schedules = known.value if known else ()
    found = []
    for note in await shop.drafts.all(_KIND):
        half = _read(note.values.get(_DAY, ""), note.values.get(_TO_DAY, ""))
        if note.customer_id == customer_id and half and _stands(half, note.key, schedules):
            found.append(half)
    return found


def _read(day: str, to_day: str) -> HalfMove | None:
    old, new = iso_day(day), iso_day(to_day)
    return HalfMove(old, new) if old and new else None


def _stands(half: HalfMove, pickup_id: str, schedules: Sequence[RepeatPickup]) -> bool:
    """Tell whether the schedule comes on its old day, and one that comes once on the new one."""
    comes_still = any(each.id == pickup_id and each.next_day == half.day for each in schedules)
    is_made = any(
        each.id != pickup_id and each.duration == 1 and each.next_day == half.to_day
        for each in schedules
    )
    return comes_still and is_made
