"""Drivers, who circle their routes all day: `driverLocation`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from .. import replies
from ..call import Handler, PracticeCall, RefusalError, Reply, order_of_customer
from ..store import Row

ROUND: Final = 3600
"""Seconds that a driver takes for one round of the route."""


def driver_location(call: PracticeCall) -> Reply:
    """Answer where the driver of the order's route is now."""
    order = order_of_customer(call)
    route = call.store.row(
        "SELECT routes.*, drivers.name AS driver FROM routes"
        " JOIN drivers ON drivers.id = driver_id WHERE routes.id = ?",
        (order["route_id"],),
    )
    if route is None:
        raise RefusalError("No Driver For That Order")
    latitude, longitude = position(route, call.now)
    return replies.driver_location(latitude, longitude, call.now, route["driver"])


def position(route: Row, now: int) -> tuple[float, float]:
    """Return latitude and longitude, in degrees, of a route's driver at an instant."""
    angle = 2 * math.pi * (now % ROUND) / ROUND
    latitude = (route["south"] + route["north"]) / 2
    longitude = (route["west"] + route["east"]) / 2
    return (
        latitude + 0.4 * (route["north"] - route["south"]) * math.sin(angle),
        longitude + 0.4 * (route["east"] - route["west"]) * math.cos(angle),
    )


HANDLERS: Final[Mapping[str, Handler]] = {"driverLocation": driver_location}
