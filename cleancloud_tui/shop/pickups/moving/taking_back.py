"""Taking back the move of one pickup: both of its halves, as they were sent one after the other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ....api.clocks.moments import day_of
from ....api.models.repeat_pickups import RepeatPickup
from ....api.operations import OPERATIONS
from ...journal.entries import Entry
from ...writes.ids import pickup_id_in
from ...writes.undo import ChangedSinceError
from ..fields import KNOWN, NEW, PickupField
from ..looking import schedule_of
from .half_moves import HalfMove, note_begun, note_taken_back, was_moved_so

if TYPE_CHECKING:
    from ...shop import Shop
    from ...writes.undo import Undo


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
    half = _between(*two) if two else None
    if two is None or half is None or not await was_moved_so(shop, half):
        return None
    comes_again, ends = map(shop.undo_of, two)
    return MoveUndo(half, comes_again, ends) if comes_again and ends else None


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
    await note_begun(shop, move.half, customer_id)
    if not await attempt(move.comes_again):
        return True
    if not await attempt(move.ends):
        return False
    await note_taken_back(shop, move.half.pickup_id)
    return True


def ended_by(undo: Undo, shop: Shop, customer_id: str) -> RepeatPickup | None:
    """Return the schedule that taking something back ends: the one that was made."""
    if undo.request.name != OPERATIONS["deletePickup"].name:
        return None
    return schedule_of(shop, customer_id, pickup_id_in(undo.request.parameters))


def _between(change: Entry, making: Entry) -> HalfMove | None:
    """Return what would have stood between two changes, were they the halves of a move."""
    if (change.operation, making.operation) != (KNOWN.name, NEW.name):
        return None
    day = day_of((change.before or {}).get(PickupField.DAY))
    to_day = day_of(making.parameters.get(PickupField.DAY))
    return HalfMove(pickup_id_in(change.parameters), day, to_day) if day and to_day else None
