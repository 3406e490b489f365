"""Messages between a customer and the shop."""

from __future__ import annotations

from typing import Final

from .schema import Operation, OperationKind, Wire, optional, required

OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        "addMessage", "Create Message", OperationKind.NON_IDEMPOTENT_WRITE,
        "Records a message from the customer to the shop; none goes the other way.",
        (
            required("customerID", Wire.ID, "ID of the customer"),
            required("message", Wire.TEXT, "Message for the store"),
        ),
        may_tell=("messageID",),
    ),
    Operation(
        "getMessages", "Get List of Messages", OperationKind.READ,
        "Answers the messages exchanged with a customer.",
        (
            required("customerID", Wire.ID, "ID of the customer"),
            optional("limit", Wire.INTEGER, "How many messages to return, leave empty for all"),
        ),
    ),
)
