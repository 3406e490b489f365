"""The fields of an order, a new one and a known one, under the names that drafts have them by."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from ...api.operations import OPERATIONS, Operation

NEW: Final[Operation] = OPERATIONS["addOrder"]
"""What the form of a new order fills in."""

KNOWN: Final[Operation] = OPERATIONS["updateOrder"]
"""What the form of a known order fills in."""

DELETING: Final[Operation] = OPERATIONS["deleteOrder"]
"""What the audit trail tells of a deleted order."""


class OrderField(StrEnum):
    """What can be typed about an order; the values are the API's.

    `PROMO_CREDIT` is kept in drafts alone: what a code that was checked will give.
    """

    CUSTOMER = "customerID"
    STATUS = "status"
    NOTES = "orderNotes"
    NOTIFY = "notifyMethod"
    PRICE_LIST = "priceListID"
    TOTAL = "finalTotal"
    MINIMUM = "minimumAdjust"
    DISCOUNT = "discount"
    DISCOUNT_PERCENT = "discountPercent"
    TIP = "tip"
    TIP_PERCENT = "tipPercent"
    CREDIT = "creditUsed"
    DELIVERY_FEE = "deliveryFee"
    TAX = "tax"
    TAX_2 = "tax2"
    TAX_3 = "tax3"
    PICKUP_DAY = "pickupDate"
    PICKUP_START = "pickupStart"
    PICKUP_END = "pickupEnd"
    PICKUP_MOVED = "pickupReschedule"
    DELIVERY = "delivery"
    DELIVERY_DAY = "deliveryDate"
    DELIVERY_START = "deliveryStart"
    DELIVERY_END = "deliveryEnd"
    DELIVERY_MOVED = "deliveryReschedule"
    EXPRESS = "express"
    EMAIL_NOW = "sendEmail"
    STAFF_APPROVE = "staffVerify"
    DROPPED_OFF = "storeDropOffDate"
    READY_DAY = "storeReadyByDate"
    READY_TIME = "storeReadyByTime"
    LOCKER = "lockerNumber"
    LOCKER_PLACE = "lockerLocationID"
    PROMO_CODE = "promoCode"
    PROMO_CREDIT = "promoCredit"


DAYS: Final = frozenset(
    {
        OrderField.PICKUP_DAY,
        OrderField.DELIVERY_DAY,
        OrderField.DROPPED_OFF,
        OrderField.READY_DAY,
    }
)
"""Fields that take a day."""

TIMES: Final = frozenset(
    {
        OrderField.PICKUP_START,
        OrderField.PICKUP_END,
        OrderField.DELIVERY_START,
        OrderField.DELIVERY_END,
        OrderField.READY_TIME,
    }
)
"""Fields that take a time of the day."""

LOWERING: Final = (
    OrderField.DISCOUNT_PERCENT,
    OrderField.DISCOUNT,
    OrderField.MINIMUM,
    OrderField.TAX,
    OrderField.TAX_2,
    OrderField.TAX_3,
)
"""Fields that lower what is asked for the work, the likeliest first."""

_WINDOWS: Final[Mapping[str, tuple[OrderField, OrderField, OrderField]]] = {
    "pickup": (OrderField.PICKUP_DAY, OrderField.PICKUP_START, OrderField.PICKUP_END),
    "delivery": (OrderField.DELIVERY_DAY, OrderField.DELIVERY_START, OrderField.DELIVERY_END),
}


def window_fields(what: str, day: str, start: str, end: str) -> dict[str, str]:
    """Return a day and a window of time by the fields that they stand in.

    Args:
        what: `pickup` or `delivery`.
        day: As a date.
        start: From when on.
        end: Until when.
    """
    return dict(zip(_WINDOWS[what], (day, start, end), strict=True))
