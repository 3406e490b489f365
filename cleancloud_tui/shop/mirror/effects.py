"""What a confirmed write changes in the mirror, so that nothing has to be read again for it.

What the API works out by itself (stamps of time, totals) is left for the next reading.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Protocol

from ...api.field_names import patch
from ...api.operations import OPERATIONS, Operation, WireParameters
from ...api.readers.fields import key_of, value_of
from ...api.readers.repeat_pickups import repeat_pickup_row
from ...api.wire import decimal_of
from ..records import Change, Reading, Row
from . import storing

Reply = Mapping[str, object]

KnownRow = Callable[[WireParameters, sqlite3.Connection], Row | None]
"""Finds the row of the mirror that an update is about; None where it is not known."""

Effect = Callable[[WireParameters, Reply, sqlite3.Connection, Reading], list[Change]]
"""Puts what a confirmed write does into the mirror, and returns what changed."""


def replaced(
    operation: Operation, sent: WireParameters, known: Row | None
) -> dict[str, object] | None:
    """Return what a write is about to replace, by the names of replies; None where unknown.

    Args:
        operation: The write.
        sent: Its parameters.
        known: The row that it sets values of.
    """
    if known is None:
        return None
    return {key: value_of(known, key) for key in patch(operation, sent, known)}


def known_order(sent: WireParameters, connection: sqlite3.Connection) -> Row | None:
    """Return the row of an order."""
    sql = "SELECT reply FROM orders WHERE id = ? AND deleted = 0"
    return _row(connection.execute(sql, (sent["orderID"],)))


def known_customer(sent: WireParameters, connection: sqlite3.Connection) -> Row | None:
    """Return the row of a customer."""
    sql = "SELECT reply FROM customers WHERE id = ?"
    return _row(connection.execute(sql, (sent["customerID"],)))


def known_garment(sent: WireParameters, connection: sqlite3.Connection) -> Row | None:
    """Return the row of a garment, where a single one is meant.

    The API may take any of those with a barcode.
    """
    garments = _garment_rows(connection, sent)
    return json.loads(garments[0]["reply"]) if len(garments) == 1 else None


def known_schedule(sent: WireParameters, connection: sqlite3.Connection) -> Row | None:
    """Return the row of a repeat pickup."""
    sql = "SELECT reply FROM repeat_pickups WHERE customer_id = ?"
    rows = _rows(connection.execute(sql, (sent["customerID"],)))
    schedules = ((row, repeat_pickup_row(row)) for row in rows)
    return next((row for row, each in schedules if each and each.id == sent["pickupID"]), None)


class _Store(Protocol):
    def __call__(
        self, connection: sqlite3.Connection, rows: list[Row], reading: Reading, /
    ) -> list[str]: ...


def updating(operation: Operation, known: KnownRow, kind: str, store: _Store) -> Effect:
    """Return the effect of an update of what has a row of its own: an order, a customer.

    Args:
        operation: The update.
        known: Finds the row.
        kind: Of the changes that are told.
        store: Stores the row.
    """

    def effect(
        sent: WireParameters, _: Reply, connection: sqlite3.Connection, reading: Reading
    ) -> list[Change]:
        row = known(sent, connection)
        if row is None:
            return []
        patched = _with(row, patch(operation, sent, row))
        return _changes(kind, store(connection, [patched], reading))

    return effect


def add_order(
    sent: WireParameters, reply: Reply, connection: sqlite3.Connection, reading: Reading
) -> list[Change]:
    """Put in an order that was made."""
    order_id = _told(reply, "orderID")
    known = connection.execute("SELECT 1 FROM orders WHERE id = ? AND deleted = 0", (order_id,))
    if known.fetchone():  # it was read in the meantime, which tells more
        return []
    row = {
        "createdDate": str(int(reading.asked_at)),
        "paid": "0",
        **patch(OPERATIONS["addOrder"], sent, {}),
        "id": order_id,
    }
    products = sent.get("products")
    if isinstance(products, list):
        row["products"] = [{**each, "pricePerUnit": each.get("price", "")} for each in products]
        row["pieces"] = str(sum(map(_pieces, products)))
    row.setdefault("delivery", "0")
    row["pickup"] = "1" if "pickupDate" in sent else "0"
    return _changes("order", storing.store_orders(connection, [row], reading))


def delete_order(
    sent: WireParameters, _: Reply, connection: sqlite3.Connection, reading: Reading
) -> list[Change]:
    """Take out an order that was deleted."""
    return _changes("order", storing.delete_order(connection, str(sent["orderID"]), reading))


def updating_garment(operation: Operation) -> Effect:
    """Return the effect of an update of a garment, where a single one is meant."""

    def effect(
        sent: WireParameters, _: Reply, connection: sqlite3.Connection, reading: Reading
    ) -> list[Change]:
        rows = _garment_rows(connection, sent)
        if len(rows) != 1:  # not known; or which of them the API took is not known
            return []
        row = json.loads(rows[0]["reply"])
        patched = _with(row, patch(operation, sent, row))
        return _changes(
            "garments", storing.store_garment(connection, rows[0]["order_id"], patched, reading)
        )

    return effect


def add_customer(
    sent: WireParameters, reply: Reply, connection: sqlite3.Connection, reading: Reading
) -> list[Change]:
    """Put in a customer that was made."""
    customer_id = _told(reply, "CustomerID")
    if connection.execute("SELECT 1 FROM customers WHERE id = ?", (customer_id,)).fetchone():
        return []  # read in the meantime, which tells more
    row = {
        "signedUpTimeStamp": str(int(reading.asked_at)),
        **patch(OPERATIONS["addCustomer"], sent, {}),
        "ID": customer_id,
    }
    return _changes("customer", storing.store_customers(connection, [row], reading, active=True))


def delete_customer(
    sent: WireParameters, _: Reply, connection: sqlite3.Connection, reading: Reading
) -> list[Change]:
    """Note that a customer was deactivated."""
    customer_id = str(sent["customerID"])
    return _changes("customer", storing.deactivate_customer(connection, customer_id, reading))


def forget_pickups(
    sent: WireParameters, _: Reply, connection: sqlite3.Connection, _reading: Reading
) -> list[Change]:
    """Forget a customer's repeat pickups: what a change makes of them has to be read."""
    customer_id = str(sent["customerID"])
    return _changes(
        "repeat_pickups", storing.forget_whole(connection, "repeat_pickups", customer_id)
    )


