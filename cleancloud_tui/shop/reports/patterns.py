"""When orders are made, how they are paid, how old the open ones are: from the mirror.

And whether CleanCloud's days begin when the shop's do: a wrong time zone moves orders from each day
to the one beside it, and all figures with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ...stores.columns import LAST_MOMENT
from .day_clock import DayClock, begin_of, day_number, day_numbered
from .periods import Period

if TYPE_CHECKING:
    from ..shop import Shop
    from .counted import Counted
    from .told import Told

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


def begin_elsewhere(shop: Shop, told: Told, counted: Counted) -> bool:
    """Tell whether CleanCloud's days begin at another hour than those of the shop's time zone.

    That is so where the orders of its days are those of days that begin by another clock, as near
    as can be, and not those of the shop's own.
    """
    days = _settled(told, counted)[-_DAYS_COMPARED:]
    orders = {day: told.days[day].orders or 0 for day in days}
    off = sum(abs(orders[day] - (counted.days[day].orders or 0)) for day in days)
    if off < _LEAST_OFF:
        return False
    span = Period(days[0] - timedelta(1), days[-1] + timedelta(1), told.period.name)
    made = _made_by_half_hour(shop, DayClock.of(span, shop.parts.options.time_zone))
    shifts = (shift for shift in range(-HALF_HOURS + 1, HALF_HOURS) if shift)
    return min(_off_by(shift, orders, made) for shift in shifts) * _BETTER <= off


_DAYS_COMPARED: Final = 31
_LEAST_OFF: Final = 4
"""Orders that stand on other days: fewer may be deleted ones."""

_BETTER: Final = 4
"""So many times as well does the other clock fit: nothing else moves orders to and fro."""

HALF_HOURS: Final = 48
"""Of a day; no zone is apart from another by less."""


def _settled(told: Told, counted: Counted) -> list[date]:
    """Return the days that both know, and of which nothing was made after they were read."""
    read = [each for each in (told.read_at, counted.as_of) if each]
    if len(read) < 2:
        return []
    before = min(read).date() - timedelta(1)  # wherever on earth the shop is
    return sorted(
        day
        for day, figures in told.days.items()
        if figures.orders is not None and day in counted.days and day < before
    )


def _made_by_half_hour(shop: Shop, clock: DayClock) -> Mapping[int, int]:
    """Return how many orders were made in each half hour of the shop's clock, from 1970 on."""
    half = clock.half_hour_of("created")
    rows = shop.mirror.file.rows(
        f"SELECT {half} AS half, count(*) AS orders FROM order_figures"  # noqa: S608
        " WHERE created >= ? AND created < ? GROUP BY half",
        clock.begins,
        clock.ends,
    )
    return {row["half"]: row["orders"] for row in rows}


def _off_by(shift: int, orders: Mapping[date, int], made: Mapping[int, int]) -> int:
    """Return how many orders stand on other days where the clock is ahead by some half hours."""
    by_day: dict[int, int] = {}
    for half, count in made.items():
        number = (half + shift) // HALF_HOURS
        by_day[number] = by_day.get(number, 0) + count
    return sum(abs(count - by_day.get(day_number(day), 0)) for day, count in orders.items())


def money(cents: int) -> Decimal:
    """Return an amount of hundredths."""
    return Decimal(cents).scaleb(-2)
