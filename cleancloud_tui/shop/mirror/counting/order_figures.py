"""What counts of an order, in the row beside it; in the writing thread, in a transaction."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from decimal import Decimal
from typing import Final

from ....api.models.orders import Order, OrderStatus
from ....api.operations.schema import PAYMENT_TYPES
from ...records import Reading
from .undated import ODD

OTHER_PAYMENT: Final = "Other"
"""The way of payment of what was paid in none that has a name."""

_ABSURD: Final = 10**7
"""What comes to this or more is unknown: no order has so many pieces, or is worth so much."""

_LONGEST: Final = 40
"""Signs of a way of payment: a longer text is none, and its beginning does."""

_CODES: Final = {"": OTHER_PAYMENT, "0": OTHER_PAYMENT, **PAYMENT_TYPES}
_WORDS: Final = {name.lower(): name for name in _CODES.values()}

_PUT: Final = """
INSERT OR REPLACE INTO order_figures
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

_DONE: Final = (OrderStatus.READY, OrderStatus.COMPLETED)


def note_figures(connection: sqlite3.Connection, order: Order, reading: Reading) -> None:
    """Keep what counts of an order that was just stored.

    CleanCloud sets the moments of a change itself; until it tells them, a change that was made
    here has the moment at which it was confirmed.
    """
    moments = _moments(order)
    if reading.patched and not all(moments):
        moments = _guessed(connection, order, moments, reading.asked_at)
    cleaned, completed, paid_at = moments
    is_owed = None if order.paid is None and not order.paid_told else not order.paid
    is_owed = is_owed and not order.is_on_invoice
    is_express = bool(order.express_fee or order.express_percent)
    is_fee_told = bool(order.express_fee) or not order.express_percent
    values = (
        order.id,
        order.customer_id,
        _seconds(order, "createdDate", order.created),
        cleaned,
        completed,
        paid_at if order.paid else 0.0,
        order.paid,
        is_owed,
        _cents(order.total) if is_owed and order.paid is False else None,
        _cents(order.total),
        order.pieces if 0 <= (order.pieces or 0) < _ABSURD else None,
        payment_named(order.payment_type),
        order.is_pickup,
        is_express if is_express or order.express_fee is not None else None,
        _cents(order.express_fee) if is_fee_told else None,
        _cents(order.discount),
        _cents(order.tip),
        _cents(_sum(order.tax, order.tax2, order.tax3)),
        _lines(order),
    )
    connection.execute(_PUT, values)


def payment_named(told: str) -> str:
    """Return the name of a way of payment that was told by its code or by a word."""
    return _CODES.get(told) or _WORDS.get(told.lower(), told[:_LONGEST])


def _moments(order: Order) -> tuple[float, float, float]:
    """Return when it was cleaned, completed and paid."""
    return (
        _seconds(order, "cleanedDate", order.cleaned),
        _seconds(order, "completedDate", order.completed),
        _seconds(order, "paymentTime", order.paid_at),
    )


def _guessed(
    connection: sqlite3.Connection, order: Order, told: tuple[float, float, float], at: float
) -> tuple[float, float, float]:
    """Return moments of what was done, those that are not told as they were noted before."""
    known = connection.execute(
        "SELECT cleaned, completed, paid_at FROM order_figures WHERE order_id = ?", (order.id,)
    ).fetchone()
    is_done = (
        order.status in _DONE,
        order.status is OrderStatus.COMPLETED,
        bool(order.paid),
    )
    noted = tuple(known) if known else (0.0, 0.0, 0.0)
    first, second, third = (
        moment or (before or at if done else 0.0)
        for moment, before, done in zip(told, noted, is_done, strict=True)
    )
    return first, second, third


def _seconds(order: Order, name: str, moment: datetime | None) -> float:
    """Return Unix seconds; 0 where nothing is told, `ODD` where that is no moment."""
    if moment is None:
        return ODD if name in order.odd_moments else 0.0
    return max(0.0, moment.timestamp())


def _cents(amount: Decimal | None) -> int | None:
    if amount is None or abs(amount) >= _ABSURD:
        return None
    return int((amount * 100).to_integral_value())


def _sum(*amounts: Decimal | None) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _lines(order: Order) -> str:
    lines = [
        [each.product_id, each.name, _text(each.quantity), _text(each.price)]
        for each in order.lines
    ]
    return json.dumps(lines, separators=(",", ":")) if lines else ""


def _text(number: Decimal | None) -> str:
    return "" if number is None or abs(number) >= _ABSURD else f"{number:f}"
