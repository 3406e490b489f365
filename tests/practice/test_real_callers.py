"""What real callers send runs unchanged: the documentation's examples, and other ways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from cleancloud_tui.practice.shop import open_practice_shop
from tests.serving import served

NOW = datetime(2026, 6, 10, 10, tzinfo=UTC).timestamp()

EXAMPLES: list[tuple[str, dict[str, Any], str]] = [
    (
        "addCustomer",
        {
            "customerName": "John Smith",
            "customerTel": "07000000001",
            "customerEmail": "john@example.com",
            "customerAddress": "1 High Street",
        },
        "CustomerID",
    ),
    ("updateCustomer", {"customerID": "12", "customerNotes": "Leave with Doorman"}, ""),
    ("getCustomer", {"customerID": "19"}, "Name"),
    (
        "addOrder",
        {
            "customerID": "1",
            "products": [
                {"id": "9", "name": "Suit", "price": "5.00", "pieces": "2", "quantity": "1"},
                {"id": "10", "name": "Shirt", "price": "2.00", "pieces": "1", "quantity": "2"},
                {"id": "0", "name": "Custom", "price": "1.04", "pieces": "1", "quantity": "1"},
            ],
            "discount": "1.05",
            "tax": "1.07",
            "finalTotal": "10.06",
            "pickupDate": "1505736000",
            "pickupStart": "10am",
            "pickupEnd": "11am",
            "delivery": "1",
            "deliveryDate": "1506686400",
            "deliveryStart": "1pm",
            "deliveryEnd": "2pm",
            "orderNotes": "Notes for the order",
            "notifyMethod": "2",
            "priceListID": "",
        },
        "orderID",
    ),
    ("updateOrder", {"orderID": "255", "paid": "1", "paymentType": "2"}, ""),
    ("updateOrder", {"orderID": "255", "status": "2"}, ""),
    ("getOrders", {"orderID": "670"}, "Orders"),
    ("deleteOrder", {"orderID": "670"}, ""),
    ("getProducts", {"priceListID": ""}, "Products"),
    ("getDates", {"routeID": "1"}, "Dates"),
    ("getSlots", {"routeID": "1", "day": "1558353600"}, "Slots"),
    ("getRoute", {"lat": "10.14", "lng": "34.43"}, "Route"),
    ("getReferral", {"customerID": "1"}, "referralCode"),
]
"""Operations with the values and the ids that the documentation shows, and what each answers."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    app = open_practice_shop(None, rate=1_000, clock=lambda: NOW)
    with served(app) as each:
        yield each
    app.state.server.close()


def ask(address: str, operation: str, **values: object) -> dict[str, Any]:
    reply = httpx.post(f"{address}/{operation}", json={"api_token": "practice", **values})
    assert reply.status_code == 200
    told: dict[str, Any] = reply.json()
    return told


def done(address: str, operation: str, **values: object) -> dict[str, Any]:
    reply = ask(address, operation, **values)
    assert reply.get("Success") == "True", (operation, reply)
    assert "Error" not in reply
    return reply


def test_the_documentations_thirteen_examples_run(address: str) -> None:
    assert len(EXAMPLES) == 13
    for operation, values, tells in EXAMPLES:
        reply = done(address, operation, **values)
        assert not tells or reply[tells], (operation, reply)


def test_an_order_is_told_as_the_example_made_it(address: str) -> None:
    example = next(values for operation, values, _ in EXAMPLES if operation == "addOrder")
    order_id = done(address, "addOrder", **example)["orderID"]
    [order] = done(address, "getOrders", orderID=order_id, sendProductDetails="1")["Orders"]
    assert (order["total"], order["discount"], order["tax1"]) == ("10.06", "1.05", "1.07")
    assert (order["pickupDate"], order["pickupTime"]) == ("1505736000", "10am-11am")
    assert (order["deliveryDate"], order["deliveryTime"]) == ("1506686400", "1pm-2pm")
    assert [each["id"] for each in order["products"]] == ["9", "10", "0"]


def test_days_of_a_filter_may_be_moments(address: str) -> None:
    day = done(address, "getOrders", dateFrom="2026-06-09", dateTo="2026-06-09")["Orders"]
    moments = {"dateFrom": "2026-06-09 00:00:00", "dateTo": "2026-06-09 23:59:59"}
    assert done(address, "getOrders", **moments)["Orders"] == day != []
    after = int(day[0]["createdDate"]) + 1
    since = datetime.fromtimestamp(after, UTC).strftime("%Y-%m-%d %H:%M:%S")
    rest = done(address, "getOrders", dateFrom=since, dateTo="2026-06-09")["Orders"]
    assert [each["id"] for each in rest] == [
        each["id"] for each in day if int(each["createdDate"]) >= after
    ]
    for wrong in ("2026-06-31 00:00:00", "2026-06-09 25:00:00", "soon"):
        assert "dateFrom" in ask(address, "getOrders", dateFrom=wrong)["Error"]


def test_a_time_of_day_may_be_a_window(address: str) -> None:
    values = {"customerID": "1", "finalTotal": "0", "pickupDate": "1781265600"}
    order_id = done(address, "addOrder", **values, pickupStart="9am-12pm")["orderID"]
    done(address, "updateOrder", orderID=order_id, deliveryStart="5pm", deliveryEnd="5pm-7pm")
    [order] = done(address, "getOrders", orderID=order_id)["Orders"]
    assert (order["pickupTime"], order["deliveryTime"]) == ("9am-12pm", "5pm-7pm")
    assert "pickupStart" in ask(address, "addOrder", **values, pickupStart="9am-noonish")["Error"]


def test_orders_are_filtered_by_each_status(address: str) -> None:
    waiting = done(address, "getOrders", status="3")["Orders"]
    assert waiting
    assert {each["status"] for each in waiting} == {"3"}
    assert "status" in ask(address, "updateOrder", orderID=waiting[0]["id"], status="7")["Error"]


def test_what_newer_replies_tell_is_told(address: str) -> None:
    [order] = done(address, "getOrders", orderID="255")["Orders"]
    assert order["doordash"] == "0"
    assert order["invoiceUniqueID"] == ""
    customer = done(address, "getCustomer", customerID="1")
    assert {"priceListID", "Subscription", "qr"} <= customer.keys()


def test_only_the_first_tax_of_a_line_below_nothing_is_below_it(address: str) -> None:
    waived = {"id": "0", "name": "Waived", "price": "-5.00", "pieces": "0", "quantity": "1"}
    suit = {"id": "9", "name": "Suit", "price": "9.00", "pieces": "1", "quantity": "1"}
    values = {"customerID": "1", "finalTotal": "4.00", "status": "0"}
    order_id = done(address, "addOrder", **values, products=[suit, waived])["orderID"]
    [order] = done(address, "getOrders", orderID=order_id, sendProductDetails="1")["Orders"]
    assert [each["pricePerUnit"] for each in order["products"]] == ["9.00", "-5.00"]
