"""The practice shop inside this process, behind httpx."""

from __future__ import annotations

import asyncio

import httpx
from starlette.applications import Starlette
from starlette.types import Message, Receive, Scope, Send


class InProcessTransport(httpx.AsyncBaseTransport):
    """Hands requests straight to a practice shop's server, and closes it in the end.

    Unlike httpx's own ASGI transport, it reports a reply that breaks off as the network would.
    """

    def __init__(self, app: Starlette) -> None:
        self._app = app
        self._transport = httpx.ASGITransport(self._whole_reply)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the server's reply.

        Raises:
            httpx.RemoteProtocolError: The connection was made to drop.
        """
        return await self._transport.handle_async_request(request)

    async def aclose(self) -> None:
        """Close the practice shop."""
        await asyncio.to_thread(self._app.state.server.close)

    async def _whole_reply(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_whole = False

        async def watched_send(message: Message) -> None:
            nonlocal is_whole
            if message["type"] == "http.response.body":
                is_whole = not message.get("more_body", False)
            await send(message)

        await self._app(scope, receive, watched_send)
        if not is_whole:
            raise httpx.RemoteProtocolError("The connection closed before the reply was complete.")
