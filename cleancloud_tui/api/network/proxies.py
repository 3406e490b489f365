"""Which proxy stands between this computer and a host, as its variables or its system name it.

What is named and can't be used is an error: to go another way than the one that was named would
send a shop's requests where nobody expects them. No user and no password is in any sentence.
"""

from __future__ import annotations

import importlib.util
import ipaddress
import os
import re
import socket
import urllib.request
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from ..errors import SurroundingsError
from ..text import one_line, without_account
from .no_proxy import is_excepted, not_understood

_PORTS: Final = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}
"""How a proxy is spoken to, and the port of one that is named without."""

_SOCKS: Final = ("socks5", "socks5h")
_MOST_PORT: Final = 65_535
_LONGEST: Final = 80

_PLACE: Final = re.compile(
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_](?:[\w.-]*\w)?\.?)(?::(?P<port>\d*))?", re.ASCII
)
_BEGINS: Final = re.compile(r"([A-Za-z][\w+.-]*)://", re.ASCII)
_SLIPS: Final = ("http", "https")
"""No proxy's name: left over where `//` or `:` is missing."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy to go through.

    Attributes:
        url: Its address, without user and password.
        account: Its user and password; None where none are told.
        told: What names it, and how, for people: `HTTPS_PROXY (“http://10.0.0.1:3128”)`.
    """

    url: str
    account: tuple[str, str] | None = field(repr=False)
    told: str

    @property
    def is_encrypted(self) -> bool:
        """Whether the way to the proxy itself is encrypted."""
        return self.url.startswith("https:")

    @property
    def in_words(self) -> str:
        """What goes through it goes so, said behind a host's name."""
        return f" through the proxy that {self.told} names"


def proxy_to(scheme: str, host: str, port: int | None = None) -> Proxy | None:
    """Return the proxy to a host, as this system has it; None for none.

    What goes to this host itself does not leave it, whatever the environment says: it is not
    encrypted, and carries the token.

    Raises:
        SurroundingsError: One is named that can't be used.
    """
    if is_this_host(host):
        return None
    variable, value = _named(scheme)
    if not value or _is_excepted(host, port or _PORTS[scheme]):
        return None
    return _read(variable, value)


def passed_over() -> str:
    """Return what of `no_proxy` is not understood, as a sentence; empty where all is."""
    variable, told = _variable("no"), urllib.request.getproxies_environment().get("no", "")
    entries = not_understood(told)
    if not entries:
        return ""
    listed = ", ".join(f"“{_shown(entry)}”" for entry in entries)
    return f"{variable} has {listed}, which is neither a host nor a network and excepts nothing."


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


def _named(scheme: str) -> tuple[str, str]:
    """Return what names the proxy for a scheme, and what it is set to."""
    proxies = urllib.request.getproxies()
    for kind in (scheme, "all"):
        if value := proxies.get(kind, "").strip():
            return _variable(kind), value
    return "", ""


def _variable(kind: str) -> str:
    """Return the name of the variable that counts; lower case goes before capitals."""
    name = f"{kind}_proxy"
    found = [each for each, value in os.environ.items() if each.lower() == name and value.strip()]
    return max(found, default="the proxy in the system's settings")


def _is_excepted(host: str, port: int) -> bool:
    if told := urllib.request.getproxies_environment():
        return is_excepted(host, port, told.get("no", ""))
    return bool(urllib.request.proxy_bypass(host))  # macOS and Windows have settings of their own


def _read(variable: str, value: str) -> Proxy:
    begins = _BEGINS.match(value)
    scheme = begins[1].lower() if begins else "http"
    rest = value[begins.end() :] if begins else value
    if scheme in _SOCKS and importlib.util.find_spec("socksio") is None:
        raise _wrong(variable, value, ", and for SOCKS the package socksio is missing")
    if scheme not in _PORTS:
        raise _wrong(variable, value, ", and a proxy is to begin with http:// or https://")
    # Behind the last @: passwords are often written as they are.
    account, at, place = rest.rpartition("@")
    found = _PLACE.fullmatch(re.split("[/?#]", place)[0])
    if found is None or found["host"].lower() in _SLIPS:
        raise _wrong(variable, value, ", which is no address such as http://10.0.0.1:3128")
    port = int(found["port"] or _PORTS[scheme])
    if not 0 < port <= _MOST_PORT:
        raise _wrong(variable, value, f", whose port is no number from 1 to {_MOST_PORT:,}")
    user, _, password = account.partition(":")
    told = f"{variable} (“{_shown(value)}”" + ("" if found["port"] else f", so port {port}") + ")"
    return Proxy(
        url=f"{scheme}://{found['host']}:{port}",
        account=(unquote(user), unquote(password)) if at else None,
        told=told,
    )


def _wrong(variable: str, value: str, why: str) -> SurroundingsError:
    return SurroundingsError(variable, _shown(value), why)


def _shown(value: str) -> str:
    return one_line(without_account(value))[:_LONGEST]
