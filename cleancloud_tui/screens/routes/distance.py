"""How far apart two places are, in words."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Final

Coordinates = tuple[Decimal, Decimal]
"""Latitude and longitude, in degrees."""

_EARTH_KM: Final = 6371.0
_WINDS: Final = (
    "north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west",
)  # fmt: skip


def distance_in_words(place: Coordinates, seen_from: Coordinates) -> str:
    """Return how far and where a place lies, as the crow flies: `1.2 km north-east of`."""
    latitude, longitude = (math.radians(float(degrees)) for degrees in place)
    from_latitude, from_longitude = (math.radians(float(degrees)) for degrees in seen_from)
    # On a town's scale the earth is flat: a degree of longitude shrinks towards the poles.
    east = (longitude - from_longitude) * math.cos((latitude + from_latitude) / 2)
    north = latitude - from_latitude
    km = math.hypot(east, north) * _EARTH_KM
    if km < 0.05:
        return "at"
    wind = _WINDS[round(math.degrees(math.atan2(east, north)) / 45) % 8]
    far = f"{km * 1000:.0f} m" if km < 1 else f"{km:.1f} km"
    return f"{far} {wind} of"
