"""The stranger's shop: what is in it, and what each operation does.

Its replies differ from the practice shop's where the documentation leaves room: numbers where that
has text, other letter case, keys that are missing or that nobody knows.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

Row = dict[str, Any]

DAY: Final = 86_400
NAMES: Final = (
    "Abbott Ines", "Brodie Sam", "Castellano Rita", "Dvorak Jan", "Egede Finn", "Fitzroy Anna",
    "Grünwald Max", "Haddad Leila", "Iverson Kurt", "Jankowska Ola", "Kimura Ken", "Lopez Maria",
    "Moreau Luc", "Nkosi Thandi", "O'Hara Sean", "Petrov Ivan", "Quist Bo", "Rossi Carla",
    "Schmidt Eva", "Tanaka Yui",
)  # fmt: skip
SUCCESS: Final = {"Success": "True"}


class RefusedByShopError(Exception):
    """The shop refuses; its text is the `Error`."""


class StrangerShop:
    """Customers, orders, garments and all else, in plain dictionaries keyed by id.

    Customer n is 100 + n and has three orders: a completed one that is paid, one in cleaning and
    one that is ready, both unpaid. Each open order has two garments and the customer two cards.
    """

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self.now = self._now = now
        self.customers: dict[str, Row] = {}
        self.orders: dict[str, Row] = {}
        self.garments: dict[str, list[Row]] = {}
        self.cards: dict[str, list[Row]] = {}
        self.pickups: dict[str, Row] = {}
        self.messages: list[Row] = []
        self.charges: list[Row] = []
        self.promos: list[Row] = []
        self.others: list[tuple[str, Row]] = []
        self.ids = itertools.count(9000)
        for number, name in enumerate(NAMES, start=1):
            self._furnish(100 + number, name)

    def perform(self, operation: str, asked: Mapping[str, Any]) -> Row:
        """Do what is asked and return the reply.

        Raises:
            RefusedByShopError: The shop does not.
        """
        does = getattr(self, f"_{operation}", None)
        if does is not None:
            return dict(does({name: _told(value) for name, value in asked.items()}))
        if operation.startswith("get"):
            return {**SUCCESS}
        self.others.append((operation, dict(asked)))
        return {**SUCCESS}

    def orders_of(self, customer_id: str) -> list[Row]:
        """Return a customer's orders."""
        return [row for row in self.orders.values() if row["customerID"] == customer_id]

    # What stands there when it opens

    def _furnish(self, number: int, name: str) -> None:
        now, customer_id = int(self._now()), str(number)
        self.customers[customer_id] = {
            "ID": number,
            "Name": name,
            "Tel": f"+49 40 555{number:04}",
            "Email": f"c{number}@example.org",
            "Address": f"Hafenstrasse {number} // 20359 Hamburg",
            "addressDetailed": [],
            "Notes": "",
            "signedUpTimeStamp": now - 20 * DAY,
            "creditAvailable": 0,
            "somethingNew": {"a": [1, None]},
        }
        self.cards[customer_id] = [
            {"cardID": f"card_{number}_a", "brand": "Visa", "last4": "4242", "default": 1},
            {"cardID": f"card_{number}_b", "brand": "Amex", "last4": "0005", "default": 0},
        ]
        for place, status in enumerate(("2", "0", "1")):
            order_id = str((number - 100) * 3 + place + 200)
            self.orders[order_id] = self.order(order_id, customer_id, status, now - 5 * DAY)
            self.garments[order_id] = [
                {
                    "barcodeID": f"55{order_id}000{each}",
                    "color1": 0,
                    "color2": 0,
                    "notes": None,
                    "conveyorLocation": "",
                    "customStatus": 0,
                    "upcharges": [],
                }
                for each in (1, 2)
            ]

    def order(self, order_id: str, customer_id: str, status: str, created: int) -> Row:
        is_over = status == "2"
        return {
            "id": int(order_id),
            "customerID": customer_id,
            "status": int(status),
            "createdDate": created,
            "cleanedDate": created + DAY if status in "12" else "0",
            "completedDate": created + 2 * DAY if is_over else 0,
            "pieces": 2,
            "summary": "Shirt x 1<br>Trousers &amp; Slacks x 1",
            "notes": "",
            "rack": "0",
            "total": 21.5,
            "discount": 0,
            "paid": 1 if is_over else 0,
            "paymentType": 1 if is_over else 0,
            "pickup": 0,
            "delivery": 0,
            "deliveryDate": _noon(created + 3 * DAY),
            "deliveryTime": "5pm",
            "retail": 0,
            "touched": created,
            "products": [
                {"id": 11, "name": "Shirt", "quantity": 1, "pricePerUnit": 9.5},
                {"id": 12, "name": "Trousers & Slacks", "quantity": 1, "pricePerUnit": 12},
            ],
        }

    # Customers

    def _getCustomer(self, asked: Row) -> Row:
        if customer_id := asked.get("customerID"):
            return {**SUCCESS, **self._customer(customer_id)}
        first, last = _day(asked["dateFrom"]), _day(asked["dateTo"]) + DAY
        rows = [row for row in self.customers.values() if first <= row["signedUpTimeStamp"] < last]
        if not rows:
            raise RefusedByShopError("No Customer With That ID")
        return {**SUCCESS, "Customers": rows}

    def _addCustomer(self, asked: Row) -> Row:
        email = asked.get("customerEmail")
        if email and any(row["Email"] == email for row in self.customers.values()):
            raise RefusedByShopError("A customer with that email already exists")
        customer_id = str(next(self.ids))
        self.customers[customer_id] = {
            "ID": int(customer_id),
            "Name": asked["customerName"],
            "Tel": asked["customerTel"],
            "Email": email or "",
            "Address": asked.get("customerAddress", ""),
            "Notes": asked.get("customerNotes", ""),
            "signedUpTimeStamp": int(self._now()),
        }
        return {**SUCCESS, "CustomerID": int(customer_id)}

    def _updateCustomer(self, asked: Row) -> Row:
        row = self._customer(asked["customerID"])
        names = {
            "customerName": "Name",
            "customerTel": "Tel",
            "customerEmail": "Email",
            "customerAddress": "Address",
            "customerNotes": "Notes",
        }
        row.update({names.get(name, name): told for name, told in asked.items()})
        return SUCCESS

    # Orders and garments

    def _getOrders(self, asked: Row) -> Row:
        if not set(asked) - {"sendProductDetails"}:
            raise RefusedByShopError("You must use at least one filter")
        rows = [row for row in self.orders.values() if self._is_wanted(row, asked)]
        if asked.get("sendProductDetails") != "1":
            rows = [{key: row[key] for key in row if key != "products"} for row in rows]
        return {**SUCCESS, "Orders": rows}

    def _is_wanted(self, row: Row, asked: Row) -> bool:
        completed = "1" if row["status"] == 2 else "0"
        tests = {
            "orderID": lambda told: told == str(row["id"]),
            "customerID": lambda told: told == row["customerID"],
            "status": lambda told: told == str(row["status"]),
            "completed": lambda told: told == completed,
            "paid": lambda told: told == str(row["paid"]),
            "dateFrom": lambda told: row["createdDate"] >= _day(told),
            "dateTo": lambda told: row["createdDate"] < _day(told) + DAY,
            "updatedSecondsAgoFrom": lambda told: row["touched"] >= self._now() - float(told),
        }
        return all(tests[name](told) for name, told in asked.items() if name in tests)

    def _addOrder(self, asked: Row) -> Row:
        self._customer(asked["customerID"])
        order_id = str(next(self.ids))
        row = self.order(order_id, asked["customerID"], asked.get("status") or "4", 0)
        row.update(createdDate=int(self._now()), touched=int(self._now()))
        row.update(total=float(asked["finalTotal"]), notes=asked.get("orderNotes", ""))
        row.update(paid=int(asked.get("paid") or 0), products=asked.get("products") or [])
        due = asked.get("storeReadyByDate") or asked.get("deliveryDate") or 0
        row.update(deliveryDate=due, deliveryTime=asked.get("storeReadyByTime", ""))
        self.orders[order_id] = row
        self.garments[order_id] = []
        return {**SUCCESS, "orderID": int(order_id)}

    def _updateOrder(self, asked: Row) -> Row:
        row = self._one(self.orders, asked["orderID"], "No Order With That ID")
        names = {"orderNotes": "notes", "finalTotal": "total"}
        numbers = ("status", "paid", "paymentType")
        for name, told in asked.items():
            if name != "orderID":
                row[names.get(name, name)] = int(told) if name in numbers else told
        row["touched"] = int(self._now())
        return SUCCESS

    def _deleteOrder(self, asked: Row) -> Row:
        self._one(self.orders, asked["orderID"], "No Order With That ID")
        del self.orders[asked["orderID"]]
        return SUCCESS

    def _getGarments(self, asked: Row) -> Row:
        return {**SUCCESS, "garments": self.garments.get(asked["orderID"], [])}

    def _getGarment(self, asked: Row) -> Row:
        return {**SUCCESS, **self._garment(asked)}

    def _updateGarment(self, asked: Row) -> Row:
        row = self._garment(asked)
        names = {"extraNotes": "notes"}
        row.update({names.get(name, name): told for name, told in asked.items()})
        return SUCCESS

    def _garment(self, asked: Row) -> Row:
        for order_id, rows in self.garments.items():
            for row in rows:
                if row["barcodeID"] == asked["barcodeID"] and asked.get("orderID") in (
                    None,
                    order_id,
                ):
                    return row
        raise RefusedByShopError("No Garment With That Barcode")

    # Cards, pickups, messages and the rest

    def _getCards(self, asked: Row) -> Row:
        return {**SUCCESS, "Cards": self.cards.get(asked["customerID"], [])}

    def _setDefaultCard(self, asked: Row) -> Row:
        for card in self.cards.get(asked["customerID"], []):
            card["default"] = int(card["cardID"] == asked["cardID"])
        return SUCCESS

    def _chargeCard(self, asked: Row) -> Row:
        row = self._one(self.orders, asked["orderID"], "No Order With That ID")
        self.charges.append(dict(asked))
        row.update(paid=1, paymentType=2, paymentTime=int(self._now()), touched=int(self._now()))
        return SUCCESS

    def _repeatPickup(self, asked: Row) -> Row:
        self._customer(asked["customerID"])
        pickup_id = str(next(self.ids))
        self.pickups[pickup_id] = {"pickupID": int(pickup_id), **asked}
        return {**SUCCESS, "pickupID": int(pickup_id)}

    def _updateRepeatPickup(self, asked: Row) -> Row:
        self._one(self.pickups, asked["pickupID"], "No Pickup With That ID").update(asked)
        return SUCCESS

    def _deletePickup(self, asked: Row) -> Row:
        self._one(self.pickups, asked["pickupID"], "No Pickup With That ID")
        del self.pickups[asked["pickupID"]]
        return SUCCESS

    def _getPickups(self, asked: Row) -> Row:
        wanted = asked["customerID"]
        rows = [row for row in self.pickups.values() if row["customerID"] == wanted]
        return {**SUCCESS, "Pickups": rows}

    def _addMessage(self, asked: Row) -> Row:
        self._customer(asked["customerID"])
        row = {"id": next(self.ids), "timeStamp": int(self._now()), **asked}
        self.messages.append(row)
        return SUCCESS

    def _getMessages(self, asked: Row) -> Row:
        rows = [row for row in self.messages if row["customerID"] == asked["customerID"]]
        return {**SUCCESS, "Messages": rows}

    def _usePromo(self, asked: Row) -> Row:
        if asked["promoCode"] != "FIVE":
            raise RefusedByShopError("Invalid promo code")
        if asked.get("onlyCheckIfValid") != "1":
            row = self._customer(asked["customerID"])
            row["creditAvailable"] = float(row.get("creditAvailable") or 0) + 5
            self.promos.append(dict(asked))
        return {**SUCCESS, "Credit": 5}

    def _getPriceLists(self, _: Row) -> Row:
        return {**SUCCESS, "PriceLists": [{"id": 0, "name": "Default"}]}

    def _getProducts(self, _: Row) -> Row:
        rows = [
            {"id": 11, "name": "Shirt", "price": "9.50", "section": 1, "pieces": 1},
            {"id": 12, "name": "Trousers", "price": "12.00", "section": 1, "pieces": 1},
        ]
        return {**SUCCESS, "Products": rows, "SectionsMap": [{"id": 1, "name": "Dry Cleaning"}]}

    def _getRoute(self, _: Row) -> Row:
        return {**SUCCESS, "Route": 1, "RouteName": "Harbour"}

    def _getDates(self, _: Row) -> Row:
        days = [_noon(int(self._now()) + day * DAY) for day in range(1, 15)]
        return {**SUCCESS, "Dates": [{"dateStamp": day, "times": "10am-12pm"} for day in days]}

    def _getSlots(self, _: Row) -> Row:
        return {**SUCCESS, "Slots": "10am-12pm,2pm-4pm"}

    def _customer(self, customer_id: str) -> Row:
        return self._one(self.customers, customer_id, "No Customer With That ID")

    def _one(self, rows: dict[str, Row], number: str, missing: str) -> Row:
        if number not in rows:
            raise RefusedByShopError(missing)
        return rows[number]


def _told(value: object) -> Any:
    """Return text for whatever is no list or object."""
    return value if isinstance(value, list | dict) or value is None else str(value)


def _day(text: str) -> float:
    return time.mktime(time.strptime(text[:10], "%Y-%m-%d")) - time.timezone


def _noon(moment: int) -> int:
    return moment - moment % DAY + DAY // 2
