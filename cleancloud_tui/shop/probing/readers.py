"""The reader of each reading operation's replies, by its wire name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ...api.readers.cards import cards
from ...api.readers.customers import customers
from ...api.readers.garments import garments
from ...api.readers.messages import messages
from ...api.readers.orders import driver_location, orders, photos
from ...api.readers.promotions import referral
from ...api.readers.repeat_pickups import repeat_pickups
from ...api.readers.reports import day_summaries
from ...api.readers.routes import available_days, first_delivery, route, slots
from ...api.readers.stock import inventory, price_lists, products
from ...api.readers.subscriptions import subscription

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
