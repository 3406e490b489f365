"""When orders are made, how they are paid, how old the open ones are: from the mirror."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ...stores.columns import LAST_MOMENT
from .day_clock import DayClock, begin_of, day_numbered
from .periods import Period

if TYPE_CHECKING:
    from ..shop import Shop

HOURS: Final = 24

_EVER: Final = 1.0
"""Before all orders, and after what stands for no moment."""


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


def band_of(bands: Sequence[Band], age: int) -> Band:
    """Return the band of an age in days; the first one of what seems to be yet to come."""
    return next(band for band in reversed(bands) if band.youngest <= age or not band.youngest)


def orders_by_hour(shop: Shop, period: Period) -> Sequence[Sequence[int]]:
    """Return how many orders were made: seven weekdays, Monday first, of 24 hours each.

    Hours are by the shop's clock: one that comes twice counts twice, one that is left out is 0.
    """
    clock = DayClock.of(period, shop.parts.options.time_zone)
    day, hour = clock.day_of("created"), clock.hour_of("created")
    rows = shop.mirror.file.rows(
        f"SELECT {day} AS day, {hour} AS hour, count(*) AS orders FROM order_figures"  # noqa: S608
        " WHERE created >= ? AND created < ? GROUP BY day, hour",
        clock.begins,
        clock.ends,
    )
    made = [[0] * HOURS for _ in range(7)]
    for row in rows:
        made[day_numbered(row["day"]).weekday()][row["hour"]] += row["orders"]
    return made


def ways_of_payment(shop: Shop, period: Period) -> Mapping[str, tuple[int, Decimal]]:
    """Return how many orders were paid in each way, and what they came to; the most money first.

    It is by the day on which they were paid.
    """
    clock = DayClock.of(period, shop.parts.options.time_zone)
    rows = shop.mirror.file.rows(
        "SELECT payment, count(*) AS orders, coalesce(sum(total_cents), 0) AS cents"
        " FROM order_figures WHERE paid_at >= ? AND paid_at < ?"
        " GROUP BY payment ORDER BY cents DESC, payment",
        clock.begins,
        clock.ends,
    )
    return {row["payment"]: (row["orders"], money(row["cents"])) for row in rows}


def ages_of_open(shop: Shop, today: date) -> Sequence[BandCount]:
    """Return how long ago the open orders were made, by `UNPAID_BANDS`.

    Of which it is not known when they were made are in none.
    """
    return tuple(_open_in(shop, band, today) for band in UNPAID_BANDS)


def _open_in(shop: Shop, band: Band, today: date) -> BandCount:
    since, before = _made_in(band, today, shop.parts.options.time_zone)
    rows = shop.mirror.file.rows(
        "SELECT count(*) AS orders, count(total_cents) AS told,"
        " coalesce(sum(total_cents), 0) AS cents"
        " FROM orders INDEXED BY orders_open JOIN order_figures ON order_id = id"
        " WHERE is_open = 1 AND deleted = 0 AND orders.created >= ? AND orders.created < ?",
        since,
        before,
    )
    orders, told, cents = rows[0] if rows else (0, 0, 0)
    return BandCount(band, orders, money(cents) if orders == told else None)


def _made_in(band: Band, today: date, zone: tzinfo) -> tuple[float, float]:
    """Return from and before when that is of an age, in Unix seconds; what is new is the newest."""
    since = _EVER if band.oldest is None else begin_of(today - timedelta(band.oldest), zone)
    if not band.youngest:
        return since, LAST_MOMENT
    return since, begin_of(today - timedelta(band.youngest - 1), zone)


def money(cents: int) -> Decimal:
    """Return an amount of hundredths."""
    return Decimal(cents).scaleb(-2)
