"""The outbox: what is written down and not settled yet.

What waits is sent, in its order for each thing. What is unknown is looked up, and then confirmed,
refused, or, where it sets values only, sent once more. The rest is put before a person.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import Enum
from typing import Final, Protocol

from ...api.errors import (
    AuthenticationRefusedError,
    CleanCloudError,
    OutcomeUnknownError,
    RateRefusedError,
    RefusedError,
)
from ..reading import Reply
from ..records import Change
from .entries import NOT_KEPT, Entry, EntryState, Standing, what_in_words
from .journal import Journal
from .open_entries import Claim, DecidedError
from .outcomes import Outcome, Outcomes, Verdict
from .sending import Sender, WriteWaitsError

PATIENCE: Final = 5.0
"""Seconds after which a write whose reply was lost has arrived, or never will."""

_WATCH_SECONDS: Final = 1.0
_BACKOFF: Final = (2.0, 5.0, 10.0, 30.0)
_LONG: Final = 120.0
"""Seconds after which somebody else may have changed what a write is about."""

log = logging.getLogger(__name__)


class Decision(Enum):
    """What a person says about an entry under "To resolve"."""

    HAPPENED = "happened"
    DID_NOT = "did not"
    SEND_AGAIN = "send again"
    NOTED = "noted"


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

    def __call__(
        self, name: str, parameters: Mapping[str, object], *, instead_of: int
    ) -> Awaitable[Reply]:
        """Return the API's reply."""


