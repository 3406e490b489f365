"""The practice shop inside this process, behind httpx."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import httpx
from starlette.applications import Starlette
from starlette.types import Message, Scope


class InProcessTransport(httpx.AsyncBaseTransport):
    """Hands requests straight to a practice shop's server, and closes it in the end.

    Unlike httpx's own ASGI transport, it reports a reply that breaks off as the network would,
    and does not look for another library than asyncio with every request, which takes long.
    """

    def __init__(self, app: Starlette) -> None:
        self._app = app

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the server's reply.

        Raises:
            httpx.RemoteProtocolError: The connection was made to drop.
        """
        exchange = _Exchange(await request.aread())
        await self._app(_scope(request), exchange.receive, exchange.send)
        if not exchange.is_whole.is_set():
            raise httpx.RemoteProtocolError("The connection closed before the reply was complete.")
        # A stream, as from the network: httpx measures it, and whoever reads it may stop.
        body = httpx.ByteStream(b"" if request.method == "HEAD" else b"".join(exchange.pieces))
        return httpx.Response(exchange.status, headers=exchange.headers, stream=body)

    async def aclose(self) -> None:
        """Close the practice shop."""
        await asyncio.to_thread(self._app.state.server.close)


@dataclass
class _Exchange:
    """One request, as the server receives it, and what it sends back."""

    body: bytes
    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    pieces: list[bytes] = field(default_factory=list)
    is_read: bool = False
    is_whole: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self) -> Message:
        """Return the request; whoever asks again learns when its reply was read."""
        if self.is_read:
            await self.is_whole.wait()
            return {"type": "http.disconnect"}
        self.is_read = True
        return {"type": "http.request", "body": self.body, "more_body": False}

    async def send(self, message: Message) -> None:
        """Take a part of the reply."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = list(message.get("headers", ()))
        elif message["type"] == "http.response.body":
            self.pieces.append(message.get("body", b""))
            if not message.get("more_body", False):
                self.is_whole.set()


def _scope(request: httpx.Request) -> Scope:
    url = request.url
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "scheme": url.scheme,
        "path": url.path,
        "raw_path": url.raw_path.split(b"?")[0],
        "query_string": url.query,
        "server": (url.host, url.port),
        "client": ("127.0.0.1", 123),
        "root_path": "",
    }
