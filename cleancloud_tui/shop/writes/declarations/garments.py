"""Writes that change garments."""

from __future__ import annotations

from typing import Final

from ....api.operations import OPERATIONS
from ...mirror import effects
from ..declaration import Read, Thing, WriteDeclaration
from ..outcomes.values import garment_row_of

GARMENT: Final = Thing(effects.known_garment, garment_row_of)
"""A garment, which is known where a single one of its barcode is meant."""

_UPDATING: Final = WriteDeclaration(
    OPERATIONS["updateGarment"],
    identified_by=("barcodeID", "orderID"),
    truth=Read("getGarments", "orderID"),
    updates=GARMENT,
    shown_while_waiting=True,
    effect=effects.updating_garment(OPERATIONS["updateGarment"]),
    undoable=True,
)

DECLARATIONS: Final = (_UPDATING,)
