"""A migration of the mirror: everything by which customers are found, made anew."""

from __future__ import annotations

import json
import sqlite3


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
