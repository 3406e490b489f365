"""What a confirmed write changes in the mirror, so that nothing has to be read again for it.

What the API works out by itself (stamps of time, totals) is left for the next reading.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Final, Protocol

from ...api.field_names import patch
from ...api.operations import WireParameters
from ...api.readers.repeat_pickups import repeat_pickup_row
from ...api.wire import decimal_of
from ..records import Change, Reading, Row
from . import storing

Reply = Mapping[str, object]

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
    row = known_row(operation, sent, connection)
    if row is None:
        return None
    return {key: _value(row, key) for key in patch(operation, sent, row)}


def known_row(operation: str, sent: WireParameters, connection: sqlite3.Connection) -> Row | None:
    """Return the row of the mirror that an update is about; None where it is not known.

    A garment is known where a single one is meant: the API may take any of those with a barcode.
    """
    if operation == "updateOrder":
        sql, key = "SELECT reply FROM orders WHERE id = ? AND deleted = 0", "orderID"
    elif operation == "updateCustomer":
        sql, key = "SELECT reply FROM customers WHERE id = ?", "customerID"
    elif operation == "updateGarment":
        garments = _garment_rows(connection, sent)
        return json.loads(garments[0]["reply"]) if len(garments) == 1 else None
    elif operation == "updateRepeatPickup":
        return _known_schedule(connection, sent)
    else:
        return None
    found = connection.execute(sql, (sent[key],)).fetchone()
    return json.loads(found["reply"]) if found else None


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


_Effect = Callable[[WireParameters, Reply, sqlite3.Connection, Reading], list[Change]]


class _Store(Protocol):
    def __call__(
        self, connection: sqlite3.Connection, rows: list[Row], reading: Reading, /
    ) -> list[str]: ...


def _updating(operation: str, kind: str, store: _Store) -> _Effect:
    """Return the effect of an update of what has a row of its own: an order, a customer."""

    def effect(
        sent: WireParameters, _: Reply, connection: sqlite3.Connection, reading: Reading
    ) -> list[Change]:
        row = known_row(operation, sent, connection)
        if row is None:
            return []
        patched = _with(row, patch(operation, sent, row))
        return _changes(kind, store(connection, [patched], reading))

    return effect


def _add_order(
    sent: WireParameters, reply: Reply, connection: sqlite3.Connection, reading: Reading
) -> list[Change]:
    order_id = _told(reply, "orderID")
    known = connection.execute("SELECT 1 FROM orders WHERE id = ? AND deleted = 0", (order_id,))
    if known.fetchone():  # it was read in the meantime, which tells more
        return []
    row = {
        "createdDate": str(int(reading.asked_at)),
        "paid": "0",
        **patch("addOrder", sent, {}),
        "id": order_id,
    }
    products = sent.get("products")
    if isinstance(products, list):
        row["products"] = [{**each, "pricePerUnit": each.get("price", "")} for each in products]
        row["pieces"] = str(sum(map(_pieces, products)))
    row.setdefault("delivery", "0")
    row["pickup"] = "1" if "pickupDate" in sent else "0"
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
    patched = _with(row, patch("updateGarment", sent, row))
    return _changes(
        "garments", storing.store_garment(connection, rows[0]["order_id"], patched, reading)
    )


def _add_customer(
    sent: WireParameters, reply: Reply, connection: sqlite3.Connection, reading: Reading
) -> list[Change]:
    customer_id = _told(reply, "CustomerID")
    if connection.execute("SELECT 1 FROM customers WHERE id = ?", (customer_id,)).fetchone():
        return []  # read in the meantime, which tells more
    row = {
        "signedUpTimeStamp": str(int(reading.asked_at)),
        **patch("addCustomer", sent, {}),
        "ID": customer_id,
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


_EFFECTS: Final[Mapping[str, _Effect]] = {
    "addCustomer": _add_customer,
    "updateCustomer": _updating("updateCustomer", "customer", storing.store_customers),
    "deleteCustomer": _delete_customer,
    "addOrder": _add_order,
    "updateOrder": _updating("updateOrder", "order", storing.store_orders),
    "deleteOrder": _delete_order,
    "updateGarment": _update_garment,
    "repeatPickup": _forget_pickups,
    "updateRepeatPickup": _forget_pickups,
    "deletePickup": _forget_pickups,
}


def _with(row: Row, values: Row) -> Row:
    """Return a row with a patch in it, under keys of whatever letter case the row has."""
    keys = {key.lower(): key for key in row}
    patched = {**row, **{keys.get(key.lower(), key): value for key, value in values.items()}}
    if "Address" in values:
        patched.pop(keys.get("addressdetailed", ""), None)  # tells the address before
    return patched


def _known_schedule(connection: sqlite3.Connection, sent: WireParameters) -> Row | None:
    found = connection.execute(
        "SELECT reply FROM repeat_pickups WHERE customer_id = ?", (sent["customerID"],)
    ).fetchone()
    rows: list[Row] = json.loads(found["reply"]) if found else []
    schedules = ((row, repeat_pickup_row(row)) for row in rows)
    return next((row for row, each in schedules if each and each.id == sent["pickupID"]), None)


def _garment_rows(connection: sqlite3.Connection, sent: WireParameters) -> list[sqlite3.Row]:
    order_id = sent.get("orderID", "")
    return connection.execute(
        "SELECT order_id, reply FROM garments WHERE barcode = ? AND ? IN ('', order_id)",
        (sent["barcodeID"], order_id),
    ).fetchall()


def _told(reply: Reply, name: str) -> str:
    value = _value(reply, name)
    return "" if value is None else str(value)


def _value(row: Row, name: str) -> object:
    return next((value for key, value in row.items() if key.lower() == name.lower()), None)


def _pieces(product: Mapping[str, str]) -> int:
    """Return the pieces of a whole line of `products`."""
    pieces, quantity = decimal_of(product.get("pieces")), decimal_of(product.get("quantity"))
    return int((pieces or 0) * (quantity or 0))


def _changes(kind: str, ids: list[str]) -> list[Change]:
    return [Change(kind, each) for each in ids]
