"""Routes by the keys that lead there: what serves a place, what is left, what stops there are."""

from __future__ import annotations

from cleancloud_tui.screens.orders.order import OrderScreen
from cleancloud_tui.screens.routes.driver import DriverScreen
from cleancloud_tui.screens.routes.routes import RoutesScreen
from cleancloud_tui.screens.routes.todays_route import TodaysRouteScreen
from tests.elsewhere import elsewhere
from tests.host import Host
from tests.screens.conftest import Counter
from tests.screens.orders.order_desk import new_order


async def test_an_address_or_a_place_to_its_route_and_what_is_left(
    counter: Counter, host: Host
) -> None:
    await counter.press("ctrl+b", "3")
    assert isinstance(counter.app.screen, RoutesScreen)
    before = len(host.requests)
    await counter.press("enter")
    assert "Type an address" in counter.text
    await counter.type("12 Pier Street, 00101")
    await counter.press("enter")
    assert "Route 1, Harbor: " in counter.text
    assert "tomorrow: 8am-10am 4 left, 12pm-2pm 4 left, 5pm-7pm 4 left" in counter.text
    await counter.press("down", "enter")
    assert "just asked: " in counter.text
    assert host.requests[before:] == ["getRoute", "getDates", "getSlots"]
    host.disguise = lambda *_: {"Success": "True", "Slots": None, "Route": None}
    await counter.press("enter")
    assert "tells no time, though it told some" in " ".join(counter.text.split())
    await counter.press("escape")
    await clear(counter)
    await counter.type("12 Pier Street, 00101")
    await counter.press("enter")
    assert "answered getRoute with no route" in " ".join(counter.text.split())
    host.disguise = None
    await clear(counter)
    await counter.type("10.16, 34.43")
    await counter.press("enter")
    assert "Route 2, Center & Station: " in counter.text
    assert "just asked" not in counter.text
    await counter.press("escape")
    await clear(counter)
    await counter.type("nowhere at all")
    await counter.press("enter")
    assert "“nowhere at all”: no route is known" in counter.text
    assert "No Route Available" in " ".join(counter.text.split())
    assert "8am-10am" not in counter.text
    await clear(counter)
    await counter.type("3")
    await counter.press("enter")
    assert "Route 3: " in counter.text
    await counter.press("escape", "escape")
    assert not isinstance(counter.app.screen, RoutesScreen)


async def clear(counter: Counter) -> None:
    await counter.press("home", "shift+end", "backspace")


async def test_the_stops_of_a_day_by_time(counter: Counter, host: Host) -> None:
    today = counter.app.desk.wording.today.isoformat()
    late = await new_order(counter, pickupDate=today, pickupStart="5pm", pickupEnd="7pm")
    early = await new_order(
        counter, status="1", pickupDate="2026-05-20", deliveryDate=today,
        deliveryStart="8am", deliveryEnd="10am",
    )  # fmt: skip
    route = host.app.state.server.store.number(f"SELECT route_id FROM orders WHERE id = {late.id}")
    await counter.press("ctrl+b", "4")
    assert isinstance(counter.app.screen, TodaysRouteScreen)
    assert "Today, all routes: " in counter.text
    assert place_of(counter, f" {early.id} ") < place_of(counter, f" {late.id} ")
    assert "8am-10am" in line_with(counter, f" {early.id} ")
    assert "Delivery" in line_with(counter, f" {early.id} ")
    assert "Pickup" in line_with(counter, f" {late.id} ")

    await elsewhere(host, "updateOrder", orderID=early.id, status="2")
    await elsewhere(host, "updateOrder", orderID=late.id, pickupStart="6am", pickupEnd="7am")
    before = len(host.requests)
    await counter.press("r", "2", "f5")
    assert f"Today, route {route}: " in counter.text
    assert host.requests[before:] == ["getOrders"]
    assert "6am-7am" in line_with(counter, f" {late.id} ")

    await counter.press("home")
    while f" {late.id} " not in line_with(counter, f" {late.id} "):
        await counter.press("down")
    await counter.press("d")
    assert isinstance(counter.app.screen, DriverScreen)
    await counter.press("escape", "enter")
    assert isinstance(counter.app.screen, OrderScreen)
    await counter.press("escape", "right", "right")
    assert f" {late.id} " not in counter.text
    await counter.press("t")
    assert f" {late.id} " in counter.text


def line_with(counter: Counter, text: str) -> str:
    return next((each for each in counter.text.splitlines() if text in each), "")


def place_of(counter: Counter, text: str) -> int:
    return next(place for place, each in enumerate(counter.text.splitlines()) if text in each)
