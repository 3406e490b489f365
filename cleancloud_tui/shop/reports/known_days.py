"""Of which days the mirror has all orders, and up to when it knows what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from ..sync.changes import ASKED_AT
from ..sync.first_fill import FILLED_AT
from .periods import Period

if TYPE_CHECKING:
    from ..shop import Shop


@dataclass(frozen=True, slots=True)
class KnownDays:
    """What of the shop's days is here.

    Attributes:
        windows: Stretches of days whose orders were all read, both ends included.
        as_of: When it was last asked what changed; None where it never was.
        last: The shop's day of that moment.
        is_filled: Whether the shop's oldest orders are here as well.
    """

    windows: tuple[tuple[date, date], ...]
    as_of: datetime | None
    last: date | None
    is_filled: bool

    def of(self, period: Period) -> tuple[date, ...]:
        """Return the days of a period that are known; orders of what came since are as well."""
        if self.last is None or not self.windows:
            return ()
        newest, last = max(end for _, end in self.windows), self.last
        return tuple(
            day
            for day in period.all_days()
            if newest < day <= last or any(first <= day <= end for first, end in self.windows)
        )


def known_days(shop: Shop) -> KnownDays:
    """Return of which days all orders are here."""
    facts = shop.mirror.facts
    asked_at = facts.done_at(ASKED_AT)
    as_of = None if asked_at is None else datetime.fromtimestamp(asked_at, UTC)
    windows = shop.mirror.coverage.filled_windows("orders")
    return KnownDays(
        tuple((first, last) for first, last, _ in windows),
        as_of,
        as_of.astimezone(shop.parts.options.time_zone).date() if as_of else None,
        bool(facts.get(FILLED_AT)),
    )
