"""What an order costs.

All of it is cents. The total is: the items, less the discount, raised to the minimum, with the
fees, the taxes and the tip, less the credit used.
"""

from __future__ import annotations

from random import Random
from typing import Final

from ....api.wire import decimal_of
from ...percentages import EXPRESS_PERCENT, percent
from ..catalogue import catalogue
from ..chance import is_true, pick, whole
from .items import BroughtItem
from .order import OrderRow

_FREE_DELIVERY: Final = 4_000
"""From this value of the items on, delivery is free."""

_DELIVERY_FEE: Final = 350

_DELIVERY_MINIMUM: Final = 1_500
"""What a driver's order is raised to."""

_CREDIT_USERS: Final = 10
"""Of a hundred orders of customers with credit, how many use it."""


def reckon(
    order: OrderRow,
    items: list[BroughtItem],
    rng: Random,
    *,
    discount_percent: str,
    tax1_exempt: bool,
    credit: int,
) -> None:
    """Set an order's money by its items; what was agreed before, by hand even, is kept.

    Args:
        order: The order; its items' price list is known.
        items: What it holds.
        rng: Where discounts, tips and the use of credit are drawn from.
        discount_percent: What the customer has off every order.
        tax1_exempt: Whether the customer pays no sales tax.
        credit: What the customer has, and may want to use.
    """
    values = [(item, _value(order, item)) for item in items]
    order.subtotal = sum(value for _, value in values)
    _take_off(order, rng, discount_percent)
    _add_fees(order)
    _add_taxes(order, values, tax1_exempt=tax1_exempt)
    _add_tip(order, rng)
    due = (
        order.subtotal
        - order.discount
        + order.minimum_adjust
        + order.express_fee
        + order.delivery_fee
        + order.tax1
        + order.tax2
        + order.tip
    )
    if is_true(rng, _CREDIT_USERS) and not order.credit_used:
        order.credit_used = min(credit, due // 2)
    order.total = max(0, due - order.credit_used)


def _value(order: OrderRow, item: BroughtItem) -> int:
    """Return what an item costs with its upcharge."""
    value = _times(item.product.price(order.price_list_id), item.amount)
    if item.upcharge:
        value += _times(item.upcharge.price(order.price_list_id), item.amount)
    return value


def _times(price: int, hundredths: int) -> int:
    return price * hundredths // 100


def _take_off(order: OrderRow, rng: Random, discount_percent: str) -> None:
    if order.discount_percent == "0" and not order.discount:
        if discount_percent == "0" and is_true(rng, 3):
            discount_percent = "20"
        if discount_percent != "0":
            order.discount_percent = discount_percent
        elif is_true(rng, 3):
            order.discount = 100 * whole(rng, 1, 5)
    if order.discount_percent != "0":
        order.discount = percent(order.subtotal, _rate(order.discount_percent))
    order.discount = min(order.subtotal, order.discount)


def _add_fees(order: OrderRow) -> None:
    net = order.subtotal - order.discount
    if order.express:
        order.express_fee_percent = str(EXPRESS_PERCENT)
        order.express_fee = percent(net, EXPRESS_PERCENT * 100)
    if order.delivery:
        order.minimum_adjust = order.minimum_adjust or max(0, _DELIVERY_MINIMUM - net)
        order.delivery_fee = order.delivery_fee or (_DELIVERY_FEE if net < _FREE_DELIVERY else 0)


def _add_taxes(
    order: OrderRow, values: list[tuple[BroughtItem, int]], *, tax1_exempt: bool
) -> None:
    """Tax the items, each with its share of the discount."""
    sold = catalogue()
    net = order.subtotal - order.discount
    taxed = sum(value for item, value in values if item.product.taxed)
    solvent = sum(value for item, value in values if item.product.solvent)
    order.tax1 = 0 if tax1_exempt else percent(taxed * net // order.subtotal, sold.tax1)
    order.tax2 = percent(solvent * net // order.subtotal, sold.tax2)


def _add_tip(order: OrderRow, rng: Random) -> None:
    """Drivers are tipped; the counter rarely is."""
    if order.tip_percent == "0" and not order.tip and is_true(rng, 25 if order.delivery else 3):
        if is_true(rng, 60):
            order.tip_percent = pick(rng, ("10", "15", "20"))
        else:
            order.tip = 100 * whole(rng, 1, 5)
    if order.tip_percent != "0":
        order.tip = percent(order.subtotal, _rate(order.tip_percent))


def _rate(percent: str) -> int:
    """Return hundredths of a percent."""
    return int((decimal_of(percent) or 0) * 100)
