"""A new order in words: whose it is, what is agreed, what was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...api.models.orders import OrderKind
from ...shop.orders.fields import OrderField
from ...shop.orders.new_order import NewOrder
from ...widgets.table import Row
from ...wording.values import Wording, counted, joined, number

if TYPE_CHECKING:
    from ...api.models.customers import Customer
    from ...shop.orders.item import OrderItem


def who_in_words(order: NewOrder, customer: Customer | None, wording: Wording) -> str:
    """Return whose order it is, and what credit there is."""
    if customer is None:
        return f"New order of customer {order.customer_id}"
    credit = f"credit {wording.money(customer.credit)}" if customer.credit else ""
    return joined(f"New order of {customer.name}", customer.phone, credit)


def agreed_in_words(order: NewOrder, wording: Wording) -> str:
    """Return the pieces, the kind, the days, and what else was agreed.

    The discount stands in the sum once there is something to sum up.
    """
    typed = order.text
    is_delivered = order.kind is not OrderKind.STORE and typed(OrderField.DELIVERY) == "1"
    return joined(
        counted(order.pieces, "piece"),
        order.kind.label,
        _when(order, wording),
        f"delivery {_day(order, 'deliveryDate', wording)} {typed('deliveryStart')}" * is_delivered,
        f"discount {typed('discount')}" * (bool(typed(OrderField.DISCOUNT)) and not order.items),
        "EXPRESS" * (typed(OrderField.EXPRESS) == "1"),
        f"code {typed('promoCode')}" * bool(typed(OrderField.PROMO_CODE)),
        typed(OrderField.NOTES),
    )


def item_row(place: int, item: OrderItem, wording: Wording) -> Row:
    """Return the row of an item that was taken, keyed by its place."""
    many = f"{number(item.quantity)} × " if item.quantity != 1 else ""
    amount = wording.money(item.amount)
    return Row(str(place), (f"{many}{item.name}", str(item.all_pieces), amount))


def _when(order: NewOrder, wording: Wording) -> str:
    match order.kind:
        case OrderKind.STORE:
            day = _day(order, OrderField.READY_DAY, wording)
            return f"ready {day} {order.text('storeReadyByTime')}"
        case OrderKind.PICKUP:
            return f"pickup {_day(order, 'pickupDate', wording)} {order.text('pickupStart')}"
        case OrderKind.LOCKER:
            return f"locker {order.text('lockerNumber') or '?'}"


def _day(order: NewOrder, name: str, wording: Wording) -> str:
    day = order.day(name)
    return wording.day(day) if day else "?"
