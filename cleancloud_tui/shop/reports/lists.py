"""The lists behind the figures: orders and customers, from the mirror alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING, Final

from ...api.models.orders import TO_BE_DONE, OrderStatus
from ...api.rights import Right
from ..mirror.todays_work import FoundOrder, TodaysWork
from .day_clock import DayClock, begin_of, day_numbered
from .known_days import known_days
from .patterns import UNCOLLECTED_BANDS, UNPAID_BANDS, Band, band_of, money
from .periods import Period

if TYPE_CHECKING:
    from ...api.models.customers import Customer
    from ..shop import Shop

MOST: Final = 500
"""Rows of a list: more are of no use to anybody on a screen."""

MOST_CUSTOMERS: Final = 100
"""Rows of a list of customers."""

_OF_LATE: Final = 56
"""Days by which it is judged what a day usually manages."""

_ENOUGH_DAYS: Final = 4

_DAY_SECONDS: Final = 86_400

_TO_BE_DONE: Final = (
    "orders INDEXED BY orders_due JOIN order_figures ON order_id = id"
    " WHERE is_open = 1 AND deleted = 0"
    f" AND status IN ({', '.join(repr(each.value) for each in TO_BE_DONE)})"
)

_STOPPED: Final = """
WITH came AS (
    SELECT customer_id, count(*) AS orders, coalesce(sum(total_cents), 0) AS cents,
        max(created) AS last,
        (max(created) - min(created)) / (count(DISTINCT CAST(created / 86400 AS INTEGER)) - 1)
            AS usual
    FROM order_figures WHERE created >= 1 AND customer_id NOT IN ('', '0')
    GROUP BY customer_id HAVING count(DISTINCT CAST(created / 86400 AS INTEGER)) >= 4)
SELECT came.* FROM came LEFT JOIN customers ON id = customer_id
WHERE usual <= 60 * 86400 AND ?1 - last > max(3 * usual, 30 * 86400)
    AND coalesce(deactivated, 0) = 0
