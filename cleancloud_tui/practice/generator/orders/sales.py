"""Sales of goods to walk-ins: nothing to clean, paid and gone at once."""

from __future__ import annotations

from random import Random
from typing import Any, Final

from ...percentages import percent
from ..catalogue import catalogue
from ..chance import is_true, pick
from ..tables import cents, table
from .contents import Contents
from .items import OrderLineRow
from .life import COUNTER_STAFF
from .order import CARD, CASH, COMPLETED, OrderRow
from .visits import Visit

_BY_CARD: Final = 60
"""Of a hundred sales."""


def sale(number: int, visit: Visit, rng: Random) -> tuple[OrderRow, Contents]:
    """Make the order of a sale, with what was sold."""
    goods: dict[str, Any] = pick(rng, table("shop")["inventory"])
    staff, price = pick(rng, COUNTER_STAFF), cents(goods["price"])
    tax = percent(price, catalogue().tax1)
    order = OrderRow(
        id=number,
        customer_id=visit.client.id,
        status=COMPLETED,
        created=visit.at,
        updated=visit.at,
        completed=visit.at,
        store_order=1,
        retail=1,
        subtotal=price,
        tax1=tax,
        total=price + tax,
        staff_create=staff,
        staff_completed=staff,
    )
    order.pay(CARD if is_true(rng, _BY_CARD) else CASH, visit.at, staff)
    line = OrderLineRow(number, 1, 0, goods["name"], price, 0, "1", "")
    return order, Contents([line], [])
