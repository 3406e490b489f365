"""What became of a write whose reply was lost: looked up where the API allows, never guessed.

A write happened only where that is clear, and did not only where that is; else a person decides,
with what is known. How each is looked up stands in its declaration.
"""

from __future__ import annotations

from typing import Final

from ....api.readers.replies.not_understood import NotUnderstoodError
from ...journal.entries import Entry
from ..declaration import Writes
from ..verdict import NOT_UNDERSTOOD, Sources, WriteOutcome, cant_tell
from . import anyway, values

_MAY_HAVE_CHANGED: Final = (
    "Whether somebody has changed it since this was typed is not known: CleanCloud tells it in a "
    "way that this version does not know."
)


class Outcomes:
    """Finds out what became of writes.

    Args:
        writes: How each write is looked up.
        sources: What tells about them.
    """

    def __init__(self, writes: Writes, sources: Sources) -> None:
        self._writes = writes
        self._sources = sources

    def name_of(self, entry: Entry) -> str:
        """Return the name of the customer that a write is about; empty where none is known."""
        kind, _, number = entry.subject.partition(":")
        known = self._sources.mirror.customer(number) if kind == "customer" else None
        return known.value.name if known else ""

    async def look_up(self, entry: Entry) -> WriteOutcome:
        """Return what became of a write.

        Raises:
            CleanCloudError: It could not be looked up.
        """
        try:
            return await self._looked_up(entry)
        except NotUnderstoodError:
            return NOT_UNDERSTOOD

    async def _looked_up(self, entry: Entry) -> WriteOutcome:
        declared = self._writes.of(entry.operation)
        if declared.updates:
            return await values.updated(declared, entry, self._sources)
        if declared.look_up is None:
            return cant_tell(declared.unseen)
        return await declared.look_up(entry, self._sources)

    async def still_meant(self, entry: Entry) -> str:
        """Tell whether an update that waited for long would overwrite what somebody changed.

        Returns:
            Nothing where every value is still the one from before, or already the one that is
            meant; else sentences that name what was changed.

        Raises:
            CleanCloudError: It could not be read.
        """
        declared = self._writes.of(entry.operation)
        try:
            return await values.changed_since(declared, entry, self._sources)
        except NotUnderstoodError:
            return _MAY_HAVE_CHANGED

    async def as_meant(self, entry: Entry) -> Entry:
        """Return an entry as it is to be sent over what somebody else has changed.

        Raises:
            CleanCloudError: It can't be: how it stands could not be read, or it is gone.
        """
        return await anyway.as_meant(self._writes.of(entry.operation), entry, self._sources)
