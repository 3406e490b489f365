"""The single client: everything that is sent to CleanCloud goes through here.

Checked against the catalogue, paced, sent, and repeated where that is safe.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random as chance
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import httpx

from .clocks.true_time import ToldTime, TrueClock
from .clocks.uptime import boot, uptime
from .connection import Connection
from .errors import (
    CleanCloudError,
    LedgerError,
    NetworkError,
    OutcomeUnknownError,
    RateRefusedError,
    RefusedError,
)
from .http.exchange import Exchange
from .http.joining import Before, JoinedReads
from .operations import OperationKind
from .pace.ledger import Ledger, PaceSlot
from .pace.pace import Clock, Pace, Random, Sleep
from .pace.usage import Usage
from .request import Request
from .rights import EVERYTHING, Right, Rights
from .terms import MonthTerms

__all__ = ["Client", "Connection"]

MOST_READS: Final = 3
"""Times that a read is sent before its failure is told."""

_REPEATED_WITHIN: Final = 4.0
"""Seconds within which a read has to have failed to be repeated: who waits is told in time."""

MOST_RATE_REFUSALS: Final = 5
"""Times that any request is sent before the refusal for the rate is told."""

_FIRST_BACKOFF: Final = 0.5
_FIRST_PAUSE: Final = 1.2
_PAUSE_GROWTH: Final = 1.5

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Outgoing:
    """What is to be sent, however often.

    Attributes:
        purpose: What the background asks for, to be counted.
        hurry: Set once a person waits for it.
        before: Awaited when it is about to leave, unless a person waits for it.
    """

    request: Request
    purpose: str
    hurry: asyncio.Event
    before: Before | None = None


class Client:
    """Sends one shop's requests at the pace that all processes of this host share."""

    def __init__(
        self,
        connection: Connection,
        *,
        ledger: Path,
        transport: httpx.AsyncBaseTransport | None = None,
        rights: Rights = EVERYTHING,
        clock: Clock = time.time,
        uptime: Clock = uptime,
        boot: Callable[[], str] = boot,
        sleep: Sleep = asyncio.sleep,
        random: Random = chance.random,
        process: str = "counter",
    ) -> None:
        """Open nothing yet; the ledger and the connection open with the first request.

        Args:
            connection: The shop.
            ledger: The file that keeps the pace; shared by the processes of this host.
            transport: What carries the requests, where it isn't the network.
            rights: What may be sent and set.
            clock: Seconds since the epoch.
            uptime: Seconds by a clock that nobody can set.
            boot: What tells this start of the computer from others.
            sleep: Waits for a number of seconds.
            random: A number from 0 to 1, for what must not happen in step.
            process: The name under which this process's requests are counted: `sync`.
        """
        self._rights = rights
        self._sleep = sleep
        self._random = random
        self._exchange = Exchange(connection, transport, TrueClock(clock, uptime, boot))
        self._heard: ToldTime | None = None
        self.pace = Pace(
            Ledger(ledger, connection, process=process, clock=clock, uptime=uptime, boot=boot),
            margin=connection.margin,
            clock=clock,
            sleep=sleep,
            random=random,
        )
        self._reads = JoinedReads()
        self._calls = 0

    @property
    def silence(self) -> float:
        """Seconds since the server was last heard of, while somebody waits for it."""
        return self._exchange.silence if self._calls else 0.0

    @property
    def told(self) -> ToldTime | None:
        """How late it was by CleanCloud's clock, as its last answer told."""
        return self._exchange.told

    async def call(
        self,
        operation: str,
        parameters: Mapping[str, object] | None = None,
        *,
        background: bool = False,
        purpose: str = "",
        before: Before | None = None,
    ) -> Mapping[str, object]:
        """Send a request and return its reply's JSON object, which is not to be changed.

        Reads are repeated when their reply is lost early. What `meaning` has as not sent was not
        carried out, so anything is repeated after it. A write is never sent again once it may have
        arrived. A write that is cancelled while it waits for its reply may have happened.

        Args:
            operation: The operation's wire name.
            parameters: Without the token; values as `checks.checked` takes them.
            background: Nobody waits for it: requests for people go first.
            purpose: What the background asks for, to be counted: `changes`, `first fill`.
            before: Awaited each time that a read for which no person waits is about to leave: what
                it raises is raised, and nothing is sent. It may have waited for long until then.

        Raises:
            CleanCloudError: See `errors` for the classes below it; every one is a sentence.
        """
        return await self.send(
            Request.of(operation, parameters or {}),
            background=background,
            purpose=purpose,
            before=before,
        )

    async def send(
        self,
        request: Request,
        *,
        background: bool = False,
        purpose: str = "",
        before: Before | None = None,
    ) -> Mapping[str, object]:
        """Send a request that was checked when it was made; see `call`."""
        self._calls += 1
        try:
            if request.kind is not OperationKind.READ:
                return await self._write(request, purpose, background=background)

            def read(hurry: asyncio.Event) -> Coroutine[None, None, Mapping[str, object]]:
                return self._read(_Outgoing(request, purpose, hurry, before))

            question = json.dumps([request.name, request.parameters])
            return await self._reads.join(question, read, background=background)
        finally:
            self._calls -= 1

    async def _read(self, outgoing: _Outgoing) -> Mapping[str, object]:
        loop = asyncio.get_running_loop()
        until = loop.time() + _REPEATED_WITHIN
        for repeat in range(MOST_READS - 1):
            try:
                return await self._send(outgoing)
            except NetworkError as error:
                is_spent = error.sent and outgoing.request.is_asked_once
                if error.lasting or is_spent or loop.time() > until:
                    raise
            await self._sleep(_FIRST_BACKOFF * 2**repeat * (1 + self._random()))
        return await self._send(outgoing)

    async def _write(
        self, request: Request, purpose: str, *, background: bool
    ) -> Mapping[str, object]:
        self._rights.require(Right.SEND, request.name)
        hurry = asyncio.Event()
        if not background:
            hurry.set()
        try:
            return await self._send(_Outgoing(request, purpose, hurry))
        except NetworkError as error:
            if error.sent:
                raise OutcomeUnknownError(request.name, error) from error
            raise
        finally:
            self._reads.forget()

    async def _send(self, outgoing: _Outgoing) -> Mapping[str, object]:
        """Send in turn, and again after each refusal for the rate."""
        for refusal in range(MOST_RATE_REFUSALS - 1):
            try:
                return await self._send_in_turn(outgoing)
            except RateRefusedError:
                pause = _FIRST_PAUSE * _PAUSE_GROWTH**refusal
                await self.pace.pause(pause * (1 + self._random() / 4))
        return await self._send_in_turn(outgoing)

    async def _send_in_turn(self, outgoing: _Outgoing) -> Mapping[str, object]:
        request, slot = outgoing.request, await self._turn(outgoing)
        try:
            reply = await self._exchange.post(request, partial(self.pace.leaves, slot))
        except CleanCloudError as error:
            if not error.sent:
                await self.pace.give_back(request.name, slot)
            if isinstance(error, RefusedError):
                await self._hear()
            raise
        await self._hear()
        return reply

    async def _hear(self) -> None:
        """Let the ledger know what time CleanCloud told: by that the months are counted."""
        told = self._exchange.told
        if told is None or not told.is_news_to(self._heard):
            return
        try:
            await self.pace.ask(lambda ledger: ledger.hear(told))
        except LedgerError as error:  # the answer is there all the same
            _log.warning("the ledger does not know what time it is: %s", error)
        else:
            self._heard = told

    async def _turn(self, outgoing: _Outgoing) -> PaceSlot:
        """Wait for the request's turn, and look whether it still may be sent then."""
        name = outgoing.request.name
        while True:
            slot = await self.pace.turn(name, outgoing.hurry, purpose=outgoing.purpose)
            try:
                if outgoing.before is not None and not outgoing.hurry.is_set():
                    await outgoing.before()
                return slot
            except Exception:
                await self.pace.give_back(name, slot)
                if not outgoing.hurry.is_set():
                    raise
                # A person has joined meanwhile, who may ask at any time.

    async def picture(self, link: str) -> bytes:
        """Return the file of a picture that a reply names: no request of the API, not counted.

        Raises:
            PictureError: It could not be fetched.
        """
        return await self._exchange.picture(link)

    async def spent(self) -> int:
        """Return how many requests of the token were counted this month, by all processes."""
        return await self.pace.ask(Ledger.spent)

    async def usage(self) -> Usage:
        """Return everything that was counted this month, by all processes."""
        return await self.pace.ask(Ledger.usage)

    async def terms(self) -> MonthTerms:
        """Return the terms of the month."""
        return await self.pace.ask(Ledger.terms)

    async def set_terms(self, terms: MonthTerms) -> None:
        """Set the terms of the month, for all processes.

        Raises:
            ReadOnlyError: The program was opened read-only.
        """
        self._rights.require(Right.SET_TERMS)
        await self.pace.ask(lambda ledger: ledger.set_terms(terms))

    async def correct(self, spent_shown: int) -> None:
        """Set this month's count to what CleanCloud shows, for all processes.

        Raises:
            ReadOnlyError: The program was opened read-only.
        """
        self._rights.require(Right.SET_TERMS)
        await self.pace.ask(lambda ledger: ledger.correct(spent_shown))

    async def aclose(self) -> None:
        """Cancel the reads in flight and close connections and ledger."""
        await self._reads.aclose()
        await self._exchange.aclose()
        await self.pace.aclose()
