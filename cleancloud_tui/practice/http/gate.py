"""Who may come in to the practice shop: the gate before everything that it answers.

A page of any site can let a browser send requests to any address, this one too, and the practice
shop's token is known. So commands are taken as JSON only, which no page may send elsewhere without
asking; only under the shop's own address, which is not what a name says that was bent to it; and
from no other site, as browsers tell. Nobody is asked for more than fits, nor waited for for ever.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import json
import re
from collections.abc import MutableMapping
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .. import replies

MOST_BODY: Final = 1_000_000
"""Bytes of a request; the longest order has a few thousand."""

MOST_HEAD: Final = 16_384
"""Bytes of all that a request says before its body."""

BODY_SECONDS: Final = 10.0
"""How long a request's body may take to arrive."""

LINGER_SECONDS: Final = 1.0
"""How long what is refused may go on arriving: a client reads the refusal only then."""

_HOST: Final = re.compile(r"(\[[^\]\s]+\]|[^\[\]:/@\s]+)(?::([0-9]{1,5}))?")
_PORTS: Final = {"http": 80, "https": 443}
_OWN_SITE: Final = ("same-origin", "none")

_CLOSED_TO_PAGES: Final = {
    "cache-control": "no-store",
    # A reply says that it is a page, as CleanCloud's do, and holds what customers have written.
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    # One request a connection: there is one time to wait for it, and one for its body.
    "connection": "close",
}


class _RefusedError(Exception):
    """A request is not let in, with an HTTP status and a sentence that says why."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class _GoneError(Exception):
    """The client has gone before it said what it wants."""


class Gate:
    """Stands before an app and lets in what is meant for it.

    Args:
        app: What answers.
        names: By which the shop is known, besides the address at which it was reached.
        patience: Seconds in which a request's body is to be there.
    """

    def __init__(
        self, app: ASGIApp, names: frozenset[str] = frozenset(), patience: float = BODY_SECONDS
    ) -> None:
        self._app = app
        self._names = frozenset(map(_plain, names))
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        heard = _Heard(receive)
        guarded = _closed_to_pages(send)
        try:
            self._look_at(scope)
            if scope["method"] == "POST":
                heard.body = await self._body(scope, heard)
        except _RefusedError as refused:
            await self._refuse(refused, heard, guarded)
        except _GoneError:
            pass
        else:
            await self._app(scope, heard, guarded)

    def _look_at(self, scope: Scope) -> None:
        """Refuse what is not meant for this shop, or is sent by another site's page."""
        if _length_of_head(scope) > MOST_HEAD:
            raise _RefusedError(431, f"A request has at most {MOST_HEAD:,} bytes before its body")
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_own(hosts[0], scope):
            raise _RefusedError(421, "This practice shop is not at the address that was asked for")
        own_site = f"{scope['scheme']}://{hosts[0]}".lower()
        if any(origin.lower() != own_site for origin in headers.getlist("origin")) or any(
            site not in _OWN_SITE for site in headers.getlist("sec-fetch-site")
        ):
            raise _RefusedError(403, "Pages of other sites are not let in")

    def _is_own(self, host: str, scope: Scope) -> bool:
        """Tell whether a host and its port are those at which the shop was reached."""
        found = _HOST.fullmatch(host)
        if found is None or scope.get("server") is None:
            return False
        reached, usual = _plain(scope["server"][0]), _PORTS.get(scope["scheme"])
        if int(found[2] or usual or 0) != (scope["server"][1] or usual):
            return False
        name = _plain(found[1])
        return name in {reached, *self._names} or (name == "localhost" and _is_loopback(reached))

    async def _body(self, scope: Scope, heard: _Heard) -> bytes:
        """Return the JSON that was sent; the rest of what is too long is not read."""
        headers = Headers(scope=scope)
        kinds = [kind.partition(";")[0].strip() for kind in headers.getlist("content-type")]
        if [kind.lower() for kind in kinds] != ["application/json"]:
            raise _RefusedError(415, "Commands are taken as JSON only (application/json)")
        announced = headers.get("content-length", "0")
        if not announced.isdecimal() or len(announced) > 9 or int(announced) > MOST_BODY:
            raise _RefusedError(413, f"A request has at most {MOST_BODY:,} bytes")
        body = bytearray()
        try:
            async with asyncio.timeout(self._patience):
                while not heard.is_all:
                    body += await heard.more()
                    if len(body) > MOST_BODY:
                        raise _RefusedError(413, f"A request has at most {MOST_BODY:,} bytes")
        except TimeoutError:
            raise _RefusedError(408, "The request did not arrive in time") from None
        return bytes(body)

    async def _refuse(self, refused: _RefusedError, heard: _Heard, send: Send) -> None:
        """Say why, and let a client that is still sending come to read it."""
        body = json.dumps(replies.refusal(str(refused))).encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
        ]
        await send({"type": "http.response.start", "status": refused.status, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": True})
        with contextlib.suppress(TimeoutError, _GoneError):
            async with asyncio.timeout(min(LINGER_SECONDS, self._patience)):
                while not heard.is_all:
                    await heard.more()
        await send({"type": "http.response.body", "body": b""})


class _Heard:
    """What has arrived of a request, to be heard again by the app.

    Attributes:
        body: What the app is to hear; None where it hears the client itself.
        is_all: Whether the client has sent everything.
    """

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self.body: bytes | None = None
        self.is_all = False

    async def more(self) -> bytes:
        """Return what arrives next."""
        message = await self._receive()
        if message["type"] == "http.disconnect":
            raise _GoneError
        self.is_all = not message.get("more_body", False)
        return bytes(message.get("body", b""))

    async def __call__(self) -> MutableMapping[str, Any]:
        """Let the app hear what was sent."""
        if self.body is None:
            return await self._receive()
        body, self.body = self.body, None
        return {"type": "http.request", "body": body, "more_body": False}


def _closed_to_pages(send: Send) -> Send:
    """Return a way to send whose replies no page of another site can use."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(_CLOSED_TO_PAGES)
        await send(message)

    return guarded


def _length_of_head(scope: Scope) -> int:
    """Return the bytes of a request's address and headers."""
    said = [scope.get("raw_path") or b"", scope.get("query_string") or b""]
    return sum(map(len, said)) + sum(len(name) + len(value) for name, value in scope["headers"])


def _plain(name: str) -> str:
    """Return one spelling of a name or an address."""
    try:
        address = ipaddress.ip_address(name.strip("[]").partition("%")[0])
    except ValueError:
        return name.lower()
    return str(getattr(address, "ipv4_mapped", None) or address)


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
