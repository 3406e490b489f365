"""The reader of each reading operation's replies, by its wire name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from .cards import cards
from .customers import customers
from .garments import garments
from .messages import messages
from .orders import driver_location, orders, photos
from .promotions import referral
from .repeat_pickups import repeat_pickups
from .reports import day_summaries
from .routes import available_days, first_delivery, route, slots
from .stock import inventory, price_lists, products
from .subscriptions import subscription

Read = Callable[[Mapping[str, object]], object]


def _days_of_route(reply: Mapping[str, object]) -> object:
    first_delivery(reply)
    return available_days(reply)


READERS: Final[Mapping[str, Read]] = {
    "driverLocation": driver_location,
    "getCards": cards,
    "getCustomer": customers,
    "getDates": _days_of_route,
    "getGarment": garments,
    "getGarments": garments,
    "getInventory": inventory,
    "getMessages": messages,
    "getOrders": orders,
    "getPhotos": photos,
    "getPickups": repeat_pickups,
    "getPriceLists": price_lists,
    "getProducts": products,
    "getReferral": referral,
    "getRoute": route,
    "getSlots": slots,
    "getSubscription": subscription,
    "summaryReport": day_summaries,
}
"""All but `loginCustomer`, which tells whether a password is right, and nothing to be read."""
