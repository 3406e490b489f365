"""What is noted before a write that must not be repeated, so that its outcome can be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ....api import wire
from ....api.operations import WireParameters
from ...mirror.mirror import Mirror
from ...records import Row

READ_FIRST: Final[Mapping[str, tuple[str, str]]] = {
    "chargeCard": ("getOrders", "orderID"),
    "usePromo": ("getCustomer", "customerID"),
    "convertLoyaltyPoints": ("getCustomer", "customerID"),
    "repeatPickup": ("getPickups", "customerID"),
}
"""Writes before which has to be read how things stand: the operation, and what it is asked by.

What is known may be days old, and what somebody else did since would be taken for this write's.
"""


def context_before(operation: str, sent: WireParameters, mirror: Mirror) -> Row | None:
    """Return what is known now and will tell later whether a write happened; None for nothing.

    Args:
        operation: Its wire name.
        sent: Its parameters.
        mirror: What is known.
    """
    note = _NOTES.get(operation)
    return note(sent, mirror) if note else None


def _newest_order(sent: WireParameters, mirror: Mirror) -> Row | None:
    """Note the customer's highest order number: numbers only rise."""
    rows = mirror.rows(
        "SELECT max(CAST(id AS INTEGER)) FROM orders WHERE customer_id = ? AND deleted = 0",
        sent["customerID"],
    )
    return {"newestOrder": str(rows[0][0])} if rows and rows[0][0] else None


def _payment(sent: WireParameters, mirror: Mirror) -> Row | None:
    known = mirror.order(str(sent["orderID"]))
    if known is None or known.value.paid is None:
        return None
    return {"paid": wire.flag_text(known.value.paid), "paymentType": known.value.payment_type}


def _account(sent: WireParameters, mirror: Mirror) -> Row | None:
    known = mirror.customer(str(sent["customerID"]))
    if known is None:
        return None
    amounts = {
        "creditAvailable": known.value.credit,
        "discountPercentage": known.value.discount_percent,
        "loyaltyPointsAvailable": known.value.loyalty_points,
        "loyaltyPointsUsed": known.value.loyalty_points_used,
    }
    return {name: str(amount) for name, amount in amounts.items() if amount is not None}


def _schedules(sent: WireParameters, mirror: Mirror) -> Row | None:
    known = mirror.repeat_pickups_of(str(sent["customerID"]))
    return {"pickups": [each.id for each in known.value]} if known else None


_NOTES: Final[Mapping[str, Callable[[WireParameters, Mirror], Row | None]]] = {
    "addOrder": _newest_order,
    "chargeCard": _payment,
    "usePromo": _account,
    "convertLoyaltyPoints": _account,
    "repeatPickup": _schedules,
}
