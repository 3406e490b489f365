"""What a confirmed write changes in the mirror, so that nothing has to be read again for it.

What the API works out by itself (stamps of time, totals) is left for the next reading.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final, Protocol

from ...api.clocks.moments import day_of
from ...api.field_names import patch, told
from ...api.operations import OPERATIONS, Operation, WireParameters
from ...api.readers.fields import key_of, value_of
from ...api.readers.repeat_pickups import repeat_pickup_row, schedule_as_sent
from ...api.same_value import differing
from ...api.wire import decimal_of
from ..records import Change, Reading, Row
from . import storing

_UPDATING_SCHEDULE: Final[Operation] = OPERATIONS["updateRepeatPickup"]
_SCHEDULES: Final = "repeat_pickups"

_TRUSTED_SECONDS: Final = 120.0
"""For how long after they were read nobody is expected to have changed a customer's schedules."""

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
    """Return the row of the repeat pickup that a write is about, as it would be sent.

    None where it is not known.
    """
    _, rows = _schedules_of(sent, connection)
    return next((schedule_as_sent(row) for row in rows if _is_meant(row, sent)), None)


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


def forget_schedules(
    sent: WireParameters, _: Reply, connection: sqlite3.Connection, _reading: Reading
) -> list[Change]:
    """Forget a customer's repeat pickups: what a change makes of them has to be read."""
    customer_id = str(sent["customerID"])
    changed = storing.forget_whole(connection, _SCHEDULES, customer_id)
    return _changes(_SCHEDULES, changed)


def update_schedule(
    sent: WireParameters, reply: Reply, connection: sqlite3.Connection, reading: Reading
) -> list[Change]:
    """Put what an update sets over what was read right before it; forget what was read long ago.

    It is forgotten, too, where CleanCloud makes an order of it at once, and so moves it on.
    """
    read_at, rows = _schedules_of(sent, connection)
    put = [_updated(row, sent) if _is_meant(row, sent) else row for row in rows]
    is_trusted = 0 <= reading.now - read_at <= _TRUSTED_SECONDS
    if not (is_trusted and put != rows and all(put)) or _comes_at_once(sent, put, reading):
        return forget_schedules(sent, reply, connection, reading)
    stored = storing.store_whole(connection, _SCHEDULES, str(sent["customerID"]), put, reading)
    return _changes(_SCHEDULES, stored)


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


def _schedules_of(sent: WireParameters, connection: sqlite3.Connection) -> tuple[float, list[Row]]:
    sql = "SELECT read_at, reply FROM repeat_pickups WHERE customer_id = ?"
    known = connection.execute(sql, (sent["customerID"],)).fetchone()
    return (known["read_at"], json.loads(known["reply"])) if known else (0.0, [])


def _is_meant(row: Row, sent: WireParameters) -> bool:
    schedule = repeat_pickup_row(row)
    return schedule is not None and schedule.id == sent["pickupID"]


def _updated(row: Row, sent: WireParameters) -> Row:
    """Return a row with what was sent in it; an empty one where it would tell something else."""
    put = _with(row, patch(_UPDATING_SCHEDULE, sent, row))
    schedule = repeat_pickup_row(put)
    is_told = schedule is not None and schedule.next_day == day_of(sent.get("pickupDate"))
    is_kept = is_told and not differing(_UPDATING_SCHEDULE, sent, told(_UPDATING_SCHEDULE, put))
    return put if is_kept else {}


def _comes_at_once(sent: WireParameters, rows: list[Row], reading: Reading) -> bool:
    """Tell whether the day of the next pickup has come somewhere on earth, or is confirmed now.

    Args:
        sent: The update.
        rows: The customer's schedules, with what it sets in them.
        reading: Tells the present.
    """
    day = day_of(sent.get("pickupDate")) or date.min
    schedule = next((repeat_pickup_row(row) for row in rows if _is_meant(row, sent)), None)
    ahead = 1 + ((schedule.confirm_days if schedule else None) or 0)
    return day <= datetime.fromtimestamp(reading.now, UTC).date() + timedelta(days=ahead)


def _told(reply: Reply, name: str) -> str:
    value = value_of(reply, name)
    return "" if value is None else str(value)


def _pieces(product: Mapping[str, str]) -> int:
    """Return the pieces of a whole line of `products`."""
    pieces, quantity = decimal_of(product.get("pieces")), decimal_of(product.get("quantity"))
    return int((pieces or 0) * (quantity or 0))


def _changes(kind: str, ids: list[str]) -> list[Change]:
    return [Change(kind, each) for each in ids]
