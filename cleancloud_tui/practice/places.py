"""The practice town: where an address lies, and which route serves it.

Real geocoding needs the network. Here an address lies in the box of the route that its zip code
belongs to, at a spot that follows from its text; an address with no zip of the town lies nowhere.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from .store import PracticeStore, Row

_WORD: Final = re.compile(r"[\w-]+")
_LINES: Final = re.compile(r"\s*(?:\n|//|,)\s*")


@dataclass(frozen=True, slots=True)
class RoutePlace:
    """A spot on a route; co-ordinates are decimal text."""

    lat: str
    lng: str
    zip: str
    route_id: int


def place_of(store: PracticeStore, address: str) -> RoutePlace | None:
    """Return where an address lies, or None outside the town."""
    for word in reversed(_WORD.findall(address)):
        route = store.row(
            "SELECT routes.* FROM route_zips JOIN routes ON routes.id = route_id WHERE zip = ?",
            (word,),
        )
        if route:
            spot = zlib.crc32(address.encode())
            lat = _between(route["south"], route["north"], spot & 0xFFFF)
            lng = _between(route["west"], route["east"], spot >> 16)
            return RoutePlace(lat, lng, word, int(route["id"]))
    return None


def route_at(store: PracticeStore, lat: str, lng: str, route_id: int = 0) -> Row | None:
    """Return the route whose geofence holds a spot; where one is named, only that may."""
    return store.row(
        "SELECT * FROM routes WHERE ? BETWEEN south AND north AND ? BETWEEN west AND east"
        " AND ? IN (0, id) ORDER BY id",
        (float(Decimal(lat)), float(Decimal(lng)), route_id),
    )


def address_parts(address: str, zip_code: str) -> dict[str, str]:
    """Return an address as the columns that `addressDetailed` is made of."""
    lines = [line for line in _LINES.split(address.strip()) if line]
    city = lines[1] if len(lines) > 1 else ""
    return {
        "street": lines[0] if lines else "",
        "unit": "",
        "city": city.replace(zip_code, "").strip() if zip_code else city,
        "state": "",
        "zip": zip_code,
    }


def _between(low: float, high: float, share: int) -> str:
    return f"{low + (high - low) * (0.05 + 0.9 * share / 0xFFFF):.6f}"
