"""The orders of all customers, by the filters that CleanCloud has."""

from __future__ import annotations

from datetime import date

from cleancloud_tui.api.checks import checked
from cleancloud_tui.api.models.orders import OrderStatus
from cleancloud_tui.api.operations import OPERATIONS
from cleancloud_tui.screens.order_list.screen import OrderListScreen
from cleancloud_tui.screens.orders.order import OrderScreen
from cleancloud_tui.shop.mirror.order_filter import OrderFilter
from tests.elsewhere import a_customer, an_order, elsewhere
from tests.host import Host
from tests.screens.conftest import Counter
from tests.screens.orders.order_desk import new_order


async def test_orders_by_status_payment_route_and_days(counter: Counter, host: Host) -> None:
    order = await new_order(counter)
    await counter.press("ctrl+b", "5")
    assert isinstance(counter.app.screen, OrderListScreen)
    assert "All open, made in the last 7 days: " in counter.text
    assert f" {order.id} " in counter.text

    await counter.press("p", "3")
    assert "All open, paid, made in the last 7 days: " in counter.text
    assert f" {order.id} " not in counter.text
    await elsewhere(host, "updateOrder", orderID=order.id, paid="1", paymentType="2")
    before = len(host.requests)
    await counter.press("f5")
    assert host.requests[before:] == ["getOrders"]
    assert f" {order.id} " in counter.text

    await counter.press("s", "4")
    assert "Ready, paid, made in the last 7 days: " in counter.text
    assert f" {order.id} " not in counter.text
    await counter.press("s", "1", "p", "1", "d", "1", "r", "2")
    assert "Any status, route " in counter.text
    assert "made today: 1 order" in counter.text
    await counter.press("f5", "enter")
    assert isinstance(counter.app.screen, OrderScreen)
    assert f"Order {order.id} " in counter.text


async def test_pickups_to_be_confirmed_are_listed_by_what_can_be_asked_for(
    counter: Counter, host: Host
) -> None:
    order_id = await an_order(
        host, await a_customer(host), "20.00", OrderStatus.PICKUP_TO_CONFIRM.value
    )
    await counter.press("ctrl+b", "5", "s", "6")
    assert "Pickup to confirm, made in the last 7 days: " in counter.text
    before = len(host.requests)
    await counter.press("f5")
    assert host.requests[before:] == ["getOrders"]
    assert f" {order_id} " in counter.text
    assert counter.text.count("Pickup to") > 1
    assert "Cleaning" not in counter.text


def test_the_filter_that_the_documentation_lacks_is_not_sent() -> None:
    today = date(2026, 5, 28)
    which = OrderFilter(today, today, OrderStatus.PICKUP_TO_CONFIRM.value)
    asked = which.asked()
    assert asked == {"dateFrom": today, "dateTo": today, "completed": "0"}
    assert checked(OPERATIONS["getOrders"], asked)


async def test_too_many_are_said_and_what_is_known_stays(counter: Counter, host: Host) -> None:
    await counter.press("ctrl+b", "5", "s", "1", "d", "4")
    assert "Any status, made in the last 90 days: " in counter.text
    known = counter.text.splitlines()[3]
    host.app.state.server.most_orders = 3
    await counter.press("f5")
    assert "too many orders" in " ".join(counter.text.split())
    assert counter.text.splitlines()[3] == known
