"""Putting garments in their places: what has to be written, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...api.request import Request

if TYPE_CHECKING:
    from ...api.models.garments import Garment


@dataclass(frozen=True, slots=True)
class Placing:
    """A garment that is put in a place."""

    garment: Garment
    place: str

    @property
    def request(self) -> Request:
        """What writes it.

        It names the order: a label that is worn for life stands on all the orders it came with.

        Raises:
            BadParametersError: CleanCloud takes no such place.
        """
        values = {
            "barcodeID": self.garment.barcode,
            "orderID": self.garment.order_id,
            "conveyorLocation": self.place,
        }
        return Request.of("updateGarment", values)


class OnTheirWay:
    """The places that are being written: the very next scan may be of the same garment."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], str] = {}

    def begin(self, placing: Placing) -> None:
        """Take a garment for placed, from before its write begins."""
        self._places[_key(placing.garment)] = placing.place

    def end(self, placing: Placing) -> None:
        """Take it no longer for placed, unless it is on its way to another place by now."""
        key = _key(placing.garment)
        if self._places.get(key) == placing.place:
            del self._places[key]

    def as_written(self, garment: Garment) -> Garment:
        """Return a garment with the place that is on its way to CleanCloud."""
        place = self._places.get(_key(garment))
        return garment if place is None else replace(garment, place=place)


def is_at(garment: Garment, place: str) -> bool:
    """Tell whether a garment is known to be at a place."""
    return garment.place.casefold() == place.casefold()


def to_place(garments: Iterable[Garment], place: str) -> list[Garment]:
    """Return the garments whose place has to be written."""
    return [garment for garment in garments if not is_at(garment, place)]


def _key(garment: Garment) -> tuple[str, str]:
    return garment.order_id, garment.barcode
