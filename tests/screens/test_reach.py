"""Every operation has a screen and keys that reach it: all of them are walked in one counter."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pytest

from cleancloud_tui.screens.destinations import (
    Destination,
    OpenCharge,
    OpenCustomer,
    OpenNewOrder,
    OpenOrder,
    OpenRepeatPickups,
)
from tests.elsewhere import a_customer, an_order, elsewhere
from tests.host import Host
from tests.screens.conftest import Counter, opened
from tests.screens.customers.steps import change
from tests.screens.new_order.steps import a_code
from tests.screens.scanning.steps import forget_garments

pytestmark = pytest.mark.long

SEARCH: Final = "search"

_STEP: Final = re.compile(r"'[^']*'|<[^>]*>|\[[^\]]*\]|\S+")
_LATER: Final = 3_600.0
"""Seconds after which what is shown is not fresh any more."""


@dataclass(frozen=True, slots=True)
class Way:
    """How an operation is reached.

    Attributes:
        begins: At the search, or at a place of `Scene`.
        keys: Keys by name; 'what is typed'; [what is picked from a short list]; <what a
            scanner reads>. Words in braces are those of `Scene`.
    """

    begins: str
    keys: str


WAYS: Final[Mapping[str, Way]] = {
    "addCustomer": Way(
        SEARCH, "ctrl+n 'Zia Reach' tab '5550001' tab 'zia@example.com' tab '2 Quay' ctrl+s"
    ),
    "getCustomer": Way("customer", "f5"),
    "getMessages": Way("customer", "a [Messages]"),
    "addMessage": Way("customer", "a [Record a message] 'Fold the shirts' ctrl+s"),
    "getSubscription": Way("customer", "a [Cards and subscription]"),
    "convertLoyaltyPoints": Way("customer", "a [Turn loyalty points] f12"),
    "addToCustomerGroup": Way("customer", "a [Add to a customer group] '7' ctrl+s"),
    "passwordCustomer": Way("customer", "a [Send a password reset] f12"),
    "getRoute": Way("customer", "e f6"),
    "updateCustomer": Way("customer", "e 'Bea ' ctrl+s"),
    "getPickups": Way("pickups", "f5"),
    "repeatPickup": Way("pickups", "a '+7' tab tab '10am' tab '1pm' ctrl+s"),
    "updateRepeatPickup": Way("pickups", "k f12"),
    "deletePickup": Way("pickups", "d f12"),
    "getPriceLists": Way("new order", "f5"),
    "getProducts": Way("new order", "f5"),
    "getDates": Way("new order", "f6 [Pickup and delivery] f9"),
    "usePromo": Way("new order", "'suit' enter f7 '{promo_code}' enter"),
    "addOrder": Way("another new order", "'suit' enter f10 [Later] f12"),
    "getOrders": Way("order", "f5"),
    "getGarments": Way("order", "f5"),
    "updateOrder": Way("order", "s [Cleaning] f12"),
    "driverLocation": Way("driven order", "m [Where the driver is]"),
    "getPhotos": Way("order with photos", "m [Photos]"),
    "getGarment": Way(SEARCH, "f3 <{barcode}>"),
    "updateGarment": Way("order with garments", "enter 'x' ctrl+s"),
    "addCard": Way("cards", "a 'tok_visa' ctrl+s"),
    "getCards": Way("cards", "f5"),
    "setDefaultCard": Way("cards", "down d f12"),
    "chargeCard": Way("cards", "p 'charge' f12"),
    "deleteOrder": Way("driven order", "m [Delete the order] f12"),
    "summaryReport": Way(SEARCH, "f4 f5"),
    "deleteCustomer": Way("customer", "a [Deactivate the account] f12"),
}
"""The screen and the keys of each operation, in an order in which none spoils another."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What there is to begin at, and to type."""

    places: Mapping[str, Destination]
    promo_code: str
    barcode: str
    barcode_of: str


class NotOfferedError(LookupError):
    """What was to be picked is not offered."""


async def set_up(host: Host) -> Scene:
    """Make a customer with orders and cards, and choose the rest from what is there."""
    store = host.app.state.server.store
    customer = await a_customer(host, "Ada Reach")
    change(host, customer, loyalty_points=500, address="1 High Street, London", route_id=1)
    order = await an_order(host, customer, "57.50")
    driven = await an_order(
        host, customer, "12.00", "0", delivery="1", deliveryDate="2026-06-02", deliveryStart="5pm"
    )
    for token in ("tok_visa", "tok_mastercard"):
        await elsewhere(host, "addCard", customerID=customer, paymentMethodID=token)
    photographed = store.number("SELECT min(order_id) FROM photos")
    in_work = "SELECT order_id FROM garments JOIN orders ON orders.id = order_id WHERE status = 0"
    hung = store.number(f"{in_work} AND deleted = 0 ORDER BY order_id")
    scanned = store.row(
        "SELECT barcode, order_id FROM garments JOIN orders ON orders.id = order_id"
        " WHERE status = 0 AND deleted = 0 ORDER BY order_id DESC"
    )
    places = {
        "customer": OpenCustomer(customer),
        "pickups": OpenRepeatPickups(customer),
        "new order": OpenNewOrder(customer),
        "another new order": OpenNewOrder(await a_customer(host, "Bo Reach")),
        "order": OpenOrder(order),
        "driven order": OpenOrder(driven),
        "order with photos": OpenOrder(str(photographed)),
        "order with garments": OpenOrder(str(hung)),
        "cards": OpenCharge(order),
    }
    return Scene(places, a_code(host, "credit"), str(scanned["barcode"]), str(scanned["order_id"]))


async def walk(counter: Counter, scene: Scene, way: Way) -> None:
    """Go to where it begins, and press its keys."""
    while counter.is_asking:
        await counter.press("escape")
    await counter.press("f2")
    if way.begins != SEARCH:
        counter.app.go(scene.places[way.begins])
        await counter.settle()
    keys = way.keys.format(promo_code=scene.promo_code, barcode=scene.barcode)
    for step in _STEP.findall(keys):
        match step[0]:
            case "'":
                await counter.type(step[1:-1])
            case "<":
                await counter.type(f"{step[1:-1]}\r")
            case "[":
                await pick(counter, step[1:-1])
            case _:
                await counter.press(step)


async def pick(counter: Counter, label: str) -> None:
    """Pick what begins with a label from a short list, by its digit."""
    found = re.search(rf"(\d)  {re.escape(label)}", counter.text)
    if found is None:
        raise NotOfferedError(label)
    await counter.press(found[1])


async def test_each_operation_is_reached_by_its_keys(host: Host) -> None:
    scene = await set_up(host)
    missed: dict[str, str] = {}
    async with opened(host) as counter:
        await forget_garments(counter, [scene.barcode_of])
        for operation, way in WAYS.items():
            host.now += _LATER
            before = len(host.requests)
            with contextlib.suppress(NotOfferedError):
                await walk(counter, scene, way)
            if operation not in host.requests[before:]:
                missed[operation] = counter.text
    assert not missed, "\n\n".join(f"{name}:\n{text}" for name, text in missed.items())
