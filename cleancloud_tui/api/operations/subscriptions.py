"""Subscriptions: a plan that a customer pays regularly."""

from __future__ import annotations

from typing import Final

from .schema import Operation, OperationKind, Wire, optional, required

_CUSTOMER_ID: Final = required("customerID", Wire.ID, "ID of the Customer")

OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        "addSubscription", "Add Subscription to Customer Account", OperationKind.NON_IDEMPOTENT_WRITE,
        "Subscribes a customer to a plan and begins charging; may ask for 3D Secure first.",
        (
            _CUSTOMER_ID,
            required("subscriptionID", Wire.TEXT, "plan ID of subscription e.g. plan_JNIndsfsdfvc"),
            optional("subscriptionConfirmed", Wire.FLAG, "Only set to 1 if 3D Secure Authentication was triggered by previous response and was successfully authenticated"),
        ),
    ),
    Operation(
        "deleteSubscription", "Delete Subscription from a Customer Account", OperationKind.IDEMPOTENT_WRITE,
        "Ends a customer's subscription.",
        (_CUSTOMER_ID,),
    ),
    Operation(
        "getSubscription", "Get Subscription from a Customer Account", OperationKind.READ,
        "Answers a customer's subscription.",
        (_CUSTOMER_ID,),
    ),
)
