"""Steps on customers' screens, as several test files take them."""

from __future__ import annotations

from collections.abc import Mapping

from cleancloud_tui.screens.destinations import OpenCustomer
from tests.host import Host
from tests.screens.conftest import Counter

OTTOLINE = {
    "customerName": "Ottoline Vexley",
    "customerTel": "020 7946 0958",
    "customerEmail": "ottoline@vexley.test",
    "customerAddress": "1 New Street\nLondon",
}


async def made(counter: Counter, **values: str) -> str:
    """Make a customer and open their screen."""
    reply = await counter.app.desk.shop.write("addCustomer", OTTOLINE | values)
    customer_id = str(reply["CustomerID"])
    counter.app.go(OpenCustomer(customer_id))
    await counter.settle()
    return customer_id


def change(host: Host, customer_id: str, **columns: object) -> None:
    """Set what the API only tells."""
    host.app.state.server.store.update("customers", int(customer_id), columns)


async def ordered(counter: Counter, customer_id: str, **values: object) -> str:
    """Make an order of one shirt."""
    row = {"id": "0", "name": "Shirt", "price": "3.50", "pieces": "1", "quantity": "1"}
    parameters: Mapping[str, object] = {
        "customerID": customer_id,
        "products": [row],
        "finalTotal": "3.50",
        "status": "0",
    } | values
    reply = await counter.app.desk.shop.write("addOrder", parameters)
    return str(reply["orderID"])
