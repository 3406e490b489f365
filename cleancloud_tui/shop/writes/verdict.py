"""What can be said about a write whose reply was lost, and what it is told from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Final

from ...api.clocks.true_time import TOLERANCE
from ...api.errors import (
    AskingRefusedError,
    NothingFoundError,
    RefusedError,
)
from ...api.readers.replies.not_understood import content
from ..journal.entries import Entry
from ..mirror.mirror import Mirror
from ..reading import Reader, Reply


class WriteVerdict(Enum):
    """Whether a write happened."""

    HAPPENED = "happened"
    DID_NOT = "did not"
    CANT_TELL = "can't tell"


@dataclass(frozen=True, slots=True)
class WriteOutcome:
    """What became of a write.

    Attributes:
        verdict: Whether it happened; never a guess.
        reply: What the API would have answered, as far as it is known.
        why: What is known, as a sentence for people.
        is_unread: Whether nothing of what was told is understood: nothing follows from it, not
            even that values may be sent once more.
    """

    verdict: WriteVerdict
    reply: Mapping[str, object]
    why: str
    is_unread: bool = False


def happened(why: str, **reply: object) -> WriteOutcome:
    """Return that it happened, and what the reply would have told."""
    return WriteOutcome(WriteVerdict.HAPPENED, reply, why)


def did_not(why: str) -> WriteOutcome:
    """Return that it did not happen."""
    return WriteOutcome(WriteVerdict.DID_NOT, {}, why)


def cant_tell(why: str, *, is_unread: bool = False) -> WriteOutcome:
    """Return that it can't be told."""
    return WriteOutcome(WriteVerdict.CANT_TELL, {}, why, is_unread)


NOT_UNDERSTOOD: Final = cant_tell(
    "What CleanCloud tells about it could not be understood.", is_unread=True
)
"""For a reply of a shape that is not known: what is not seen in it may be there."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What tells about a write.

    Attributes:
        reader: Asks CleanCloud.
        mirror: What is known here.
        claimed: Tells the ids that confirmed writes of an operation were answered with, by the
            reply's name of the id: they are not what became of another write.
        twins: Tells how many confirmed writes of an entry's content were answered without that id.
        paid_beside: Tells whether an order was noted as paid from here beside its charge.
        uptime: Tells seconds by a clock that nobody can set.
    """

    reader: Reader
    mirror: Mirror
    claimed: Callable[[str, str], Awaitable[set[str]]]
    twins: Callable[[Entry, str], Awaitable[int]]
    paid_beside: Callable[[Entry], Awaitable[bool]]
    uptime: Callable[[], float]

    @property
    def now(self) -> float:
        """The present, in Unix seconds."""
        return self.mirror.reading(0.0).now

    def by_uptime(self, entry: Entry) -> datetime | None:
        """Return when a write may have been sent instead, should the clock have been wrong then.

        None where that is what was written down, or is not known.
        """
        up = self.uptime()
        if entry.sent_up is None or entry.sent_up > up:
            return None
        sent = datetime.fromtimestamp(self.now - (up - entry.sent_up), UTC)
        return sent if abs((sent - sent_at(entry)).total_seconds()) > TOLERANCE else None

    async def read(self, operation: str, **parameters: object) -> Reply:
        """Return the reply to a read.

        Raises:
            CleanCloudError: It could not be read.
        """
        return await self.reader.read(operation, parameters, purpose="outcomes")

    async def read_customers(self, **parameters: object) -> Reply:
        """Return the reply to `getCustomer`; an empty one where there is nobody.

        Raises:
            CleanCloudError: It could not be read.
        """
        try:
            return await self.read("getCustomer", **parameters)
        except NothingFoundError as error:
            if not error.is_sure:
                raise
            return {}


LookUp = Callable[[Entry, Sources], Awaitable[WriteOutcome]]
"""Finds out what became of a write of one operation.

It raises a `CleanCloudError` where that could not be read.
"""


def sent_at(entry: Entry) -> datetime:
    """Return when a write was sent."""
    return entry.sent_at or entry.created_at


def text(entry: Entry, name: str) -> str:
    """Return a parameter's text; empty where it was not sent."""
    return str(entry.parameters.get(name, ""))


def tells_nothing(reply: Reply) -> bool:
    """Tell whether a reply says plainly that there is nothing, instead of something unknown."""
    return not content(reply)


def is_understood(reply: Reply, ids: Collection[str]) -> bool:
    """Tell whether a reply is clear about what there is, so that what is missing is not there.

    Args:
        reply: What CleanCloud told.
        ids: Those of its rows; empty where a row tells none.
    """
    return all(each.isdecimal() for each in ids) if ids else tells_nothing(reply)


def is_about_this(error: RefusedError) -> bool:
    """Tell whether a refusal is about what was asked, instead of who asked, or how often."""
    return not isinstance(error, AskingRefusedError)
