"""Every operation has a screen and keys that reach it: all of them are walked in one counter."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pytest
from textual.widgets import OptionList

from cleancloud_tui.api.operations import OPERATIONS
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
            scanner reads>. What stands in braces, the scene knows.
    """

    begins: str
    keys: str


WAYS: Final[Mapping[str, Way]] = {
    "addCustomer": Way(
        SEARCH, "ctrl+n 'Zia Reach' tab '5550001' tab 'zia@example.com' tab '2 Quay' ctrl+s"
    ),
    "getCustomer": Way("customer", "f5"),
    "getMessages": Way("customer", "a [Messages]"),
    "addMessage": Way("customer", "a [Messages] m 'Fold the shirts' ctrl+s"),
    "convertLoyaltyPoints": Way("customer", "a [Credit and loyalty points] f12"),
    "getReferral": Way("customer", "a [Referral code and gift]"),
    "getSubscription": Way("customer", "a [Subscription]"),
    "addSubscription": Way("customer", "a [Subscription] a '{scene.plan}' enter f12"),
    "deleteSubscription": Way("customer", "a [Subscription] d f12"),
    "addToCustomerGroup": Way("customer", "a [Add to a customer group] '7' ctrl+s"),
    "loginCustomer": Way("customer", "a [Phone app] [Check] 'qz7x' ctrl+s"),
    "passwordCustomer": Way("customer", "a [Phone app] [Send a password reset] f12"),
    "addPushToken": Way(
        "customer", "a [Phone app] [Add a device] 'push-1234' ctrl+s [iPhone] 'com.acme.app' ctrl+s"
    ),
    "deletePushToken": Way("customer", "a [Phone app] [Remove a device] 'push-1234' ctrl+s"),
    "getRoute": Way("customer", "e f6"),
    "updateCustomer": Way("customer", "e 'Bea ' ctrl+s"),
    "getPickups": Way("pickups", "f5"),
    "repeatPickup": Way("pickups", "a '+7' tab tab '12pm' tab '2pm' ctrl+s"),
    "updateRepeatPickup": Way("pickups", "k f12"),
    "deletePickup": Way("pickups", "d f12"),
    "getPriceLists": Way("new order", "f5"),
    "getProducts": Way("new order", "f5"),
    "getDates": Way("new order", "f6 [Pickup and delivery] f9"),
    "usePromo": Way("new order", "'suit' enter f7 '{scene.promo_code}' enter"),
    "addOrder": Way("another new order", "'suit' enter f10 [Later] f12"),
    "getOrders": Way("order", "f5"),
    "getGarments": Way("order", "f5"),
    "updateOrder": Way("order", "s [Cleaning] f12"),
    "driverLocation": Way("driven order", "m [Where the driver is]"),
    "getPhotos": Way("order with photos", "m [Photos]"),
    "getGarment": Way(SEARCH, "f3 <{scene.barcode}>"),
    "updateGarment": Way("order with garments", "enter 'x' ctrl+s"),
    "addCard": Way("cards", "a 'tok_visa' ctrl+s"),
    "getCards": Way("cards", "f5"),
    "setDefaultCard": Way("cards", "down d f12"),
    "chargeCard": Way("cards", "p 'charge' f12"),
    "getInventory": Way(SEARCH, "ctrl+b [Inventory]"),
    "getSlots": Way(SEARCH, "ctrl+b [Routes] '1' enter enter"),
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
    plan: str
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
    return Scene(
        places,
        promo_code=a_code(host, "credit"),
        plan=str(store.row("SELECT id FROM plans WHERE needs_3d_secure = 0")["id"]),
        barcode=str(scanned["barcode"]),
        barcode_of=str(scanned["order_id"]),
    )


async def walk(counter: Counter, scene: Scene, way: Way) -> None:
    """Go to where it begins, and press its keys."""
    while counter.is_asking:
        await counter.press("escape")
    await counter.press("f2")
    if way.begins != SEARCH:
        counter.app.go(scene.places[way.begins])
        await counter.settle()
    keys = way.keys.format(scene=scene)
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
    """Pick what has a label from a short list: by its digit, or from the end with the arrows."""
    options = counter.app.screen.query(OptionList)
    offered = [str(each.prompt) for each in options.first().options] if options else []
    place = next((place for place, told in enumerate(offered, 1) if label in told), None)
    if place is None:
        raise NotOfferedError(label)
    if str(place) in offered[place - 1].split():
        await counter.press(str(place))
    else:
        await counter.press("end", *["up"] * (len(offered) - place), "enter")


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


def test_each_operation_has_its_place() -> None:
    assert OPERATIONS.keys() - WAYS.keys() == set()
