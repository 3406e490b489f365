"""The figures of a day or of many, wherever they come from; what is not known is None."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from functools import reduce
from typing import Any

Amount = int | Decimal
"""A count, or money in the shop's currency."""


@dataclass(frozen=True, slots=True)
class Section:
    """What was ordered of a section of the shop's products.

    Attributes:
        quantity: How much of it: pieces, or pounds of what is weighed.
        amount: What that comes to, without discounts, fees and taxes; None where a price is
            not known.
    """

    quantity: Decimal = Decimal(0)
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """The shop's figures of some days. Every one may be unknown.

    Attributes:
        orders: Orders made.
        pieces: Pieces of these.
        sales: Value of these, paid or not.
        revenue: Money received, whenever the orders were made.
        by_payment_type: Of it, by way of payment: Cash, Card, Check, Other, ….
        cleaned, completed: Orders on which that was done.
        unpaid_orders, unpaid_total: Of the orders made, what is not paid and on no invoice.
        unique_customers: Who made an order.
        new_customers: Who signed up.
        by_section: Of the orders made, by section of the shop's products, as far as the lines of
            orders are known.
        pickup_orders, store_orders: Of the orders made, those that are picked up, and the others.
        express_orders, express_fees: Of the orders made, those with a surcharge for express.
        discounts, tips, tax: Money in the orders made.
        others: Figures that CleanCloud told under names that are not known here, as they came.
    """

    orders: int | None = None
    pieces: int | None = None
    sales: Decimal | None = None
    revenue: Decimal | None = None
    by_payment_type: Mapping[str, Decimal] | None = None
    cleaned: int | None = None
    completed: int | None = None
    unpaid_orders: int | None = None
    unpaid_total: Decimal | None = None
    unique_customers: int | None = None
    new_customers: int | None = None
    by_section: Mapping[str, Section] | None = None
    pickup_orders: int | None = None
    store_orders: int | None = None
    express_orders: int | None = None
    express_fees: Decimal | None = None
    discounts: Decimal | None = None
    tips: Decimal | None = None
    tax: Decimal | None = None
    others: Mapping[str, str] = field(default_factory=dict)

    def completed_by(self, others: Figures) -> Figures:
        """Return these figures, and those of others in the place of what is unknown."""
        lacking = (each.name for each in fields(self) if getattr(self, each.name) is None)
        return replace(self, **{name: getattr(others, name) for name in lacking})

    @property
    def average_order(self) -> Decimal | None:
        """What an order comes to on average, to the cent; None without orders."""
        return _ratio(self.sales, self.orders)

    @property
    def pieces_an_order(self) -> Decimal | None:
        """How many pieces an order has on average, to the hundredth; None without orders."""
        return _ratio(self.pieces, self.orders)


AMOUNTS: tuple[str, ...] = tuple(
    each.name
    for each in fields(Figures)
    if each.name not in ("by_payment_type", "by_section", "others")
)
"""The figures that are a single count or amount, by their names, in the order of the class."""


def summed(days: Iterable[Figures], *, known_only: bool = False) -> Figures:
    """Return what days come to; a figure that one of them lacks is unknown.

    Unique customers can't be added up, for who came on two days is one customer: unknown too,
    unless there is only one day.

    Args:
        days: Their figures.
        known_only: Whether a figure is what those days come to that have it.
    """
    told = list(days)
    if len(told) == 1:
        return told[0]
    amounts: dict[str, Any] = {
        name: _sum([getattr(each, name) for each in told], known_only) for name in AMOUNTS
    }
    ways = [each.by_payment_type for each in told if each.by_payment_type is not None]
    return Figures(
        **{**amounts, "unique_customers": None},
        by_payment_type=_by_way(ways) if ways and len(ways) == len(told) else None,
        others=_others([each.others for each in told]),
    )


def _ratio(of: Amount | None, by: int | None) -> Decimal | None:
    return round(Decimal(of) / by, 2) if of is not None and by else None


def _sum(values: list[Amount | None], known_only: bool) -> Amount | None:
    known = [value for value in values if value is not None]
    is_known = bool(known) and (known_only or len(known) == len(values))
    return sum(known[1:], known[0]) if is_known else None


def _by_way(ways: list[Mapping[str, Decimal]]) -> Mapping[str, Decimal]:
    names = dict.fromkeys(name for each in ways for name in each)
    return {name: sum((each.get(name, Decimal(0)) for each in ways), Decimal(0)) for name in names}


def _others(told: list[Mapping[str, str]]) -> Mapping[str, str]:
    """Add up what are numbers; of all else the last one that was told stands."""
    return reduce(_added, told, {})


def _added(before: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    put = {name: _plus(before.get(name), value) for name, value in more.items()}
    return {**before, **put}


def _plus(one: str | None, other: str) -> str:
    from ...api.wire import decimal_of

    if one is None:
        return other
    first, second = decimal_of(one), decimal_of(other)
    return other if first is None or second is None else f"{first + second:f}"