class Outbox:
    """What is not settled yet.

    Args:
        journal: Where it stands.
        sender: Sends it.
        outcomes: Looks up what became of it.
        write: Sends a new write.
        read_only: Whether nothing may be sent.
        patience: Seconds after which a lost write is looked up.
        clock: Tells Unix seconds.
        tell: Is told what changed.
        say: Is told, as a sentence for people, what was found out.

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
        read_only: bool,
        patience: float,
        clock: Callable[[], float],
        tell: Callable[[Sequence[Change]], None],
        say: Callable[[str], None],
    ) -> None:
        self.standing = Standing()
        self._journal = journal
        self._sender = sender
        self._outcomes = outcomes
        self._write = write
        self._read_only = read_only
        self._patience = patience
        self._clock = clock
        self._tell = tell
        self._say = say
        self._deciding: set[asyncio.Task[None]] = set()
        self._is_running = False
        self._failures = 0
        self._not_before = 0.0

    async def run(self) -> None:
        """Settle what can be settled, for ever; other processes' decisions are seen, too."""
        self._is_running = True
        try:
            while True:
                await self._watch()
                await asyncio.sleep(_WATCH_SECONDS)
        finally:
            self._is_running = False

    def wake(self) -> None:
        """Do not wait any longer: CleanCloud answers again."""
        self._failures, self._not_before = 0, 0.0

    def look_soon(self) -> bool:
        """Look up what has just become unknown; False where nobody does, for `run` does not run."""
        self._not_before = min(self._not_before, self._clock() + self._patience)
        return self._is_running

    async def round(self) -> None:
        """Go through all of it once.

        Raises:
            CleanCloudError: It can't go on now, as without a connection.
        """
        await self._settle(await self._open_entries())

    async def clear_way(self, subject: str) -> None:
        """Settle what stands about one thing.

        Raises:
            CleanCloudError: It can't go on now, as without a connection.
        """
        await self._settle([each for each in await self._open_entries() if each.subject == subject])

    # For people

    async def to_resolve(self) -> list[Entry]:
        """Return what waits for a person, the newest first."""
        return await self._journal.to_resolve()

    async def waiting(self) -> list[Entry]:
        """Return what is sent or looked up by itself, the oldest first."""
        return await self._journal.unsettled()

    async def newest_of(self, operation: str, subject: str) -> Entry | None:
        """Return the newest write of an operation about one thing, settled or not."""
        await self._journal.adopt()
        return await self._journal.newest_of(operation, subject)

    async def look_again(self, entry_id: int) -> None:
        """Look up once more what became of an entry.

        Raises:
            CleanCloudError: It could not be looked up.
        """
        entry = await self._journal.entry(entry_id)
        if entry is not None and entry.state is EntryState.UNKNOWN:
            await self._find_out(entry)
            await self._see_standing()

    async def decide(self, entry_id: int, decision: Decision) -> None:
        """Do what a person decided about an entry; it is finished even where they go away.

        Raises:
            CleanCloudError: It could not be done; what was decided is told by its sentence.
        """
        task = asyncio.create_task(self._decide(entry_id, decision))
        self._deciding.add(task)
        task.add_done_callback(self._decided)
        await asyncio.shield(task)

    def _decided(self, task: asyncio.Task[None]) -> None:
        self._deciding.discard(task)
        if not task.cancelled():
            task.exception()  # taken note of, should whoever decided be gone

    async def _decide(self, entry_id: int, decision: Decision) -> None:
        entry = await self._journal.entry(entry_id)
        if entry is None or not entry.needs_person:
            return  # somebody else has decided
        match decision:
            case Decision.HAPPENED:
                await self._sender.confirm(entry, {}, note="A person said that it happened.")
                await self._sender.read_truth(entry)
            case Decision.DID_NOT:
                await self._sender.refuse(
                    entry, "A person said that it did not happen.", needs_person=False
                )
                await self._sender.read_truth(entry)
            case Decision.NOTED:
                await self._journal.settle(entry.id, entry.state, error=entry.error)
            case Decision.SEND_AGAIN:
                await self._send_again(entry)
        await self._see_standing()

    async def _send_again(self, entry: Entry) -> None:
        if NOT_KEPT in entry.parameters.values():
            raise NotAgainError(entry)
        if entry.state is EntryState.WAITING:
            if await self._journal.claim(entry.id) is Claim.MINE:
                await self._sender.send(entry, asked=True)
            return
        with contextlib.suppress(DecidedError):
            await self._write(entry.operation, entry.parameters, instead_of=entry.id)

    # By itself

    async def _watch(self) -> None:
        try:
            await self._see_standing()
            is_open = self.standing.waiting or self.standing.unknown
            if is_open and not self._read_only and self._clock() >= self._not_before:
                await self.round()
                self._failures, self._not_before = 0, self._clock() + _BACKOFF[0]
                await self._see_standing()
        except CleanCloudError as error:
            log.info("the outbox waits: %s", error)
            pause = _BACKOFF[min(self._failures, len(_BACKOFF) - 1)]
            self._failures, self._not_before = self._failures + 1, self._clock() + pause

    async def _see_standing(self) -> None:
        await self._sender.keep_late()
        standing = await self._journal.standing()
        if standing != self.standing:
            self.standing = standing
            self._tell([Change("journal")])

    async def _open_entries(self) -> list[Entry]:
        await self._journal.adopt()
        return await self._journal.unsettled()

    async def _settle(self, entries: Sequence[Entry]) -> None:
        """Settle entries, the oldest first; where one can't be, the later of its subject wait."""
        stuck: set[str] = set()
        for entry in entries:
            if entry.subject in stuck:
                continue
            is_waiting = entry.state is EntryState.WAITING
            if await (self._send(entry) if is_waiting else self._find_out(entry)):
                await self._see_standing()  # at three a second, a thousand take minutes
            else:
                stuck.add(entry.subject)

    async def _send(self, entry: Entry) -> bool:
        waited = self._clock() - entry.created_at.timestamp()
        if waited > _LONG and (changed := await self._outcomes.still_meant(entry)):
            await self._journal.let_wait(entry.id, changed, needs_person=True)
            await self._sender.read_truth(entry)
            self._say(f"{what_in_words(entry)} was not sent: {changed}")
            return True
        if await self._journal.claim(entry.id) is not Claim.MINE:
            return False
        try:
            await self._sender.send(entry, asked=False)
        except (WriteWaitsError, OutcomeUnknownError):
            raise
        except CleanCloudError as error:
            self._say(f"{what_in_words(entry)} was not accepted: {error} See Ctrl+R.")
        return True

    async def _find_out(self, entry: Entry) -> bool:
        """Look up what became of an entry, and settle it; False where that is not known yet."""
        # Not since it was sent: it may have been on its way for as long as its answer was awaited.
        lost_at = entry.settled_at or entry.sent_at or entry.created_at
        if self._clock() - lost_at.timestamp() < self._patience:
            return False
        if not await self._journal.own(entry.id, EntryState.UNKNOWN):
            return False
        try:
            outcome = await self._outcome(entry)
        except BaseException:
            await self._journal.disown(entry.id)
            raise
        return await self._settle_as(entry, outcome)

    async def _outcome(self, entry: Entry) -> Outcome:
        try:
            return await self._outcomes.look_up(entry)
        except (AuthenticationRefusedError, RateRefusedError):
            raise
        except RefusedError as error:
            return Outcome(Verdict.CANT_TELL, {}, f"It could not be looked up: {error}")

    async def _settle_as(self, entry: Entry, outcome: Outcome) -> bool:
        what = what_in_words(entry)
        if outcome.verdict is Verdict.HAPPENED:
            await self._sender.confirm(entry, outcome.reply, note=outcome.why)
            self._say(f"{what} did happen. {outcome.why}")
        elif entry.repeatable:
            await self._journal.let_wait(entry.id, outcome.why, was_sent=True)
            again = await self._journal.entry(entry.id)
            return again is not None and await self._send(again)
        elif outcome.verdict is Verdict.DID_NOT:
            await self._sender.refuse(entry, outcome.why, needs_person=True)
            self._say(f"{what} did not happen. What was typed stands under Ctrl+R.")
        else:
            await self._journal.settle(
                entry.id, EntryState.UNKNOWN, error=outcome.why, needs_person=True
            )
            self._say(f"Nobody can tell whether {what} happened but you: see Ctrl+R.")
        return True
