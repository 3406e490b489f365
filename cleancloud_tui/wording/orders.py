"""An order in few words: status, payment, due date."""

from __future__ import annotations

from typing import Final

from ..api.models.orders import Order
from ..api.operations.schema import PAYMENT_TYPES
from .values import UNKNOWN, Wording

_PAYMENT_TYPES: Final = {code: name.lower() for code, name in PAYMENT_TYPES.items()}

READY_SETS_OFF: Final = (
    "CleanCloud may tell the customer that the order is ready and, if the shop set it so, "
    "charge the saved card."
)
"""What making an order Ready may set off (`updateOrder`)."""


def due_of(order: Order, wording: Wording) -> str:
    """Return when an order is due: the day, and the time where there is one."""
    if order.delivery_day is None:
        return UNKNOWN
    return f"{wording.day(order.delivery_day)} {order.delivery_time}".rstrip()


def status_of(order: Order) -> str:
    """Return an order's status in words; the API's code where it is not known."""
    if order.status is not None:
        return order.status.label
    return f"Status {order.status_code}" if order.status_code else UNKNOWN


def short_paid_of(order: Order) -> str:
    """Return one word on how an order was paid: `UNPAID`, `cash`, `card`, `check`, `paid`."""
    if order.paid is None:
        return UNKNOWN
    return _PAYMENT_TYPES.get(order.payment_type, "paid") if order.paid else "UNPAID"


def paid_of(order: Order) -> str:
    """Return whether and how an order was paid."""
    if order.paid is None:
        return UNKNOWN
    if not order.paid:
        return "UNPAID"
    how = _PAYMENT_TYPES.get(order.payment_type, "")
    return f"paid, {how}" if how else "paid"
