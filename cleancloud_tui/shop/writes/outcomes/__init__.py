"""What became of a write whose reply was lost: looked up where the API allows, never guessed.

Each chapter has a table of how its operations' writes are looked up. A write happened only where
that is clear, and did not only where that is; else a person decides, with what is known.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from ...journal.entries import Entry
from ...mirror.mirror import Mirror
from ...reading import Reader
from . import accounts, customers, orders, pickups, values
from .before import READ_FIRST, context_before
from .verdict import LookUp, Outcome, Sources, Verdict, cant_tell

__all__ = ["LOOK_UPS", "READ_FIRST", "UNSEEN", "Outcome", "Outcomes", "Verdict", "context_before"]

LOOK_UPS: Final[Mapping[str, LookUp]] = {
    name: look_up
    for chapter in (values, customers, orders, pickups, accounts)
    for name, look_up in chapter.LOOK_UPS.items()
}
"""How a write is looked up, by its operation."""

UNSEEN: Final[Mapping[str, str]] = {
    "passwordCustomer": "An email may have been sent: ask the customer whether it came.",
    "addCard": "The card may have been saved: look at the customer's cards first.",
    "addToCustomerGroup": "CleanCloud does not tell who is in a customer group.",
    "addPushToken": "CleanCloud does not tell which phones it knows.",
    "deletePushToken": "CleanCloud does not tell which phones it knows.",
}
"""Writes that no reply tells about, and what to say of them."""


class Outcomes:
    """Finds out what became of writes.

    Args:
        reader: Asks CleanCloud; the mirror keeps what it tells.
        mirror: What is known here.
        claimed: Tells the ids that confirmed writes of an operation were answered with, by the
            reply's name of the id.
        twins: Tells how many confirmed writes of an entry's content were answered without that id.
        paid_beside: Tells whether an order was noted as paid from here beside its charge.
        uptime: Tells seconds by a clock that nobody can set.
    """

    def __init__(
        self,
        reader: Reader,
        mirror: Mirror,
        claimed: Callable[[str, str], Awaitable[set[str]]],
        twins: Callable[[Entry, str], Awaitable[int]],
        paid_beside: Callable[[Entry], Awaitable[bool]],
        uptime: Callable[[], float],
    ) -> None:
        self._sources = Sources(reader, mirror, claimed, twins, paid_beside, uptime)

    async def look_up(self, entry: Entry) -> Outcome:
        """Return what became of a write.

        Raises:
            CleanCloudError: It could not be looked up.
        """
        look_up = LOOK_UPS.get(entry.operation)
        if look_up is None:
            return cant_tell(UNSEEN.get(entry.operation, "CleanCloud does not tell."))
        return await look_up(entry, self._sources)

    async def still_meant(self, entry: Entry) -> str:
        """Tell whether an update that waited for long would overwrite what somebody changed.

        Returns:
            Nothing where every value is still the one from before, or already the one that is
            meant; else sentences that name what was changed.

        Raises:
            CleanCloudError: It could not be read.
        """
        return await values.changed_since(entry, self._sources)
