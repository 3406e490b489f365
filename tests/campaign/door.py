"""The practice shop's door: everything that arrives is written down, and goes wrong on request."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Message, Receive, Scope, Send

from cleancloud_tui.api.operations import OPERATIONS, OperationKind
from cleancloud_tui.practice import replies
from cleancloud_tui.practice.http.faults import OUTAGE_PAGE, Fault, Faults, cut
from cleancloud_tui.practice.http.limits import RATE_EXCEEDED
from cleancloud_tui.practice.http.server import DroppedResponse

from .desk import REPLY_SECONDS

T = TypeVar("T")

_STOPPED: Final[Mapping[Fault, Callable[[], Response]]] = {
    Fault.DROP_BEFORE: DroppedResponse,
    Fault.HTML: lambda: HTMLResponse(OUTAGE_PAGE, status_code=503),
    Fault.AUTHENTICATION: lambda: _response(replies.refusal("Authentication Error")),
    Fault.RATE: lambda: _response(replies.refusal(RATE_EXCEEDED)),
}
"""Faults after which nothing is changed."""

_TOO_LATE_SECONDS: Final = REPLY_SECONDS + 0.3
"""Real seconds after which something is done for which nobody waits any more."""


@dataclass(slots=True)
class Arrival:
    """A write that arrived.

    Attributes:
        at: When, on the campaign's clock.
        faults: What went wrong with it.
        reply: What the shop answered, whether or not that arrived; None where it was stopped.
    """

    operation: str
    parameters: Mapping[str, object]
    at: float
    faults: tuple[str, ...] = ()
    reply: Mapping[str, Any] | None = None

    @property
    def happened(self) -> bool:
        """Whether the shop did what was asked."""
        return self.reply is not None and not self.reply.get("Error")


@dataclass(slots=True)
class Ambush:
    """What happens when the next request of an operation arrives.

    Attributes:
        strike: Called with the request's arrival.
        is_made: Whether the shop does what was asked all the same.
    """

    operation: str
    strike: Callable[[], None]
    is_made: bool


class Door:
    """An ASGI application before the practice shop's own.

    Attributes:
        faults: What is to go wrong.
        ambushes: What happens with the next requests.
        tally: How many faults there were, by kind.
        arrivals: All writes.
        requests: How many requests there were, reads included.
    """

    def __init__(self, app: Starlette, clock: Callable[[], float], seed: int) -> None:
        self.faults = Faults(seed)
        self.ambushes: list[Ambush] = []
        self.tally: Counter[str] = Counter()
        self.arrivals: list[Arrival] = []
        self.requests = 0
        self._app = app
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        self.requests += 1
        body = await Request(scope, receive).body()
        name = scope["path"].rpartition("/")[2]
        drawn = self._draw(name)
        arrival = self._noted(name, body, drawn)
        if Fault.LATENCY in drawn:
            await asyncio.sleep(_TOO_LATE_SECONDS)
        response = next((_STOPPED[fault]() for fault in _STOPPED if fault in drawn), None)
        if response is None:
            answered = await self._answered(scope, body)
            arrival.reply = json.loads(answered)
            is_dropped = Fault.DROP_AFTER in drawn
            response = DroppedResponse() if is_dropped else Response(cut(answered, drawn))
        await response(scope, receive, send)

    def _draw(self, name: str) -> Mapping[Fault, Any]:
        drawn: dict[Fault, Any] = self.faults.draw(name)
        self.tally.update(fault.value for fault in drawn)
        for ambush in self.ambushes:
            if ambush.operation == name:
                self.ambushes.remove(ambush)
                ambush.strike()
                drawn[Fault.DROP_AFTER if ambush.is_made else Fault.DROP_BEFORE] = ambush
                break
        return drawn

    def _noted(self, name: str, body: bytes, drawn: Mapping[Fault, Any]) -> Arrival:
        parameters = json.loads(body)
        del parameters["api_token"]
        faults = tuple(fault.value for fault in drawn)
        arrival = Arrival(name, parameters, self._clock(), faults)
        if OPERATIONS[name].kind_with(parameters) is not OperationKind.READ:
            self.arrivals.append(arrival)
        return arrival

    async def _answered(self, scope: Scope, body: bytes) -> bytes:
        parts: list[bytes] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            parts.append(message.get("body", b""))

        await self._app(scope, receive, send)
        return b"".join(parts)

    async def ask(self, read: Callable[[], T]) -> T:
        """Return what is read in the practice shop's store, between two requests."""
        answer: T = await self._app.state.server.in_worker(read)
        return answer

    @contextlib.asynccontextmanager
    async def opened(self) -> AsyncIterator[str]:
        """Serve on a port of this host, and yield the API's address."""
        config = uvicorn.Config(
            self,
            log_level="critical",
            lifespan="off",
            timeout_graceful_shutdown=5,
            date_header=False,  # it would tell this computer's time, and not the campaign's
        )
        server = _Server(config)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            serving = asyncio.create_task(server.serve(sockets=[listener]))
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/api"
            server.should_exit = True
            await serving


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the campaign."""
        yield


def _response(reply: Mapping[str, object]) -> Response:
    return Response(json.dumps(reply))
