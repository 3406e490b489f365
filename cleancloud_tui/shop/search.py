"""Finding customers in the mirror by anything that people remember of them.

Every word that is typed must begin a word of the customer, in any order. Found first: exact
numbers, then whole words of the name, then beginnings of its words, then everything else; among
equals, who was in last.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby
from typing import Final

from ..api.models.customers import Customer
from .words import LONGEST, words_of

_MANY: Final = 2_000
"""From this many matches on, those last in are looked through instead of all being sorted."""

_LAST_IN: Final = 2_500
"""How many of those last in are looked through for a word that very many share."""

_MOST_WORDS: Final = 12

_SHORTEST_WITH_TRUNK_ZERO: Final = 5
"""Digits from which on zeros before them may be a trunk prefix that the number is kept without."""


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    """A customer that a search found, with what tells customers of the same name apart.

    Attributes:
        open_orders: Orders that are not completed, the ready ones included.
        ready_orders: Orders that wait to be collected.
        owed: What unpaid orders come to, completed ones included.
        guessed: Whether nothing matches as it was typed, and this one comes close.
    """

    customer: Customer
    open_orders: int = 0
    ready_orders: int = 0
    owed: Decimal = Decimal("0.00")
    last_order: datetime | None = None
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class _Term:
    """One word to match.

    Attributes:
        columns: Of `customer_search`.
        whole: Whether it must be a whole word there; else it may begin one.
    """

    word: str
    columns: tuple[str, ...] = ("name", "phone", "other")
    whole: bool = False

    def as_match(self) -> str:
        return f'{{{" ".join(self.columns)}}} : "{self.word}"{"" if self.whole else " *"}'

    def as_condition(self) -> str:
        # Words hold letters and digits only (words.py), so nothing needs quoting.
        sought = f" {self.word} " if self.whole else f" {self.word}"
        return " OR ".join(f"instr({column}, '{sought}')" for column in self.columns)


_Alternatives = list[list[_Term]]
"""Any of these, of which all terms must match."""

_Query = list[_Alternatives]
"""All of these."""


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
    numbers = _numbers(connection, text, words, limit)
    for query in _queries(words):
        if len(numbers) >= limit:
            break
        numbers += [each for each in _matching(connection, query, limit) if each not in numbers]
    return _found(connection, numbers[:limit], read)


def _numbers(connection: sqlite3.Connection, text: str, words: list[str], limit: int) -> list[int]:
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
    if len(words) > 1:
        return []
    found: dict[int, None] = {}
    for sql in (
        "SELECT customer_id FROM orders WHERE id = ? AND deleted = 0",
        "SELECT customer_id FROM customer_search WHERE customer_id = ?",
        "SELECT customer_id FROM garments JOIN orders ON orders.id = order_id WHERE barcode = ?"
        " ORDER BY is_open DESC, created DESC LIMIT 10",
    ):
        for row in connection.execute(
            f"SELECT number FROM customer_search WHERE customer_id IN ({sql})",  # noqa: S608
            (words[0],),
        ):
            found[row[0]] = None
    return list(found)


def _queries(words: list[str]) -> Iterable[_Query]:
    """Yield what to ask for, from the best way to match to the widest."""
    if not words:
        return
    if all(_is_number(word) for word in words):
        yield [[[_Term("".join(words)[:LONGEST], ("phone",), whole=True)]]]
    elif not any(_is_number(word) for word in words):
        name = ("name",)
        yield [[[_Term(word, name, whole=True)]] for word in words]
        yield [[[_Term(word, name)]] for word in words]
    groups = [(number, list(group)) for number, group in groupby(words, _is_number)]
    if any(number and len(group) > 1 for number, group in groups):
        yield _joined(groups)
    yield [
        alternatives
        for number, group in groups
        for alternatives in (_any_number(group) if number else [[[_Term(each)]] for each in group])
    ]


def _joined(groups: list[tuple[bool, list[str]]]) -> _Query:
    """Take digits that only separators part for one number: `555-01` for 55501."""
    return [
        [[_Term(word)]]
        for number, group in groups
        for word in (["".join(group)[:LONGEST]] if number else group)
    ]


def _any_number(group: list[str]) -> list[_Alternatives]:
    """Match digits as they were parted; or as one number, without a trunk zero before it."""
    joined = "".join(group)[:LONGEST]
    if len(joined) >= _SHORTEST_WITH_TRUNK_ZERO:
        joined = joined.lstrip("0") or joined
    parted = [_Term(word) for word in group]
    if joined == group[0]:
        return [[[term]] for term in parted]
    return [[parted, [_Term(joined, ("phone",))]]]


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal()


def _matching(connection: sqlite3.Connection, query: _Query, limit: int) -> list[int]:
    """Return who matches, those last in first, at a cost that does not grow with the shop."""
    expression = " AND ".join(
        "(" + " OR ".join(_all(term.as_match() for term in terms) for terms in alternatives) + ")"
        for alternatives in query
    )
    some = connection.execute(
        "SELECT rowid FROM customer_words WHERE customer_words MATCH ? LIMIT ?", (expression, _MANY)
    ).fetchall()
    found = _among_last_in(connection, query, limit) if len(some) == _MANY else []
    if len(found) == limit:
        return found
    rows = connection.execute(
        """SELECT number FROM json_each(?)
        CROSS JOIN customer_search INDEXED BY customer_search_by_number ON number = value
        ORDER BY last_in DESC LIMIT ?""",
        (json.dumps([row["rowid"] for row in some]), limit),
    )
    return list(dict.fromkeys([*found, *(row["number"] for row in rows)]))[:limit]


def _among_last_in(connection: sqlite3.Connection, query: _Query, limit: int) -> list[int]:
    """Return who matches of those last in: enough of them do where very many match in all."""
    condition = " AND ".join(
        "(" + " OR ".join(_all(f"({t.as_condition()})" for t in terms) for terms in each) + ")"
        for each in query
    )
    rows = connection.execute(
        f"""SELECT number FROM
        (SELECT number, name, phone, other FROM customer_search
            ORDER BY last_in DESC LIMIT {_LAST_IN})
        WHERE {condition} LIMIT ?""",  # noqa: S608
        (limit,),
    )
    return [row["number"] for row in rows]


def _all(parts: Iterable[str]) -> str:
    return "(" + " AND ".join(parts) + ")"


def _found(
    connection: sqlite3.Connection, numbers: list[int], read: Callable[[str], Customer | None]
) -> list[FoundCustomer]:
    """Read the customers and what their orders come to, in the order given."""
    wanted = json.dumps(numbers)
    customers = {
        row["number"]: customer
        for row in connection.execute(
            "SELECT number, reply FROM customers WHERE number IN (SELECT value FROM json_each(?))",
            (wanted,),
        )
        if (customer := read(row["reply"]))
    }
    found = {
        customers[number].id: FoundCustomer(customers[number])
        for number in numbers
        if number in customers
    }
    for row in connection.execute(
        """SELECT customer_id, sum(is_open) AS open, sum(is_ready) AS ready,
            sum(due_cents) AS cents, max(created) AS last
        FROM orders INDEXED BY orders_by_customer
        WHERE deleted = 0 AND customer_id IN (SELECT value FROM json_each(?))
        GROUP BY customer_id""",
        (json.dumps(list(found)),),
    ):
        found[row["customer_id"]] = replace(
            found[row["customer_id"]],
            open_orders=row["open"],
            ready_orders=row["ready"],
            owed=Decimal(row["cents"]).scaleb(-2),
            last_order=datetime.fromtimestamp(row["last"], UTC) if row["last"] else None,
        )
    return list(found.values())
