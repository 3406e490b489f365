"""Who is reached under the same phone number or email: asked before somebody is taken for new."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from ...values.phones import FEWEST_DIGITS, core_of, is_same_number, numbers_in
from .words import LONGEST, words_of

if TYPE_CHECKING:
    from ...api.models.customers import Customer

_LAST_DIGITS: Final = 7
"""By so many digits at its end a number is looked up, then compared as a whole."""


def customers_with_contact(
    connection: sqlite3.Connection, phone: str, email: str, read: Callable[[str], Customer | None]
) -> list[Customer]:
    """Return the active customers with the same phone or email, those last in first.

    Args:
        connection: The mirror's, for reading.
        phone: However it is written, with or without the country's code; may hold several numbers.
        email: Upper and lower case are the same; empty for none.
        read: Makes a customer of a row's JSON.
    """
    numbers = numbers_in(phone)
    found = _read(connection, [*_ending_alike(connection, numbers), *_worded(connection, email)])
    customers = [customer for reply in found if (customer := read(reply))]
    return [each for each in customers if _has(each, numbers, _plain(email))]


def _has(customer: Customer, numbers: list[str], email: str) -> bool:
    theirs = numbers_in(customer.phone)
    if any(is_same_number(one, other) for one in numbers for other in theirs):
        return True
    return bool(email) and _plain(customer.email) == email


def _plain(email: str) -> str:
    return email.strip().casefold()


def _ending_alike(connection: sqlite3.Connection, numbers: list[str]) -> list[int]:
    ends = [core_of(number)[-_LAST_DIGITS:] for number in numbers]
    # Another number, or an extension, may stand behind it in the same field.
    alike = (f'phone : "{end}" *' for end in ends if len(end) >= FEWEST_DIGITS)
    return _matching(connection, " OR ".join(alike))


def _worded(connection: sqlite3.Connection, email: str) -> list[int]:
    words = [word[:LONGEST] for word in words_of(email)]
    return _matching(connection, " AND ".join(f'other : "{word}"' for word in words))


def _matching(connection: sqlite3.Connection, expression: str) -> list[int]:
    if not expression:
        return []
    rows = connection.execute(
        "SELECT rowid FROM customer_words WHERE customer_words MATCH ?", (expression,)
    )
    return [row["rowid"] for row in rows]


def _read(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[str]:
    rows = connection.execute(
        """SELECT reply FROM customer_search JOIN customers USING (number)
        WHERE number IN (SELECT value FROM json_each(?)) ORDER BY last_in DESC""",
        (json.dumps(list(numbers)),),
    )
    return [row["reply"] for row in rows]
