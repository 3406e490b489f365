"""Garments: made when an order is taken in, read and changed one by one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from .. import replies
from ..call import Handler, PracticeCall, RefusalError, Reply, order_of
from ..store import PracticeStore, Row

_LABELLED_EVERY: Final = 10
"""In every tenth order comes a garment that kept the label of an earlier visit."""

_COLUMNS: Final[Mapping[str, str]] = {
    "color1": "color1",
    "color2": "color2",
    "extraNotes": "notes",
    "conveyorLocation": "conveyor_location",
    "customStatus": "custom_status",
}


def barcode(garment_id: int) -> str:
    """Return the barcode on the label of a new garment."""
    return str(10_000_000 + garment_id)


def take_in(store: PracticeStore, order_id: int) -> None:
    """Make the garments of an order, one for each piece, unless it has them."""
    if store.row("SELECT 1 FROM garments WHERE order_id = ?", (order_id,)):
        return
    for line in store.rows(
        "SELECT * FROM order_products WHERE order_id = ? ORDER BY line", (order_id,)
    ):
        pieces = int(line["pieces"])
        for _ in range(max(min(1, pieces), int(pieces * Decimal(line["quantity"])))):
            _make(store, order_id, line["product_id"])
    if order_id % _LABELLED_EVERY == 0:
        _keep_earlier_label(store, order_id)


def get_garment(call: PracticeCall) -> Reply:
    """Answer one garment of an order."""
    return replies.success(**replies.garment(_garment_of(call)))


def get_garments(call: PracticeCall) -> Reply:
    """Answer all garments of an order."""
    rows = call.store.rows(
        "SELECT * FROM garments WHERE order_id = ? ORDER BY id", (order_of(call)["id"],)
    )
    return replies.success(garments=[replies.garment(row) for row in rows])


def update_garment(call: PracticeCall) -> Reply:
    """Change the fields that were sent, on every order with that barcode or on the one named."""
    code, order_id = call.text("barcodeID"), call.number("orderID")
    rows = call.store.rows(
        "SELECT garments.* FROM garments JOIN orders ON orders.id = order_id"
        " WHERE barcode = ? AND ? IN (0, order_id) AND deleted = 0",
        (code, order_id),
    )
    if not rows:
        raise RefusalError("No Garment With That Barcode")
    columns = call.columns(_COLUMNS)
    for row in rows:
        if columns:
            call.store.update("garments", row["id"], columns)
            call.store.update("orders", row["order_id"], {"updated": call.now})
    return replies.success()


def _garment_of(call: PracticeCall) -> Row:
    row = call.store.row(
        "SELECT * FROM garments WHERE order_id = ? AND barcode = ?",
        (order_of(call)["id"], call.text("barcodeID")),
    )
    if row is None:
        raise RefusalError("No Garment With That Barcode")
    return row


def _make(store: PracticeStore, order_id: int, product_id: int) -> None:
    garment_id = store.insert(
        "garments", {"order_id": order_id, "product_id": product_id, "barcode": ""}
    )
    store.update("garments", garment_id, {"barcode": barcode(garment_id)})


def _keep_earlier_label(store: PracticeStore, order_id: int) -> None:
    """Give the first garment the barcode of the customer's latest one of the same product."""
    store.execute(
        "UPDATE garments AS mine SET barcode = coalesce(("
        " SELECT earlier.barcode FROM orders AS this"
        " JOIN orders AS old ON old.customer_id = this.customer_id AND old.id < this.id"
        " JOIN garments AS earlier ON earlier.order_id = old.id"
        " WHERE this.id = mine.order_id AND earlier.product_id = mine.product_id"
        " ORDER BY earlier.id DESC LIMIT 1), barcode)"
        " WHERE id = (SELECT min(id) FROM garments WHERE order_id = ?)",
        (order_id,),
    )


HANDLERS: Final[Mapping[str, Handler]] = {
    "getGarment": get_garment,
    "getGarments": get_garments,
    "updateGarment": update_garment,
}
