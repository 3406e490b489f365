"""What stands on the form of an order, and what is sent of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ...api.models.orders import Order
from ...api.wire import decimal_of
from ...shop.orders.fields import KNOWN, OrderField
from ...shop.stock.catalogue import known_price_lists
from ...shop.writes.typed_fields import changes_of
from ...widgets.form import Field, Section

if TYPE_CHECKING:
    from ...shop.shop import Shop

_DAY_HINT: Final = "tue, +7, sat 5 dec"
_MOVED_BY: Final = {"": "–", "1": "by staff", "2": "by the customer"}

_MONEY: Final = (
    Field(OrderField.MINIMUM, "To the minimum", "0.00"),
    Field(OrderField.DISCOUNT, "Discount", "0.00"),
    Field(OrderField.DISCOUNT_PERCENT, "Discount %", "0"),
    Field(OrderField.TIP, "Tip", "0.00"),
    Field(OrderField.TIP_PERCENT, "Tip %", "0"),
    Field(OrderField.CREDIT, "Credit used", "0.00"),
    Field(OrderField.DELIVERY_FEE, "Delivery fee", "0.00"),
    Field(OrderField.TAX, "Tax", "0.00"),
    Field(OrderField.TAX_2, "Tax 2", "0.00"),
    Field(OrderField.TAX_3, "Tax 3", "0.00"),
)


def sections_for(order: Order, shop: Shop) -> tuple[Section, ...]:
    """Return the form's sections; days and times are named for what they are to this order."""
    due = "Delivery" if order.is_delivery else "Ready"
    logistics = (
        Field(OrderField.PICKUP_DAY, "Pickup day", _DAY_HINT),
        Field(OrderField.DELIVERY_DAY, f"{due} day", _DAY_HINT),
        Field(OrderField.PICKUP_START, "Pickup from", "10am"),
        Field(OrderField.DELIVERY_START, f"{due} from", "5pm"),
        Field(OrderField.PICKUP_END, "Pickup to", "12pm"),
        Field(OrderField.DELIVERY_END, f"{due} to", "7pm"),
        Field(OrderField.PICKUP_MOVED, "Pickup moved", choices=_MOVED_BY),
        Field(OrderField.DELIVERY_MOVED, f"{due} moved", choices=_MOVED_BY),
        Field(OrderField.DELIVERY, "Delivered", choices={"0": "no", "1": "yes"}),
        Field(
            OrderField.NOTIFY,
            "Tell by",
            choices={"": "as it is", "1": "SMS", "2": "email", "3": "nothing", "4": "email & SMS"},
        ),
        Field(OrderField.PRICE_LIST, "Price list", "0 for the default", choices=_price_lists(shop)),
    )
    notes = Field(OrderField.NOTES, "Notes", lines=2, is_wide=True)
    return (Section("order", "", (notes, *logistics, *_MONEY)),)


def form_of(order: Order) -> dict[str, str]:
    """Return what stands in the form of an order at first; no amount for nothing."""
    from ...shop.orders.edit import values_of

    values = values_of(order)
    for field in _MONEY:
        values[field.name] = values[field.name] if decimal_of(values[field.name]) else ""
    return {
        **values,
        OrderField.DELIVERY: values[OrderField.DELIVERY] or "0",
        OrderField.PRICE_LIST: order.price_list_id or "0",
        OrderField.NOTIFY: "",
    }


def to_send(before: Mapping[str, str], form: Mapping[str, str], today: date) -> dict[str, str]:
    """Return what was changed in a form, by `OrderField`.

    Raises:
        BadParametersError: Something that was typed can't be read.
    """
    emptied = {each.name: "0" for each in _MONEY if before.get(each.name) and not form[each.name]}
    return changes_of(KNOWN, before, {**form, **emptied}, today)


def credit_for(order: Order, shop: Shop, customer_id: str) -> Decimal | None:
    """Return how much credit an order may use: what a customer has left, and what it uses.

    Args:
        order: The order.
        shop: Knows the customer.
        customer_id: Whose order it is to be.

    Returns:
        None where the credit is not known.
    """
    known = shop.customer(customer_id)
    if known is None or known.value.credit is None:
        return None
    used = order.credit_used if customer_id == order.customer_id else None
    return known.value.credit + (used or Decimal(0))


def _price_lists(shop: Shop) -> dict[str, str]:
    """Return the names of the price lists by their ids, where they were read before."""
    return {each.id: each.name for each in known_price_lists(shop)}
