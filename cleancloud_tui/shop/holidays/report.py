"""What became of the changes of a holiday: the journal tells, also after a restart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from ...api.clocks.moments import day_of
from ...api.operations import OPERATIONS
from ..journal.entries import Entry, EntryState
from ..pickups.fields import PickupField
from .keys import Key

if TYPE_CHECKING:
    from ..shop import Shop

_CHANGING: Final = OPERATIONS["updateRepeatPickup"].name
_OF_SCHEDULES: Final = (_CHANGING, OPERATIONS["deletePickup"].name)
_FARTHEST: Final = timedelta(days=365)


async def entries_since(shop: Shop, moment: datetime, keys: Collection[Key]) -> dict[Key, Entry]:
    """Return the change of each schedule that was written down from a moment on.

    Of several of one schedule it is the first: what was sent for the holiday.

    Raises:
        StorageError: The journal can't be read.
    """
    await shop.journal.adopt()  # what a dead process was at is nobody's
    found: dict[Key, Entry] = {}
    for entry in await shop.journal.entries.between(moment, moment + _FARTHEST):
        key = _text(entry, "customerID"), _text(entry, "pickupID")
        if entry.operation == _CHANGING and key in keys:
            is_merged = entry.state is EntryState.MERGED
            found[key] = (is_merged and await shop.outbox.entry(entry.id)) or entry
    return found


async def changes_under_way(shop: Shop) -> dict[Key, date | None]:
    """Return which schedules are being changed, and when each comes next by that, where it tells.

    Raises:
        StorageError: The journal can't be read.
    """
    return {
        (_text(entry, "customerID"), _text(entry, "pickupID")): days_of_entry(entry)[1]
        for entry in await shop.journal.entries.goes_on()
        if entry.operation in _OF_SCHEDULES
    }


def days_of_entry(entry: Entry) -> tuple[date | None, date | None]:
    """Return the next pickup that a change replaced, and the one that it sets; None for untold."""
    before: Mapping[str, object] = entry.before or {}
    return _day(before), _day(entry.parameters)


def _day(values: Mapping[str, object]) -> date | None:
    return day_of(values.get(PickupField.DAY))


def _text(entry: Entry, name: str) -> str:
    return str(entry.parameters.get(name, ""))
