"""Orders made for a test, whose values it knows; and a second computer that changes them."""

from typing import Any

from cleancloud_tui.api.models.orders import Order
from tests.host import Host
from tests.screens.conftest import Counter

SHIRTS = {"id": "0", "name": "Shirt", "price": "10.00", "pieces": "1", "quantity": "4"}


def customers(counter: Counter) -> list[str]:
    """Ids of customers who are on a route."""
    found = counter.app.desk.shop.search("", limit=50)
    return [each.customer.id for each in found if each.customer.route]


async def new_order(counter: Counter, **values: Any) -> Order:
    """An order of four shirts at 10.00 that a driver fetches and brings."""
    shop = counter.app.desk.shop
    order = {
        "customerID": customers(counter)[0],
        "products": [SHIRTS],
        "finalTotal": "42.00",
        "tax": "2.00",
        "pickupDate": "2026-05-30",
        "pickupStart": "10am",
        "pickupEnd": "12pm",
        "delivery": "1",
        "deliveryDate": "2026-06-02",
        "deliveryStart": "5pm",
        "deliveryEnd": "7pm",
    }
    reply = await shop.write("addOrder", {**order, **values})
    known = await shop.ask.refresh_order(str(reply["orderID"]))
    assert known is not None
    return known


async def elsewhere(host: Host, operation: str, **values: str) -> dict[str, Any]:
    """Send a request from another computer, which this one does not hear of."""
    client = await host.connect(as_it_is=True)
    try:
        return dict(await client.call(operation, values))
    finally:
        await client.aclose()


async def at_cleancloud(host: Host, order: Order) -> dict[str, Any]:
    """What CleanCloud knows of an order."""
    reply = await elsewhere(host, "getOrders", orderID=order.id)
    told: dict[str, Any] = reply["Orders"][0]
    return told
