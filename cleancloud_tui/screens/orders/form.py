"""What stands on the form of an order, and what is sent of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ...api.models.orders import Order
from ...api.operations import OPERATIONS
from ...api.wire import decimal_of
from ...shop.typed_fields import changes_of
from ...widgets.form import Field, Section

if TYPE_CHECKING:
    from ...shop.shop import Shop

_DAY_HINT: Final = "tue, +7, sat 5 dec"
_MOVED_BY: Final = {"": "–", "1": "by staff", "2": "by the customer"}

_MONEY: Final = (
    Field("minimumAdjust", "To the minimum", "0.00"),
    Field("discount", "Discount", "0.00"),
    Field("discountPercent", "Discount %", "0"),
    Field("tip", "Tip", "0.00"),
    Field("tipPercent", "Tip %", "0"),
    Field("creditUsed", "Credit used", "0.00"),
    Field("deliveryFee", "Delivery fee", "0.00"),
    Field("tax", "Tax", "0.00"),
    Field("tax2", "Tax 2", "0.00"),
    Field("tax3", "Tax 3", "0.00"),
)


def sections_for(order: Order, shop: Shop) -> tuple[Section, ...]:
    """Return the form's sections; days and times are named for what they are to this order."""
    due = "Delivery" if order.is_delivery else "Ready"
    logistics = (
        Field("pickupDate", "Pickup day", _DAY_HINT),
        Field("deliveryDate", f"{due} day", _DAY_HINT),
        Field("pickupStart", "Pickup from", "10am"),
        Field("deliveryStart", f"{due} from", "5pm"),
        Field("pickupEnd", "Pickup to", "12pm"),
        Field("deliveryEnd", f"{due} to", "7pm"),
        Field("pickupReschedule", "Pickup moved", choices=_MOVED_BY),
        Field("deliveryReschedule", f"{due} moved", choices=_MOVED_BY),
        Field("delivery", "Delivered", choices={"0": "no", "1": "yes"}),
        Field(
            "notifyMethod",
            "Tell by",
            choices={"": "as it is", "1": "SMS", "2": "email", "3": "nothing", "4": "email & SMS"},
        ),
        Field("priceListID", "Price list", "0 for the default", choices=_price_lists(shop)),
    )
    notes = Field("orderNotes", "Notes", lines=2, is_wide=True)
    return (Section("order", "", (notes, *logistics, *_MONEY)),)


def form_of(order: Order) -> dict[str, str]:
    """Return what stands in the form of an order at first; no amount for nothing."""
    from ...shop.orders.edit import values_of

    values = values_of(order)
    for field in _MONEY:
        values[field.name] = values[field.name] if decimal_of(values[field.name]) else ""
    return {
        **values,
        "delivery": values["delivery"] or "0",
        "priceListID": order.price_list_id or "0",
        "notifyMethod": "",
    }


def to_send(before: Mapping[str, str], form: Mapping[str, str], today: date) -> dict[str, str]:
    """Return what was changed in a form, by the names of `updateOrder`.

    Raises:
        BadParametersError: Something that was typed can't be read.
    """
    emptied = {each.name: "0" for each in _MONEY if before.get(each.name) and not form[each.name]}
    return changes_of(OPERATIONS["updateOrder"], before, {**form, **emptied}, today)


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
    from ...api.readers.stock import price_lists

    known = shop.known_reply("getPriceLists")
    return {each.id: each.name for each in price_lists(known.value)} if known else {}
