"""The racks of the practice shop: where an order hangs."""

from __future__ import annotations

from typing import Final

_RACKS: Final = "ABCDEF"
_PLACES_A_RACK: Final = 40


def rack_of(order_id: int) -> str:
    """Return the place on the racks that an order is put to when it becomes Ready."""
    place = order_id // len(_RACKS) % _PLACES_A_RACK + 1
    return f"{_RACKS[order_id % len(_RACKS)]}{place}"
