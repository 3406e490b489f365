"""What a route is asked for by, as people type it: an address, a place, or its own number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_COORDINATES: Final = re.compile(
    r"(?P<lat>[+-]?\d{1,2}(?:\.\d{1,12})?)\s*[,;]\s*(?P<lng>[+-]?\d{1,3}(?:\.\d{1,12})?)"
    r"|(?P<lat_2>[+-]?\d{1,2}\.\d{1,12})\s+(?P<lng_2>[+-]?\d{1,3}\.\d{1,12})",
    re.ASCII,
)
_NUMBER: Final = re.compile(r"[1-9]\d{0,8}", re.ASCII)

_MOST_NORTH: Final = 90
_MOST_EAST: Final = 180


@dataclass(frozen=True, slots=True)
class Place:
    """What was typed: only one of address, co-ordinates and route holds anything.

    Attributes:
        route: A route's own number, of which nothing has to be found.
    """

    text: str
    address: str = ""
    latitude: str = ""
    longitude: str = ""
    route: str = ""


def place_typed(text: str) -> Place | None:
    """Read `12 Harbor Street, 00101`, `10.14, 34.43`, or `2`; None where nothing was typed."""
    text = text.strip()
    if not text:
        return None
    if _NUMBER.fullmatch(text):
        return Place(text, route=text)
    if match := _COORDINATES.fullmatch(text):
        latitude, longitude = (each for each in match.groups() if each is not None)
        is_on_earth = (
            abs(Decimal(latitude)) <= _MOST_NORTH and abs(Decimal(longitude)) <= _MOST_EAST
        )
        if is_on_earth:
            return Place(text, latitude=latitude, longitude=longitude)
    return Place(text, address=text)
