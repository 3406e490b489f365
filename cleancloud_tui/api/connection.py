"""How one shop is spoken to: its address, its token, and what the token may spend."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from .terms import REQUESTS_A_MONTH, REQUESTS_A_SECOND, MonthTerms


@dataclass(frozen=True, slots=True)
class Connection:
    """One shop's address, token and limits.

    Attributes:
        base_url: What stands before an operation's name: `https://cleancloudapp.com/api`.
        token: The secret that every request carries in its body; in no repr.
        rate: Requests in any one second.
        month: Requests a month, until the ledger is told other terms.
        margin: Seconds added to each second, against the jitter of network and host.
        month_starts: The day on which the month starts, until the ledger is told other terms.
        connect_timeout: Seconds to wait for a connection.
        reply_timeout: Seconds to wait for the reply, and more as more of it arrives.
        longest_reply: Seconds that the largest reply may take.
    """

    base_url: str
    token: str = field(repr=False)
    rate: int = REQUESTS_A_SECOND
    month: int = REQUESTS_A_MONTH
    margin: float = 0.12
    month_starts: int = 1
    connect_timeout: float = 5.0
    reply_timeout: float = 20.0
    longest_reply: float = 300.0

    @property
    def host(self) -> str:
        """The server's name, as people know it."""
        try:
            return urlsplit(self.base_url).hostname or self.base_url
        except ValueError:
            return self.base_url

    @property
    def first_terms(self) -> MonthTerms:
        """The terms of its month, until the ledger is told others."""
        return MonthTerms(month=self.month, starts=self.month_starts)

    @property
    def digest(self) -> str:
        """What stands for the shop where its token must not be written."""
        shop = f"{self.base_url.rstrip('/')}\n{self.token}"
        return hashlib.sha256(shop.encode(errors="backslashreplace")).hexdigest()

    def address_of(self, operation: str) -> str:
        """Return the address of an operation."""
        return f"{self.base_url.rstrip('/')}/{operation}"


def address_on(site: str, link: str) -> str:
    """Return the whole address of a link that a reply holds.

    Args:
        site: Any address on CleanCloud's site.
        link: An address, or a path on that site.
    """
    try:
        return urljoin(site, link)
    except ValueError:  # it is no address at all: shown as it is, and refused where it is used
        return link
