"""Push tokens: which phones of a customer are told about the orders."""

from __future__ import annotations

from typing import Final

from .schema import Operation, OperationKind, Wire, choice_of, required

_CUSTOMER_ID: Final = required("customerID", Wire.ID, "ID of the Customer")

OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        "addPushToken", "Add Push Token", OperationKind.IDEMPOTENT_WRITE,
        "Stores the token by which a customer's phone is told about orders.",
        (
            required("pushToken", Wire.SECRET, "The push token provided by the app"),
            _CUSTOMER_ID,
            choice_of("platform", "Platform of the phone", {0: "Android", 1: "iOS"}, is_required=True),
            required("bundleID", Wire.TEXT, "The bundle ID of your iOS & Android app (e.g. com.companyname.appname)"),
        ),
    ),
    Operation(
        "deletePushToken", "Delete Push Token", OperationKind.IDEMPOTENT_WRITE,
        "Forgets the token of a phone.",
        (
            required("pushToken", Wire.SECRET, "The push token provided by the app that you wish to delete"),
            _CUSTOMER_ID,
        ),
    ),
)
