"""What is in the shop, as the desks know it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from cleancloud_tui.practice.store import PracticeStore, StoredValue

from .inputs import Input

CUSTOMERS: Final = 10
ORDERS: Final = 14
"""How many are on the floor at first: few, so that desks meet."""

CODES: Final = 5_000

_CARD: Final[dict[str, StoredValue]] = {
    "brand": "Visa",
    "last_four": "4242",
    "exp_month": 12,
    "exp_year": 2030,
    "is_default": 1,
}
_UNPAID: Final[dict[str, StoredValue]] = {"status": 5, "paid": 0, "payment_type": 0}


@dataclass(slots=True)
class OnFloor:
    """An order that is worked at."""

    id: str
    customer_id: str
    status: str = "5"
    is_paid: bool = False


@dataclass(slots=True)
class Floor:
    """What is in the shop, as the desks know it.

    Attributes:
        garments: Barcodes with their orders.
        pickups: Repeat pickups with their customers.
    """

    customers: list[str]
    orders: list[OnFloor] = field(default_factory=list)
    garments: list[tuple[str, str]] = field(default_factory=list)
    pickups: list[tuple[str, str]] = field(default_factory=list)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def put(self, order: OnFloor, barcodes: Iterable[str]) -> None:
        """Put an order there, with its garments."""
        self.orders.append(order)
        self.garments.extend((barcode, order.id) for barcode in barcodes)

    def learn(self, done: Input) -> None:
        """Take note of what was moved or taken away."""
        if not done.was_accepted:
            return
        sent = {name: str(value) for name, value in done.parameters.items()}
        match done.operation:
            case "repeatPickup" if done.ending == "confirmed":
                self.pickups.append((str(done.reply["pickupID"]), sent["customerID"]))
            case "deletePickup":
                self.pickups = [each for each in self.pickups if each[0] != sent["pickupID"]]
            case "deleteOrder":
                self._take_away(sent["orderID"])
            case "chargeCard" if done.ending == "confirmed":
                self._move(sent["orderID"], {"paid": "1"})
            case "updateOrder":
                self._move(sent["orderID"], sent)

    def _move(self, order_id: str, change: Mapping[str, str]) -> None:
        for order in self.orders:
            if order.id == order_id:
                order.status = change.get("status", order.status)
                order.is_paid = change.get("paid", str(int(order.is_paid))) == "1"
        done = [order for order in self.orders if order.status == "2" and order.is_paid]
        for order in done[: max(0, len(self.orders) - ORDERS)]:
            self._take_away(order.id)

    def _take_away(self, order_id: str) -> None:
        self.orders = [each for each in self.orders if each.id != order_id]
        self.garments = [each for each in self.garments if each[1] != order_id]


def laid_out(store: PracticeStore) -> Floor:
    """Make a practice shop ready for a campaign: cards, promo codes, open orders."""
    customers = store.rows(
        "SELECT id FROM customers WHERE deactivated = 0 ORDER BY id DESC LIMIT ?", (CUSTOMERS,)
    )
    floor = Floor([str(row["id"]) for row in customers])
    for place, customer_id in enumerate(floor.customers):
        store.execute("UPDATE customers SET loyalty_points = 50 WHERE id = ?", (customer_id,))
        store.execute("DELETE FROM cards WHERE customer_id = ?", (customer_id,))
        store.insert("cards", {**_CARD, "customer_id": customer_id, "refuses": place % 5 == 4})
    codes = [(f"CODE{number}", 100) for number in range(CODES)]
    store.insert_many("promo_codes", ("code", "credit"), codes)
    for row in store.rows(
        "SELECT id FROM orders WHERE deleted = 0"
        " AND EXISTS (SELECT 1 FROM garments WHERE order_id = orders.id) ORDER BY id DESC LIMIT ?",
        (ORDERS,),
    ):
        order = OnFloor(str(row["id"]), floor.customers[row["id"] % CUSTOMERS])
        store.update("orders", row["id"], {**_UNPAID, "customer_id": order.customer_id})
        floor.put(order, barcodes_of(store, order.id))
    return floor


def barcodes_of(store: PracticeStore, order_id: str) -> list[str]:
    """Return the labels of an order's garments."""
    rows = store.rows("SELECT barcode FROM garments WHERE order_id = ?", (order_id,))
    return [row["barcode"] for row in rows]
