"""The way to a server: straight to this host itself, through the system's proxy to others.

Every request has a connection of its own. On one that was used before, a server that has closed it
leaves it open whether a write arrived, and what was left over of an earlier answer is taken for the
answer to the next request: a read's yes confirmed a charge.
"""

from __future__ import annotations

import ipaddress
import socket
import urllib.request
from typing import Final

import httpx

_LIMITS: Final = httpx.Limits(max_connections=100, max_keepalive_connections=0)


class Network(httpx.AsyncBaseTransport):
    """Carries requests over the network; no redirects, no cookies, no decompression."""

    def __init__(self) -> None:
        self._tls = httpx.create_ssl_context()
        self._ways: dict[str, httpx.AsyncHTTPTransport] = {}
        self._way("")  # imports what would hold the event loop with the first request

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the head of an answer, and its body as a stream.

        Raises:
            httpx.TransportError: There is no answer.
            Exception: The proxy can't be used.
        """
        way = self._way(proxy_to(request.url.scheme, request.url.host))
        return await way.handle_async_request(request)

    async def aclose(self) -> None:
        """Close the connections."""
        for way in self._ways.values():
            await way.aclose()

    def _way(self, proxy: str) -> httpx.AsyncHTTPTransport:
        if proxy not in self._ways:
            self._ways[proxy] = httpx.AsyncHTTPTransport(
                verify=self._tls, limits=_LIMITS, proxy=proxy or None
            )
        return self._ways[proxy]


def proxy_to(scheme: str, host: str) -> str:
    """Return the address of the proxy to a host, as this system has it; empty for none.

    What goes to this host itself does not leave it, whatever the environment says: it is not
    encrypted, and carries the token.
    """
    if is_this_host(host):
        return ""
    proxies = urllib.request.getproxies()
    proxy = proxies.get(scheme) or proxies.get("all") or ""
    if not proxy or urllib.request.proxy_bypass(host):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def is_this_host(host: str) -> bool:
    """Tell whether a name or an address always means the host that asks."""
    name = host.strip("[]").rstrip(".").lower().partition("%")[0]
    if name == "localhost" or name.endswith(".localhost"):
        return True
    address = _address(name)
    if address is None:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    return bool(mapped.is_loopback or mapped.is_unspecified)


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(name))  # 127.1, 0x7f000001, 2130706433
    except (OSError, UnicodeError):
        return None
