"""The terms of a shop's month: how many requests there are, from when to when, and for whom."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Final

from .errors import BadTermsError

REQUESTS_A_SECOND: Final = 3
"""How many CleanCloud admits, unless it has agreed on others."""

REQUESTS_A_MONTH: Final = 50_000
"""How many it allows, unless it has agreed on others."""

ALLOWED: Final = {
    "month": (1, 10_000_000),
    "starts": (1, 31),
    "share": (1, 100),
    "reserve": (0, 100),
}
"""The least and the most that each of the terms may be."""

_NAMES: Final = {
    "month": "The number of requests a month",
    "starts": "The day on which the month starts",
    "share": "This computer's share in percent",
    "reserve": "The reserve in percent",
}


@dataclass(frozen=True, slots=True)
class MonthTerms:
    """What a shop may spend in a month; the same for all processes of this host.

    Attributes:
        month: Requests a month, of everything that uses the token.
        starts: The day of the month on which CleanCloud's count starts again.
        share: This host's share of them, in percent.
        reserve: How much of the share belongs to people, in percent: the background stops there.

    Raises:
        BadTermsError: A value that can't be.
    """

    month: int = REQUESTS_A_MONTH
    starts: int = 1
    share: int = 100
    reserve: int = 10

    def __post_init__(self) -> None:
        for name in (field.name for field in fields(self)):
            least, most = ALLOWED[name]
            if not least <= getattr(self, name) <= most:
                raise BadTermsError(_NAMES[name], least, most)

    @property
    def limit(self) -> int:
        """Requests that this host may send in a month."""
        return self.month * self.share // 100

    @property
    def background_limit(self) -> int:
        """The count at which the background stops."""
        return self.limit - self.limit * self.reserve // 100

    def month_start(self, today: date) -> date:
        """Return the first day of the month of counting that `today` is in.

        In a calendar month that is too short for `starts` it is the last day.
        """
        this = _day_in_month(today, self.starts)
        if this <= today:
            return this
        return _day_in_month(today.replace(day=1) - timedelta(days=1), self.starts)

    def month_end(self, today: date) -> date:
        """Return the last day of the month of counting that `today` is in."""
        this = _day_in_month(today, self.starts)
        if this <= today:
            next_month = today.replace(day=28) + timedelta(days=4)
            this = _day_in_month(next_month, self.starts)
        return this - timedelta(days=1)


def _day_in_month(month: date, day: int) -> date:
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))