ORDER BY cents DESC, customer_id LIMIT ?2"""


@dataclass(frozen=True, slots=True)
class AgedOrder:
    """An order in a list by age, with whose it is, if known.

    Attributes:
        age: In days, since it was made; of an uncollected one, since it was ready. None where
            that is not known: it is in no band, either.
    """

    found: FoundOrder
    age: int | None
    band: Band | None


@dataclass(frozen=True, slots=True)
class PromisedDay:
    """What is promised for a day.

    Attributes:
        orders, pieces: What is to be ready then and is not yet: orders, and their pieces.
        usual: Pieces that were usually cleaned on such a weekday, the median of eight weeks; None
            where too few of these days are known.
    """

    day: date
    orders: int
    pieces: int
    usual: int | None = None


@dataclass(frozen=True, slots=True)
class CustomerFigures:
    """What a customer brought.

    Attributes:
        customer: None where only the id is known.
        orders, sales: Of the period; all that is known, of who stopped coming.
        last_order: When the last of them was made.
        usual_days: How many days usually lay between two orders; None where there were too few.
    """

    customer_id: str
    customer: Customer | None
    orders: int
    sales: Decimal
    last_order: datetime | None = None
    usual_days: int | None = None


def orders_of_day(shop: Shop, day: date, limit: int = MOST) -> Sequence[FoundOrder]:
    """Return the orders made on a day of the shop, the newest first."""
    shop.rights.require(Right.SEE_FIGURES)
    clock = DayClock.of(Period(day, day, ""), shop.parts.options.time_zone)
    return _found(
        shop,
        "order_figures WHERE created >= ? AND created < ? ORDER BY created DESC LIMIT ?",
        clock.begins,
        clock.ends,
        limit,
    )


def unpaid_by_age(shop: Shop, today: date, limit: int = MOST) -> Sequence[AgedOrder]:
    """Return what is to be paid at the counter, the oldest first."""
    shop.rights.require(Right.SEE_FIGURES)
    found = _found(
        shop,
        "orders INDEXED BY orders_unpaid JOIN order_figures ON order_id = id"
        " WHERE due_cents > 0 AND deleted = 0 ORDER BY orders.created LIMIT ?",
        limit,
    )
    return [_aged(shop, each, each.order.created, today, UNPAID_BANDS) for each in found]


def uncollected_by_age(shop: Shop, today: date, limit: int = MOST) -> Sequence[AgedOrder]:
    """Return what is ready and was not collected, what waits longest first."""
    shop.rights.require(Right.SEE_FIGURES)
    found = _found(
        shop,
        "orders INDEXED BY orders_due JOIN order_figures ON order_id = id"
        f" WHERE is_open = 1 AND deleted = 0 AND status = '{OrderStatus.READY.value}'"
        " ORDER BY order_figures.cleaned, orders.created LIMIT ?",
        limit,
    )
    return [_aged(shop, each, each.order.cleaned, today, UNCOLLECTED_BANDS) for each in found]


def overdue(shop: Shop, today: date, limit: int = MOST) -> Sequence[FoundOrder]:
    """Return what should be ready and is not, the latest first."""
    shop.rights.require(Right.SEE_FIGURES)
    return shop.todays_work(TodaysWork.OVERDUE, today, limit=limit)


def promised(shop: Shop, today: date, days: int = 14) -> Sequence[PromisedDay]:
    """Return what is promised for the coming days, today among them, and not done yet."""
    shop.rights.require(Right.SEE_FIGURES)
    rows = shop.mirror.file.rows(
        "SELECT due_day, count(*) AS orders, coalesce(sum(pieces), 0) AS pieces"  # noqa: S608
        f" FROM {_TO_BE_DONE} AND due_day >= ? AND due_day < ? GROUP BY due_day",
        today.isoformat(),
        (today + timedelta(days)).isoformat(),
    )
    by_day = {row["due_day"]: (row["orders"], row["pieces"]) for row in rows}
    usual = _usual_pieces(shop, today)
    coming = (today + timedelta(ahead) for ahead in range(days))
    return [
        PromisedDay(day, *by_day.get(day.isoformat(), (0, 0)), usual.get(day.weekday()))
        for day in coming
    ]


def promised_on(shop: Shop, day: date, limit: int = MOST) -> Sequence[FoundOrder]:
    """Return the orders that are to be ready on a day, and are not yet."""
    shop.rights.require(Right.SEE_FIGURES)
    return _found(
        shop,
        f"{_TO_BE_DONE} AND due_day = ? ORDER BY orders.created LIMIT ?",
        day.isoformat(),
        limit,
    )


def biggest_customers(
    shop: Shop, period: Period, limit: int = MOST_CUSTOMERS
) -> Sequence[CustomerFigures]:
    """Return who brought most in a period, by the value of the orders made."""
    shop.rights.require(Right.SEE_FIGURES)
    clock = DayClock.of(period, shop.parts.options.time_zone)
    rows = shop.mirror.file.rows(
        "SELECT customer_id, count(*) AS orders, coalesce(sum(total_cents), 0) AS cents,"
        " max(created) AS last FROM order_figures"
        " WHERE created >= ? AND created < ? AND customer_id NOT IN ('', '0')"
        " GROUP BY customer_id ORDER BY cents DESC, customer_id LIMIT ?",
        clock.begins,
        clock.ends,
        limit,
    )
    return [_customer(shop, row, None) for row in rows]


def stopped_coming(
    shop: Shop, today: date, limit: int = MOST_CUSTOMERS
) -> Sequence[CustomerFigures]:
    """Return who came regularly and has not for long, who brought most first.

    Regularly is on four days or more, two months apart at most; long is three times as long as
    usual, a month at least.
    """
    shop.rights.require(Right.SEE_FIGURES)
    rows = shop.mirror.file.rows(_STOPPED, begin_of(today, shop.parts.options.time_zone), limit)
    return [_customer(shop, row, max(1, round(row["usual"] / _DAY_SECONDS))) for row in rows]


def _found(shop: Shop, source: str, *values: object) -> list[FoundOrder]:
    """Return orders with whose they are, by the ids that a query finds."""
    rows = shop.mirror.file.rows(f"SELECT order_id FROM {source}", *values)  # noqa: S608
    found = []
    for (order_id,) in rows:
        if known := shop.order(order_id):
            customer = shop.customer(known.value.customer_id)
            found.append(FoundOrder(known.value, customer.value if customer else None))
    return found


def _aged(
    shop: Shop, found: FoundOrder, since: datetime | None, today: date, bands: Sequence[Band]
) -> AgedOrder:
    if since is None:
        return AgedOrder(found, None, None)
    age = (today - since.astimezone(shop.parts.options.time_zone).date()).days
    return AgedOrder(found, age, band_of(bands, age))


def _usual_pieces(shop: Shop, today: date) -> dict[int, int]:
    """Return how many pieces were usually cleaned on each weekday, of late.

    Weekdays of which too few days are known are left out.
    """
    period = Period(today - timedelta(_OF_LATE), today - timedelta(1), "")
    clock = DayClock.of(period, shop.parts.options.time_zone)
    rows = shop.mirror.file.rows(
        f"SELECT {clock.day_of('cleaned')} AS day, coalesce(sum(pieces), 0) AS pieces"  # noqa: S608
        " FROM order_figures WHERE cleaned >= ? AND cleaned < ? GROUP BY day",
        clock.begins,
        clock.ends,
    )
    cleaned = {day_numbered(row["day"]): row["pieces"] for row in rows}
    by_weekday: dict[int, list[int]] = {}
    for day in known_days(shop).of(period):
        by_weekday.setdefault(day.weekday(), []).append(cleaned.get(day, 0))
    return {
        weekday: round(median(pieces))
        for weekday, pieces in by_weekday.items()
        if len(pieces) >= _ENOUGH_DAYS
    }


def _customer(shop: Shop, row: sqlite3.Row, usual_days: int | None) -> CustomerFigures:
    known = shop.customer(row["customer_id"])
    return CustomerFigures(
        row["customer_id"],
        known.value if known else None,
        row["orders"],
        money(row["cents"]),
        datetime.fromtimestamp(row["last"], UTC) if row["last"] else None,
        usual_days,
    )
