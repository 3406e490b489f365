"""An order in few words: status, payment, due date."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from ..api.models.orders import Order
from ..api.operations.schema import PAYMENT_TYPES
from .values import UNKNOWN, Wording, counted

_PAYMENT_TYPES: Final = {code: name.lower() for code, name in PAYMENT_TYPES.items()}

NOT_KNOWN: Final = "unknown"
"""Stands for an amount that is owed, or a day, that CleanCloud told in no way that is known."""

READY_SETS_OFF: Final = (
    "CleanCloud may tell the customer that the order is ready and, if the shop set it so, "
    "charge the saved card."
)
"""What making an order Ready may set off (`updateOrder`)."""


def due_of(order: Order, wording: Wording) -> str:
    """Return when an order is due: the day, and the time where there is one.

    That is when it is to be picked up while that is still to come, else when it is to be ready.
    """
    if order.due_day is None:
        return NOT_KNOWN if order.is_day_unknown else UNKNOWN
    time = order.pickup_time if order.awaits_pickup else order.delivery_time
    return f"{wording.day(order.due_day)} {time}".rstrip()


def undated_in_words(orders: int) -> str:
    """Say how many open orders tell their day in a form that is not known; empty for none."""
    if not orders:
        return ""
    which = (
        "the day of 1 open order is" if orders == 1 else f"the days of {orders:,} open orders are"
    )
    return f"{which} told in a form that is not known"


def status_of(order: Order) -> str:
    """Return an order's status in words; the API's code where it is not known."""
    if order.status is not None:
        return order.status.label
    return f"Status {order.status_code}" if order.status_code else UNKNOWN


def total_of(order: Order, wording: Wording) -> str:
    """Return what an order comes to; of one that is unpaid it is said that nobody knows."""
    return NOT_KNOWN if order.is_due_unknown else wording.money(order.total)


def owed_in_words(orders: Iterable[Order], wording: Wording) -> str:
    """Return what unpaid orders come to: `$1,021.50 and 1 unknown amount`; empty for nothing."""
    unpaid = [order for order in orders if not order.paid]
    return sum_in_words(
        sum((order.due for order in unpaid if order.due), Decimal(0)),
        sum(order.is_due_unknown for order in unpaid),
        wording,
    )


def sum_in_words(known: Decimal, unknown: int, wording: Wording) -> str:
    """Return a sum of which some amounts are not known; empty where it is nothing."""
    parts = [wording.money(known)] if known else []
    parts += [counted(unknown, "unknown amount")] if unknown else []
    return " and ".join(parts)


def short_paid_of(order: Order) -> str:
    """Return one word on how an order is paid: `UNPAID`, `cash`, `check`, `invoice`, `paid`."""
    if order.is_on_invoice:
        return "invoice"
    if order.paid is None:
        return _told(order)
    return _PAYMENT_TYPES.get(order.payment_type, "paid") if order.paid else "UNPAID"


def _told(order: Order) -> str:
    """Return what is told of a payment in words that are not known."""
    return f"“{order.paid_told}”" if order.paid_told else UNKNOWN


def paid_of(order: Order) -> str:
    """Return whether and how an order was paid."""
    if order.is_on_invoice:
        return f"on invoice {order.invoice_number or order.invoice_id}"
    if order.paid is None:
        return _told(order)
    if not order.paid:
        return "UNPAID"
    how = _PAYMENT_TYPES.get(order.payment_type, "")
    return f"paid, {how}" if how else "paid"
