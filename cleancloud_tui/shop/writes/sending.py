"""Sending a write that was written down, and writing down how it ended."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Final, cast

from ...api.errors import (
    AuthenticationRefusedError,
    CleanCloudError,
    LedgerError,
    MonthUsedUpError,
    NetworkError,
    OutcomeUnknownError,
    RateRefusedError,
    RefusedError,
)
from ...api.operations import WireParameters, title_of
from ..database import StorageError
from ..journal.entries import Entry, EntryState
from ..journal.journal import Journal
from ..journal.open_entries import NO_ANSWER
from ..mirror.mirror import Mirror
from ..reading import Reader, Reply, SendRequest
from ..records import Change, Reading
from .declaration import Read, Writes


class WriteWaitsError(CleanCloudError):
    """A write was kept, and is sent by itself when that is possible. `__cause__` says why."""

    sent = False
    kept = True

    def __init__(self, cause: CleanCloudError) -> None:
        super().__init__(f"Kept on this computer, and sent by itself later. {cause.reason}")


class BehindError(CleanCloudError):
    """An earlier write of the same thing is not settled. `__cause__` says why, if that is known."""

    sent = False

    def __init__(self, operation: str) -> None:
        super().__init__(
            f"“{title_of(operation)}” was not sent: an earlier change of the same thing comes "
            "first, and could not be sent or looked up yet. Nothing was changed by this one."
        )


_LATER: Final = (
    NetworkError,
    MonthUsedUpError,
    AuthenticationRefusedError,
    RateRefusedError,
    LedgerError,
    StorageError,
    BehindError,
    WriteWaitsError,
)
"""What kept a write from being sent, so that it may work another time.

It was written down by then. On a disk that is full now nothing can be noted beside it, so what may
be repeated is still there to be sent whatever is said: it is not called refused."""


class LookedUpError(OutcomeUnknownError):
    """No clear reply came to a write, and this program finds out by itself what became of it."""

    def __init__(self, error: OutcomeUnknownError) -> None:
        CleanCloudError.__init__(
            self,
            f"It is not known yet whether “{title_of(error.operation)}” happened. {error.how} "
            "It is being looked up; do not repeat it. What is found stands here, or under "
            "“To resolve” (Ctrl+R).",
        )
        self.operation = error.operation
        self.answered = error.answered


class Sender:
    """Sends entries of the journal that this process has claimed.

    Args:
        writes: What is known of each write operation.
        mirror: Gets the effect of what was confirmed.
        journal: Gets how it ended.
        reader: Reads again what a write's reply does not tell.
        call: Sends a request.
        clock: Tells Unix seconds.
        report: Is told what changed.
        notify: Is told, as a sentence for people, what could not be kept.
    """

    def __init__(
        self,
        *,
        writes: Writes,
        mirror: Mirror,
        journal: Journal,
        reader: Reader,
        call: SendRequest,
        clock: Callable[[], float],
        report: Callable[[Sequence[Change]], None],
        notify: Callable[[str], None],
    ) -> None:
        self._writes = writes
        self._mirror = mirror
        self._journal = journal
        self._reader = reader
        self._call = call
        self._clock = clock
        self._report = report
        self._notify = notify
        self._not_kept: list[Callable[[], Awaitable[None]]] = []

    async def send(self, entry: Entry, *, asked: bool) -> Reply:
        """Send an entry and return the API's reply.

        Args:
            entry: What was claimed.
            asked: Whether a person waits for it; else a refusal is put before people.

        Raises:
            WriteWaitsError: It was not sent, and is sent later.
            OutcomeUnknownError: It may have happened; the journal has it as unknown.
            CleanCloudError: It did not happen; the journal has it as refused.
        """
        try:
            reply = await self._call(self._writes.request(entry))
        except CleanCloudError as error:
            if error.sent and not isinstance(error, RefusedError):
                await self._settle(entry, EntryState.UNKNOWN, error=str(error))
                raise
            await self.not_sent(entry, error, asked=asked)
            raise
        except asyncio.CancelledError:
            await self._settle(entry, EntryState.UNKNOWN, error=NO_ANSWER)
            raise
        except Exception as error:
            told = f"{type(error).__name__}: its outcome is not known."
            await self._settle(entry, EntryState.UNKNOWN, error=told)
            raise
        await self.confirm(entry, reply)
        return reply

    async def not_sent(self, entry: Entry, error: CleanCloudError, *, asked: bool) -> None:
        """Write down that an entry did not happen, or let it wait.

        Raises:
            WriteWaitsError: It waits.
        """
        if entry.repeatable and isinstance(error, _LATER):
            was_sent = entry.sent_at is not None
            await self._keeping(
                partial(self._journal.let_wait, entry.id, str(error), was_sent=was_sent)
            )
            if self._writes.of(entry.operation).shown_while_waiting:
                reading = self._mirror.reading(self._clock(), patched=True)
                await self._keeping(partial(self._put_effect, entry, {}, reading))
            raise WriteWaitsError(error) from error
        await self.refuse(entry, str(error), needs_person=not asked)

    async def confirm(self, entry: Entry, reply: Reply, *, note: str = "") -> None:
        """Put an entry's effect into the mirror, and write down that it happened.

        In this order: of a process that is killed in between, another one looks up what became of
        the entry, and puts the effect again.
        """
        reading = self._mirror.reading(self._clock(), patched=True)

        async def work() -> None:
            await self._put_effect(entry, reply, reading)
            await self._journal.settle(entry.id, EntryState.CONFIRMED, reply=reply, error=note)

        await self._keeping(work)
        self._report([Change("journal", entry.subject)])
        declared = self._writes.of(entry.operation)
        sent = cast(WireParameters, entry.parameters)
        if declared.read_again and declared.known(sent, self._mirror) is None:
            await self._read(entry, declared.read_again)

    async def refuse(self, entry: Entry, why: str, *, needs_person: bool) -> None:
        """Write down that an entry did not happen; what it had shown is read again."""
        await self._settle(entry, EntryState.REFUSED, error=why, needs_person=needs_person)
        if needs_person and self._writes.of(entry.operation).shown_while_waiting:
            await self.read_truth(entry)

    async def read_truth(self, entry: Entry) -> None:
        """Read how the thing that an entry is about stands at CleanCloud, if that can be read."""
        if truth := self._writes.of(entry.operation).truth:
            await self._read(entry, truth)

    async def keep_late(self) -> None:
        """Try again to write what could not be written, as on a full disk."""
        late, self._not_kept = self._not_kept, []
        for work in late:
            await self._keeping(work)

    async def _settle(self, entry: Entry, state: EntryState, **how: object) -> None:
        await self._keeping(partial(self._journal.settle, entry.id, state, **how))  # type: ignore[arg-type]
        self._report([Change("journal", entry.subject)])

    async def _put_effect(self, entry: Entry, reply: Reply, reading: Reading) -> None:
        effect = self._writes.of(entry.operation).effect
        if effect is None:
            return
        sent = cast(WireParameters, entry.parameters)
        self._report(
            await self._mirror.file.run(lambda connection: effect(sent, reply, connection, reading))
        )

    async def _read(self, entry: Entry, read: Read) -> None:
        about = read.about(entry.parameters)
        if about is None:
            return
        try:
            await self._reader.read(read.operation, about)
        except CleanCloudError as error:
            what = title_of(entry.operation)
            self._notify(f"What “{what}” changed could not be read again: {error}")

    async def _keeping(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do what must not turn an answer that is in into a failure."""
        try:
            await work()
        except StorageError as error:
            self._not_kept.append(work)
            self._notify(str(error))
