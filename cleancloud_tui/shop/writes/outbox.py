"""The outbox: what is written down and not settled yet.

What waits is sent, in its order for each thing. What is unknown is looked up, and then confirmed,
refused, or, where it sets values only, sent once more. The rest is put before a person.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Final, Protocol

from ...api.errors import CleanCloudError
from ...api.request import Request
from ...api.rights import Right, Rights
from ..journal.backoff import Backoff
from ..journal.doubt import Doubt
from ..journal.entries import NOT_KEPT, Entry, EntryState, Standing, what_in_words
from ..journal.journal import Journal
from ..journal.open_entries import Claim, DecidedError
from ..reading import Reply
from ..records import Change
from .outcomes import Outcomes
from .sending import Sender
from .settling import Follows, Settler
from .verdict import WriteOutcome, WriteVerdict

_WATCH_SECONDS: Final = 1.0

_DID_NOT: Final = "A person said that it did not happen."
_DROPPED: Final = "A person dropped it: it was not sent."
_DROPPED_LATER: Final = "A person dropped it: it was not sent once more."

log = logging.getLogger(__name__)


class Decision(Enum):
    """What a person says about an entry under "To resolve"."""

    HAPPENED = "happened"
    DID_NOT = "did not"
    SEND_AGAIN = "send again"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Again:
    """What is known before something is sent once more.

    Attributes:
        has_happened: Whether it was found that it had happened: it is not to be sent.
        why: What is known, as a sentence.
        since: The very same, which was done after it; None where it was not.
    """

    has_happened: bool
    why: str
    since: Entry | None


class NotAgainError(CleanCloudError):
    """An entry can't be sent again from what was kept."""

    sent = False

    def __init__(self, entry: Entry) -> None:
        super().__init__(
            f"{what_in_words(entry)} can't be sent again from here: it held a secret, which is "
            "never kept. Type it anew."
        )


class Write(Protocol):
    """Sends a new write; `WriteDoor.write`."""

    def __call__(self, request: Request, *, instead_of: int) -> Awaitable[Reply]:
        """Return the API's reply."""


