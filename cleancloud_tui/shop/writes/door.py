"""The one door for writes: written down, sent, settled, and its effect put into the mirror."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, cast
from weakref import WeakValueDictionary

from ...api.errors import CleanCloudError, OutcomeUnknownError
from ...api.operations import WireParameters, title_of
from ...api.request import Request
from ...api.rights import Right, Rights
from ..journal.entries import Entry, is_repeatable, subject_of
from ..journal.journal import Journal
from ..journal.linked import FormKey
from ..journal.open_entries import Claim, UnsentWrite, draft_in_words, require_none_out
from ..mirror.mirror import Mirror
from ..reading import Reader, Reply
from .declaration import Writes
from .outbox import Outbox
from .sending import BehindError, LookedUpError, Sender

_CLOSING_SECONDS: Final = 15.0
"""How long closing waits for writes that are out; then the next start looks them up."""

_TURNS: Final = 100
_TURN_SECONDS: Final = 0.3
"""How often, and how long apart, a write asks whether the one before it is settled: longer than
any reply takes."""


class ClosingError(CleanCloudError):
    """A write was asked for while the program closes."""

    sent = False

    def __init__(self, operation: str) -> None:
        what = title_of(operation)
        super().__init__(f"“{what}” was not sent: the program is closing. Nothing was changed.")


class NotSeenError(CleanCloudError):
    """How things stand could not be read before a write. `__cause__` says why."""

    sent = False

    def __init__(self, operation: str, cause: CleanCloudError) -> None:
        super().__init__(
            f"“{title_of(operation)}” was not sent, and nothing was changed: how things stand has "
            f"to be read before, and could not be. {cause}"
        )


class ChargingOffError(CleanCloudError):
    """A card was to be charged at a terminal where that is switched off."""

    sent = False

    def __init__(self) -> None:
        super().__init__(
            "Charging saved cards is switched off at this terminal. Nothing was charged. A manager "
            "can switch it on: charging = true under [app] in the settings file."
        )


class WriteDoor:
    """Sends writes, one after another where they are about the same thing.

    A write that has begun is finished even where whoever asked for it goes away.

    Args:
        writes: What is known of each write operation.
        mirror: Knows what a write replaces.
        journal: Gets every write before it is sent.
        sender: Sends it.
        reader: Reads how things stand before it.
        outbox: Settles what stands before it.
        rights: What may be sent.
        permit: Refuses what whoever is there may not send for what it takes off a price.
        may_charge: Tells whether saved cards may be charged.
        staff: Tells who is at the counter; empty where nobody said so.
    """

    def __init__(
        self,
        *,
        writes: Writes,
        mirror: Mirror,
        journal: Journal,
        sender: Sender,
        reader: Reader,
        outbox: Outbox,
        rights: Rights,
        permit: Callable[[Request], None],
        may_charge: Callable[[], bool],
        staff: Callable[[], str],
    ) -> None:
        self._writes = writes
        self._mirror = mirror
        self._journal = journal
        self._sender = sender
        self._reader = reader
        self._outbox = outbox
        self._rights = rights
        self._permit = permit
        self._may_charge = may_charge
        self._staff = staff
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._out: dict[asyncio.Task[Reply], UnsentWrite] = {}
        self._closing = False

    async def write(
        self,
        request: Request,
        *,
        may_wait: bool = True,
        instead_of: int = 0,
        again: bool = False,
        form: FormKey | None = None,
    ) -> Reply:
        """Send a write and return the API's reply.

        Args:
            request: What is to be changed.
            may_wait: Whether it may be kept and sent later where it may be repeated.
            instead_of: The entry before people that it is sent for once more; where it is refused,
                it stands before people in its place.
            again: Whether somebody said that it is meant, though the very same was done just now.
            form: The draft that it is sent from: what settles the one settles the other.

        Raises:
            ReadOnlyError: It may not be written in this session, or not by whoever is there.
            ChargingOffError: No card may be charged at this terminal.
            UnresolvedError: It is not known what became of an earlier one.
            JustDoneError: The very same was done a moment ago, and nobody said that it is meant.
            JournalError: It could not be written down, so it was not sent.
            WriteWaitsError: It was kept, and is sent later.
            OutcomeUnknownError: It may have happened; the journal has it as unknown.
            CleanCloudError: It did not happen.
        """
        name = request.name
        self._require(request)
        declared = self._writes.of(name)
        if declared.charges and not self._may_charge():
            raise ChargingOffError
        if self._closing:
            raise ClosingError(name)
        draft = UnsentWrite(
            request.operation,
            request.parameters,
            identified_by=declared.identified_by,
            blocks_any=declared.blocks_any,
            staff=self._staff(),
            may_wait=may_wait,
            instead_of=instead_of,
            again=again,
            form=form,
        )
        require_none_out(draft, self._out.values())
        task = asyncio.create_task(self._in_order(draft), name=name)
        self._out[task] = draft
        task.add_done_callback(self._finished)
        return await asyncio.shield(task)

    async def leave(self, requests: Sequence[Request]) -> list[int]:
        """Write down changes that are sent one after another, by whichever counter runs then.

        They are written down in one go, and nothing is waited for: the outbox sends each once, and
        goes on where the program is killed meanwhile.

        Returns:
            The ids of their entries.

        Raises:
            ReadOnlyError: Nothing may be written in this session.
            JournalError: They could not be written down: none of them is sent.
            ValueError: One of them may not be sent twice, so that it may not be left.
        """
        drafts = [self._left(request) for request in requests]
        entries = await self._journal.write_down_all(drafts)
        self._outbox.wake()
        return [entry.id for entry in entries]

    def _left(self, request: Request) -> UnsentWrite:
        name, operation, parameters = request.name, request.operation, request.parameters
        self._require(request)
        if self._closing:
            raise ClosingError(name)
        if not is_repeatable(operation, parameters):
            raise ValueError(f"{name} is not to be sent twice")
        declared = self._writes.of(name)
        return UnsentWrite(
            operation,
            parameters,
            identified_by=declared.identified_by,
            before=declared.before(parameters, self._mirror),
            staff=self._staff(),
            is_left=True,
        )

    def _require(self, request: Request) -> None:
        """Refuse what may not be sent, or not by whoever is there."""
        self._rights.require(Right.SEND, request.name)
        if right := self._writes.of(request.name).right:
            self._rights.require(right)
        self._permit(request)

    @property
    def out(self) -> tuple[str, ...]:
        """What is under way, in words."""
        return tuple(draft_in_words(draft) for draft in self._out.values())

    async def settled(self) -> bool:
        """Wait for what is under way, within bounds; tell whether none of it went wrong."""
        if not self._out:
            return True
        done, _ = await asyncio.wait(self._out, timeout=_CLOSING_SECONDS)
        return not any(task.cancelled() or task.exception() for task in done)

    async def aclose(self, patience: float | None = None) -> None:
        """Wait for the writes that are out, within bounds; take no more."""
        self._closing = True
        if self._out:
            seconds = _CLOSING_SECONDS if patience is None else patience
            _, late = await asyncio.wait(self._out, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _finished(self, task: asyncio.Task[Reply]) -> None:
        self._out.pop(task, None)
        if not task.cancelled():
            task.exception()  # taken note of, should whoever asked be gone

    async def _in_order(self, draft: UnsentWrite) -> Reply:
        subject = subject_of(draft.operation.name, draft.parameters)
        async with self._locks.setdefault(subject, asyncio.Lock()):
            return await self._write(draft)

    async def _write(self, draft: UnsentWrite) -> Reply:
        asked = not draft.instead_of
        declared = self._writes.of(draft.operation.name)
        before = declared.before(draft.parameters, self._mirror)
        entry = await self._journal.write_down(replace(draft, before=before))
        try:
            return await self._carry_out(entry, asked=asked)
        except CleanCloudError as error:
            error.entry_id = entry.id
            raise

    async def _carry_out(self, entry: Entry, *, asked: bool) -> Reply:
        try:
            await self._see_before(entry)
            await self._wait_for_turn(entry)
        except CleanCloudError as error:
            await self._sender.not_sent(entry, error, asked=asked)
            raise
        except Exception as error:  # a mistake of the program: it must not stay in its hands
            told = f"It was not sent: {type(error).__name__}."
            await self._sender.refuse(entry, told, needs_person=not asked)
            raise
        try:
            return await self._sender.send(entry, asked=asked)
        except OutcomeUnknownError as error:
            if self._outbox.look_soon():
                raise LookedUpError(error) from error
            raise

    async def _see_before(self, entry: Entry) -> None:
        """Note how things stand, where that will tell whether the write happened.

        It stands in the journal already: from now on no other process does the same here.

        Raises:
            CleanCloudError: That can't be done now; the entry was not sent.
        """
        declared = self._writes.of(entry.operation)
        first = declared.read_first
        about = first.about(entry.parameters) if first else None
        if first is None or about is None:
            return
        try:
            await self._reader.read(first.operation, about)
        except CleanCloudError as error:
            raise NotSeenError(entry.operation, error) from error
        sent = cast(WireParameters, entry.parameters)
        noted = declared.noted(sent, self._mirror)
        await self._journal.note(entry.id, noted)
        if noted and declared.objection and (objection := declared.objection(sent, noted)):
            raise objection

    async def _wait_for_turn(self, entry: Entry) -> None:
        """Wait until what was written before about the same thing is settled.

        Raises:
            CleanCloudError: That can't be done now; the entry was not sent.
        """
        for turn in range(_TURNS):
            claim = await self._journal.claim(entry.id)
            if claim is Claim.MINE:
                return
            if claim is Claim.GONE:  # the journal was made anew in the meantime
                break
            try:
                await self._outbox.clear_way(entry.subject)
            except CleanCloudError as error:
                raise BehindError(entry.operation) from error
            if turn:
                await asyncio.sleep(_TURN_SECONDS)
        raise BehindError(entry.operation)
