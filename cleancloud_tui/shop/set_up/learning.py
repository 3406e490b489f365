"""What a shop's recent orders and its oldest customer tell of how it is set up.

Nothing is concluded from few orders, and nothing of which most orders do not tell the same: what
is not learned is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeVar

from ...api.operations.rules import TAXES
from ..orders.totals import charges_of, tax_and_base
from .percentage import Span, percentage_within

if TYPE_CHECKING:
    from ...api.models.orders import Order
    from ..shop import Shop

RECENT: Final = 100
"""Orders that are looked at, the newest."""

LEAST: Final = 8
"""Of fewer orders nothing is concluded."""

_LEAST_ALIKE: Final = 3
"""Orders that have to tell the same of what only few orders have, such as a fee."""

_ASKED_DAYS: Final = (30, 3)
"""Days whose orders are read where too few are known; fewer where those are too many to come."""

_HALF_CENT: Final = Decimal("0.005")

_SLACK: Final = Decimal("0.02")
"""By how much what is taxed may be off where the taxes, each rounded, are taken out of it."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned; None stands for what was not.

    Attributes:
        orders: How many were looked at.
        taxes: Taxes 1, 2 and 3 in percent; 0 for one that no order bears.
        bearing: How many of the orders bear taxes 1, 2 and 3.
        tax_included: Whether prices include the taxes.
        express: What express adds, in percent.
        minimum: To what the items of an order are lifted.
        delivery_fee: What is asked for a delivery.
        ready_days: Days from taking in to ready.
        first_day: When the oldest customer signed up; only where all customers are known.
    """

    orders: int = 0
    taxes: tuple[Decimal | None, Decimal | None, Decimal | None] = (None, None, None)
    bearing: tuple[int, int, int] = (0, 0, 0)
    tax_included: bool | None = None
    express: Decimal | None = None
    minimum: Decimal | None = None
    delivery_fee: Decimal | None = None
    ready_days: int | None = None
    first_day: date | None = None


async def learn(shop: Shop) -> Learned:
    """Return what a shop tells: from the mirror, or read for it in a request or two.

    Raises:
        CleanCloudError: Too little is known here, and it could not be read.
    """
    if len(_orders(shop)) < LEAST:
        await _read_recent(shop)
    return known_of(shop)


def known_of(shop: Shop) -> Learned:
    """Return what the mirror tells; nothing is asked."""
    from ..sync.first_fill import FILLED_AT

    zone = shop.parts.options.time_zone
    signed_up = shop.mirror.coverage.first_sign_up()
    is_whole = bool(shop.mirror.facts.get(FILLED_AT))
    first = datetime.fromtimestamp(signed_up, UTC).astimezone(zone) if signed_up else None
    return learned(_orders(shop), zone, first.date() if first and is_whole else None)


def learned(orders: Sequence[Order], zone: tzinfo, first_day: date | None = None) -> Learned:
    """Return what orders tell.

    Args:
        orders: Recent ones whose total is known.
        zone: The shop's: an order is made on a day of it.
        first_day: When the oldest customer signed up.
    """
    if len(orders) < LEAST:
        return Learned(len(orders), first_day=first_day)
    included = _tax_included(orders)
    first, second, third = (
        _borne(orders, number, tax_included=bool(included)) for number in range(len(TAXES))
    )
    return Learned(
        orders=len(orders),
        taxes=(_percent(first), _percent(second), _percent(third)),
        bearing=(len(first), len(second), len(third)),
        tax_included=included,
        express=_alike(each.express_percent for each in orders if each.express_percent),
        minimum=_alike(_minimums(orders, tax_included=bool(included))),
        delivery_fee=_alike(each.delivery_fee for each in orders if each.delivery_fee),
        ready_days=_alike(_days_taken(orders, zone)),
        first_day=first_day,
    )


def _orders(shop: Shop) -> Sequence[Order]:
    return [order for order in shop.mirror.newest_orders(RECENT) if order.total]


async def _read_recent(shop: Shop) -> None:
    from ...api.errors import AskingRefusedError, RefusedError
    from ..mirror.order_filter import OrderFilter

    today = shop.now().astimezone(shop.parts.options.time_zone).date()
    for days in _ASKED_DAYS:
        try:
            await shop.ask.refresh_orders_made(OrderFilter(today - timedelta(days), today))
        except AskingRefusedError:
            raise
        except RefusedError:  # too many to come at once
            continue
        return


def _tax_included(orders: Iterable[Order]) -> bool | None:
    """Tell whether prices include the taxes: then the items come to the total without them."""
    votes: Counter[bool] = Counter()
    for order in orders:
        lines = [(line.price, line.quantity) for line in order.lines]
        prices = [price * quantity for price, quantity in lines if price and quantity]
        if not any((order.tax, order.tax2, order.tax3)) or len(prices) < max(1, len(lines)):
            continue
        for is_included in (False, True):
            charges = charges_of(order, tax_included=is_included)
            votes[is_included] += bool(charges and charges.items == sum(prices))
    [(winner, most)] = votes.most_common(1) or [(False, 0)]
    return winner if most >= _LEAST_ALIKE and most > votes[not winner] * 2 else None


def _borne(orders: Sequence[Order], number: int, *, tax_included: bool) -> list[Span]:
    """Return between which percentages a tax was, of each order that bears it."""
    slack = _SLACK if tax_included else Decimal(0)
    found = (tax_and_base(each, number, tax_included=tax_included) for each in orders)
    return [_span(*each, slack) for each in found if each and each[1] > slack]


def _span(tax: Decimal, base: Decimal, slack: Decimal) -> Span:
    low, high = (tax - _HALF_CENT) * 100, (tax + _HALF_CENT) * 100
    return low / (base + slack), high / (base - slack)


def _percent(borne: Sequence[Span]) -> Decimal | None:
    """Return the percentage by which the tax of most that bear it comes out to the cent."""
    if not borne:
        return Decimal(0)
    if len(borne) < _LEAST_ALIKE:
        return None
    return percentage_within(borne)


def _minimums(orders: Iterable[Order], *, tax_included: bool) -> Iterable[Decimal]:
    for order in orders:
        charges = charges_of(order, tax_included=tax_included) if order.minimum_adjust else None
        if charges is not None:
            yield charges.net + charges.minimum_adjust


def _days_taken(orders: Iterable[Order], zone: tzinfo) -> Iterable[int]:
    for order in orders:
        if order.created and order.delivery_day and not (order.is_pickup or order.is_delivery):
            days = (order.delivery_day - order.created.astimezone(zone).date()).days
            if days >= 0:
                yield days


def _alike(values: Iterable[Value]) -> Value | None:
    """Return what most of the values are."""
    counted = Counter(values)
    for value, most in counted.most_common(1):
        if most >= _LEAST_ALIKE and most * 2 > counted.total():
            return value
    return None
