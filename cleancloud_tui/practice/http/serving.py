"""Serving the practice shop to any client: within bounds, and until the end is asked for."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import Final

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from .gate import MOST_HEAD

HEAD_SECONDS: Final = 10.0
"""How long a client has to say what it wants."""

MOST_CONNECTIONS: Final = 200
"""At once; who comes then is told to come again."""

GRACE_SECONDS: Final = 3
"""How long what is being answered is waited for in the end."""


def serve(app: Starlette, listener: socket.socket, end: Callable[[int], None]) -> None:
    """Serve until a signal asks for the end; what is being answered is answered first.

    Args:
        app: What answers.
        listener: Where it is asked.
        end: Told the exit code where a signal asks for the end. Ctrl+C is how the shop is closed,
            and no failure.
    """
    config = uvicorn.Config(
        app,
        access_log=False,
        log_config=None,
        http=HurriedProtocol,
        ws="none",
        proxy_headers=False,  # who comes says nothing of who or what comes through it
        server_header=False,
        h11_max_incomplete_event_size=MOST_HEAD,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    # uvicorn lets requests end and raises the interruption again.
    with contextlib.suppress(KeyboardInterrupt):
        _Server(config, end).run(sockets=[listener])


def own_names(host: str, listener: socket.socket) -> frozenset[str]:
    """Return the names under which a shop is asked for that was told to listen at a host.

    One that other computers reach is asked for by this computer's name, too.
    """
    name = socket.gethostname()
    is_for_others = not listener.getsockname()[0].startswith(("127.", "::1"))
    return frozenset({host, *((name, f"{name}.local") if is_for_others else ())})


class HurriedProtocol(H11Protocol):
    """A connection that is closed where nobody says in time what they want."""

    _giving_up: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._giving_up = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        if self._giving_up is not None:
            self._giving_up.cancel()
        super().connection_lost(exc)

    def _give_up(self) -> None:
        if self.cycle is None:  # nothing was asked
            self.transport.abort()


class _Server(uvicorn.Server):
    """Tells that it ends before it does, so that others can see to it that it does."""

    def __init__(self, config: uvicorn.Config, end: Callable[[int], None]) -> None:
        super().__init__(config)
        self._end = end

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Let what is being answered end."""
        if sig != signal.SIGINT:
            self._end(128 + sig)
        super().handle_exit(sig, frame)
