"""Putting rows of replies into the mirror; run by the writing thread, in a transaction.

A row is taken only where the request that told it was sent no earlier than the one that told the
row which is there. Every function returns the ids of what it changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from ...api.models.customers import Customer
from ...api.models.orders import Order, OrderStatus
from ...api.privacy import private_withheld, without_private
from ...api.readers.customers import customer_row
from ...api.readers.fields import key_of, value_of
from ...api.readers.garments import garment_row
from ...api.readers.orders import order_row
from ..records import Reading, Row
from ..search.found import UNKNOWN_CENTS
from ..search.sounds import sound_of
from ..search.words import name_words, padded, phone_words, text_words
from .counting.order_figures import note_figures
from .counting.undated import ODD_DAY
from .forgotten import is_forgotten, is_order_forgotten

_IN_WORK: Final = (OrderStatus.DETAILING, OrderStatus.CLEANING, OrderStatus.READY)
"""An order in these has its garments in the shop."""

_TELLS_OF_GARMENTS: Final = ("status", "pieces", "summary")
"""What `getOrders` tells of an order that changes along with its garments."""


def store_customers(
    connection: sqlite3.Connection, rows: Iterable[Row], reading: Reading, *, active: bool = False
) -> list[str]:
    """Store customers.

    Args:
        connection: The mirror's.
        rows: Their objects, as `getCustomer` tells them.
        reading: When they were told.
        active: Whether they are known to be active: a deactivated one is taken back then.
    """
    changed = []
    for row in rows:
        customer = customer_row(row)
        if customer is None or is_forgotten(connection, customer.id):
            continue
        reply = as_json(row)
        known = connection.execute(
            "SELECT reply, read_at, deactivated FROM customers WHERE id = ?", (customer.id,)
        ).fetchone()
        if known and reading.is_late(known["read_at"]):
            continue
        connection.execute(
            """INSERT INTO customers (id, reply, read_at, patched, signed_up)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
                reply = excluded.reply, read_at = excluded.read_at, patched = excluded.patched,
                signed_up = excluded.signed_up, deactivated = deactivated AND NOT ?""",
            (customer.id, reply, reading.asked_at, reading.patched, _signed_up(customer), active),
        )
        revived = known is not None and known["deactivated"] and active
        if known is None or known["reply"] != reply or revived:
            changed.append(customer.id)
            if known is None or active or not known["deactivated"]:
                index_customer(connection, customer)
    return changed


def deactivate_customer(
    connection: sqlite3.Connection, customer_id: str, reading: Reading
) -> list[str]:
    """Keep a customer's history, and find the customer no more."""
    connection.execute("DELETE FROM customer_search WHERE customer_id = ?", (customer_id,))
    done = connection.execute(
        "UPDATE customers SET deactivated = 1, read_at = ? WHERE id = ?",
        (reading.asked_at, customer_id),
    )
    return [customer_id] if done.rowcount else []


def deactivate_untold(
    connection: sqlite3.Connection, signed_up: tuple[float, float], reading: Reading
) -> list[str]:
    """Deactivate customers that a reading of all active ones did not tell.

    Args:
        connection: The mirror's.
        signed_up: When they signed up, from and before, in Unix seconds.
        reading: Of all active customers of that time; it was stored.
    """
    untold = connection.execute(
        "SELECT id FROM customers"
        " WHERE deactivated = 0 AND signed_up >= ? AND signed_up < ? AND read_at < ?",
        (*signed_up, reading.asked_at),
    )
    changed = [deactivate_customer(connection, row["id"], reading) for row in untold.fetchall()]
    return [customer_id for each in changed for customer_id in each]


