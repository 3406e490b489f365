"""An order in full: what the counter sees of it, and what it can do with it."""

import pytest

from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.destinations import OpenDriver, OpenOrder
from cleancloud_tui.screens.dialogs.link import LinkDialog
from cleancloud_tui.screens.orders.order import OrderScreen
from cleancloud_tui.screens.orders.ticket import TicketScreen
from cleancloud_tui.screens.routes.driver import DriverScreen
from tests.host import Host
from tests.screens.conftest import Counter, Open
from tests.screens.orders.steps import opened_order

from .order_desk import at_cleancloud, customers, elsewhere, new_order


async def test_everything_that_is_told_stands_on_the_screen(open_counter: Open) -> None:
    async with open_counter(size=(120, 40)) as counter:
        order = await new_order(
            counter, discount="4.00", discountPercent="10", tip="3.00", orderNotes="no starch [M]"
        )
        await opened_order(counter, order.id)
        for line in (
            "4 × Shirt                     $40.00",
            "Discount 10 %                 -$4.00",
            "Tip                            $3.00",
            "TOTAL                         $42.00",
            "UNPAID",
            "no starch [M]",
            "Pickup     Sat 30 May 10am-12pm",
            "Delivery   Tue 2 Jun 5pm-7pm",
            f"/receipt/{order.id}",
        ):
            assert line in counter.text


async def test_what_else_the_customer_owes_and_notes_are_told_first(counter: Counter) -> None:
    order = await new_order(counter, paid="1", paymentType="1")
    other = await new_order(counter, finalTotal="5.00")
    shop = counter.app.desk.shop
    owed = sum(each.due or 0 for each in shop.orders_of(order.customer_id) if each.id != order.id)
    await shop.write(
        "updateCustomer", {"customerID": order.customer_id, "customerNotes": "rings twice"}
    )
    await opened_order(counter, order.id)
    head = counter.text.splitlines()[:6]
    assert any(f"! owes ${owed:,.2f} more" in line and other.id in line for line in head)
    assert any("! rings twice" in line for line in head)


async def test_the_history_tells_who_changed_what_on_this_host(open_counter: Open) -> None:
    async with open_counter(size=(180, 40)) as counter:
        order = await new_order(counter)
        counter.app.desk.shop.session.staff = "Anna"
        await opened_order(counter, order.id)
        await counter.press("s", "2", "f12")
        assert "status: Awaiting pickup → Detailing, Anna" in counter.text
        await counter.press("n")
        await counter.type("no starch")
        await counter.press("ctrl+s")
        assert "order notes changed, Anna" in counter.text


async def test_the_menu_offers_what_is_possible(counter: Counter) -> None:
    order = await new_order(counter, storeOrder="1", storeDropOffDate="2026-05-28",
                            storeReadyByDate="2026-05-30", delivery="0")  # fmt: skip
    await opened_order(counter, order.id)
    await counter.press("m")
    assert "Delete the order" in counter.text
    assert "Photos" not in counter.text
    assert "driver" not in counter.text
    await counter.press("1")
    assert "Notes of order" in counter.text


async def test_the_ticket_is_one_of_them_and_costs_no_request(counter: Counter, host: Host) -> None:
    order = await new_order(counter)
    await opened_order(counter, order.id)
    before = len(host.requests)
    await counter.press("m", "5")
    assert isinstance(counter.app.screen, TicketScreen)
    assert f"ORDER {order.id}" in counter.text
    await counter.press("enter")
    assert isinstance(counter.app.screen, OrderScreen)
    assert len(host.requests) == before


async def test_a_deleted_order_is_named_before_and_shows_as_such(
    counter: Counter, host: Host
) -> None:
    order = await new_order(counter)
    counter.app.desk.shop.session.staff = "Anna"
    name = counter.app.desk.shop.customer(order.customer_id).value.name  # type: ignore[union-attr]
    await opened_order(counter, order.id)
    counter.app.screen.action_delete()  # type: ignore[attr-defined]
    await counter.settle()
    assert f"Delete order {order.id} of {name[:10]}" in counter.text
    assert "$42.00" in counter.text
    await counter.press("enter", "escape")
    assert "deleteOrder" not in host.requests
    counter.app.screen.action_delete()  # type: ignore[attr-defined]
    await counter.settle()
    await counter.press("f12")
    assert "DELETED today" in counter.text
    assert "by Anna" in counter.text
    assert (await elsewhere(host, "getOrders", orderID=order.id))["Orders"] == []


async def test_an_order_too_close_to_its_pickup_is_kept_unless_that_does_not_matter(
    counter: Counter, host: Host
) -> None:
    order = await new_order(counter, pickupDate="2026-05-28")
    await opened_order(counter, order.id)
    counter.app.screen.action_delete()  # type: ignore[attr-defined]
    await counter.settle()
    await counter.press("f12")
    assert "too close" in counter.text
    assert (await at_cleancloud(host, order))["id"] == order.id
    counter.app.screen.action_delete()  # type: ignore[attr-defined]
    await counter.settle()
    await counter.press("space", "f12")
    assert "DELETED" in counter.text


async def test_an_order_deleted_elsewhere_says_so(counter: Counter, host: Host) -> None:
    order = await new_order(counter)
    await elsewhere(host, "deleteOrder", orderID=order.id)
    host.now += 60
    await opened_order(counter, order.id)
    assert "it was deleted there" in " ".join(counter.text.split())


async def test_the_receipts_link_can_be_copied(counter: Counter) -> None:
    order = await new_order(counter)
    screen = await opened_order(counter, order.id)
    screen.action_receipt()
    await counter.settle()
    assert isinstance(counter.app.screen, LinkDialog)
    await counter.press("c")
    assert counter.app.clipboard.endswith(f"/receipt/{order.id}")


async def test_the_drivers_place_is_told_and_asked_for_only_while_in_sight(
    counter: Counter, host: Host
) -> None:
    order = await new_order(counter)
    counter.app.go(OpenDriver(order.id))
    await counter.settle()
    assert "km" in counter.text or " m " in counter.text
    assert "https://www.openstreetmap.org/?mlat=" in counter.text
    screen = counter.app.screen
    assert isinstance(screen, DriverScreen)
    asked = host.requests.count("driverLocation")
    counter.app.go(OpenOrder(order.id))
    await counter.settle()
    screen.ask_if_in_sight()
    await counter.settle()
    assert host.requests.count("driverLocation") == asked
    await counter.press("escape")
    screen.ask_if_in_sight()
    await counter.settle()
    assert host.requests.count("driverLocation") == asked + 1


async def test_without_a_driver_it_says_why(counter: Counter, host: Host) -> None:
    order = await new_order(counter)
    host.faults.cause(Fault.DROP_BEFORE)
    counter.app.go(OpenDriver(order.id))
    await counter.settle()
    assert "! " in counter.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_long_orders_scroll_and_nothing_covers_the_keys(
    open_counter: Open, size: tuple[int, int]
) -> None:
    async with open_counter(size=size) as counter:
        order = await new_order(counter, orderNotes="\n".join(map(str, range(60))))
        await opened_order(counter, order.id)
        assert "Status" in counter.text.splitlines()[-1]
        await counter.press("shift+tab", "end")
        assert "TOTAL" in counter.text


def test_customers_on_routes_exist(counter: Counter) -> None:
    assert len(customers(counter)) > 1
