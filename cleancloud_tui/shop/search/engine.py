"""The search: from exact numbers to what only comes close, until enough is found.

Every word that is typed must begin a word of the customer, in any order. Found first: exact
numbers, then whole words of the name, then beginnings of its words, then everything else; among
equals, who was in last. Only where nothing is found so, words may stand in the midst of others, and
only where that finds nothing either, typing errors are forgiven.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Final

from ...api.models.customers import Customer
from ...values.phones import number_alone
from .app_codes import customer_with_app_code
from .found import FoundCustomer, found_customers
from .matching import matching
from .queries import is_number, queries, queries_by_sound, wider_queries
from .words import other_words_of, words_of

_MOST_WORDS: Final = 12


def search(
    connection: sqlite3.Connection,
    text: str,
    limit: int,
    read: Callable[[str], Customer | None],
) -> list[FoundCustomer]:
    """Return the customers found, the best first; for an empty text, those last in.

    Args:
        connection: The mirror's, for reading.
        text: What was typed, whatever it is.
        limit: The most to return.
        read: Makes a customer of a row's JSON.
    """
    words = words_of(text)[:_MOST_WORDS]
    numbers = _exact(connection, text, words, limit)
    for query in chain(
        *map(queries, (words, *(other[:_MOST_WORDS] for other in other_words_of(text)))),
        queries_by_sound(words),
    ):
        if len(numbers) >= limit:
            break
        found = matching(connection, query, limit)
        numbers += [each for each in found if each not in numbers]
    guessed: list[int] = []
    for query in wider_queries(words):
        numbers = numbers or matching(connection, query, limit)
    numbers = numbers or _by_app_code(connection, text.strip(), read)
    if words and not numbers and not all(map(is_number, words)):
        from .guesses import guesses, within

        numbers = within(connection, words, limit)
        if not numbers:
            numbers = guessed = guesses(connection, words, limit)
    return found_customers(connection, numbers[:limit], guessed, read)


def _by_app_code(
    connection: sqlite3.Connection, text: str, read: Callable[[str], Customer | None]
) -> list[int]:
    """Return the customer whose QR code of the app was typed or pasted."""
    customer_id = customer_with_app_code(connection, text, read)
    sql = "SELECT number FROM customer_search WHERE customer_id = ?"
    return [row[0] for row in connection.execute(sql, (customer_id,))] if customer_id else []


def _exact(
    connection: sqlite3.Connection, text: str, words: Sequence[str], limit: int
) -> list[int]:
    """Return customers by an exact number: of an order, the customer's own, of a garment.

    Without words, return those last in.
    """
    if not words:
        if text.strip():
            return []
        rows = connection.execute(
            "SELECT number FROM customer_search ORDER BY last_in DESC LIMIT ?", (limit,)
        )
        return [row[0] for row in rows]
    typed = text.strip()
    if len(words) > 1 and len(typed.split()) > 1:
        return []
    found: dict[int, None] = {}
    for sql in (
        "SELECT customer_id FROM orders WHERE id IN (:typed, :number) AND deleted = 0",
        "SELECT customer_id FROM customer_search WHERE customer_id IN (:typed, :number)",
        # A shop's labels may carry one more leading zero than CleanCloud's barcodes.
        "SELECT customer_id FROM garments JOIN orders ON orders.id = order_id"
        " WHERE barcode IN (:typed, :number, :upper, :shorter)"
        " ORDER BY is_open DESC, created DESC LIMIT 10",
    ):
        for row in connection.execute(
            f"SELECT number FROM customer_search WHERE customer_id IN ({sql})",  # noqa: S608
            {
                "typed": typed,
                "number": number_alone(text),
                "upper": typed.upper(),
                "shorter": typed.removeprefix("0"),
            },
        ):
            found[row[0]] = None
    return list(found)
