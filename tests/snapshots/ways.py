"""The ways to the screens: what a person does to have each before them."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

from cleancloud_tui.api.errors import CleanCloudError
from cleancloud_tui.api.models.orders import OrderStatus
from cleancloud_tui.app.shops.welcome import WelcomeDialog
from cleancloud_tui.screens.destinations import (
    Destination,
    OpenAudit,
    OpenBudget,
    OpenCharge,
    OpenCustomer,
    OpenCustomerForm,
    OpenDriver,
    OpenHandOut,
    OpenNewCustomer,
    OpenNewOrder,
    OpenOperations,
    OpenOrder,
    OpenOrderForm,
    OpenParkedOrders,
    OpenPeople,
    OpenPhotos,
    OpenRepeatPickups,
    OpenTicket,
    OpenToResolve,
)
from cleancloud_tui.settings import InForce, ShopSettings
from tests.host import Host
from tests.screens.conftest import Counter
from tests.screens.holidays.steps import with_schedules
from tests.screens.new_order.steps import somebody, take
from tests.screens.office.steps import unknown_message
from tests.screens.orders.steps import an_order
from tests.screens.scanning.steps import barcodes, scan
from tests.shop.people.staff import OLGA, hire

Way = Callable[[Counter, Host], Awaitable[None]]


async def nothing(_counter: Counter, _host: Host) -> None:
    """Stay where the counter opens."""


def by(*steps: str | Callable[[Counter], Destination]) -> Way:
    """Press keys, type texts that begin with a space, or go to what is said of the counter."""

    async def way(counter: Counter, _host: Host) -> None:
        for step in steps:
            if not isinstance(step, str):
                counter.app.go(step(counter))
                await counter.settle()
            elif step.startswith(" "):
                await counter.type(step[1:])
            else:
                await counter.press(step)

    return way


def order_id(counter: Counter) -> str:
    return an_order(counter).id


def customer_id(counter: Counter) -> str:
    return an_order(counter).customer_id


def scheduled(*keys: str) -> Way:
    """Open the repeat pickups of the first customer who has one, and press keys there."""

    async def way(counter: Counter, host: Host) -> None:
        store = host.app.state.server.store
        customer = store.number("SELECT min(customer_id) FROM repeat_pickups WHERE ended = 0")
        counter.app.go(OpenRepeatPickups(str(customer)))
        await counter.settle()
        await counter.press(*keys)

    return way


async def take_in(counter: Counter, _host: Host) -> None:
    counter.app.go(OpenNewOrder(somebody(counter).id))
    await counter.settle()
    await take(counter, "3 shirts", "curtain hem 12.50", "10%")


async def parked(counter: Counter, host: Host) -> None:
    await take_in(counter, host)
    await counter.press("escape")
    counter.app.go(OpenParkedOrders())
    await counter.settle()


async def hand_out(counter: Counter, _host: Host) -> None:
    order = an_order(counter, OrderStatus.READY)
    counter.app.go(OpenHandOut(order.customer_id, (order.id,)))
    await counter.settle()


async def to_resolve(counter: Counter, host: Host) -> None:
    await unknown_message(counter, host, an_order(counter))
    counter.app.go(OpenToResolve())
    await counter.settle()


async def audit(counter: Counter, host: Host) -> None:
    shop = counter.app.desk.shop
    await shop.write("updateOrder", {"orderID": order_id(counter), "status": "1"})
    await unknown_message(counter, host, an_order(counter))
    counter.app.go(OpenAudit())
    await counter.settle()


async def signed_in(counter: Counter) -> None:
    """Let people sign in, and an owner be there."""
    shop = counter.app.desk.shop
    hire(shop.parts.options.directory)
    await shop.staffing.sign_in(OLGA)


async def people(counter: Counter, _host: Host) -> None:
    await signed_in(counter)
    counter.app.go(OpenPeople())
    await counter.settle()


async def locked(counter: Counter, _host: Host) -> None:
    await signed_in(counter)
    await counter.press("f11", "2", "5")


async def welcomed(counter: Counter, _host: Host) -> None:
    """Start for the first time."""

    async def noted() -> None:
        """Note nothing."""

    counter.app.push_screen(WelcomeDialog(noted))
    await counter.settle()


async def set_up(counter: Counter, _host: Host) -> None:
    """Connect a shop of which nothing was said yet."""
    counter.app.desk.settings = InForce(ShopSettings("Mill", token="t"))
    await app_action("set_up_shop")(counter, _host)


def scanning(*keys: str) -> Way:
    """Scan in the mode that keys lead to: what there is, and what nobody knows."""

    async def way(counter: Counter, _host: Host) -> None:
        known = barcodes(counter)[0]
        await counter.press("f3", *keys)
        await scan(counter, known, "40404040")

    return way


def of_account(whose: str, chapter: str) -> Way:
    """Open a chapter of the account of the customer that a query finds."""

    async def way(counter: Counter, host: Host) -> None:
        counter.app.go(OpenCustomer(str(host.app.state.server.store.number(whose))))
        await counter.settle()
        await counter.press("a", chapter)

    return way


async def repeat_pickups(counter: Counter, host: Host) -> None:
    """Open the repeat pickups of a customer who has one."""
    whose = "SELECT customer_id FROM repeat_pickups WHERE ended = 0 ORDER BY id"
    counter.app.go(OpenRepeatPickups(str(host.app.state.server.store.number(whose))))
    await counter.settle()


def app_action(name: str) -> Way:
    """Do what the palette offers under a name."""

    async def way(counter: Counter, _host: Host) -> None:
        await counter.app.run_action(name)
        await counter.settle()

    return way


def holiday(*keys: str) -> Way:
    """Go to a holiday on which a dozen schedules come, and press keys there."""

    async def way(counter: Counter, host: Host) -> None:
        shop, today = counter.app.desk.shop, counter.app.desk.wording.today
        with contextlib.suppress(CleanCloudError):  # where they can't be made, they are not there
            await with_schedules(shop, today + timedelta(days=9), 12)
        await by("ctrl+b", "6", *keys)(counter, host)

    return way


async def holiday_report(counter: Counter, host: Host) -> None:
    """Send what was chosen for a holiday."""
    await holiday(" +9", "enter", "l", "s")(counter, host)
    await counter.app.screen.run_action("send")  # a key right behind others may be a scanner's
    await counter.settle()
    await counter.press("f12")


WAYS: Final[dict[str, Way]] = {
    "search": by(" a"),
    "search-nobody": by(" zzzz"),
    "todays-work": by("f6"),
    "customer": by(lambda counter: OpenCustomer(customer_id(counter))),
    "customer-form": by(lambda counter: OpenCustomerForm(customer_id(counter))),
    "customer-new": by(lambda _: OpenNewCustomer({"customerName": "Ada Lane"})),
    "account": by(lambda counter: OpenCustomer(customer_id(counter)), "a"),
    "messages": of_account("SELECT customer_id FROM messages", "1"),
    "cards": of_account("SELECT customer_id FROM cards", "3"),
    "referral": of_account("SELECT customer_id FROM cards", "5"),
    "subscription": of_account(
        "SELECT customer_id FROM subscriptions WHERE status = 'active'", "6"
    ),
    "repeat-pickups": repeat_pickups,
    "repeat-pickups-none": by(lambda counter: OpenRepeatPickups(customer_id(counter))),
    "repeat-pickup-form": by(lambda counter: OpenRepeatPickups(customer_id(counter)), "a"),
    "repeat-pickup-typed": by(
        *(lambda counter: OpenRepeatPickups(customer_id(counter)), "a", " tue", "tab", "tab"),
        *(" 5pm", "tab", " 1pm", "tab", " 3", "tab", "tab", " 2"),
    ),
    "repeat-pickup-known": scheduled("enter", "tab"),
    "repeat-pickup-day": scheduled("enter", "f6"),
    "order": by(lambda counter: OpenOrder(order_id(counter))),
    "order-status": by(lambda counter: OpenOrder(order_id(counter)), "s"),
    "order-more": by(lambda counter: OpenOrder(order_id(counter)), "m"),
    "order-notes": by(lambda counter: OpenOrder(order_id(counter)), "n"),
    "order-garment": by(lambda counter: OpenOrder(order_id(counter)), "g"),
    "order-form": by(lambda counter: OpenOrderForm(order_id(counter))),
    "order-photos": by(lambda counter: OpenPhotos(order_id(counter))),
    "order-driver": by(lambda counter: OpenDriver(order_id(counter))),
    "ticket": by(lambda counter: OpenTicket(order_id(counter))),
    "charge": by(lambda counter: OpenCharge(order_id(counter))),
    "hand-out": hand_out,
    "new-order": by(lambda counter: OpenNewOrder(somebody(counter).id)),
    "taking-in": take_in,
    "parked": parked,
    "scan": scanning(),
    "scan-place": scanning("ctrl+k"),
    "scan-assemble": scanning("ctrl+e"),
    "scan-hand-out": scanning("ctrl+o"),
    "scan-count": scanning("ctrl+n"),
    "welcome": welcomed,
    "set-up": set_up,
    "scanner-setup": app_action("set_up_scanner"),
    "summary": by("f4"),
    "budget": by(lambda _: OpenBudget()),
    "operations": by(lambda _: OpenOperations()),
    "operations-form": by(lambda _: OpenOperations(), *"addcustomer", "enter"),
    "products": by("ctrl+b", "1"),
    "inventory": by("ctrl+b", "2"),
    "routes": by("ctrl+b", "3", " 12 Pier Street, 00101", "enter"),
    "todays-route": by("ctrl+b", "4", "left"),
    "order-list": by("ctrl+b", "5"),
    "closing": by("ctrl+b", "8"),
    "closing-form": by("ctrl+b", "8", "n"),
    "settings": by("ctrl+b", "9"),
    "summary-lists": by("f4", "l", "1"),
    "all-pickups": by("ctrl+b", "7", "f5"),
    "holidays": holiday("tab", "tab"),
    "holiday": holiday(" +9", "enter", *"sexlss"),
    "holiday-report": holiday_report,
    "audit": audit,
    "to-resolve": to_resolve,
    "people": people,
    "locked": locked,
    "connect": app_action("connect"),
    "staff": app_action("staff"),
    "help": by("f1"),
    "palette": by("ctrl+p"),
}
"""By the name of what is seen at their ends."""

EMPTY: Final[dict[str, Way]] = {
    "search": nothing,
    "todays-work": by("f6"),
    "parked": by(lambda _: OpenParkedOrders()),
    "scan": by("f3"),
    "summary": by("f4"),
    "audit": by(lambda _: OpenAudit()),
    "to-resolve": by(lambda _: OpenToResolve()),
    "budget": by(lambda _: OpenBudget()),
    "all-pickups": by("ctrl+e"),
    "people": by(lambda _: OpenPeople()),
    "holidays": by("ctrl+b", "6"),
}
"""Where there is nothing to be seen."""
