"""The form of an order: its fields, what stands in them, and what of it is to be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from ..api.models.orders import Order
from ..api.operations import OPERATIONS
from .form_fields import Field
from .forms import changed_fields, day_typed

if TYPE_CHECKING:
    from ..shop.shop import Shop

ASKED_BY: Final = "askedBy"
"""The field that says who asked for another day or time."""

_AMOUNTS: Final = (
    Field("discount", "Discount", "5.00"),
    Field("discountPercent", "Discount %", "10"),
    Field("creditUsed", "Credit used", "5.00"),
    Field("minimumAdjust", "To the minimum", "5.00"),
    Field("tip", "Tip", "3.50"),
    Field("tipPercent", "Tip %", "15"),
    Field("deliveryFee", "Delivery fee", "3.50"),
    Field("tax", "Tax", "1.20"),
    Field("tax2", "Tax 2", "1.20"),
    Field("tax3", "Tax 3", "1.20"),
)
"""Of these, an empty one means zero."""

FIELDS: Final = (
    Field("pickupDate", "Pickup day", "2026-11-25, tue, +7"),
    Field("pickupTime", "Pickup time", "10am-12pm"),
    Field("deliveryDate", "Delivery day", "2026-11-25, tue, +7"),
    Field("deliveryTime", "Delivery time", "5pm, or 5pm-7pm"),
    Field("delivery", "Delivered"),
    Field(ASKED_BY, "Move asked by"),
    Field("notifyMethod", "Tell by"),
    Field("priceListID", "Price list"),
    *_AMOUNTS,
)

_AT_COUNTER: Final = {"deliveryDate": "Ready by", "deliveryTime": "Ready at"}
_DAYS: Final = ("pickupDate", "deliveryDate")
_TIMES: Final = {"pickupTime": "pickup", "deliveryTime": "delivery"}


def fields_for(order: Order) -> list[Field]:
    """Return the fields, those of a delivery named for what they are at the counter."""
    if order.is_delivery:
        return list(FIELDS)
    return [replace(field, label=_AT_COUNTER.get(field.name, field.label)) for field in FIELDS]


def form_of(order: Order) -> dict[str, str]:
    """Return what stands in the form of an order at first."""
    from ..shop.order_edit import values_of

    return {
        **values_of(order),
        "pickupTime": order.pickup_time,
        "deliveryTime": order.delivery_time,
        "delivery": "1" if order.is_delivery else "0",
        "priceListID": order.price_list_id or "0",
        ASKED_BY: "1",
        "notifyMethod": "",
    }


def choices_for(order: Order, shop: Shop) -> dict[str, Mapping[str, str]]:
    """Return the labels of what is chosen from a list, by their codes."""
    notify = OPERATIONS["updateOrder"].parameter("notifyMethod")
    return {
        "delivery": {"0": "no", "1": "yes"},
        ASKED_BY: {"1": "staff", "2": "customer"},
        "notifyMethod": {"": "as it is", **(notify.choices if notify else {})},
        "priceListID": price_lists_for(order, shop),
    }


def price_lists_for(order: Order, shop: Shop) -> dict[str, str]:
    """Return the names of the price lists that are known, the order's own first in any case."""
    from ..api.readers.stock import price_lists

    known = shop.known_reply("getPriceLists")
    named = {each.id: each.name for each in (price_lists(known.value) if known else ())}
    own = order.price_list_id or "0"
    return {own: named.get(own, "default" if own == "0" else own), **named}


def to_send(before: Mapping[str, str], form: Mapping[str, str], today: date) -> dict[str, str]:
    """Return what was changed in a form, by the names of `updateOrder`."""
    changed = changed_fields(before, form)
    changed.pop(ASKED_BY, None)  # it goes with a move, and tells nothing by itself
    for name, what in _TIMES.items():
        if name in changed:
            start, _, end = changed.pop(name).partition("-")
            changed |= {f"{what}Start": start.strip(), f"{what}End": (end or start).strip()}
    for name in _DAYS:
        if name in changed and (day := day_typed(changed[name], today)):
            changed[name] = day.isoformat()
    for field in _AMOUNTS:
        if changed.get(field.name) == "":
            changed[field.name] = "0"
    return changed
