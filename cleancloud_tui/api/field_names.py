"""What requests and replies call the same things: `orderNotes` is told as `notes`.

Writes set values by the names of requests, replies tell them by their own: both ways meet here.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from .operations import OPERATIONS, Wire, WireParameters
from .readers.customers import address_in
from .readers.fields import Row as Fields

_ORDER_SAME: Final = (
    "creditUsed",
    "customerID",
    "delivery",
    "deliveryDate",
    "deliveryFee",
    "deliveryReschedule",
    "discount",
    "lockerLocationID",
    "lockerNumber",
    "lockerOrder",
    "minimumAdjust",
    "paid",
    "paymentType",
    "pickupDate",
    "pickupReschedule",
    "priceListID",
    "status",
    "tax2",
    "tax3",
    "tip",
    "tipPercent",
)
"""What orders' requests and replies call the same."""

_ORDER: Final[Mapping[str, str]] = {
    **{name: name for name in _ORDER_SAME},
    "finalTotal": "total",
    "discountPercent": "discountPercentOverride",
    "tax": "tax1",
    "orderNotes": "notes",
    "storeReadyByDate": "deliveryDate",
    "storeReadyByTime": "deliveryTime",
}

_GARMENT: Final[Mapping[str, str]] = {
    "extraNotes": "notes",
    **{name: name for name in ("color1", "color2", "conveyorLocation", "customStatus")},
}

_CUSTOMER: Final[Mapping[str, str]] = {
    "customerName": "Name",
    "customerTel": "Tel",
    "customerEmail": "Email",
    "customerAddress": "Address",
    "customerLat": "Lat",
    "customerLng": "Lng",
    "customerNotes": "Notes",
    **{name: name for name in ("customerAddressInstructions", "customerRoute", "marketingOptIn")},
    **{
        parameter.name: parameter.name
        for parameter in OPERATIONS["updateCustomer"].parameters
        if parameter.wire is Wire.CHOICE
    },
}

_PICKUP: Final[Mapping[str, str]] = {
    parameter.name: parameter.name
    for parameter in OPERATIONS["updateRepeatPickup"].parameters
    if parameter.name != "pickupID"
}

_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "addCustomer": _CUSTOMER,
    "updateCustomer": _CUSTOMER,
    "addOrder": _ORDER,
    "updateOrder": _ORDER,
    "updateGarment": _GARMENT,
    "repeatPickup": _PICKUP,
    "updateRepeatPickup": _PICKUP,
}
"""By the names of requests, the names of replies."""


def patch(operation: str, sent: WireParameters, row: Mapping[str, object]) -> dict[str, object]:
    """Return what a write sets, by the names of replies.

    Args:
        operation: Its wire name.
        sent: Its parameters.
        row: What it changes, as told before.
    """
    names = _NAMES.get(operation, {})
    patched = {names[name]: value for name, value in sent.items() if name in names}
    if names is _ORDER:
        for what in ("pickup", "delivery"):
            if window := _window(what, sent, row):
                patched[f"{what}Time"] = window
    return dict(patched)


def told(operation: str, row: Mapping[str, object]) -> dict[str, object]:
    """Return what a row of a reply, or a part of one, tells of what a write can set.

    It is by the names of requests, as it came but for addresses and windows of time, whose start
    and end are parted; what the row does not tell is missing.
    """
    names = _NAMES.get(operation, {})
    values = {_folded(key): value for key, value in row.items()}
    found: dict[str, object] = {}
    for name, reply_name in names.items():
        value = values.get(_folded(reply_name), values.get(_folded(name)))
        if isinstance(value, str | int | float | Decimal):
            found[name] = value
    if "customerAddress" in found:  # its lines may be parted by ` // `
        found["customerAddress"] = address_in(Fields({"Address": found["customerAddress"]}))
    if names is _ORDER:
        found |= _parted(values)
    return found


def _parted(values: Mapping[str, object]) -> dict[str, object]:
    """Return the starts and ends of an order's windows of time; empty where there is no time."""
    found: dict[str, object] = {}
    for what in ("pickup", "delivery"):
        window = values.get(f"{what}time")
        if window is None:
            continue
        start, _, end = Fields({"window": window}).window("window").replace("–", "-").partition("-")
        found |= {f"{what}Start": start.strip(), f"{what}End": end.strip()}
    if "deliveryStart" in found:
        found["storeReadyByTime"] = found["deliveryStart"]
    return found


def _window(what: str, sent: WireParameters, row: Mapping[str, object]) -> str:
    """Return `10am-11am` of a start and an end, the one that is not sent taken from before."""
    if f"{what}Start" not in sent and f"{what}End" not in sent:
        return ""
    start, _, end = str(row.get(f"{what}Time") or "").partition("-")
    return f"{sent.get(f'{what}Start', start)}-{sent.get(f'{what}End', end or start)}"


def _folded(key: str) -> str:
    return key.replace("_", "").lower()
