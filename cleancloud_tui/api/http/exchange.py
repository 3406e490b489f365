"""One request and its answer over HTTP, and every way in which that fails.

The request's body holds the token. So nothing of httpx's, neither its errors nor its requests,
is kept in the errors that leave this module, and no variable here holds the body.
"""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import importlib
import json
import logging
import time
from collections.abc import Mapping
from typing import Final

import httpx

from ... import __version__
from ..answers.replies import HttpAnswer, reply_in
from ..clocks.true_time import ToldTime, TrueClock
from ..connection import Connection, address_on
from ..errors import CleanCloudError, NotTrustedError, RefusedError
from ..network.tls_failures import with_clocks
from ..network.way import Network
from ..operations import WireParameters
from ..request import Request
from .failures import failure_of
from .flight import Flight, Leaves
from .pictures import picture_at
from .unpacking import ACCEPTED, body_of

MOST_BYTES: Final = 64_000_000
"""No reply is longer: about 400,000 orders."""

_BACKEND: Final = "anyio._backends._asyncio"
"""What httpx imports with its first request, holding the event loop for 70 ms."""

_JSON: Final = "application/json"
_HEADERS: Final = {
    "User-Agent": f"cleancloud-tui/{__version__}",
    "Accept-Encoding": ACCEPTED,
    "Connection": "close",  # see `network`
}

_log = logging.getLogger(__name__)


class Exchange:
    """Sends requests of one shop, without asking whether it may.

    Attributes:
        told: How late it was by CleanCloud's clock, as its last answer told.
    """

    def __init__(
        self,
        connection: Connection,
        transport: httpx.AsyncBaseTransport | None = None,
        clock: TrueClock | None = None,
    ) -> None:
        self.told: ToldTime | None = None
        self._connection = connection
        self._clock = clock or TrueClock()
        self._is_network = transport is None
        if transport is None:
            with contextlib.suppress(ImportError):
                importlib.import_module(_BACKEND)
        # The transport itself, with no client of httpx's above it: no redirect is followed, no
        # cookie kept, no address logged, and nothing unpacked without bounds.
        self._transport = transport or Network()
        self._flights: set[Flight] = set()
        self._unheard_since: float | None = None

    @property
    def silence(self) -> float:
        """Seconds since the server was last heard of, where it owes an answer."""
        heard = [self._unheard_since, *(flight.heard_at for flight in self._flights)]
        told = [moment for moment in heard if moment is not None]
        return asyncio.get_running_loop().time() - min(told) if told else 0.0

    async def post(self, request: Request, leaves: Leaves) -> Mapping[str, object]:
        """Send a request and return its reply's JSON object.

        Args:
            request: What is asked for.
            leaves: Called when the connection is open and the request is about to leave.

        Raises:
            NetworkError: No usable reply came.
            RefusedError: The API refused.
        """
        began, outcome = time.perf_counter(), "cancelled"
        try:
            answer = await self._answer(request.name, request.parameters, leaves)
            try:
                reply = await reply_in(answer, request.operation, request.kind, self._connection)
            except RefusedError:
                self._hear(answer)
                raise
            self._hear(answer)
            outcome = "answered"
            return reply
        except CleanCloudError as error:
            outcome = type(error).__name__
            raise
        finally:
            _log.debug("%s: %s after %.3f s", request.name, outcome, time.perf_counter() - began)

    def _hear(self, answer: HttpAnswer) -> None:
        """Take the time from an answer that is CleanCloud's own, and no proxy's."""
        self.told = answer.told or self.told

    async def picture(self, link: str) -> bytes:
        """Return the file of a picture that a reply names; it is asked for without the token.

        Raises:
            PictureError: It could not be fetched.
        """
        address = address_on(self._connection.base_url, link)
        return await picture_at(self._transport, address, _HEADERS)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()

    async def _answer(
        self, operation: str, parameters: WireParameters, leaves: Leaves
    ) -> HttpAnswer:
        flight = Flight(self._connection, leaves, is_traced=self._is_network)
        self._flights.add(flight)
        try:
            async with flight:
                answer = await self._sent(operation, parameters, flight)
            self._unheard_since = None
            return answer
        except Exception as error:  # noqa: BLE001  (any error of a transport may hold the token)
            failure = failure_of(error, flight, self._connection, MOST_BYTES)
            if self._unheard_since is None:
                self._unheard_since = flight.heard_at
        finally:
            self._flights.discard(flight)
        # Raised out here, for within `except` it would carry the other as its context.
        raise await self._explained(failure)

    async def _explained(self, failure: CleanCloudError) -> CleanCloudError:
        """Look whose clock is why a certificate is not valid at this time, where that failed."""
        if not (isinstance(failure, NotTrustedError) and failure.of_time):
            return failure
        date_told = ""
        if isinstance(self._transport, Network):
            date_told = await self._transport.date_told_at(self._connection.base_url)
        return with_clocks(failure, time.time(), date_told)

    async def _sent(self, operation: str, parameters: WireParameters, flight: Flight) -> HttpAnswer:
        request = httpx.Request(
            "POST",
            self._connection.address_of(operation),
            headers={**_HEADERS, "Accept": _JSON, "Content-Type": _JSON},
            content=json.dumps({"api_token": self._connection.token, **parameters}),
            extensions={"trace": flight.trace, "timeout": self._timeouts()},
        )
        response = await self._transport.handle_async_request(request)
        try:
            flight.answered()
            told = self._clock.note(response.headers.get_list("date"))
            location = response.headers.get("location", "")
            return HttpAnswer(
                response.status_code, location, await self._text(response, flight), told
            )
        finally:
            await response.aclose()

    def _timeouts(self) -> dict[str, float | None]:
        reply, connect = self._connection.reply_timeout, self._connection.connect_timeout
        return httpx.Timeout(reply, connect=connect).as_dict()

    async def _text(self, response: httpx.Response, flight: Flight) -> str:
        """Return the body as text; a stray byte in a name does not cost the whole reply."""
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        parts = [
            decoder.decode(part) async for part in body_of(response, MOST_BYTES, flight.arrived)
        ]
        parts.append(decoder.decode(b"", final=True))
        return "".join(parts)
