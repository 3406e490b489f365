"""Servers made of a bare socket, which answer with any bytes, or none."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

AnswerWith = Callable[[asyncio.StreamWriter], Awaitable[None]]


@contextlib.asynccontextmanager
async def raw_server(answer: AnswerWith, seen: list[bytes] | None = None) -> AsyncIterator[str]:
    """A server on this host that reads a request and then does as `answer` says.

    Args:
        answer: Does anything with the connection, which is closed after it.
        seen: Gets each request, head and body.
    """

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            told = head.lower().partition(b"content-length:")[2].split()
            body = await reader.readexactly(int(told[0])) if told else b""
            if seen is not None:
                seen.append(head + body)
            await answer(writer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/api"
    finally:
        server.close()


def http(
    body: bytes, length: int | None = None, *, head: str = "", status: str = "200 OK"
) -> bytes:
    """Return an answer's bytes."""
    size = len(body) if length is None else length
    lines = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {size}\r\n{head}"
    return lines.encode() + b"\r\n" + body
