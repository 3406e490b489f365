"""Garments of an order, as `getGarment` and `getGarments` tell them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..models.garments import Garment
from .fields import ReplyRow
from .replies.listing import Listing

_GARMENTS: Final = Listing(("garments", "garment"), ids=("barcodeID", "barcode"), is_whole=True)


def garment_rows(reply: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Return the garments of an order, just as they came.

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    return _GARMENTS.rows(reply)


def garments(reply: Mapping[str, object], order_id: str = "") -> tuple[Garment, ...]:
    """Read the garments of an order; their rows do not tell which order it is."""
    return _GARMENTS.read(reply, lambda row: garment_row(row, order_id))


def garment(reply: Mapping[str, object], order_id: str = "") -> Garment | None:
    """Read one garment: a flat object beside `Success`, or within `garment`."""
    return next(iter(garments(reply, order_id)), None)


def garment_row(row: Mapping[str, object], order_id: str = "") -> Garment | None:
    """Read one garment's object; None where it has no barcode."""
    fields = ReplyRow(row)
    barcode = fields.code("barcodeID", "barcode")
    if not barcode:
        return None
    return Garment(
        barcode=barcode,
        order_id=order_id or fields.code("orderID"),
        color1=fields.code("color1"),
        color2=fields.code("color2"),
        notes=fields.text("notes", "extraNotes"),
        custom_status=fields.code("customStatus"),
        place=fields.code("conveyorLocation"),
        square_meters=fields.measure("sqmTotal"),
        width=fields.measure("sqmWidth"),
        height=fields.measure("sqmHeight"),
        upcharges=_upcharges(fields.row("upcharges")),
    )


def _upcharges(slots: ReplyRow) -> tuple[str, ...]:
    """Return the ids in `upcharge1` and on, or in a list: objects with an `id`, or ids."""
    return tuple(
        upcharge
        for slot in slots.names()
        if (upcharge := slots.code(slot) or slots.row(slot).code("id", "upchargeID"))
    )
