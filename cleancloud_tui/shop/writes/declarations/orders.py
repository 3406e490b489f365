"""Writes that make, change, end and charge orders."""

from __future__ import annotations

from typing import Final

from ....api import wire
from ....api.errors import CleanCloudError
from ....api.operations import OPERATIONS, WireParameters
from ....api.rights import Right
from ...mirror import effects, storing
from ...mirror.mirror import Mirror
from ...records import Row
from ..declaration import OF_CUSTOMER, Read, Thing, WriteDeclaration
from ..outcomes.orders import charged, order_added, order_deleted
from ..outcomes.values import order_row_of

_ORDER: Final = Read("getOrders", "orderID")


class PaidAlreadyError(CleanCloudError):
    """A card was to be charged for an order that is paid."""

    sent = False

    def __init__(self, order_id: object) -> None:
        super().__init__(
            f"The card was not charged: order {order_id} is paid already, as CleanCloud has just "
            "told. Nothing was changed."
        )


def _newest_order(sent: WireParameters, mirror: Mirror) -> Row | None:
    """Note the customer's highest order number: numbers only rise."""
    rows = mirror.file.rows(
        "SELECT max(CAST(id AS INTEGER)) FROM orders WHERE customer_id = ? AND deleted = 0",
        sent["customerID"],
    )
    return {"newestOrder": str(rows[0][0])} if rows and rows[0][0] else None


def _payment(sent: WireParameters, mirror: Mirror) -> Row | None:
    known = mirror.order(str(sent["orderID"]))
    if known is None or known.value.paid is None:
        return None
    return {"paid": wire.flag_text(known.value.paid), "paymentType": known.value.payment_type}


def _is_paid(sent: WireParameters, noted: Row) -> CleanCloudError | None:
    return PaidAlreadyError(sent["orderID"]) if noted.get("paid") == "1" else None


_ADDING: Final = WriteDeclaration(
    OPERATIONS["addOrder"],
    truth=OF_CUSTOMER,
    note=_newest_order,
    effect=effects.add_order,
    look_up=order_added,
)

_UPDATING: Final = WriteDeclaration(
    OPERATIONS["updateOrder"],
    identified_by=("orderID",),
    truth=_ORDER,
    updates=Thing(effects.known_order, order_row_of),
    shown_while_waiting=True,
    effect=effects.updating(
        OPERATIONS["updateOrder"], effects.known_order, "order", storing.store_orders
    ),
    undoable=True,
)

_DELETING: Final = WriteDeclaration(
    OPERATIONS["deleteOrder"],
    identified_by=("orderID",),
    right=Right.DELETE,
    truth=_ORDER,
    effect=effects.delete_order,
    look_up=order_deleted,
    deed="deleted",
)

_CHARGING: Final = WriteDeclaration(
    OPERATIONS["chargeCard"],
    identified_by=("orderID", "customerID"),
    right=Right.CHARGE,
    truth=_ORDER,
    read_first=_ORDER,
    note=_payment,
    objection=_is_paid,
    charges=True,
    blocks_any=True,
    read_again=_ORDER,
    look_up=charged,
    deed="card charged",
)

DECLARATIONS: Final = (_ADDING, _UPDATING, _DELETING, _CHARGING)
