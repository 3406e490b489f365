"""Finding deactivated customers: they are in no index of the search, and few."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final

from ...api.models.customers import Customer
from .words import words_of

_NEWEST_FIRST: Final = "SELECT reply FROM customers WHERE deactivated = 1 ORDER BY number DESC"


def deactivated(
    connection: sqlite3.Connection,
    text: str,
    limit: int,
    read: Callable[[str], Customer | None],
) -> list[Customer]:
    """Return the deactivated customers of whom every word that was typed begins one.

    Args:
        connection: The mirror's, for reading.
        text: What was typed; empty for all of them.
        limit: The most to return.
        read: Makes a customer of a row's JSON.
    """
    typed, found = words_of(text), []
    for row in connection.execute(_NEWEST_FIRST):
        customer = read(row[0])
        if customer is not None and _matches(customer, typed):
            found.append(customer)
            if len(found) == limit:
                break
    return found


def _matches(customer: Customer, typed: list[str]) -> bool:
    told = (customer.id, customer.name, customer.phone, customer.email, customer.address)
    words = words_of(" ".join(told))
    return all(any(word.startswith(begin) for word in words) for begin in typed)
