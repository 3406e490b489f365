"""Today's work: the orders that somebody has to do something about, from the mirror."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Final

from ...api.models.orders import AWAITED, TO_BE_DONE, OrderStatus
from ...values.phones import number_alone
from ..search.words import words_of

if TYPE_CHECKING:
    from ...api.models.customers import Customer
    from ...api.models.orders import Order


class TodaysWork(Enum):
    """A kind of work."""

    READY = "ready"
    DUE = "due"
    OVERDUE = "overdue"
    UNPAID = "unpaid"
    AWAITING_PICKUP = "awaiting_pickup"


BY_DAY: Final = (TodaysWork.DUE, TodaysWork.OVERDUE)
"""What is found by the day: where that is not known for some order, more may be of it."""


@dataclass(frozen=True, slots=True)
class FoundOrder:
    """An order to do something about, with whose it is, if known."""

    order: Order
    customer: Customer | None = None


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a kind is asked for.

    Attributes:
        condition: Which orders; `:today` is the day.
        order: Which of them come first.
        index: Where both are found without reading any other order.
    """

    condition: str
    order: str
    index: str = "orders_due"


_OPEN: Final = "is_open = 1 AND orders.deleted = 0"


def _is(*statuses: OrderStatus) -> str:
    """Return the condition that an order has one of the statuses."""
    return f"status IN ({', '.join(repr(each.value) for each in statuses)})"


_READY: Final = _is(OrderStatus.READY)

_KINDS: Final[Mapping[TodaysWork, _Kind]] = {
    # Who has been waiting longest is called first.
    TodaysWork.READY: _Kind(f"{_OPEN} AND {_READY}", "due_day, created"),
    # What is still to be done comes before what is only to be handed over.
    TodaysWork.DUE: _Kind(f"{_OPEN} AND due_day = :today", f"{_READY}, created"),
    TodaysWork.OVERDUE: _Kind(
        f"{_OPEN} AND {_is(*TO_BE_DONE)} AND due_day <> '' AND due_day < :today",
        "due_day, created",
    ),
    # What has left the shop unpaid comes first, the newest of it: it is asked for soonest.
    TodaysWork.UNPAID: _Kind(
        "due_cents > 0 AND orders.deleted = 0", "is_open, created DESC", "orders_unpaid"
    ),
    TodaysWork.AWAITING_PICKUP: _Kind(
        f"{_OPEN} AND {_is(*AWAITED)}", "due_day = '', due_day, created"
    ),
}


def todays_work(
    connection: sqlite3.Connection,
    kind: TodaysWork,
    today: date,
    *,
    text: str,
    limit: int,
    read: tuple[Callable[[str], Order | None], Callable[[str], Customer | None]],
) -> list[FoundOrder]:
    """Return the orders of a kind, those to be seen to first at the top.

    Args:
        connection: The mirror's, for reading.
        kind: Which orders.
        today: The shop's calendar day.
        text: Narrows them to those of which every word begins a word of the customer, or is the
            order's number.
        limit: The most to return.
        read: Makes an order, and a customer, of a row's JSON.
    """
    asked, words = _KINDS[kind], words_of(text)
    matches = "".join(
        f" AND ((:word{place} = :number AND orders.id = :number)"
        f" OR instr(name || phone || other, ' ' || :word{place}))"
        for place, _ in enumerate(words)
    )
    rows = connection.execute(
        f"""SELECT orders.reply AS told, customers.reply AS customer
        FROM orders INDEXED BY {asked.index}
        LEFT JOIN customers ON customers.id = orders.customer_id
        LEFT JOIN customer_search ON customer_search.customer_id = orders.customer_id
        WHERE {asked.condition}{matches} ORDER BY {asked.order} LIMIT :limit""",  # noqa: S608
        {
            "today": today.isoformat(),
            "limit": limit,
            "number": _order_number(text),
            **{f"word{place}": word for place, word in enumerate(words)},
        },
    )
    read_order, read_customer = read
    return [
        FoundOrder(order, read_customer(row["customer"]) if row["customer"] else None)
        for row in rows
        if (order := read_order(row["told"]))
    ]


def _order_number(text: str) -> str:
    """Return the only number of a text, where it stands alone and may so be an order's."""
    numbers = [each for each in text.split() if any(sign.isdecimal() for sign in each)]
    return number_alone(numbers[0]) if len(numbers) == 1 else ""


def work_counts(connection: sqlite3.Connection, today: date) -> Mapping[TodaysWork, int]:
    """Return how many orders there are of each kind of work on a day."""
    return {
        kind: connection.execute(
            f"SELECT count(*) FROM orders INDEXED BY {asked.index} WHERE {asked.condition}",  # noqa: S608
            {"today": today.isoformat()},
        ).fetchone()[0]
        for kind, asked in _KINDS.items()
    }
