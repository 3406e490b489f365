"""Migrations of the mirror: what is derived from its rows, made anew."""

from __future__ import annotations

import json
import sqlite3

from .. import database


def index_customers_anew(connection: sqlite3.Connection) -> None:
    """Cut all customers into words once more, for the words of an earlier version are others."""
    rows = connection.execute(
        "SELECT reply FROM customers JOIN customer_search ON customer_id = id"
    ).fetchall()
    if not rows:
        return  # a new file, or one without customers: nothing more is loaded for it
    from ...api.readers.customers import customer_row
    from .storing import index_customer

    connection.execute("DELETE FROM customer_search")
    for row in rows:
        if customer := customer_row(json.loads(row["reply"])):
            index_customer(connection, customer)


def read_dues_anew(connection: sqlite3.Connection) -> None:
    """Read once more what is owed: what nobody knows was nothing in an earlier version."""
    rows = connection.execute(
        """SELECT id, reply FROM orders WHERE due_cents = 0 AND deleted = 0 AND json_valid(reply)
        AND coalesce(json_extract(reply, '$.paid'), '') NOT IN ('1', 1)"""
    ).fetchall()
    if not rows:
        return
    from ...api.readers.orders import order_row
    from .storing import due_cents_of

    for row in rows:
        if (order := order_row(json.loads(row["reply"]))) and (cents := due_cents_of(order)):
            connection.execute("UPDATE orders SET due_cents = ? WHERE id = ?", (cents, order.id))


def count_orders_anew(connection: sqlite3.Connection) -> None:
    """Make room beside each order for what the figures of days are counted from.

    Counting takes a while where there are many: it is done behind the screens.
    """
    for make in database.scripts("mirror/schema_9.sql"):
        make(connection)
    if not connection.execute("SELECT 1 FROM orders WHERE deleted = 0").fetchone():
        return  # a new file: nothing more is loaded for it
    from .counting.behind import leave_for_later

    leave_for_later(connection)
