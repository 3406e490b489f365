"""Taking back the move of one pickup: both of its halves, as they were sent one after the other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ....api.clocks.moments import day_of
from ....api.models.repeat_pickups import RepeatPickup
from ....api.operations import OPERATIONS
from ...journal.entries import Entry
from ...writes.undo import ChangedSinceError
from ..fields import KNOWN, NEW, PickupField
from .half_moves import HalfMove, note_begun, note_done

if TYPE_CHECKING:
    from ...shop import Shop
    from ...writes.undo import Undo

_TOGETHER: Final = timedelta(minutes=1)
"""What is sent within it of one another may be the two halves of a move."""


@dataclass(frozen=True, slots=True)
class MoveUndo:
    """How the move of one pickup is taken back.

    Attributes:
        half: What stands once only its first half is taken back: the schedule comes on its old
            day again, and the pickup that was made on another one is not ended.
        comes_again: Lets the schedule come on its old day; first, so that never none comes.
        ends: Ends the pickup that was made apart.
    """

    half: HalfMove
    comes_again: Undo
    ends: Undo


async def move_to_take_back(shop: Shop, customer_id: str) -> MoveUndo | None:
    """Return how the move that was a customer's last change is taken back; None for another one.

    Raises:
        StorageError: The journal can't be read.
    """
    two = await shop.journal.entries.last_two_changes(f"customer:{customer_id}")
    if two is None or not _are_halves(*two):
        return None
    change, making = two
    comes_again, ends = shop.undo_of(change), shop.undo_of(making)
    day = day_of((change.before or {}).get(PickupField.DAY))
    to_day = day_of(making.parameters.get(PickupField.DAY))
    if comes_again is None or ends is None or day is None or to_day is None:
        return None
    return MoveUndo(HalfMove(day, to_day), comes_again, ends)


async def take_back(
    shop: Shop, customer_id: str, move: MoveUndo, attempt: Callable[[Undo], Awaitable[bool]]
) -> bool:
    """Take back both halves of a move, where both of them still stand at CleanCloud.

    What was begun is noted, should this program end between.

    Args:
        shop: Keeps the note.
        customer_id: Whose pickup was moved.
        move: How it is taken back.
        attempt: Takes one half back; tells whether that went well.

    Returns:
        False where one half was taken back and the other was not.

    Raises:
        ChangedSinceError: Somebody else has changed one of them; nothing was sent.
        CleanCloudError: It could not be read or noted; nothing was sent, or all was done.
    """
    await shop.ask.refresh_repeat_pickups(customer_id)
    if await move_to_take_back(shop, customer_id) != move:
        raise ChangedSinceError
    pickup_id = str(move.comes_again.request.parameters["pickupID"])
    await note_begun(shop, move.half, pickup_id, customer_id)
    if not await attempt(move.comes_again):
        return True
    if not await attempt(move.ends):
        return False
    await note_done(shop, pickup_id)
    return True


def ended_by(undo: Undo, shop: Shop, customer_id: str) -> RepeatPickup | None:
    """Return the schedule that taking something back ends: the one that was made."""
    if undo.request.name != OPERATIONS["deletePickup"].name:
        return None
    known, pickup_id = shop.repeat_pickups_of(customer_id), undo.request.parameters["pickupID"]
    return next((each for each in known.value if each.id == pickup_id), None) if known else None


def _are_halves(change: Entry, making: Entry) -> bool:
    """Tell whether two changes are a pickup made apart, and the schedule that then skips it."""
    is_pair = (change.operation, making.operation) == (KNOWN.name, NEW.name)
    is_once = str(making.parameters.get(PickupField.ORDERS, "")) == "1"
    done_at = making.settled_at or making.created_at
    return is_pair and is_once and abs(change.created_at - done_at) <= _TOGETHER
