"""Forms, dialogs and lists that are ready for the key that sends, and answers that are held up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from textual.widgets import Input, Select, TextArea

from cleancloud_tui.screens.destinations import (
    OpenCharge,
    OpenNewCustomer,
    OpenOrder,
    OpenOrderForm,
    OpenRepeatPickups,
)
from tests.host import Host
from tests.screens.customers.steps import OTTOLINE, change, made
from tests.screens.orders.order_desk import new_order

from .conftest import Counter

YES = "f12"


Ready = Callable[[Counter, Host], Awaitable[None]]


async def settled(counter: Counter) -> None:
    await counter.settle()


def fill(counter: Counter, **values: str) -> None:
    for name, text in values.items():
        entry = counter.app.screen.query_one(f"#{name}")
        if isinstance(entry, TextArea):
            entry.text = text
        elif isinstance(entry, Input | Select):
            entry.value = text


async def the_order(counter: Counter, _: Host) -> None:
    order = await new_order(counter)
    counter.app.go(OpenOrder(order.id))
    await settled(counter)


async def the_notes(counter: Counter, host: Host) -> None:
    await the_order(counter, host)
    await counter.press("n")
    await counter.type("no starch")


async def the_order_form(counter: Counter, _: Host) -> None:
    order = await new_order(counter)
    counter.app.go(OpenOrderForm(order.id))
    await settled(counter)
    fill(counter, orderNotes="no starch")


async def a_new_customer(counter: Counter, _: Host) -> None:
    counter.app.go(OpenNewCustomer())
    await settled(counter)
    fill(counter, **OTTOLINE)
    await settled(counter)


async def the_account(counter: Counter, host: Host) -> None:
    customer_id = await made(counter)
    change(host, customer_id, loyalty_points=250)
    await counter.press("f5")


async def the_message(counter: Counter, host: Host) -> None:
    await the_account(counter, host)
    await counter.press("a", "1", "m")
    await counter.type("Is it ready?")


async def the_cards(counter: Counter, host: Host) -> None:
    order = await new_order(counter)
    shop = counter.app.desk.shop
    for token in ("tok_visa", "tok_mastercard"):
        card = {"customerID": order.customer_id, "paymentMethodID": token}
        await shop.write("addCard", card, again=True)
    counter.app.go(OpenCharge(order.id))
    await settled(counter)


async def the_charge(counter: Counter, host: Host) -> None:
    await the_cards(counter, host)
    await counter.press("p")
    await counter.type("charge")


async def the_repeat_pickup_form(counter: Counter, host: Host) -> None:
    for found in counter.app.desk.shop.search("", limit=50):
        if not await counter.app.desk.shop.ask.refresh_repeat_pickups(found.customer.id):
            counter.app.go(OpenRepeatPickups(found.customer.id))
            break
    await settled(counter)
    await counter.press("a")
    fill(counter, pickupDate="+7", pickupStart="12pm", pickupEnd="2pm")


async def the_repeat_pickup(counter: Counter, host: Host) -> None:
    await the_repeat_pickup_form(counter, host)
    await counter.press("ctrl+s")


async def the_edited_pickup(counter: Counter, host: Host) -> None:
    await the_repeat_pickup(counter, host)
    await counter.press("enter")
    fill(counter, deliveryDays="1")  # a day that the route has


@dataclass
class Hold:
    """Keeps the answers to one operation back, which the server has carried out."""

    host: Host
    operation: str
    count: int = 0

    def __post_init__(self) -> None:
        self.open = asyncio.Event()
        self.reached = asyncio.Event()
        self.host.held = self._held

    @property
    def is_out(self) -> bool:
        """Whether a request waits for its answer."""
        return self.count > 0 and not self.open.is_set()

    async def _held(self, operation: str) -> None:
        if operation == self.operation:
            self.count += 1
            self.reached.set()
            await self.open.wait()
