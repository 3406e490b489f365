"""Garments: the pieces of an order."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Garment:
    """One garment of an order (`getGarment`, `getGarments`).

    Attributes:
        barcode: The `barcodeID`: text, leading zeros kept; it may stand on several orders.
        place: Its `conveyorLocation`.
        upcharges: Ids of the upcharges, in their order.
    """

    barcode: str
    order_id: str = ""
    color1: str = ""
    color2: str = ""
    notes: str = ""
    custom_status: str = ""
    place: str = ""
    square_meters: Decimal | None = None
    width: Decimal | None = None
    height: Decimal | None = None
    upcharges: tuple[str, ...] = ()
