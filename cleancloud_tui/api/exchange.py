"""One request and its answer over HTTP, and every way in which that fails.

The request's body holds the token. So nothing of httpx's, neither its errors nor its requests,
is kept in the errors that leave this module, and no variable here holds the body.
"""

from __future__ import annotations

import codecs
import contextlib
import importlib
import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import httpx

from .. import __version__
from .connection import Connection, address_on
from .errors import (
    CleanCloudError,
    ConnectionLostError,
    ConnectTimedOutError,
    NotJsonError,
    NotReachableError,
    TimedOutError,
    TooLargeError,
)
from .operations import Operation, WireParameters
from .pictures import picture_at
from .replies import Answer, reply_in
from .text import one_line

MOST_BYTES: Final = 64_000_000
"""No reply is longer: about 400,000 orders."""

_LEAVING: Final = "http11.send_request_headers.started"
"""What httpx calls the moment, in its documentation of `trace`."""

_BACKEND: Final = "anyio._backends._asyncio"
"""What httpx imports with its first request, holding the event loop for 70 ms."""

_KEEP_ALIVE: Final = 30.0
_LONGEST_REASON: Final = 120

Leaves = Callable[[], Awaitable[None]]
"""Called when the connection is open and the request is about to leave."""

_log = logging.getLogger(__name__)


class Exchange:
    """Sends requests of one shop, without asking whether it may."""

    def __init__(
        self, connection: Connection, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._connection = connection
        if transport is None:
            with contextlib.suppress(ImportError):
                importlib.import_module(_BACKEND)
        self._http = httpx.AsyncClient(
            transport=transport,
            timeout=httpx.Timeout(connection.reply_timeout, connect=connection.connect_timeout),
            limits=httpx.Limits(keepalive_expiry=_KEEP_ALIVE),
            headers={
                "User-Agent": f"cleancloud-tui/{__version__}",
                "Accept": "application/json",
                "Content-Type": "application/json",
            },
            # Redirects are not followed: the token goes to the configured address only.
            follow_redirects=False,
        )

    async def post(
        self, operation: Operation, parameters: WireParameters, leaves: Leaves
    ) -> Mapping[str, object]:
        """Send a request and return its reply's JSON object.

        Args:
            operation: What is asked for.
            parameters: As they are sent, without the token.
            leaves: Called when the connection is open and the request is about to leave.

        Raises:
            NetworkError: No usable reply came.
            RefusedError: The API refused.
        """
        began, outcome = time.perf_counter(), "cancelled"
        try:
            answer = await self._answer(operation.name, parameters, leaves)
            kind = operation.kind_with(parameters)
            reply = await reply_in(answer, operation, kind, self._connection)
            outcome = "answered"
            return reply
        except CleanCloudError as error:
            outcome = type(error).__name__
            raise
        finally:
            _log.debug("%s: %s after %.3f s", operation.name, outcome, time.perf_counter() - began)

    async def picture(self, link: str) -> bytes:
        """Return the file of a picture that a reply names; it is asked for without the token.

        Raises:
            PictureError: It could not be fetched.
        """
        return await picture_at(self._http, address_on(self._connection.base_url, link))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _answer(self, operation: str, parameters: WireParameters, leaves: Leaves) -> Answer:
        try:
            return await self._sent(operation, parameters, leaves)
        except Exception as error:  # noqa: BLE001  (any error of a transport may hold the token)
            failure = self._failure(error)
        # Raised out here, for within `except` it would carry the other as its context.
        raise failure

    async def _sent(self, operation: str, parameters: WireParameters, leaves: Leaves) -> Answer:
        async def trace(event: str, _: object) -> None:
            if event == _LEAVING:
                await leaves()

        request = self._http.build_request(
            "POST",
            self._connection.address_of(operation),
            content=json.dumps({"api_token": self._connection.token, **parameters}),
            extensions={"trace": trace},
        )
        response = await self._http.send(request, stream=True)
        try:
            location = response.headers.get("location", "")
            return Answer(response.status_code, location, await self._text(response))
        finally:
            await response.aclose()

    async def _text(self, response: httpx.Response) -> str:
        """Return the body as text; a stray byte in a name does not cost the whole reply."""
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        parts: list[str] = []
        size = 0
        async for part in response.aiter_bytes():
            size += len(part)
            if size > MOST_BYTES:
                raise TooLargeError(self._connection.host, MOST_BYTES)
            parts.append(decoder.decode(part))
        parts.append(decoder.decode(b"", final=True))
        return "".join(parts)

    def _failure(self, error: Exception) -> CleanCloudError:
        host = self._connection.host
        match error:
            case CleanCloudError():
                return error.with_traceback(None)
            case httpx.ConnectTimeout() | httpx.PoolTimeout():
                return ConnectTimedOutError(host, self._connection.connect_timeout)
            case (
                httpx.ConnectError()
                | httpx.ProxyError()
                | httpx.UnsupportedProtocol()
                | httpx.InvalidURL()
            ):
                return NotReachableError(host, one_line(str(error))[:_LONGEST_REASON])
            case httpx.TimeoutException():
                return TimedOutError(host, self._connection.reply_timeout)
            case httpx.DecodingError():
                return NotJsonError(host, "something that can't be decompressed")
            case _:
                _log.debug("The connection to %s failed with %s", host, type(error).__name__)
                return ConnectionLostError(host)
