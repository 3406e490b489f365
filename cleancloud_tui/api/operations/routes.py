"""Routes: which one serves an address, and when it has time."""

from __future__ import annotations

from typing import Final

from .rules import place_or_address
from .schema import Operation, OperationKind, Wire, optional, required

_ROUTE_ID: Final = required("routeID", Wire.ID, "ID of the Route")

OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        "getDates", "Get Available Pickup/Delivery Dates", OperationKind.READ,
        "Answers the days on which a route has slots left, with their times.",
        (_ROUTE_ID,),
    ),
    Operation(
        "getSlots", "Get Available Pickup/Delivery Times", OperationKind.READ,
        "Answers the slots that a route has left on a day.",
        (
            _ROUTE_ID,
            required("day", Wire.DAY, "Unix Timestamp of the Day without timezone at 12pm UTC time"),
        ),
    ),
    Operation(
        "getRoute", "Get Route Number from Latitude/Longitude or Address", OperationKind.READ,
        "Answers the route that serves a place, or an error where none does.",
        (
            optional("lat", Wire.NUMBER, "Latitude of the address"),
            optional("lng", Wire.NUMBER, "Longitude of the address"),
            optional("customerAddress", Wire.TEXT, "Customer street address if you don't know lat/lng"),
            optional("routeID", Wire.ID, "Route ID, if you want to check lat/lng is in this route"),
        ),
        rules=(place_or_address,),
    ),
)