def store_orders(
    connection: sqlite3.Connection, rows: Iterable[Row], reading: Reading
) -> list[str]:
    """Store orders, as `getOrders` tells them."""
    changed = []
    for row in rows:
        order = order_row(row)
        if order is None:
            continue
        known = connection.execute(
            "SELECT reply, read_at, deleted, changed_at FROM orders WHERE id = ?", (order.id,)
        ).fetchone()
        if known and reading.is_late(known["read_at"]):
            continue
        created = order.created.timestamp() if order.created else 0.0
        if is_forgotten(connection, order.customer_id, created):
            continue
        with_items = _with_items(row, known["reply"]) if known else row
        reply = as_json(with_items)
        connection.execute(
            """INSERT OR REPLACE INTO orders
            (id, customer_id, created, is_open, is_ready, in_work, due_cents,
             status, due_day, read_at, patched, changed_at, reply)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                order.id,
                order.customer_id,
                created,
                order.is_open,
                order.status is OrderStatus.READY,
                order.status in _IN_WORK,
                due_cents_of(order),
                order.status_code,
                _due_day(order),
                reading.asked_at,
                reading.patched,
                _changed_at(row, known, reading),
                reply,
            ),
        )
        whole = order if with_items is row else order_row(with_items) or order
        note_figures(connection, whole, reading)
        connection.execute(
            "UPDATE customer_search SET last_in = ? WHERE customer_id = ? AND last_in < ?",
            (created, order.customer_id, created),
        )
        if known is None or known["deleted"] or known["reply"] != reply:
            changed.append(order.id)
    return changed


def _due_day(order: Order) -> str:
    """Return on which day an order is due, yyyy-mm-dd; empty for none, or for one that is done."""
    if order.is_open and order.is_day_unknown:
        return ODD_DAY
    return order.due_day.isoformat() if order.is_open and order.due_day else ""


def delete_order(connection: sqlite3.Connection, order_id: str, reading: Reading) -> list[str]:
    """Leave only the mark that an order was deleted; an answer that came late changes nothing."""
    known = connection.execute("SELECT read_at FROM orders WHERE id = ?", (order_id,)).fetchone()
    if known is None or reading.is_late(known["read_at"]):
        return []
    connection.execute("DELETE FROM garments WHERE order_id = ?", (order_id,))
    done = connection.execute(
        "UPDATE orders SET deleted = 1, is_open = 0, is_ready = 0, in_work = 0, due_cents = 0,"
        " reply = '{}', read_at = ? WHERE id = ? AND deleted = 0",
        (reading.asked_at, order_id),
    )
    return [order_id] if done.rowcount else []


def store_garments(
    connection: sqlite3.Connection, order_id: str, rows: Iterable[Row], reading: Reading
) -> list[str]:
    """Store all garments of an order: those that are not among the rows are gone."""
    if is_order_forgotten(connection, order_id):
        return []
    before = _garments(connection, order_id)
    told = set()
    for row in rows:
        if garment := garment_row(row, order_id):
            told.add(garment.barcode)
            store_garment(connection, order_id, row, reading)
    gone = [barcode for barcode, (_, at) in before.items() if not reading.is_late(at)]
    connection.executemany(
        "DELETE FROM garments WHERE order_id = ? AND barcode = ?",
        [(order_id, barcode) for barcode in gone if barcode not in told],
    )
    note_garments_read(connection, order_id, reading)
    after = _garments(connection, order_id)
    same = {code: reply for code, (reply, _) in after.items()} == {
        code: reply for code, (reply, _) in before.items()
    }
    return [] if same and before else [order_id]


def note_garments_read(connection: sqlite3.Connection, order_id: str, reading: Reading) -> None:
    """Note when all garments of an order were asked for, even if there was nothing to tell."""
    connection.execute(
        """INSERT INTO garment_readings VALUES (?, ?)
        ON CONFLICT (order_id) DO UPDATE SET read_at = max(read_at, excluded.read_at)""",
        (order_id, reading.asked_at),
    )


def store_garment(
    connection: sqlite3.Connection, order_id: str, row: Row, reading: Reading
) -> list[str]:
    """Store one garment of an order; returns the order's id where it changed."""
    garment = garment_row(row, order_id)
    if garment is None or not order_id or is_order_forgotten(connection, order_id):
        return []
    key = (order_id, garment.barcode)
    known = connection.execute(
        "SELECT reply, read_at FROM garments WHERE order_id = ? AND barcode = ?", key
    ).fetchone()
    if known and reading.is_late(known["read_at"]):
        return []
    reply = as_json(row)
    connection.execute(
        "INSERT OR REPLACE INTO garments VALUES (?, ?, ?, ?, ?)",
        (*key, reading.asked_at, reading.patched, reply),
    )
    return [] if known and known["reply"] == reply else [order_id]


def store_whole(
    connection: sqlite3.Connection, table: str, key: str, told: object, reading: Reading
) -> list[str]:
    """Store what is kept as a whole: in `repeat_pickups` or `documents`."""
    if table == "repeat_pickups" and is_forgotten(connection, key):
        return []
    if table == "documents":  # each day of a route has one of its own: they would grow for ever
        before = reading.now - _KEPT_SECONDS
        connection.execute("DELETE FROM documents WHERE read_at < ?", (before,))
    known = connection.execute(
        f"SELECT read_at, reply FROM {table} WHERE {_KEYS[table]} = ?",  # noqa: S608
        (key,),
    ).fetchone()
    if known and reading.is_late(known["read_at"]):
        return []
    reply = as_json(told)
    connection.execute(
        f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)",  # noqa: S608
        (key, reading.asked_at, reply),
    )
    return [] if known and known["reply"] == reply else [key]


