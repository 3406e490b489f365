"""The fields of a repeat pickup's form, by the API's names."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from ...api.operations import OPERATIONS, Operation

NEW: Final[Operation] = OPERATIONS["repeatPickup"]
"""What the form of a new schedule fills in."""

KNOWN: Final[Operation] = OPERATIONS["updateRepeatPickup"]
"""What the form of a known schedule fills in."""


class PickupField(StrEnum):
    """What can be typed about a repeat pickup; the values are the API's."""

    DAY = "pickupDate"
    START = "pickupStart"
    END = "pickupEnd"
    FREQUENCY = "frequency"
    ORDERS = "duration"
    DELIVERY_DAYS = "deliveryDays"
    DELIVERY_START = "deliveryStart"
    DELIVERY_END = "deliveryEnd"
    TIP = "tip"
    TIP_PERCENT = "tipPercent"
    CONFIRMATION = "schedulerType"
    CONFIRM_DAYS = "schedulerConfirmDays"
    MADE_SO_FAR = "ordersCreatedSoFar"
    OTHERS = "deleteOld"


WEEKS: Final[Mapping[str, str]] = next(
    each.choices for each in KNOWN.parameters if each.name == PickupField.FREQUENCY
)
"""How often a schedule can come, by the API's codes."""
