"""The one door for writes: written down, sent, settled, and its effect put into the mirror."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Final
from weakref import WeakValueDictionary

from ..api.checks import checked, operation_named
from ..api.errors import CleanCloudError, ReadOnlyError, RefusedError
from ..api.operations import Operation, WireParameters
from . import effects
from .database import StorageError
from .journal import EntryState, Journal, subject_of
from .mirror import Mirror
from .reading import Call, Reader, Reply
from .records import Change

_CLOSING_SECONDS: Final = 15.0
"""How long closing waits for writes that are out; then their outcome is unknown."""


class ClosingError(CleanCloudError):
    """A write was asked for while the program closes."""

    sent = False

    def __init__(self, operation: str) -> None:
        super().__init__(f"{operation} was not sent: the program is closing. Nothing was changed.")


class WriteDoor:
    """Sends writes, one after another where they are about the same thing.

    A write that has begun is finished even where whoever asked for it goes away.

    Args:
        mirror: Gets the effect of what was confirmed.
        journal: Gets every write before it is sent.
        reader: Reads again what a write's reply does not tell.
        call: Sends a request.
        read_only: Whether every write is refused.
        clock: Tells Unix seconds.
        tell: Is told what changed.
        say: Is told, as a sentence for people, what could not be kept.
    """

    def __init__(
        self,
        *,
        mirror: Mirror,
        journal: Journal,
        reader: Reader,
        call: Call,
        read_only: bool,
        clock: Callable[[], float],
        tell: Callable[[Sequence[Change]], None],
        say: Callable[[str], None],
    ) -> None:
        self._mirror = mirror
        self._journal = journal
        self._reader = reader
        self._call = call
        self._read_only = read_only
        self._clock = clock
        self._tell = tell
        self._say = say
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._out: set[asyncio.Task[Reply]] = set()
        self._closing = False

    async def write(self, name: str, parameters: Mapping[str, object]) -> Reply:
        """Send a write and return the API's reply.

        Raises:
            BadParametersError: It breaks a rule; found before anything was written down.
            ReadOnlyError: Nothing may be written in this session.
            JournalError: It could not be written down, so it was not sent.
            OutcomeUnknownError: It may have happened; the journal has it as unknown.
            CleanCloudError: It did not happen.
        """
        operation = operation_named(name)
        sent = checked(operation, parameters)
        if self._read_only:
            raise ReadOnlyError(name)
        if self._closing:
            raise ClosingError(name)
        task = asyncio.create_task(self._one_after_another(operation, sent), name=name)
        self._out.add(task)
        task.add_done_callback(self._finished)
        return await asyncio.shield(task)

    async def aclose(self) -> None:
        """Wait for the writes that are out, within bounds; take no more."""
        self._closing = True
        if self._out:
            _, late = await asyncio.wait(self._out, timeout=_CLOSING_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _finished(self, task: asyncio.Task[Reply]) -> None:
        self._out.discard(task)
        if not task.cancelled():
            task.exception()  # taken note of, should whoever asked be gone

    async def _one_after_another(self, operation: Operation, sent: WireParameters) -> Reply:
        subject = subject_of(operation.name, sent)
        lock = self._locks.setdefault(subject, asyncio.Lock())
        async with lock:
            return await self._write(operation, sent)

    async def _write(self, operation: Operation, sent: WireParameters) -> Reply:
        before = self._mirror.look(partial(effects.before, operation.name, sent))
        entry = await self._journal.write_down(operation, sent, before)
        await self._journal.sending(entry)
        try:
            reply = await self._call(operation.name, sent)
        except CleanCloudError as error:
            happened = error.sent and not isinstance(error, RefusedError)
            state = EntryState.UNKNOWN if happened else EntryState.REFUSED
            await self._keeping(self._journal.settle(entry, state, error=str(error)))
            raise
        except Exception as error:
            told = f"{type(error).__name__}: its outcome is not known."
            await self._keeping(self._journal.settle(entry, EntryState.UNKNOWN, error=told))
            raise
        await self._keeping(self._journal.settle(entry, EntryState.CONFIRMED, reply=reply))
        await self._keeping(self._put_effect(operation.name, sent, reply))
        await self._read_again(operation.name, sent)
        return reply

    async def _put_effect(self, name: str, sent: WireParameters, reply: Reply) -> None:
        reading = self._mirror.reading(self._clock(), patched=True)
        self._tell(
            await self._mirror.run(
                lambda connection: effects.put(name, sent, reply, connection, reading)
            )
        )

    async def _read_again(self, name: str, sent: WireParameters) -> None:
        if name not in effects.READ_AGAIN:
            return
        read, by = effects.READ_AGAIN[name]
        try:
            await self._reader.read(read, {by: sent[by]})
        except CleanCloudError as error:
            self._say(f"{name} was confirmed, but what it changed could not be read: {error}")

    async def _keeping(self, work: Awaitable[None]) -> None:
        """Do what must not turn an answer that is in into a failure."""
        try:
            await work
        except StorageError as error:
            self._say(str(error))
