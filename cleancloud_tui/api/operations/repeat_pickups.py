"""Repeat pickups: schedules that make an order every one to four weeks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .rules import flag_needs, needs
from .schema import Operation, OperationKind, Parameter, Wire, choice, optional, required

_PICKUP_ID: Final = required("pickupID", Wire.ID, "ID of the repeat pickup")
_CUSTOMER_ID: Final = required("customerID", Wire.ID, "ID of the customer")


def _schedule(which: str) -> tuple[Parameter, ...]:
    return (
        required("pickupDate", Wire.DAY, f"Unix timestamp of {which} pickup date, set without timezone at 12pm UTC time"),
        required("pickupStart", Wire.TIME, "Start time for pickup, set with 12 hour clock (e.g. 11am)"),
        required("pickupEnd", Wire.TIME, "End time for pickup, set with 12 hour clock (e.g. 1pm)"),
        choice("frequency", "How often the pickup should repeat", "Every week", "Every 2 weeks", "Every 3 weeks", "Every 4 weeks", start=1),
        optional("duration", Wire.INTEGER, "How many times this pickup should repeat; 0=Until cancelled, 1=1 order, 2=2 orders, ... 20 = 20 orders"),
        optional("deliveryDays", Wire.INTEGER, "How many days after the pickup the delivery should be; 0=Do not set, 1= +1 day from Pickup, 2= +2 days, 3= +3 days..."),
        optional("deliveryStart", Wire.TIME, "Start time for delivery, set with 12 hour clock (e.g. 11am)"),
        optional("deliveryEnd", Wire.TIME, "End time for delivery, set with 12 hour clock (e.g. 1pm)"),
        optional("tip", Wire.MONEY, "How much tip to apply to each repeat order; e.g. 3.5"),
        optional("tipPercent", Wire.PERCENT, "e.g 20 if you want the tip % to stick for an order after editing"),
        choice("schedulerType", "Whether the customer confirms each order", "Regular", "Requires SMS confirmation from customer each order before creating order"),
        optional("schedulerConfirmDays", Wire.INTEGER, "How many days in advance of pickup the confirm order SMS is sent to customer; (Only required if schedulerType set to 1)"),
    )


_RULES: Final = (
    flag_needs("schedulerType", "schedulerConfirmDays"),
    needs("deliveryStart", "deliveryEnd"),
    needs("deliveryEnd", "deliveryStart"),
)

GOES_WITH: Final[Mapping[str, tuple[str, ...]]] = {
    "deliveryStart": ("deliveryEnd",),
    "deliveryEnd": ("deliveryStart",),
    "schedulerType": ("schedulerConfirmDays",),
}
"""What a parameter is not taken without, where that has a value: by the rules above."""

_TOLD_AS: Final = {each.name: each.name for each in (_CUSTOMER_ID, *_schedule("next"))}

OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        "repeatPickup", "Create Repeat Pickup", OperationKind.NON_IDEMPOTENT_WRITE,
        "Creates a schedule that makes a pickup order again and again.",
        (
            _CUSTOMER_ID,
            *_schedule("first"),
            optional("ordersCreatedSoFar", Wire.INTEGER, "Number of orders that have already been created for this repeat pickup before scheduler created; e.g. 0 or 1"),
            optional("deleteOld", Wire.FLAG, "Delete any old repeat pickups for this customer; 1 = delete"),
        ),
        rules=_RULES,
        told_as=_TOLD_AS,
        may_tell=("pickupID", "repeatPickupID"),
    ),
    Operation(
        "updateRepeatPickup", "Update Repeat Pickup", OperationKind.IDEMPOTENT_WRITE,
        "Changes a schedule from its next pickup on.",
        (_PICKUP_ID, _CUSTOMER_ID, *_schedule("next")),
        rules=_RULES,
        told_as=_TOLD_AS,
    ),
    Operation(
        "deletePickup", "Delete Repeat Pickup", OperationKind.IDEMPOTENT_WRITE,
        "Ends a schedule; orders that it has made stay.",
        (_PICKUP_ID, _CUSTOMER_ID),
    ),
    Operation(
        "getPickups", "Get Repeat Pickups", OperationKind.READ,
        "Answers a customer's schedules.",
        (_CUSTOMER_ID,),
    ),
)
