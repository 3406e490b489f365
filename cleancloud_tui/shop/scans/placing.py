"""Putting garments in their places: what has to be written, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...api.models.garments import Garment


def is_at(garment: Garment, place: str) -> bool:
    """Tell whether a garment is known to be at a place."""
    return garment.place.casefold() == place.casefold()


def to_place(garments: Iterable[Garment], place: str) -> list[Garment]:
    """Return the garments whose place has to be written."""
    return [garment for garment in garments if not is_at(garment, place)]


def placing(garment: Garment, place: str) -> dict[str, str]:
    """Return the parameters of the `updateGarment` that puts a garment in a place.

    They name the order: a label that is worn for life stands on all the orders it came with.
    """
    return {
        "barcodeID": garment.barcode,
        "orderID": garment.order_id,
        "conveyorLocation": place,
    }
