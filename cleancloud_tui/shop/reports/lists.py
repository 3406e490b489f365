"""The lists behind the figures: orders and customers, from the mirror alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from .patterns import Band
from .periods import Period

if TYPE_CHECKING:
    from ...api.models.customers import Customer
    from ..mirror.todays_work import FoundOrder
    from ..shop import Shop

MOST: Final = 500
"""Rows of a list: more are of no use to anybody on a screen."""


@dataclass(frozen=True, slots=True)
class AgedOrder:
    """An order in a list by age, with whose it is, if known.

    Attributes:
        age: In days, since it was made; of an uncollected one, since it was ready.
    """

    found: FoundOrder
    age: int
    band: Band


@dataclass(frozen=True, slots=True)
class PromisedDay:
    """What is promised for a day.

    Attributes:
        orders, pieces: Open orders that are to be ready then, and their pieces.
        usual: Pieces that were usually cleaned on such a weekday; None where that is not known.
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
    del shop, day, limit
    return ()


def unpaid_by_age(shop: Shop, today: date, limit: int = MOST) -> Sequence[AgedOrder]:
    """Return what is not paid, the oldest first."""
    del shop, today, limit
    return ()


def uncollected_by_age(shop: Shop, today: date, limit: int = MOST) -> Sequence[AgedOrder]:
    """Return what is ready and was not collected, what waits longest first."""
    del shop, today, limit
    return ()


def overdue(shop: Shop, today: date, limit: int = MOST) -> Sequence[FoundOrder]:
    """Return what should be ready and is not, the latest first."""
    del shop, today, limit
    return ()


def promised(shop: Shop, today: date, days: int = 14) -> Sequence[PromisedDay]:
    """Return what is promised for the coming days, today among them."""
    del shop, today, days
    return ()


def promised_on(shop: Shop, day: date, limit: int = MOST) -> Sequence[FoundOrder]:
    """Return the open orders that are to be ready on a day."""
    del shop, day, limit
    return ()


def biggest_customers(shop: Shop, period: Period, limit: int = 100) -> Sequence[CustomerFigures]:
    """Return who brought most in a period, by the value of the orders made."""
    del shop, period, limit
    return ()


def stopped_coming(shop: Shop, today: date, limit: int = 100) -> Sequence[CustomerFigures]:
    """Return who came regularly and has not for long, who brought most first."""
    del shop, today, limit
    return ()