def forget_whole(connection: sqlite3.Connection, table: str, key: str) -> list[str]:
    """Forget what is kept as a whole, so that it has to be asked for."""
    connection.execute(f"DELETE FROM {table} WHERE {_KEYS[table]} = ?", (key,))  # noqa: S608
    return [key]


_KEYS: Final = {"repeat_pickups": "customer_id", "documents": "key"}

_KEPT_SECONDS: Final = 366 * 86_400.0
"""What was read longer ago than this is no use to anybody."""


def store_summary(
    connection: sqlite3.Connection, first: str, last: str, told: object, reading: Reading
) -> list[str]:
    """Store the figures of a window of days, in place of older windows within it."""
    connection.execute(
        "DELETE FROM summary_windows WHERE first >= ? AND last <= ? AND read_at <= ?",
        (first, last, reading.asked_at),
    )
    connection.execute(
        "INSERT OR IGNORE INTO summary_windows VALUES (?, ?, ?, ?)",
        (first, last, reading.asked_at, _dumped(private_withheld(told))),
    )
    return [f"{first}/{last}"]


def as_json(told: object) -> str:
    """Return an object of a reply as it is kept: without private fields."""
    return _dumped(without_private(told))


def _dumped(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), default=str)


def index_customer(connection: sqlite3.Connection, customer: Customer) -> None:
    """Make a customer findable by name, phone, email, address and id."""
    other = text_words(customer.email) | text_words(customer.address) | {customer.id}
    name = name_words(customer.name)
    connection.execute(
        """INSERT INTO customer_search VALUES (
            (SELECT number FROM customers WHERE id = :id), :id,
            max(:signed_up, coalesce((SELECT max(created) FROM orders
                WHERE customer_id = :id AND deleted = 0), 0)),
            :name, :phone, :other)
        ON CONFLICT (customer_id) DO UPDATE SET last_in = max(last_in, excluded.last_in),
            name = excluded.name, phone = excluded.phone, other = excluded.other""",
        {
            "id": customer.id,
            "signed_up": _signed_up(customer),
            "name": padded(name),
            "phone": padded(phone_words(customer.phone)),
            "other": padded(other),
        },
    )
    # The triggers count the words; how they sound, SQL can't tell.
    connection.executemany(
        "UPDATE name_words SET sound = ? WHERE word = ? AND sound = ''",
        [(sound_of(word), word) for word in name if word.isascii()],
    )


def _signed_up(customer: Customer) -> float:
    return customer.signed_up.timestamp() if customer.signed_up else 0.0


def _changed_at(row: Row, known: sqlite3.Row | None, reading: Reading) -> float:
    """Return since when an order's garments may be others; a change made here touches none."""
    if known is None:
        return reading.asked_at
    before = json.loads(known["reply"])
    same = all(before.get(name) == row.get(name) for name in _TELLS_OF_GARMENTS)
    changed_at: float = known["changed_at"] if same or reading.patched else reading.asked_at
    return changed_at


def _with_items(row: Row, known_reply: str) -> Row:
    """Keep the items that an earlier answer told in detail, while their summary is the same."""
    known = json.loads(known_reply)
    items = key_of(known, "products")
    if items is None or key_of(row, "products") is not None:
        return row
    is_same = value_of(known, "summary") == value_of(row, "summary")
    return {**row, items: known[items]} if is_same else row


def due_cents_of(order: Order) -> int:
    """Return what is still to pay for an order, in hundredths."""
    if order.is_due_unknown:
        return UNKNOWN_CENTS
    return int(((order.due or Decimal(0)) * 100).to_integral_value())


def _garments(connection: sqlite3.Connection, order_id: str) -> dict[str, tuple[str, float]]:
    return {
        row["barcode"]: (row["reply"], row["read_at"])
        for row in connection.execute(
            "SELECT barcode, reply, read_at FROM garments WHERE order_id = ?", (order_id,)
        )
    }
