"""Which hosts no proxy stands before: what `no_proxy` says, in each way in which people write it.

`*`, `example.com`, `.example.com`, `*.example.com`, `10.0.0.0/8`, `[::1]`, `fd00::/8`, any of them
with a port, parted by commas or blanks. What is none of that excepts nothing.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Final

_PARTED: Final = re.compile(r"[\s,;]+")
_BRACKETED: Final = re.compile(r"\[(?P<host>[^]]+)\](?::(?P<port>\d+))?(?P<width>/\d+)?")
_WITH_PORT: Final = re.compile(r"(?P<host>[^:\[\]]+):(?P<port>\d+)")
_NAME: Final = re.compile(r"[\w.*-]+")

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def is_excepted(host: str, port: int, told: str) -> bool:
    """Tell whether what goes to a host is to go there straight.

    Args:
        host: A name or an address.
        port: Of the server.
        told: As `no_proxy` has it.
    """
    name = _plain(host)
    return any(_excepts(entry, name, port) for entry in _entries(told))


def not_understood(told: str) -> Sequence[str]:
    """Return the entries that are neither names nor addresses, so that they except nothing."""
    return [entry for entry in _entries(told) if not _is_understood(entry)]


def _entries(told: str) -> list[str]:
    return [entry for entry in _PARTED.split(told.strip()) if entry]


def _excepts(entry: str, name: str, port: int) -> bool:
    pattern, wanted_port = _parts(entry)
    if wanted_port not in (0, port):
        return False
    network, address = _network(pattern), _network(name)
    if network is not None:
        return address is not None and address.version == network.version and address[0] in network
    if address is not None and "*" not in pattern:
        return False
    domain = pattern.removeprefix("*").removeprefix(".")
    return fnmatchcase(name, pattern) or name == domain or name.endswith(f".{domain}")


def _is_understood(entry: str) -> bool:
    pattern, _ = _parts(entry)
    return _network(pattern) is not None or bool(_NAME.fullmatch(pattern))


def _parts(entry: str) -> tuple[str, int]:
    """Return the name, address or network of an entry, and its port; 0 for any."""
    entry = entry.rpartition("://")[2].rstrip("/")
    if found := _BRACKETED.fullmatch(entry):
        return f"{_plain(found['host'])}{found['width'] or ''}", int(found["port"] or 0)
    if found := _WITH_PORT.fullmatch(entry):
        return _plain(found["host"]), int(found["port"])
    return _plain(entry), 0


def _plain(host: str) -> str:
    return host.strip("[]").rstrip(".").lower().partition("%")[0]


def _network(text: str) -> _Network | None:
    """Return the network that a text names; an address is one of itself alone."""
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None
    mapped = getattr(network.network_address, "ipv4_mapped", None)
    return ipaddress.ip_network(mapped) if mapped and network.prefixlen == 128 else network
