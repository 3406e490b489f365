"""The stops of a day: what is fetched and brought, by time, from the mirror."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from typing import TYPE_CHECKING, Final

from ...api.wire import time_of, window_parts
from ..mirror.todays_work import TodaysWork

if TYPE_CHECKING:
    from ...api.models.customers import Customer
    from ...api.models.orders import Order
    from ..mirror.todays_work import FoundOrder
    from ..shop import Shop

_MOST: Final = 1000
"""Orders of a day that are looked through: far more than anybody drives to."""


class StopKind(Enum):
    """Why the driver goes there."""

    PICKUP = "Pickup"
    DELIVERY = "Delivery"


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a route.

    Attributes:
        window: From when to when, as it was told; empty where it was not.
        route: The order's route, else the customer's; empty where neither is known.
    """

    kind: StopKind
    order: Order
    customer: Customer | None
    window: str
    route: str

    @property
    def begins(self) -> time | None:
        """When it is due at the earliest."""
        return time_of(window_parts(self.window)[0])

    @property
    def address(self) -> str:
        """Where it is."""
        return self.order.address or (self.customer.address if self.customer else "")


def stops_on(shop: Shop, day: date, route: str = "") -> list[Stop]:
    """Return what is still to be fetched or brought on a day, by time.

    Args:
        shop: Knows the orders.
        day: The shop's calendar day.
        route: A route's number; empty for all of them.
    """
    found = shop.todays_work(TodaysWork.DUE, day, limit=_MOST)
    stops = (stop for each in found if (stop := _stop(each)))
    return sorted((each for each in stops if route in ("", each.route)), key=_order)


def routes_of(stops: Iterable[Stop]) -> list[str]:
    """Return the routes of some stops, the lowest number first."""
    return sorted(
        {each.route for each in stops if each.route}, key=lambda route: (len(route), route)
    )


def _stop(found: FoundOrder) -> Stop | None:
    order, customer = found.order, found.customer
    route = order.route or (customer.route if customer else "")
    if order.awaits_pickup:
        if order.is_pickup is False:
            return None
        return Stop(StopKind.PICKUP, order, customer, order.pickup_time, route)
    if order.is_delivery:
        return Stop(StopKind.DELIVERY, order, customer, order.delivery_time, route)
    return None


def _order(stop: Stop) -> tuple[time, str, str, int, str]:
    """Return what stops stand in order of: those without a time at the end."""
    order_id = stop.order.id
    return stop.begins or time.max, stop.route, stop.address, len(order_id), order_id
