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
from .doubt import Doubt
from .entries import NOT_KEPT, Entry, EntryState, Standing, what_in_words
from .journal import Journal
from .open_entries import Claim, DecidedError
from .outcomes import Outcome, Outcomes, Verdict
from .sending import Sender, WriteWaitsError

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
        doubt: How a lost write is looked for.
        clock: Tells Unix seconds.
        uptime: Tells seconds by a clock that nobody can set.
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
        doubt: Doubt,
        clock: Callable[[], float],
        uptime: Callable[[], float],
        tell: Callable[[Sequence[Change]], None],
        say: Callable[[str], None],
    ) -> None:
        self.standing = Standing()
        self._journal = journal
        self._sender = sender
        self._outcomes = outcomes
        self._write = write
        self._read_only = read_only
        self._doubt = doubt
        self._clock = clock
        self._uptime = uptime
        self._tell = tell
        self._say = say
        self._deciding: set[asyncio.Task[None]] = set()
        self._is_running = False
        self._failures = 0
        self._not_before = 0.0
        """As `uptime` tells it: before that it would fail again."""
        self._held_up: set[str] = set()
        """Subjects that failed: the others come first, so that one does not keep all waiting."""

    async def run(self) -> None:
        """Settle what can be settled, for ever; other processes' decisions are seen, too."""
        self._is_running = True
        try:
            while True:
                try:
                    await self._watch()
                except Exception:  # the outbox outlives its mistakes: what is open waits for it
                    log.exception("the outbox made a mistake")
                    self._rest()
                await asyncio.sleep(_WATCH_SECONDS)
        finally:
            self._is_running = False

    def wake(self) -> None:
        """Do not wait any longer: CleanCloud answers again."""
        self._failures, self._not_before = 0, 0.0

    def look_soon(self) -> bool:
        """Look up what has just become unknown; False where nobody does, for `run` does not run."""
        self._not_before = min(self._not_before, self._uptime() + self._doubt.first)
        return self._is_running

    async def round(self) -> None:
        """Go through all of it once.

        Raises:
            CleanCloudError: It can't go on now, as without a connection.
        """
        entries = await self._open_entries()
        await self._settle(sorted(entries, key=lambda entry: entry.subject in self._held_up))
        self._held_up.clear()

    async def clear_way(self, subject: str) -> None:
        """Settle what stands about one thing.

        Raises:
            CleanCloudError: It can't go on now, as without a connection.
        """
        await self._settle([each for each in await self._open_entries() if each.subject == subject])

    # For people

    async def to_resolve(self) -> list[Entry]:
        """Return what a person has to decide, or may decide before it is known; newest first."""
        return await self._journal.to_resolve()

    async def waiting(self) -> list[Entry]:
        """Return what is sent or looked up by itself, the oldest first."""
        return await self._journal.goes_on()

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
            await self._look_up(entry, asked=True)
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
        if entry is None or not entry.is_for_people:
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
            await self._journal.adopt()
            await self._see_standing()
            if self._uptime() >= self._not_before and await self._may_go_on():
                await self.round()
                self._failures = 0
                await self._see_standing()
        except CleanCloudError as error:
            log.info("the outbox waits: %s", error)
            self._rest()

    async def _may_go_on(self) -> bool:
        """Tell whether anything is to be sent or looked for now."""
        return any(map(self._is_due, await self._journal.unsettled()))

    def _is_due(self, entry: Entry) -> bool:
        if entry.state is EntryState.WAITING:
            return not self._read_only
        return self._doubt.is_due(entry, self._uptime())

    def _rest(self) -> None:
        """Leave it for a while, longer each time."""
        pause = _BACKOFF[min(self._failures, len(_BACKOFF) - 1)]
        self._failures, self._not_before = self._failures + 1, self._uptime() + pause

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
            try:
                is_settled = await (self._send(entry) if is_waiting else self._find_out(entry))
            except Exception:
                self._held_up.add(entry.subject)
                raise
            if is_settled:
                await self._see_standing()  # at three a second, a thousand take minutes
            elif not entry.is_for_people:
                stuck.add(entry.subject)

    async def _send(self, entry: Entry) -> bool:
        if self._read_only:
            return False
        waited = self._clock() - entry.created_at.timestamp()
        is_old = not 0 <= waited <= _LONG  # by a clock that was set back nobody knows
        if is_old and (changed := await self._outcomes.still_meant(entry)):
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
            if entry.sent_at is None or not await self._had_come(entry):
                self._say(f"{what_in_words(entry)} was not accepted: {error} See Ctrl+R.")
        return True

    async def _had_come(self, entry: Entry) -> bool:
        """Tell whether what was refused the second time had arrived the first time."""
        outcome = await self._outcome(entry)
        if outcome.verdict is not Verdict.HAPPENED:
            return False
        await self._sender.confirm(entry, outcome.reply, note=outcome.why)
        return True

    async def _find_out(self, entry: Entry) -> bool:
        """Look for an unknown entry while that is due; tell whether it is settled."""
        looked_for: Entry | None = entry
        while looked_for and self._doubt.is_due(looked_for, self._uptime()):
            if not await self._look_up(looked_for):
                return False
            looked_for = await self._unknown(entry.id)
        return looked_for is None

    async def _look_up(self, entry: Entry, *, asked: bool = False) -> bool:
        """Look for an unknown entry once; False where another process does, or has decided."""
        if not await self._journal.own(entry.id, EntryState.UNKNOWN):
            return False
        try:
            outcome = await self._outcome(entry)
        except BaseException:
            await self._journal.disown(entry.id)
            raise
        if not await self._journal.holds(entry.id):
            return False  # a person was quicker
        await self._settle_as(entry, outcome, asked=asked)
        return True

    async def _unknown(self, entry_id: int) -> Entry | None:
        entry = await self._journal.entry(entry_id)
        return entry if entry and entry.state is EntryState.UNKNOWN else None

    async def _outcome(self, entry: Entry) -> Outcome:
        try:
            return await self._outcomes.look_up(entry)
        except (AuthenticationRefusedError, RateRefusedError):
            raise
        except RefusedError as error:
            return Outcome(Verdict.CANT_TELL, {}, f"It could not be looked up: {error}")

    async def _settle_as(self, entry: Entry, outcome: Outcome, *, asked: bool) -> None:
        """Settle an entry where its outcome is clear; else note what is known of it.

        Only what was found settles at once. That something is not there is true for good only once
        it can't be carried out any more, and what was unclear once is a person's to say.
        """
        what = what_in_words(entry)
        is_absent = outcome.verdict is Verdict.DID_NOT
        is_over = self._doubt.is_over(entry, self._uptime())
        if outcome.verdict is Verdict.HAPPENED:
            await self._sender.confirm(entry, outcome.reply, note=outcome.why)
            self._say(f"{what} did happen. {outcome.why}")
        elif entry.repeatable:
            await self._again(entry, outcome.why)
        elif is_absent and is_over and (asked or not entry.needs_person):
            await self._sender.refuse(entry, outcome.why, needs_person=True)
            self._say(f"{what} did not happen. What was typed stands under Ctrl+R.")
        else:
            doubt = "" if is_over or not is_absent else self._doubt.in_words(entry, self._uptime())
            is_unclear = entry.needs_person or not is_absent
            known = f"{outcome.why} {doubt}".strip()
            await self._journal.note_look(entry.id, known, needs_person=is_unclear)
            if is_unclear and not entry.needs_person:
                self._say(f"Nobody can tell whether {what} happened but you: see Ctrl+R.")
            self._tell([Change("journal", entry.subject)])

    async def _again(self, entry: Entry, why: str) -> None:
        """Send values once more: that does no harm where they arrived."""
        await self._journal.let_wait(entry.id, why, was_sent=True)
        if again := await self._journal.entry(entry.id):
            await self._send(again)
