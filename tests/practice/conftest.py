from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from cleancloud_tui.practice import passwords
from cleancloud_tui.practice.http.server import create_app
from cleancloud_tui.practice.http.transport import InProcessTransport
from cleancloud_tui.practice.store import PracticeStore

DAY = 86_400
NOW = int(datetime(2026, 6, 10, 10, tzinfo=UTC).timestamp())  # a Wednesday
NOON = NOW + 2 * 3600


@dataclass
class Clock:
    now: float = NOW
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


class Practice:
    """The small shop behind the same door that the counter uses."""

    def __init__(self, store: PracticeStore, **options: Any) -> None:
        self.store = store
        self.clock = Clock()
        self.beat = Clock()
        self.app = create_app(
            store, clock=self.clock, monotonic=self.beat, sleep=self.clock.sleep, **options
        )
        self.http = httpx.AsyncClient(
            transport=InProcessTransport(self.app),
            base_url="https://practice.invalid/api/",
            headers={"Content-Type": "application/json"},  # whatever the body holds
        )

    async def post(self, operation: str, **parameters: object) -> httpx.Response:
        return await self.http.post(operation, json={"api_token": "practice", **parameters})

    async def call(self, operation: str, **parameters: object) -> Any:
        self.beat.now += 1
        response = await self.post(operation, **parameters)
        assert response.status_code == 200, response.text
        return response.json()

    async def done(self, operation: str, **parameters: object) -> Any:
        reply = await self.call(operation, **parameters)
        assert reply.get("Success") == "True", reply
        assert "Error" not in reply
        return reply

    async def refused(self, operation: str, **parameters: object) -> str:
        reply = await self.call(operation, **parameters)
        assert reply.keys() == {"Success", "Error"}, reply
        assert reply["Success"] == "False"
        return str(reply["Error"])

    async def order(self, order_id: object = 1, **parameters: object) -> Any:
        reply = await self.done("getOrders", orderID=str(order_id), **parameters)
        return reply["Orders"][0]

    async def customer(self, customer_id: object = 1) -> Any:
        return await self.done("getCustomer", customerID=str(customer_id))

    async def add_order(self, **parameters: object) -> str:
        values = {"customerID": "1", "finalTotal": "19.00", "status": "5", **parameters}
        return str((await self.done("addOrder", **values))["orderID"])


def small_shop() -> PracticeStore:
    store = PracticeStore()
    with store.transaction():
        _furnish(store)
        _people(store)
    return store


def _furnish(store: PracticeStore) -> None:
    store.insert("staff", {"id": 7, "name": "Sue"})
    store.insert("customer_groups", {"id": 1, "name": "Regulars"})
    store.insert("drivers", {"id": 1, "name": "Dan"})
    box = {"south": 51.0, "west": -0.2, "north": 51.2, "east": 0.2}
    store.insert("routes", {"id": 1, "name": "North", "driver_id": 1, **box})
    store.insert("route_zips", {"zip": "N1", "route_id": 1})
    slots = ("route_id", "weekday", "start_time", "end_time", "capacity")
    for weekday in range(5):
        store.insert_many(
            "route_slots", slots, [(1, weekday, "8am", "10am", 2), (1, weekday, "5pm", "7pm", 1)]
        )
    store.insert("closed_days", {"day": NOON + 2 * DAY, "reason": "Holiday"})
    store.insert_many("price_lists", ("id", "name"), [(0, "Default"), (1, "Hotel")])
    store.insert_many("sections", ("id", "name"), [(1, "Dry cleaning"), (2, "Extras")])
    products = ("id", "name", "section_id", "type", "parent_id", "pieces", "in_app")
    store.insert_many(
        "products",
        products,
        [
            (1, "Shirt & tie", 1, 1, 0, 1, 1),
            (2, "Suit", 1, 1, 3, 2, 1),
            (3, "Suits", 1, 4, 0, 0, 1),
            (4, "Silk", 2, 3, 0, 0, 1),
            (5, "Repair", 2, 1, 0, 1, 0),
        ],
    )
    prices = [(0, 1, 350), (0, 2, 1200), (0, 3, 0), (0, 4, 200), (0, 5, 900), (1, 1, 300)]
    store.insert_many("prices", ("price_list_id", "product_id", "price"), prices)
    store.insert("inventory", {"id": 1, "name": "Hangers", "price": 25, "quantity": 340})
    promo = ("code", "percent", "credit", "expires")
    store.insert_many(
        "promo_codes",
        promo,
        [("TENOFF", "10", 0, 0), ("FIVER", "0", 500, 0), ("OLD", "5", 0, NOW - 1)],
    )
    plans = ("id", "name", "price", "needs_3d_secure")
    store.insert_many("plans", plans, [("plan_a", "Shirts", 2900, 0), ("plan_b", "All", 9900, 1)])


def _people(store: PracticeStore) -> None:
    columns = ("id", "name", "phone", "email", "address", "route_id", "credit", "loyalty_points")
    people = [
        (1, "Ann", "555-1", "ann@example.com", "1 High St\nLondon N1", 1, 1000, 250),
        (2, "Ben", "555-2", "ben@example.com", "", 0, 0, 0),
        (3, "Cat", "555-3", "", "", 0, 0, 0),
    ]
    for person in people:
        signed_up = NOW - person[0] * 10 * DAY
        store.insert(
            "customers", {**dict(zip(columns, person, strict=True)), "signed_up": signed_up}
        )
    store.update("customers", 1, {"password": passwords.hashed("secret")})
    store.update("customers", 3, {"deactivated": 1})


@pytest.fixture
async def shop() -> AsyncIterator[Practice]:
    practice = Practice(small_shop())
    yield practice
    await practice.http.aclose()


@pytest.fixture
def open_shop() -> Any:
    """Open a small shop with options of its own."""
    return lambda **options: Practice(small_shop(), **options)


@pytest.fixture(scope="session")
def small_store() -> Any:
    """Make the store of a small shop."""
    return small_shop
