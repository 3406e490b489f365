"""What is done from another computer, and how an order stands at CleanCloud then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.host import Host

READY, CLEANING, COMPLETED = "1", "0", "2"


async def elsewhere(host: Host, operation: str, **parameters: object) -> Mapping[str, Any]:
    """Do something from another computer."""
    client = await host.connect(as_it_is=True)
    try:
        return await client.call(operation, parameters)
    finally:
        await client.aclose()


async def a_customer(host: Host, name: str = "Ada Lane") -> str:
    digits = sum(name.encode())
    who = {"customerName": name, "customerTel": f"555{digits}", "noEmailRequired": "1"}
    reply = await elsewhere(host, "addCustomer", customerEmail=f"a{digits}@example.com", **who)
    return str(reply["CustomerID"])


async def an_order(
    host: Host, customer_id: str, total: str, status: str = READY, **more: str
) -> str:
    shirt = {"id": "0", "name": "Shirt", "price": total, "pieces": "1", "quantity": "1"}
    order = {"customerID": customer_id, "finalTotal": total, "products": [shirt], "storeOrder": "1"}
    day = {"storeDropOffDate": "2026-05-28", "storeReadyByDate": "2026-05-30"}
    reply = await elsewhere(host, "addOrder", status=status, **order, **day, **more)
    return str(reply["orderID"])


async def order_at(host: Host, order_id: str) -> Mapping[str, Any]:
    """Return an order as CleanCloud tells it."""
    row: Mapping[str, Any] = (await elsewhere(host, "getOrders", orderID=order_id))["Orders"][0]
    return row


async def standing(host: Host, order_id: str) -> tuple[str, str, str]:
    """Return an order's status, whether it is paid and how."""
    row = await order_at(host, order_id)
    return row["status"], row["paid"], row["paymentType"]


async def a_business(host: Host, name: str = "Hotel Belvedere") -> str:
    """Return the id of a new customer whose business pays by invoice, with prices of its own."""
    customer_id = await a_customer(host, name)
    server = host.app.state.server
    business = {"business_id": "70", "pays_by_invoice": 1, "price_list_id": 2}
    await server.in_worker(lambda: server.store.update("customers", int(customer_id), business))
    return customer_id
