"""Writes that make, change and end customers, and speak to them."""

from __future__ import annotations

from typing import Final

from ....api.operations import OPERATIONS
from ....api.rights import Right
from ...mirror import effects, storing
from ..declaration import OF_CUSTOMER, Thing, WriteDeclaration
from ..outcomes.customers import customer_added, customer_deleted, message_written
from ..outcomes.values import customer_row_of

_PHONES: Final = "CleanCloud does not tell which phones it knows."

_ADDING: Final = WriteDeclaration(
    OPERATIONS["addCustomer"],
    effect=effects.add_customer,
    look_up=customer_added,
)

_UPDATING: Final = WriteDeclaration(
    OPERATIONS["updateCustomer"],
    identified_by=("customerID",),
    truth=OF_CUSTOMER,
    updates=Thing(effects.known_customer, customer_row_of),
    shown_while_waiting=True,
    effect=effects.updating(
        OPERATIONS["updateCustomer"], effects.known_customer, "customer", storing.store_customers
    ),
    undoable=True,
)

_DEACTIVATING: Final = WriteDeclaration(
    OPERATIONS["deleteCustomer"],
    identified_by=("customerID",),
    right=Right.DELETE,
    truth=OF_CUSTOMER,
    effect=effects.delete_customer,
    look_up=customer_deleted,
)

_SENDING_PASSWORD: Final = WriteDeclaration(
    OPERATIONS["passwordCustomer"],
    unseen="An email may have been sent: ask the customer whether it came.",
)

_GROUPING: Final = WriteDeclaration(
    OPERATIONS["addToCustomerGroup"],
    identified_by=("customerID", "groupID"),
    truth=OF_CUSTOMER,
    unseen="CleanCloud does not tell who is in a customer group.",
)

_WRITING_MESSAGE: Final = WriteDeclaration(
    OPERATIONS["addMessage"],
    identified_by=("customerID",),
    truth=OF_CUSTOMER,
    look_up=message_written,
)

_ADDING_PHONE: Final = WriteDeclaration(
    OPERATIONS["addPushToken"],
    identified_by=("customerID", "pushToken"),
    truth=OF_CUSTOMER,
    unseen=_PHONES,
)

_DELETING_PHONE: Final = WriteDeclaration(
    OPERATIONS["deletePushToken"],
    identified_by=("customerID", "pushToken"),
    truth=OF_CUSTOMER,
    unseen=_PHONES,
)

DECLARATIONS: Final = (
    _ADDING,
    _UPDATING,
    _DEACTIVATING,
    _SENDING_PASSWORD,
    _GROUPING,
    _WRITING_MESSAGE,
    _ADDING_PHONE,
    _DELETING_PHONE,
)
