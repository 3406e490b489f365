"""A customer who collects: orders that wait, made in a shop that holds nothing else."""

from __future__ import annotations

from collections import Counter as Counted
from collections.abc import Mapping
from typing import Any

from cleancloud_tui.screens.destinations import OpenHandOut
from cleancloud_tui.screens.hand_out.screen import HandOutScreen
from tests.host import Host
from tests.screens.conftest import Counter

READY, CLEANING, COMPLETED = "1", "0", "2"


async def elsewhere(host: Host, operation: str, **parameters: object) -> Mapping[str, Any]:
    """Do something from another computer."""
    client = await host.connect()
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


async def hand_out(
    counter: Counter, host: Host, customer_id: str, *order_ids: str
) -> HandOutScreen:
    """Open what a customer collects, an hour after it was made."""
    host.now += 3600
    counter.app.go(OpenHandOut(customer_id, order_ids))
    await counter.settle()
    screen = counter.app.screen
    assert isinstance(screen, HandOutScreen)
    return screen


async def order_at(host: Host, order_id: str) -> Mapping[str, Any]:
    """Return an order as CleanCloud tells it."""
    row: Mapping[str, Any] = (await elsewhere(host, "getOrders", orderID=order_id))["Orders"][0]
    return row


async def asked_by_people(host: Host) -> Counted[str]:
    """Return how often each operation was asked for by anything but the background."""
    client = await host.connect()
    rows = (await client.usage()).rows
    await client.aclose()
    people = Counted[str]()
    for row in rows:
        people[row.operation] += 0 if row.background else row.requests
    return people


async def standing(host: Host, order_id: str) -> tuple[str, str, str]:
    """Return an order's status, whether it is paid and how."""
    row = await order_at(host, order_id)
    return row["status"], row["paid"], row["paymentType"]
