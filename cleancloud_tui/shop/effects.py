"""What a confirmed write changes in the mirror, so that nothing has to be read again for it.

Requests and replies name the same things differently (`orderNotes` is told as `notes`): the names
meet here. What the API works out by itself (stamps of time, totals) is left for the next reading.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Final

from ..api.operations import OPERATIONS, Wire, WireParameters
from . import storing
from .records import Change, Reading, Row

Reply = Mapping[str, object]

_ORDER_SAME: Final = frozenset(
    {
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
    }
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

READ_AGAIN: Final[Mapping[str, tuple[str, str]]] = {
    "repeatPickup": ("getPickups", "customerID"),
    "updateRepeatPickup": ("getPickups", "customerID"),
    "deletePickup": ("getPickups", "customerID"),
    "chargeCard": ("getOrders", "orderID"),
    "usePromo": ("getCustomer", "customerID"),
    "convertLoyaltyPoints": ("getCustomer", "customerID"),
}
"""Writes after which something has to be read: the operation, and what it is asked by."""


def before(operation: str, sent: WireParameters, connection: sqlite3.Connection) -> Row | None:
    """Return what a write is about to replace, by the names of replies; None where unknown."""
    row = _known_row(operation, sent, connection)
    if row is None:
        return None
    return {key: row.get(key) for key in _patch(operation, sent, row)}


def put(
    operation: str,
    sent: WireParameters,
    reply: Reply,
    connection: sqlite3.Connection,
    reading: Reading,
) -> list[Change]:
    """Put the effect of a confirmed write into the mirror, and return what changed."""
    effect = _EFFECTS.get(operation)
    return effect(sent, reply, connection, reading) if effect else []


def _update_order(
    sent: WireParameters, _: Reply, connection: sqlite3.Connection, reading: Reading
) -> list[Change]:
    row = _known_row("updateOrder", sent, connection)
    if row is None:
        return []
    patched = _with(row, _patch("updateOrder", sent, row))
    return _changes("order", storing.store_orders(connection, [patched], reading))


def _add_order(
    sent: WireParameters, reply: Reply, connection: sqlite3.Connection, reading: Reading
) -> list[Change]:
    row = {
        "createdDate": str(int(reading.asked_at)),
        "paid": "0",
        **_patch("addOrder", sent, {}),
        "id": _told(reply, "orderID"),
    }
    products = sent.get("products")
    if isinstance(products, list):
        row["products"] = [{**each, "pricePerUnit": each.get("price", "")} for each in products]
    if sent.get("storeOrder") == "1":
        row.setdefault("delivery", "0")
    return _changes("order", storing.store_orders(connection, [row], reading))


def _delete_order(
    sent: WireParameters, _: Reply, connection: sqlite3.Connection, reading: Reading
) -> list[Change]:
    return _changes("order", storing.delete_order(connection, str(sent["orderID"]), reading))


def _update_garment(
    sent: WireParameters, _: Reply, connection: sqlite3.Connection, reading: Reading
) -> list[Change]:
    rows = _garment_rows(connection, sent)
    if len(rows) != 1:  # not known; or which of them the API took is not known
        return []
    row = json.loads(rows[0]["reply"])
    patched = _with(row, _patch("updateGarment", sent, row))
    return _changes(
        "garments", storing.store_garment(connection, rows[0]["order_id"], patched, reading)
    )


def _update_customer(
    sent: WireParameters, _: Reply, connection: sqlite3.Connection, reading: Reading
) -> list[Change]:
    row = _known_row("updateCustomer", sent, connection)
    if row is None:
        return []
    patched = _with(row, _patch("updateCustomer", sent, row))
    return _changes("customer", storing.store_customers(connection, [patched], reading))


def _add_customer(
    sent: WireParameters, reply: Reply, connection: sqlite3.Connection, reading: Reading
) -> list[Change]:
    row = {
        "signedUpTimeStamp": str(int(reading.asked_at)),
        **_patch("addCustomer", sent, {}),
        "ID": _told(reply, "CustomerID"),
    }
    return _changes("customer", storing.store_customers(connection, [row], reading, active=True))


def _delete_customer(
    sent: WireParameters, _: Reply, connection: sqlite3.Connection, reading: Reading
) -> list[Change]:
    customer_id = str(sent["customerID"])
    return _changes("customer", storing.deactivate_customer(connection, customer_id, reading))


def _forget_pickups(
    sent: WireParameters, _: Reply, connection: sqlite3.Connection, _reading: Reading
) -> list[Change]:
    customer_id = str(sent["customerID"])
    return _changes(
        "repeat_pickups", storing.forget_whole(connection, "repeat_pickups", customer_id)
    )


_Effect = Callable[[WireParameters, Reply, sqlite3.Connection, Reading], list[Change]]

_EFFECTS: Final[Mapping[str, _Effect]] = {
    "addCustomer": _add_customer,
    "updateCustomer": _update_customer,
    "deleteCustomer": _delete_customer,
    "addOrder": _add_order,
    "updateOrder": _update_order,
    "deleteOrder": _delete_order,
    "updateGarment": _update_garment,
    "repeatPickup": _forget_pickups,
    "updateRepeatPickup": _forget_pickups,
    "deletePickup": _forget_pickups,
}

_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "addCustomer": _CUSTOMER,
    "updateCustomer": _CUSTOMER,
    "addOrder": _ORDER,
    "updateOrder": _ORDER,
    "updateGarment": _GARMENT,
}


def _patch(operation: str, sent: WireParameters, row: Row) -> dict[str, object]:
    """Return what a write sets, by the names of replies."""
    names = _NAMES.get(operation, {})
    patch: dict[str, object] = {names[name]: value for name, value in sent.items() if name in names}
    if names is _ORDER:
        for what in ("pickup", "delivery"):
            if window := _window(what, sent, row):
                patch[f"{what}Time"] = window
    return patch


def _window(what: str, sent: WireParameters, row: Row) -> str:
    """Return `10am-11am` of a start and an end, the one that is not sent taken from before."""
    if f"{what}Start" not in sent and f"{what}End" not in sent:
        return ""
    start, _, end = str(row.get(f"{what}Time") or "").partition("-")
    return f"{sent.get(f'{what}Start', start)}-{sent.get(f'{what}End', end or start)}"


def _with(row: Row, patch: Row) -> Row:
    """Return a row with a patch in it, under keys of whatever letter case the row has."""
    keys = {key.lower(): key for key in row}
    patched = {**row, **{keys.get(key.lower(), key): value for key, value in patch.items()}}
    if "Address" in patch:
        patched.pop(keys.get("addressdetailed", ""), None)  # tells the address before
    return patched


def _known_row(operation: str, sent: WireParameters, connection: sqlite3.Connection) -> Row | None:
    if operation == "updateOrder":
        sql, key = "SELECT reply FROM orders WHERE id = ? AND deleted = 0", "orderID"
    elif operation == "updateCustomer":
        sql, key = "SELECT reply FROM customers WHERE id = ?", "customerID"
    elif operation == "updateGarment":
        garments = _garment_rows(connection, sent)
        return json.loads(garments[0]["reply"]) if len(garments) == 1 else None
    else:
        return None
    found = connection.execute(sql, (sent[key],)).fetchone()
    return json.loads(found["reply"]) if found else None


def _garment_rows(connection: sqlite3.Connection, sent: WireParameters) -> list[sqlite3.Row]:
    order_id = sent.get("orderID", "")
    return connection.execute(
        "SELECT order_id, reply FROM garments WHERE barcode = ? AND ? IN ('', order_id)",
        (sent["barcodeID"], order_id),
    ).fetchall()


def _told(reply: Reply, name: str) -> str:
    return next((str(value) for key, value in reply.items() if key.lower() == name.lower()), "")


def _changes(kind: str, ids: list[str]) -> list[Change]:
    return [Change(kind, each) for each in ids]
