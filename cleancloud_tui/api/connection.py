"""How one shop is spoken to: its address, its token, and what the token may spend."""

from __future__ import annotations

import hashlib
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Connection:
    """One shop's address, token and budget.

    Attributes:
        base_url: What stands before an operation's name: `https://cleancloudapp.com/api`.
        token: The secret that every request carries in its body; in no repr.
        rate: Requests in any one second.
        month: Requests a month.
        margin: Seconds added to each second, against the jitter of network and host.
        month_starts: The day of the month on which the month's count starts again.
        connect_timeout: Seconds to wait for a connection.
        reply_timeout: Seconds to wait for the reply, and for each further part of it.
    """

    base_url: str
    token: str = field(repr=False)
    rate: int = 3
    month: int = 50_000
    margin: float = 0.12
    month_starts: int = 1
    connect_timeout: float = 5.0
    reply_timeout: float = 20.0

    @property
    def host(self) -> str:
        """The server's name, as people know it."""
        try:
            return urlsplit(self.base_url).hostname or self.base_url
        except ValueError:
            return self.base_url

    @property
    def digest(self) -> str:
        """What stands for the shop where its token must not be written."""
        shop = f"{self.base_url.rstrip('/')}\n{self.token}"
        return hashlib.sha256(shop.encode(errors="backslashreplace")).hexdigest()

    def address_of(self, operation: str) -> str:
        """Return the address of an operation."""
        return f"{self.base_url.rstrip('/')}/{operation}"

    def month_start(self, today: date) -> date:
        """Return the first day of the month of counting that `today` is in.

        In a calendar month that is too short for `month_starts` it is the last day.
        """
        this = _day_in_month(today, self.month_starts)
        if this <= today:
            return this
        return _day_in_month(today.replace(day=1) - timedelta(days=1), self.month_starts)


def _day_in_month(month: date, day: int) -> date:
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))
