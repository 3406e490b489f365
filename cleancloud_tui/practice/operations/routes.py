"""Routes: which one serves a place, and the windows of time that it has left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .. import replies
from ..call import Handler, PracticeCall, RefusalError, Reply, route_of
from ..places import place_of, route_at
from ..shop_days import DAY

DAYS_AHEAD: Final = 14
"""How many days `getDates` looks ahead, from tomorrow."""

DAYS_TO_DELIVERY: Final = 2
"""Days from a pickup to the earliest delivery."""

_DAYS_IN_WEEK: Final = 7
_EPOCH_WEEKDAY: Final = 3
"""1 January 1970 was a Thursday, with Monday as 0."""

_BOOKED: Final = (
    "SELECT start_time, count(*) AS orders FROM ("
    " SELECT pickup_start AS start_time FROM orders"
    " WHERE route_id = ? AND pickup_date = ? AND pickup_date > 0 AND pickup = 1 AND deleted = 0"
    " UNION ALL SELECT delivery_start FROM orders"
    " WHERE route_id = ? AND delivery_date = ? AND delivery_date > 0 AND delivery = 1"
    " AND deleted = 0) GROUP BY start_time"
)
"""How often each window of a route is taken on a day; `> 0` lets it use the partial indexes."""


def get_dates(call: PracticeCall) -> Reply:
    """Answer the coming days on which a route has windows left."""
    route_id = route_of(call)["id"]
    days = [call.today + ahead * DAY for ahead in range(1, DAYS_AHEAD + 1)]
    return replies.success(
        Dates=[
            replies.available_day(day, left)
            for day in days
            if (left := windows_left(call, route_id, day))
        ],
        MinDeliveryDateStamp=str(call.today + DAYS_TO_DELIVERY * DAY),
    )


def get_slots(call: PracticeCall) -> Reply:
    """Answer the windows that a route has left on a day, in one text."""
    left = windows_left(call, route_of(call)["id"], call.number("day"))
    return replies.success(Slots=",".join(window for window, _ in left))


def get_route(call: PracticeCall) -> Reply:
    """Answer the route that serves a place or an address."""
    if call.has("lat") and call.has("lng"):
        lat, lng = call.text("lat"), call.text("lng")
    elif call.has("customerAddress"):
        place = place_of(call.store, call.text("customerAddress"))
        lat, lng = (place.lat, place.lng) if place else ("999", "999")
    else:
        raise RefusalError("Missing Parameter: customerAddress")
    route = route_at(call.store, lat, lng, call.number("routeID"))
    if route is None:
        raise RefusalError("No Route Available")
    return replies.success(Route=str(route["id"]), RouteName=route["name"])


def windows_left(call: PracticeCall, route_id: int, day: int) -> list[tuple[str, int]]:
    """Return the windows of a route on a day that are not full, and how often each is left."""
    if call.store.row("SELECT 1 FROM closed_days WHERE day = ?", (day,)):
        return []
    booked = {
        row["start_time"]: row["orders"] for row in call.store.rows(_BOOKED, (route_id, day) * 2)
    }
    slots = call.store.rows(
        "SELECT * FROM route_slots WHERE route_id = ? AND weekday = ? ORDER BY rowid",
        (route_id, (day // DAY + _EPOCH_WEEKDAY) % _DAYS_IN_WEEK),
    )
    windows = [
        (
            f"{slot['start_time']}-{slot['end_time']}",
            slot["capacity"] - booked.get(slot["start_time"], 0),
        )
        for slot in slots
    ]
    return [(window, left) for window, left in windows if left > 0]


HANDLERS: Final[Mapping[str, Handler]] = {
    "getDates": get_dates,
    "getSlots": get_slots,
    "getRoute": get_route,
}
