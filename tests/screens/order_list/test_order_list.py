"""The orders of all customers, by the filters that CleanCloud has."""

from __future__ import annotations

from cleancloud_tui.screens.order_list.screen import OrderListScreen
from cleancloud_tui.screens.orders.order import OrderScreen
from tests.elsewhere import elsewhere
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


async def test_too_many_are_said_and_what_is_known_stays(counter: Counter, host: Host) -> None:
    await counter.press("ctrl+b", "5", "s", "1", "d", "4")
    assert "Any status, made in the last 90 days: " in counter.text
    known = counter.text.splitlines()[3]
    host.app.state.server.most_orders = 3
    await counter.press("f5")
    assert "too many orders" in " ".join(counter.text.split())
    assert counter.text.splitlines()[3] == known
