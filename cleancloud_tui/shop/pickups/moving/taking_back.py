"""Taking back the move of one pickup: both of its halves, as they were sent one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ....api.clocks.moments import day_of
from ...journal.entries import Entry
from ..fields import KNOWN, NEW, PickupField

if TYPE_CHECKING:
    from ...shop import Shop
    from ...writes.undo import Undo

_TOGETHER: Final = timedelta(minutes=1)
"""What is sent within it of one another may be the two halves of a move."""


@dataclass(frozen=True, slots=True)
class MoveUndo:
    """How the move of one pickup is taken back.

    Attributes:
        day: On which the schedule comes again.
        to_day: On which the pickup was made that is ended.
        comes_again: Lets the schedule come on its old day; first, so that never none comes.
        ends: Ends the pickup that was made apart.
    """

    day: date
    to_day: date
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
    return MoveUndo(day, to_day, comes_again, ends)


def _are_halves(change: Entry, making: Entry) -> bool:
    """Tell whether two changes are a pickup made apart, and the schedule that then skips it."""
    is_pair = (change.operation, making.operation) == (KNOWN.name, NEW.name)
    is_once = str(making.parameters.get(PickupField.ORDERS, "")) == "1"
    done_at = making.settled_at or making.created_at
    return is_pair and is_once and abs(change.created_at - done_at) <= _TOGETHER
