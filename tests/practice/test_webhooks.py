"""The practice shop tells an address of changes, and of nothing else."""

import json

import httpx

from cleancloud_tui.practice.http.webhooks import Webhooks
from cleancloud_tui.practice.shop import open_practice_shop
from tests.serving import served

CUSTOMER = {"customerName": "Zoë", "customerTel": "1", "customerEmail": "zoe@example.com"}


def test_each_change_is_told_once_with_what_it_is_about() -> None:
    told: list[dict[str, object]] = []
    tries = iter([500, 200])

    def take(request: httpx.Request) -> httpx.Response:
        status = next(tries, 200)  # the first is sent again
        if status == 200:
            told.append(json.loads(request.content))
        return httpx.Response(status)

    webhooks = Webhooks("http://listener/", lambda: 1_780_000_000.0, httpx.MockTransport(take))
    app = open_practice_shop(None, customers=5, rate=1_000, webhooks=webhooks)
    with served(app) as base_url, httpx.Client() as client:

        def send(operation: str, **values: str) -> dict[str, str]:
            body = {"api_token": "practice", **values}
            reply: dict[str, str] = client.post(f"{base_url}/{operation}", json=body).json()
            return reply

        who = send("addCustomer", **CUSTOMER)["CustomerID"]
        send("addCustomer", **CUSTOMER)  # is refused
        send("updateCustomer", customerID=who, customerNotes="n")
        order = send("addOrder", customerID=who, finalTotal="5.00")["orderID"]
        send("getOrders", orderID=order)
        send("updateOrder", orderID=order, status="1")
        send("updateOrder", orderID=order, orderNotes="no event of CleanCloud's")
        send("updateOrder", orderID=order, deliveryDate="1780056000")
        send("deleteOrder", orderID=order)
        send("deleteCustomer", customerID=who)
    # The shop is closed, and so everything was sent.
    assert [(each["event"], each["id"]) for each in told] == [
        ("customer.created", who),
        ("customer.updated", who),
        ("order.created", order),
        ("order.status_changed", order),
        ("order.rescheduled", order),
        ("order.deleted", order),
        ("customer.deleted", who),
    ]
    assert told[2] == {
        "event": "order.created",
        "id": order,
        "store_id": "1",
        "source": "api",
        "webhook_time": "1780000000",
        "data": {"orderID": order},
    }