def _with(row: Row, values: Row) -> Row:
    """Return a row with a patch in it, under its own keys however they are written."""
    patched = {**row, **{key_of(row, key) or key: value for key, value in values.items()}}
    if "Address" in values:
        patched.pop(key_of(row, "addressDetailed") or "", None)  # tells the address before
    return patched


def _garment_rows(connection: sqlite3.Connection, sent: WireParameters) -> list[sqlite3.Row]:
    order_id = sent.get("orderID", "")
    return connection.execute(
        "SELECT order_id, reply FROM garments WHERE barcode = ? AND ? IN ('', order_id)",
        (sent["barcodeID"], order_id),
    ).fetchall()


def _row(found: sqlite3.Cursor) -> Row | None:
    known = found.fetchone()
    return json.loads(known["reply"]) if known else None


def _rows(found: sqlite3.Cursor) -> list[Row]:
    known = found.fetchone()
    return json.loads(known["reply"]) if known else []


def _told(reply: Reply, name: str) -> str:
    value = value_of(reply, name)
    return "" if value is None else str(value)


def _pieces(product: Mapping[str, str]) -> int:
    """Return the pieces of a whole line of `products`."""
    pieces, quantity = decimal_of(product.get("pieces")), decimal_of(product.get("quantity"))
    return int((pieces or 0) * (quantity or 0))


def _changes(kind: str, ids: list[str]) -> list[Change]:
    return [Change(kind, each) for each in ids]
