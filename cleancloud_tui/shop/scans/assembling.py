"""Checking the pieces of an order off, one scan after another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...api.models.orders import OrderStatus
from ...api.request import Request
from ..writes.ids import ids_of

if TYPE_CHECKING:
    from ...api.models.garments import Garment


@dataclass(frozen=True, slots=True)
class Checklist:
    """The garments known of an order, and which of them were seen."""

    garments: tuple[Garment, ...]
    seen: frozenset[str]

    @property
    def missing(self) -> tuple[Garment, ...]:
        """Those that were not seen yet."""
        return tuple(each for each in self.garments if each.barcode not in self.seen)

    @property
    def count(self) -> str:
        """How many of how many were seen: `5 of 7`."""
        return f"{len(self.garments) - len(self.missing)} of {len(self.garments)}"

    @property
    def is_complete(self) -> bool:
        """Whether there are garments and all of them were seen."""
        return bool(self.garments) and not self.missing


def checklist(garments: Sequence[Garment], seen: Collection[str]) -> Checklist:
    """Return the checklist of an order.

    Args:
        garments: Those that are known of it now.
        seen: Their barcodes, as far as they were scanned.
    """
    return Checklist(tuple(garments), frozenset(seen))


def make_ready(order_id: str) -> Request:
    """Return what makes an order Ready whose pieces are all there."""
    return Request.of(
        "updateOrder", {**ids_of(order_id=order_id), "status": OrderStatus.READY.value}
    )
