"""The reader of each reading operation's replies, by its wire name, and what it asks them for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Final

from ...api.operations import OPERATIONS
from ...api.readers.cards import cards
from ...api.readers.customers import customers
from ...api.readers.fields import folded
from ...api.readers.garments import garments
from ...api.readers.messages import messages
from ...api.readers.orders import driver_location, orders, photos
from ...api.readers.promotions import referral
from ...api.readers.repeat_pickups import repeat_pickups
from ...api.readers.reports import day_summaries
from ...api.readers.routes import available_days, first_delivery, route, slots
from ...api.readers.stock import inventory, price_lists, products
from ...api.readers.subscriptions import subscription
from ...api.readers.watching import watched

_IDS: Final = ("id", "name")
"""By what objects are known that no request names."""

_ROUNDS: Final = 4
"""So often more names may be found by those that were; two do, as a rule."""

_VERDICT: Final = ("success", "error", "errors", "message")

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


@cache
def names_asked_for(operation: str) -> Mapping[str, str]:
    """Return the names that the reader of an operation asks replies for, by their folded form.

    It is let read an empty reply, which tells what its lists are called, then one whose lists hold
    an object with every name that can be an id, then, as long as it asks for more, one with all
    that it asked for: as a value, and as a list of such objects.
    """
    read = READERS.get(operation)
    if read is None:
        return {}
    lists = _watched(read, {"Success": "True"})
    sent = (each.name for one in OPERATIONS.values() for each in one.parameters)
    known = dict.fromkeys([*_IDS, *sent, *lists], "1")
    found = {**lists, **_watched(read, {"Success": "True", **known})}
    for _ in range(_ROUNDS):
        row = {**known, **dict.fromkeys(found, "1")}
        within = {name: [row] for name in found if not name.endswith("id")}
        rows = [row, {**row, **within}]
        before = len(found)
        for name in lists:
            found |= _watched(read, {"Success": "True", name: rows})
        if len(found) == before:
            break
    return found


def _watched(read: Read, reply: Mapping[str, object]) -> Mapping[str, str]:
    found: dict[str, str] = {}

    def note(names: Sequence[str], _: Mapping[str, object]) -> None:
        for name in names:
            found.setdefault(folded(name), name)

    with watched(note), suppress(Exception):  # what it makes of such a reply is nobody's business
        read(reply)
    return found


@cache
def known_names() -> frozenset[str]:
    """Return the folded names of all that requests and replies are known to have."""
    sent = {each.name for one in OPERATIONS.values() for each in one.parameters}
    asked = {name for operation in READERS for name in names_asked_for(operation)}
    return frozenset({*map(folded, sent), *asked, *_VERDICT})