class Outbox:
    """What is not settled yet.

    Args:
        journal: Where it stands.
        sender: Sends it.
        outcomes: Looks up what became of it.
        write: Sends a new write.
        rights: What may be sent and decided.
        doubt: How a lost write is looked for.
        clock: Tells Unix seconds.
        uptime: Tells seconds by a clock that nobody can set.
        report: Is told what changed.
        notify: Is told, as a sentence for people, what was found out.
        follows: Tells, as a sentence for people, what follows from one that did happen.

    Attributes:
        standing: How many entries are not settled, as last seen.
    """

    def __init__(
        self,
        *,
        journal: Journal,
        sender: Sender,
        outcomes: Outcomes,
        write: Write,
        rights: Rights,
        doubt: Doubt,
        clock: Callable[[], float],
        uptime: Callable[[], float],
        report: Callable[[Sequence[Change]], None],
        notify: Callable[[str], None],
        follows: Follows,
    ) -> None:
        self.standing = Standing()
        self._journal = journal
        self._sender = sender
        self._outcomes = outcomes
        self._write = write
        self._rights = rights
        self._first_look = doubt.first
        self._report = report
        self._settler = Settler(
            journal=journal,
            sender=sender,
            outcomes=outcomes,
            rights=rights.of_session,
            doubt=doubt,
            clock=clock,
            uptime=uptime,
            report=report,
            notify=notify,
            settled=self.see_standing,
            follows=follows,
        )
        self._deciding: set[asyncio.Task[None]] = set()
        self._is_running = False
        self._looking, self._sending = Backoff(uptime), Backoff(uptime)
        # Side by side: what is slow to send or to find keeps nothing else waiting.
        self._works = (
            self._look_around,
            partial(self._go_on, EntryState.UNKNOWN, self._looking),
            partial(self._go_on, EntryState.WAITING, self._sending),
        )

    async def run(self) -> None:
        """Settle what can be settled, for ever; other processes' decisions are seen, too."""
        self._is_running = True
        try:
            async with asyncio.TaskGroup() as loops:
                for work in self._works:
                    loops.create_task(self._repeat(work))
        finally:
            self._is_running = False

    def wake(self) -> None:
        """Do not wait any longer: CleanCloud answers again."""
        self._looking.end()
        self._sending.end()

    def look_soon(self) -> bool:
        """Look up what has just become unknown; False where nobody does, for `run` does not run."""
        self._looking.end(self._first_look)
        return self._is_running

    async def round(self) -> None:
        """Go through all of it once.

        Raises:
            CleanCloudError: It can't go on now, as without a connection.
        """
        await self._settler.settle(await self._open_entries())

    async def count(self) -> Standing:
        """Return how many entries are not settled, as the journal has it now.

        Raises:
            StorageError: The journal can't be read.
        """
        await self._journal.adopt()
        await self.see_standing()
        return self.standing

    async def clear_way(self, subject: str) -> None:
        """Settle what stands about one thing.

        Raises:
            CleanCloudError: It can't go on now, as without a connection.
        """
        entries = await self._open_entries()
        await self._settler.settle([each for each in entries if each.subject == subject])

    # For people

    async def to_resolve(self) -> list[Entry]:
        """Return what a person has to decide, or may decide before it is known; newest first."""
        return await self._journal.entries.to_resolve()

    async def waiting(self) -> list[Entry]:
        """Return what is sent or looked up by itself, the oldest first."""
        return await self._journal.entries.goes_on()

    async def newest_of(self, operation: str, subject: str) -> Entry | None:
        """Return the newest write of an operation about one thing, settled or not."""
        await self._journal.adopt()
        return await self._journal.entries.newest_of(operation, subject)

    async def entry(self, entry_id: int) -> Entry | None:
        """Return an entry, or the one that took its values along."""
        await self._journal.adopt()
        entry = await self._journal.entries.get(entry_id)
        while entry is not None and entry.merged_into is not None:
            entry = await self._journal.entries.get(entry.merged_into)
        return entry

    async def before_again(self, entry: Entry) -> Again:
        """Look what stands against sending once more what a person is about to send again.

        Where it is found that it did happen, that is noted, and nothing is left to be sent.

        Raises:
            ReadOnlyError: Nothing may be decided in this session.
            StorageError: The journal can't be read.
        """
        self._rights.require(Right.DECIDE)
        try:
            outcome = await self._settler.outcome_of(entry)
        except CleanCloudError as error:
            outcome = WriteOutcome(
                WriteVerdict.CANT_TELL, {}, f"It could not be looked up now. {error}"
            )
        has_happened = outcome.verdict is WriteVerdict.HAPPENED
        if has_happened:
            await self._sender.confirm(entry, outcome.reply, note=outcome.why)
            await self.see_standing()
        return Again(has_happened, outcome.why, await self._journal.entries.done_since(entry))

    async def look_again(self, entry_id: int) -> None:
        """Look up once more what became of an entry.

        Raises:
            ReadOnlyError: Nothing may be decided in this session.
            CleanCloudError: It could not be looked up.
        """
        self._rights.require(Right.DECIDE)
        entry = await self._journal.entries.get(entry_id)
        if entry is not None and entry.state is EntryState.UNKNOWN:
            await self._settler.look_up(entry, asked=True)
            await self.see_standing()

    async def decide(self, entry_id: int, decision: Decision) -> None:
        """Do what a person decided about an entry; it is finished even where they go away.

        Raises:
            ReadOnlyError: Nothing may be decided in this session.
            CleanCloudError: It could not be done; what was decided is told by its sentence.
        """
        self._rights.require(Right.DECIDE)
        task = asyncio.create_task(self._decide(entry_id, decision))
        self._deciding.add(task)
        task.add_done_callback(self._decided)
        await asyncio.shield(task)

    def _decided(self, task: asyncio.Task[None]) -> None:
        self._deciding.discard(task)
        if not task.cancelled():
            task.exception()  # taken note of, should whoever decided be gone

    async def _decide(self, entry_id: int, decision: Decision) -> None:
        entry = await self._journal.entries.get(entry_id)
        if entry is None or not entry.is_for_people:
            return  # somebody else has decided
        match decision:
            case Decision.HAPPENED:
                await self._sender.confirm(entry, {}, note="A person said that it happened.")
                await self._sender.read_truth(entry)
            case Decision.DID_NOT:
                await self._sender.refuse(entry, _why_not(entry), needs_person=False)
                await self._sender.read_truth(entry)
            case Decision.NOTED:
                await self._journal.settle(entry.id, entry.state, error=entry.error)
            case Decision.SEND_AGAIN:
                await self._send_again(entry)
        await self.see_standing()

    async def _send_again(self, entry: Entry) -> None:
        if NOT_KEPT in entry.parameters.values():
            raise NotAgainError(entry)
        if entry.state is EntryState.WAITING:
            meant = await self._outcomes.as_meant(entry)
            if meant != entry:
                await self._journal.amend(entry.id, meant.parameters, meant.before)
            if await self._journal.claim(entry.id) is Claim.MINE:
                await self._sender.send(meant, asked=True)
            return
        with contextlib.suppress(DecidedError):
            await self._write(Request.of(entry.operation, entry.parameters), instead_of=entry.id)

    # By itself

    async def watch_once(self) -> None:
        """Do once what `run` does again and again."""
        for work in self._works:
            await self._do(work)

    async def _do(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except CleanCloudError as error:
            log.info("the outbox waits: %s", error)
        except Exception:  # the outbox outlives its mistakes: what is open waits for it
            log.exception("the outbox made a mistake")

    async def _repeat(self, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            await self._do(work)
            await asyncio.sleep(_WATCH_SECONDS)

    async def _look_around(self) -> None:
        """Take over what dead processes left, and tell what is open; nothing is waited for."""
        try:
            await self._journal.adopt()
        finally:
            await self.see_standing()

    async def _go_on(self, state: EntryState, rest: Backoff) -> None:
        """Settle what is due of a state, unless that has just failed."""
        entries = await self._journal.entries.unsettled()
        due = [each for each in entries if each.state is state and self._settler.is_due(each)]
        if not due or rest.is_on():
            return
        try:
            await self._settler.settle(due)
        except Exception:
            rest.begin()
            raise
        finally:
            await self.see_standing()
        rest.end()

    async def see_standing(self) -> None:
        """Count what is not settled, and tell where that changed."""
        await self._sender.keep_late()
        standing = await self._journal.entries.standing()
        if standing != self.standing:
            self.standing = standing
            self._report([Change("journal")])

    async def _open_entries(self) -> list[Entry]:
        await self._journal.adopt()
        return await self._journal.entries.unsettled()


def _why_not(entry: Entry) -> str:
    """Return what is noted of an entry that a person says did not happen."""
    if entry.state is not EntryState.WAITING:
        return _DID_NOT
    return _DROPPED_LATER if entry.sent_at else _DROPPED
