"""Moves of one pickup of which only the first half was done: two pickups stand then.

CleanCloud moves no single pickup, so it takes two writes: one makes the pickup on its new day, the
other lets the schedule skip the old one. What was begun is noted beside the drafts before the first
of them is sent, so that it is told of whatever becomes of this program in between. The note stays
when both are done: by it alone the two are known as halves of a move that can be taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from ....api.clocks.moments import day_of
from ....api.clocks.true_time import was_within
from ....api.models.repeat_pickups import RepeatPickup
from ....values.days import iso_day
from ...journal.drafts import Drafts, FormDraft
from ...journal.entries import Entry, EntryState
from ...mirror.mirror import Mirror
from ..fields import NEW, PickupField
from .moves import Moved

if TYPE_CHECKING:
    from ...shop import Shop

BETWEEN: Final = 3.0
"""Seconds between the answer to one half and the writing down of the other, and more."""

_TWO_COME: Final = (
    "It is one half of a move: the pickup that was to move stands too, so two come. See Ctrl+R."
)

_KIND: Final = "move of one pickup"
_DAY: Final = "day"
_TO_DAY: Final = "to day"


@dataclass(frozen=True, slots=True)
class HalfMove:
    """A pickup that was made on another day, while the schedule still comes on its old one.

    Attributes:
        pickup_id: The schedule.
        day: On which it comes still.
        to_day: On which the pickup was made.
    """

    pickup_id: str
    day: date
    to_day: date


def half_of(moved: Moved) -> HalfMove | None:
    """Return what stands once only the first half of a move is done; None where it has none."""
    day = moved.pickup_before.next_day if moved.pickup_before else None
    to_day = moved.apart.next_day if moved.apart else None
    return HalfMove(moved.pickup_after.id, day, to_day) if day and to_day else None


async def note_begun(shop: Shop, half: HalfMove, customer_id: str) -> None:
    """Note that two halves of a move, or of its taking back, are about to be sent.

    Args:
        shop: Keeps the note.
        half: What stands between them.
        customer_id: Whose it is.

    Raises:
        CleanCloudError: It could not be noted, so nothing may be sent.
    """
    await shop.drafts.find(_KIND, half.pickup_id)  # what another process has left is replaced
    days = {_DAY: half.day.isoformat(), _TO_DAY: half.to_day.isoformat()}
    await shop.drafts.keep(_KIND, half.pickup_id, days, customer_id=customer_id)


async def note_sent(shop: Shop, pickup_id: str) -> None:
    """Leave the note of a move of which both halves are done to whoever takes it back.

    Raises:
        CleanCloudError: It could not be left.
    """
    await shop.drafts.leave(_KIND, pickup_id)


async def note_taken_back(shop: Shop, pickup_id: str) -> None:
    """Forget a move of which both halves were taken back.

    Raises:
        CleanCloudError: It could not be forgotten.
    """
    await shop.drafts.drop(_KIND, pickup_id)


async def was_moved_so(shop: Shop, half: HalfMove) -> bool:
    """Tell whether a schedule's pickup was moved so from this computer, and that not taken back.

    Raises:
        CleanCloudError: What was noted could not be read.
    """
    return half in map(_read, await shop.drafts.all(_KIND))


async def half_moves_of(shop: Shop, customer_id: str) -> Sequence[HalfMove]:
    """Return the moves of a customer's pickups that are half done, as far as is known.

    Raises:
        CleanCloudError: What was noted could not be read.
    """
    notes = await shop.drafts.all(_KIND)
    theirs = [each for each in notes if each.customer_id == customer_id]
    return [half for _, half in _standing(theirs, shop.mirror)]


async def all_half_moves(shop: Shop) -> Sequence[tuple[str, HalfMove]]:
    """Return whose pickups were moved by half, and how, as far as is known.

    Raises:
        CleanCloudError: What was noted could not be read.
    """
    return _standing(await shop.drafts.all(_KIND), shop.mirror)


async def first_half_in_words(drafts: Drafts, mirror: Mirror, entry: Entry) -> str:
    """Say of what was found to have happened that it is one half of a move; else nothing.

    As long as it was not known of the first half, the other one was not sent.

    Raises:
        CleanCloudError: What was noted could not be read.
    """
    if entry.operation != NEW.name:
        return ""
    made = str(entry.parameters.get("customerID")), day_of(entry.parameters.get(PickupField.DAY))
    standing = _standing(await drafts.all(_KIND), mirror)
    halves = [(whose, half.to_day) for whose, half in standing]
    return _TWO_COME if made in halves else ""


async def may_go_on(shop: Shop, customer_id: str) -> bool:
    """Tell whether a move of a customer's pickups may be under way still.

    Its second half is written down once the first one was answered, and sent or looked up from
    then on: nobody is to be told meanwhile that it is missing.

    Raises:
        CleanCloudError: The journal could not be read.
    """
    newest = await shop.journal.entries.last_change([f"customer:{customer_id}"])
    if newest is None:
        return False
    if newest.state is EntryState.CONFIRMED:
        done_at = newest.settled_at or newest.created_at
        return was_within(done_at.timestamp(), shop.now().timestamp(), BETWEEN)
    is_first = newest.operation == NEW.name  # behind which nothing is sent before it is known
    return newest.state is EntryState.SENT or not (is_first or newest.needs_person)


def _read(note: FormDraft) -> HalfMove | None:
    old, new = (iso_day(note.values.get(name, "")) for name in (_DAY, _TO_DAY))
    return HalfMove(note.key, old, new) if old and new else None


def _stands(half: HalfMove, schedules: Sequence[RepeatPickup]) -> bool:
    """Tell whether the schedule comes on its old day, and one that comes once on the new one."""
    comes_still = any(each.id == half.pickup_id and each.next_day == half.day for each in schedules)
    is_made = any(
        each.id != half.pickup_id and each.duration == 1 and each.next_day == half.to_day
        for each in schedules
    )
    return comes_still and is_made


def _standing(notes: Sequence[FormDraft], mirror: Mirror) -> Sequence[tuple[str, HalfMove]]:
    """Return whose pickups are moved by half, of all moves that were noted."""
    found = []
    for note in notes:
        half, known = _read(note), mirror.repeat_pickups_of(note.customer_id)
        if half and known and _stands(half, known.value):
            found.append((note.customer_id, half))
    return found
