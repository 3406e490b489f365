"""What a search finds: customers, with what tells those of the same name apart."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from ...api.models.customers import Customer
from ...stores import cells

UNKNOWN_CENTS: Final = 10**18
"""Stands in `due_cents` for what nobody knows: more than any order comes to, so it is unpaid."""


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    """A customer that a search found, with what tells customers of the same name apart.

    Attributes:
        open_orders: Orders that are not completed, the ready ones included.
        ready_orders: Orders that wait to be collected.
        owed: What unpaid orders come to, completed ones included.
        owed_unknown: Unpaid orders besides, of which nobody knows what they come to.
        guessed: Whether nothing matches as it was typed, and this one comes close.
    """

    customer: Customer
    open_orders: int = 0
    ready_orders: int = 0
    owed: Decimal = Decimal("0.00")
    owed_unknown: int = 0
    last_order: datetime | None = None
    guessed: bool = False


def found_customers(
    connection: sqlite3.Connection,
    numbers: Sequence[int],
    guessed: Collection[int],
    read: Callable[[str], Customer | None],
) -> list[FoundCustomer]:
    """Read customers and what their orders come to, in the order given.

    Args:
        connection: The mirror's, for reading.
        numbers: Of rows of `customers`.
        guessed: Those of them that only come close.
        read: Makes a customer of a row's JSON.
    """
    customers = {
        row["number"]: customer
        for row in connection.execute(
            "SELECT number, reply FROM customers WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(numbers),),
        )
        if (customer := read(row["reply"]))
    }
    found = {
        customers[number].id: FoundCustomer(customers[number], guessed=number in guessed)
        for number in numbers
        if number in customers
    }
    for row in connection.execute(
        f"""SELECT customer_id, sum(is_open) AS open, sum(is_ready) AS ready,
            sum(iif(due_cents = {UNKNOWN_CENTS}, 0, due_cents)) AS cents,
            sum(due_cents = {UNKNOWN_CENTS}) AS unknown, max(created) AS last
        FROM orders INDEXED BY orders_by_customer
        WHERE deleted = 0 AND customer_id IN (SELECT value FROM json_each(?))
        GROUP BY customer_id""",  # noqa: S608
        (json.dumps(list(found)),),
    ):
        found[row["customer_id"]] = replace(
            found[row["customer_id"]],
            open_orders=row["open"],
            ready_orders=row["ready"],
            owed=Decimal(row["cents"]).scaleb(-2),
            owed_unknown=row["unknown"],
            last_order=cells.instant(row["last"]) if row["last"] else None,
        )
    return list(found.values())
