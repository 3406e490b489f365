"""A garment of an order: what can be typed about it, and the request that changes it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from ...api.models.garments import Garment
from ...api.request import Request
from ..writes.ids import ids_of


class GarmentField(StrEnum):
    """What can be typed about a garment; the values are the API's."""

    NOTES = "extraNotes"
    PLACE = "conveyorLocation"
    COLOR = "color1"
    SECOND_COLOR = "color2"
    STATUS = "customStatus"


def edit(garment: Garment, fields: Mapping[str, str]) -> Request:
    """Give a garment some new values, by `GarmentField`.

    Raises:
        BadParametersError: The API's documentation takes no such values.
    """
    ids = {"barcodeID": garment.barcode, **ids_of(order_id=garment.order_id)}
    return Request.of("updateGarment", {**ids, **fields})
