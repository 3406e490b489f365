"""Garments: the pieces of an order, each with its barcode."""

from __future__ import annotations

from typing import Final

from .rules import something_to_change
from .schema import Operation, OperationKind, Wire, optional, required

OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        "getGarment", "Get a Garment", OperationKind.READ,
        "Answers one garment of an order.",
        (
            required("orderID", Wire.ID, "ID of the order"),
            required("barcodeID", Wire.TEXT, "Barcode ID/Number of the garment"),
        ),
    ),
    Operation(
        "getGarments", "Get All Garments in an Order", OperationKind.READ,
        "Answers all garments of an order.",
        (required("orderID", Wire.ID, "ID of the order"),),
    ),
    Operation(
        "updateGarment", "Update a Garment", OperationKind.IDEMPOTENT_WRITE,
        "Changes the fields of a garment that are sent, and no others.",
        (
            required("barcodeID", Wire.TEXT, "Barcode ID/Number of the garment"),
            optional("orderID", Wire.ID, "ID of the order. Send this if barcodeID is not unique and you need to limit to the barcode on a particular order"),
            optional("color1", Wire.ID, "Color ID of the garment"),
            optional("color2", Wire.ID, "Second Color ID of the garment"),
            optional("extraNotes", Wire.TEXT, "Any notes about the garment"),
            optional("conveyorLocation", Wire.TEXT, "Where the garment is on an assembly/storage conveyor"),
            optional("customStatus", Wire.INTEGER, "Custom field for you to track the garment status. Numbers only"),
        ),
        rules=(something_to_change("barcodeID", "orderID"),),
        told_as={
            "extraNotes": "notes",
            **{name: name for name in ("color1", "color2", "conveyorLocation", "customStatus")},
        },
    ),
)
