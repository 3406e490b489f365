"""What is asked for on the first day: one question for each way of reading, reads only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ...api.readers.customers import customers
from ...api.readers.garments import garments
from ...api.readers.orders import orders
from ...api.readers.routes import available_days, route
from ..mirror.mirror import Mirror

_SOME_DAYS: Final = timedelta(days=3)
_A_MONTH: Final = timedelta(days=29)
_LONG_AGO: Final = date(2001, 1, 1)
"""A day on which no shop had CleanCloud."""

_NOBODY: Final = "987654321"
"""An id that no shop has come to."""

Reply = Mapping[str, object]


@dataclass(slots=True)
class ProbeIds:
    """What is asked by: of the mirror, or else of the replies so far; empty for not known.

    Attributes:
        today: The shop's day.
        pickups_of: A customer with repeat pickups.
        address: A customer's.
        day: One that a route has, as `getSlots` takes it.
    """

    today: date
    customer: str = ""
    order: str = ""
    barcode: str = ""
    pickups_of: str = ""
    address: str = ""
    route: str = ""
    day: str = ""

    @classmethod
    def of(cls, mirror: Mirror, today: date) -> ProbeIds:
        """Return what a mirror knows."""
        ids = cls(today)
        for row in mirror.file.rows(
            "SELECT orders.id, customer_id, barcode FROM garments JOIN orders ON orders.id = "
            "order_id WHERE deleted = 0 ORDER BY orders.rowid DESC LIMIT 1"
        ):
            ids.order, ids.customer, ids.barcode = map(str, row)
        for row in mirror.file.rows("SELECT customer_id FROM repeat_pickups LIMIT 1"):
            ids.pickups_of = str(row[0])
        return ids

    def learn(self, operation: str, reply: Reply) -> None:
        """Take from a reply what later questions need, where it is not known yet."""
        match operation:
            case "getOrders":
                for order in orders(reply):
                    self.route = self.route or order.route
                    if order.customer_id and not self.order:
                        self.order, self.customer = order.id, order.customer_id
            case "getCustomer":
                for customer in customers(reply):
                    self.customer = self.customer or customer.id
                    self.address = self.address or customer.address
                    self.route = self.route or customer.route
            case "getGarments":
                for garment in garments(reply):
                    self.barcode = self.barcode or garment.barcode
            case "getRoute":
                if found := route(reply):
                    self.route = self.route or found.id
            case "getDates":
                for day in available_days(reply)[:1]:
                    self.day = day.day.isoformat()


@dataclass(frozen=True, slots=True)
class ProbeQuestion:
    """One request.

    Attributes:
        operation: Its wire name.
        asked: For what, in words.
        parameters: Returns what it is asked with; an empty value is one that nobody knows.
    """

    operation: str
    asked: str
    parameters: Callable[[ProbeIds], Mapping[str, object]]


def _of_customer(ids: ProbeIds) -> Mapping[str, object]:
    return {"customerID": ids.customer}


def _of_order(ids: ProbeIds) -> Mapping[str, object]:
    return {"orderID": ids.order}


def _of_both(ids: ProbeIds) -> Mapping[str, object]:
    return {"orderID": ids.order, "customerID": ids.customer}


QUESTIONS: Final = (
    ProbeQuestion("getPriceLists", "the price lists", lambda _: {}),
    ProbeQuestion("getProducts", "the products", lambda _: {"sendParents": 1, "sendUpcharges": 1}),
    ProbeQuestion("getInventory", "the inventory", lambda _: {}),
    ProbeQuestion(
        "getOrders",
        "the last days' orders",
        lambda ids: {"dateFrom": ids.today - _SOME_DAYS, "dateTo": ids.today},
    ),
    ProbeQuestion(
        "getOrders",
        "a day without orders",
        lambda _: {"dateFrom": _LONG_AGO, "dateTo": _LONG_AGO},
    ),
    ProbeQuestion(
        "getCustomer",
        "a month's sign-ups",
        lambda ids: {"dateFrom": ids.today - _A_MONTH, "dateTo": ids.today},
    ),
    ProbeQuestion(
        "getCustomer",
        "a day without sign-ups",
        lambda _: {"dateFrom": _LONG_AGO, "dateTo": _LONG_AGO},
    ),
    ProbeQuestion("getCustomer", "one customer", _of_customer),
    ProbeQuestion("getCustomer", "a customer of no shop", lambda _: {"customerID": _NOBODY}),
    ProbeQuestion(
        "getOrders", "one order", lambda ids: {**_of_order(ids), "sendProductDetails": 1}
    ),
    ProbeQuestion("getOrders", "a customer's orders", _of_customer),
    ProbeQuestion("getGarments", "an order's garments", _of_order),
    ProbeQuestion(
        "getGarment", "one garment", lambda ids: {**_of_order(ids), "barcodeID": ids.barcode}
    ),
    ProbeQuestion("getPhotos", "an order's photos", _of_both),
    ProbeQuestion("driverLocation", "an order's driver", _of_both),
    ProbeQuestion(
        "getPickups",
        "a customer's repeat pickups",
        lambda ids: {"customerID": ids.pickups_of or ids.customer},
    ),
    ProbeQuestion("getMessages", "a customer's messages", _of_customer),
    ProbeQuestion("getCards", "a customer's cards", _of_customer),
    ProbeQuestion("getSubscription", "a customer's subscription", _of_customer),
    ProbeQuestion("getReferral", "a customer's referral code", _of_customer),
    ProbeQuestion(
        "summaryReport",
        "the last days' figures",
        lambda ids: {"dateFrom": ids.today - _SOME_DAYS, "dateTo": ids.today},
    ),
    ProbeQuestion(
        "getRoute", "the route of an address", lambda ids: {"customerAddress": ids.address}
    ),
    ProbeQuestion("getDates", "a route's days", lambda ids: {"routeID": ids.route}),
    ProbeQuestion(
        "getSlots", "a route's times", lambda ids: {"routeID": ids.route, "day": ids.day}
    ),
)
"""In an order in which what one needs was told before. There are at most 25."""
