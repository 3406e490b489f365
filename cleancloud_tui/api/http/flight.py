"""One request on its way: how far it is, when something was last heard of it, how long it may take.

The network's own timeouts count from one byte to the next, so that a byte a second holds a request
for ever. Here the whole of it has to keep a pace.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Any, Final, Self

from ..connection import Connection

LEAST_PACE: Final = 16_384
"""Bytes a second that an answer arrives with at least, after the time that any answer is given."""

_HEAD_LEAVES: Final = "http11.send_request_headers.started"
_BODY_LEAVES: Final = "http11.send_request_body.started"
"""What httpx calls these moments, in its documentation of `trace`."""

_ENCRYPTION: Final = ".start_tls"
"""Of the connection, or of what goes through a proxy."""

_WAYS: Final = 3
"""To the proxy, through it, and the encryption: each takes the time of a connection at most."""

Leaves = Callable[[], Awaitable[None]]
"""Called when the connection is open and the request is about to leave."""


class Flight:
    """Is entered while the request is on its way; ends with `TimeoutError` where it takes too long.

    Args:
        connection: How long it may take.
        leaves: Waits for the request's turn.
        is_traced: Whether `trace` is told what leaves; else anything may have.

    Attributes:
        may_have_left: Whether the server may have got all of the request. Without its body, which
            holds the token, it has nothing that it could do.
        is_encrypting: Whether the way is open, and encryption is being agreed on.
        is_answered: Whether the answer's head is in.
        patience: Seconds that it was given, as it stands.
        heard_at: When something was last heard of it, in the loop's time; None where it waits for
            its turn, and nothing can be.
    """

    def __init__(self, connection: Connection, leaves: Leaves, *, is_traced: bool) -> None:
        self.may_have_left = not is_traced
        self.is_encrypting = False
        self.is_answered = False
        self.patience = connection.connect_timeout * _WAYS
        self._connection = connection
        self._leaves = leaves
        self._arrived = 0
        self._loop = asyncio.get_running_loop()
        self._began = self._loop.time()
        self.heard_at: float | None = self._began
        self._limit = asyncio.timeout(None)
        if not is_traced:
            self.patience = connection.reply_timeout

    async def __aenter__(self) -> Self:
        await self._limit.__aenter__()
        self._give(self.patience)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._limit.__aexit__(kind, error, traceback)

    async def trace(self, event: str, about: Mapping[str, Any]) -> None:
        """Be told what happens to the request."""
        if event.endswith((f"{_ENCRYPTION}.started", f"{_ENCRYPTION}.complete")):
            self.is_encrypting = event.endswith(".started")
        if getattr(about.get("request"), "method", b"POST") == b"CONNECT":
            return  # to the proxy: the request itself is still here
        if event == _HEAD_LEAVES:
            self.heard_at = None
            self._limit.reschedule(None)
            await self._leaves()
            self._began = self.heard_at = self._loop.time()
            self._give(self._connection.reply_timeout)
        elif event == _BODY_LEAVES:
            self.may_have_left = True

    def arrived(self, size: int) -> None:
        """Note that a part of the answer arrived; each gives time for more."""
        self.heard_at = self._loop.time()
        self._arrived += size
        longest = self._connection.longest_reply
        self._give(min(self._connection.reply_timeout + self._arrived / LEAST_PACE, longest))

    def answered(self) -> None:
        """Note that the answer's head is in."""
        self.is_answered = True
        self.arrived(0)

    def _give(self, seconds: float) -> None:
        self.patience = seconds
        self._limit.reschedule(self._began + seconds)
