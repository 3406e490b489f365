"""What a repeat pickup is refused for: what the documentation says of its parameters, and implies.

Whether the shop is open on a day is no rule: CleanCloud makes the orders of closed days as well.
"""

from __future__ import annotations

from typing import Final

from ...api.wire import time_of
from ..call import PracticeCall, RefusalError
from ..store import Row

_MOST_ORDERS: Final = 20
"""Of a schedule with an end: `0=Until cancelled, 1=1 order, … 20 = 20 orders`."""

_WINDOWS: Final = (("pickupStart", "pickupEnd"), ("deliveryStart", "deliveryEnd"))


def refuse_wrong(call: PracticeCall, known: Row | None = None) -> None:
    """Refuse a schedule that can't be.

    Args:
        call: The request.
        known: The schedule as it stands, which keeps what is not sent; None for a new one.

    Raises:
        RefusalError: Something of it is wrong.
    """
    if call.number("pickupDate") < call.today:
        raise RefusalError("Pickup date can not be in the past")
    for start, end in _WINDOWS:
        _refuse_window(call, start, end)
    if call.number("duration") not in range(_MOST_ORDERS + 1):
        raise RefusalError("Invalid Parameter: duration")
    duration = call.number("duration", known["duration"] if known else 0)
    made = call.number("ordersCreatedSoFar", known["orders_created"] if known else 0)
    if 0 < duration <= made:
        raise RefusalError("All orders of this repeat pickup have already been created")
    days = call.number("schedulerConfirmDays", known["confirm_days"] if known else 0)
    if call.is_set("schedulerType") and days < 1:
        raise RefusalError("Missing Parameter: schedulerConfirmDays")


def _refuse_window(call: PracticeCall, start: str, end: str) -> None:
    first, last = time_of(call.text(start)), time_of(call.text(end))
    if first and last and last <= first:
        raise RefusalError(f"Invalid Parameter: {end}")
