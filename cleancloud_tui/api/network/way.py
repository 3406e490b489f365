"""The way to a server: straight to this host itself, through the system's proxy to others.

Every request has a connection of its own. On one that was used before, a server that has closed it
leaves it open whether a write arrived, and what was left over of an earlier answer is taken for the
answer to the next request: a read's yes confirmed a charge.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from typing import Final

import httpx

from .certificates import trusted
from .proxies import Proxy, proxy_to

_LIMITS: Final = httpx.Limits(max_connections=100, max_keepalive_connections=0)
_DATE_SECONDS: Final = 3.0


class Network(httpx.AsyncBaseTransport):
    """Carries requests over the network; no redirects, no cookies, no decompression.

    To be made where it does not matter that it takes a while: certificates are read, and modules
    that would hold the event loop with the first request.
    """

    def __init__(self) -> None:
        self._ways: dict[Proxy | None, httpx.AsyncHTTPTransport] = {}
        self._trusted: ssl.SSLContext | None = None
        with contextlib.suppress(Exception):  # told with each request
            self._trusted = trusted()
            self._way(None, self._trusted)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the head of an answer, and its body as a stream.

        Raises:
            SurroundingsError: A variable of the environment names no way there.
            httpx.TransportError: There is no answer.
        """
        proxy = proxy_of(request.url)
        if self._trusted is None:
            self._trusted = await asyncio.to_thread(trusted)  # the file may be there by now
        return await self._way(proxy, self._trusted).handle_async_request(request)

    async def date_told_at(self, address: str) -> str:
        """Return the date that a server tells whose certificate can't be trusted; empty for none.

        Nothing is sent that says who asks, or for what, and nothing is taken but the date.
        """
        anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
        try:
            async with asyncio.timeout(_DATE_SECONDS):
                request = httpx.Request("HEAD", httpx.URL(address).join("/"))
                way = self._transport(proxy_of(request.url), anybody)
                async with way:
                    response = await way.handle_async_request(request)
                    return str(response.headers.get("date", ""))
        except Exception:  # noqa: BLE001  (it would only have helped to tell what failed before)
            return ""

    async def aclose(self) -> None:
        """Close the connections."""
        for way in self._ways.values():
            await way.aclose()

    def _way(self, proxy: Proxy | None, context: ssl.SSLContext) -> httpx.AsyncHTTPTransport:
        if proxy not in self._ways:
            self._ways[proxy] = self._transport(proxy, context)
        return self._ways[proxy]

    def _transport(self, proxy: Proxy | None, context: ssl.SSLContext) -> httpx.AsyncHTTPTransport:
        through = None
        if proxy is not None:
            own = context if proxy.is_encrypted else None
            through = httpx.Proxy(proxy.url, auth=proxy.account, ssl_context=own)
        return httpx.AsyncHTTPTransport(verify=context, limits=_LIMITS, proxy=through)


def proxy_of(url: httpx.URL) -> Proxy | None:
    """Return the proxy that an address is reached through; None for none.

    Raises:
        SurroundingsError: One is named that can't be used.
    """
    return proxy_to(url.scheme, url.host, url.port)
