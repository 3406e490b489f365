"""What an order is made with that nobody types: its prices, its taxes, when it is driven."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from textual.widgets import Input, Static

from cleancloud_tui.api.models.customers import Customer
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.orders.ticket import TicketScreen
from cleancloud_tui.shop.new_order.usual_taxes import SETTLED_FOR
from cleancloud_tui.shop.orders.rules import OrderRules
from tests.elsewhere import a_customer, order_at
from tests.host import Host
from tests.screens.conftest import Counter, Open
from tests.screens.new_order.steps import PRACTICE_RULES, take, taking_in
from tests.shop.people.staff import CLEO, MAX, hire


async def somebody_new(counter: Counter, host: Host, **columns: str | int) -> Customer:
    """Return a customer who has no order yet, as the counter knows them."""
    customer_id = await a_customer(host)
    server = host.app.state.server
    if columns:
        await server.in_worker(lambda: server.store.update("customers", int(customer_id), columns))
    customer = await counter.app.desk.shop.ask.refresh_customer(customer_id)
    assert customer is not None
    return customer


def offered(counter: Counter, today: date) -> list[date]:
    """Return the days that stand on the screen with windows of time."""
    day = counter.app.desk.wording.day
    listed = "\n".join(line for line in counter.text.splitlines() if "am-" in line)
    days = (today + timedelta(days=ahead) for ahead in range(-1, 16))
    return [each for each in days if day(each) in listed]


def made_by(counter: Counter) -> str:
    assert isinstance(counter.app.screen, TicketScreen), counter.text
    return counter.app.screen.order_id


async def test_the_first_order_has_the_customers_own_prices(counter: Counter, host: Host) -> None:
    screen = await taking_in(counter, await somebody_new(counter, host, price_list_id=2))
    await take(counter, "shirt on hanger")
    assert screen.order.items[0].price == Decimal("2.90")
    await counter.press("f10", "4", "f5", "f12")
    assert (await order_at(host, made_by(counter)))["priceListID"] == "2"


async def test_which_prices_and_which_exemption_hold_is_said(counter: Counter, host: Host) -> None:
    await taking_in(counter)
    assert "price list Default" in counter.text
    assert "exempt" not in counter.text
    await counter.press("escape")
    whose = await somebody_new(counter, host, price_list_id=2, tax1_exempt=1)
    await taking_in(counter, whose)
    assert "price list Business & hotels" in " ".join(counter.text.split())
    assert "tax exempt" in counter.text


async def test_with_several_taxes_it_is_said_which_one_is_not_charged(
    open_counter: Open, host: Host
) -> None:
    async with open_counter(order_rules=PRACTICE_RULES) as counter:
        await taking_in(counter, await somebody_new(counter, host, tax1_exempt=1))
        assert "exempt from tax 1" in counter.text


async def test_a_price_list_whose_name_is_not_known_is_said_by_its_number(
    counter: Counter, host: Host
) -> None:
    host.faults.cause(Fault.AUTHENTICATION, operation="getPriceLists")
    await taking_in(counter)
    assert "default price list" in counter.text
    await counter.press("escape")
    await taking_in(counter, await somebody_new(counter, host, price_list_id=2))
    assert "price list 2" in counter.text


async def test_taxes_other_than_the_recent_orders_are_asked_about_once(
    counter: Counter, host: Host
) -> None:
    await counter.app.desk.shop.mirror.facts.remember(SETTLED_FOR, "")
    customer = await somebody_new(counter, host)
    await taking_in(counter, customer)
    await take(counter, "suit")
    await counter.press("f10")
    assert "Tax 1 is not added here." in counter.text
    assert "mostly 8 %" in counter.text, counter.text
    await counter.press("escape")
    assert not counter.is_asking
    assert "addOrder" not in host.requests
    await counter.press("f10", "f5", "f12")
    assert "To pay" in counter.text
    await counter.press("4", "f5", "f12")
    assert (await order_at(host, made_by(counter)))["tax1"] == "0.00"
    await taking_in(counter, customer)
    await take(counter, "suit")
    await counter.press("f10")
    assert "To pay" in counter.text


@pytest.mark.parametrize("has_said", [False, True])
async def test_it_is_said_that_nobody_has_set_taxes(open_counter: Open, has_said: bool) -> None:
    rules = OrderRules(has_said_taxes=has_said)
    async with open_counter(order_rules=rules, size=(80, 24)) as counter:
        await taking_in(counter)
        sentence = "Nobody has set taxes: none is added. Ctrl+B 9 sets them, be it 0 for none."
        assert (sentence in counter.text) is not has_said, counter.text


async def test_what_waives_a_fee_is_taken_after_a_question(counter: Counter, host: Host) -> None:
    screen = await taking_in(counter, await somebody_new(counter, host))
    await take(counter, "suit", "delivery fee -3.50")
    assert "Take $3.50 off for “delivery fee”?" in counter.text
    await counter.press("escape")
    assert len(screen.order.items) == 1
    await take(counter, "delivery fee -3.50")
    await counter.press("f5", "f12")
    assert [item.price for item in screen.order.items] == [Decimal("18.50"), Decimal("-3.50")]
    assert screen.order.pieces == 2
    await counter.press("f10", "4", "f5", "f12")
    order = await order_at(host, made_by(counter))
    assert order["total"] == "15.00"


@pytest.mark.parametrize("fetched", [True, False])
async def test_a_delivery_is_offered_no_sooner_than_it_can_be(
    counter: Counter, host: Host, fetched: bool
) -> None:
    today = datetime.fromtimestamp(host.now, UTC).date()
    screen = await taking_in(counter, await somebody_new(counter, host, route_id=1))
    if fetched:
        await counter.press("f6", "2")
        assert "Day of the pickup" in counter.text
        since = offered(counter, today)[4]
        await counter.press("5", "1")
    else:
        screen.order = screen.order.with_kind(type(screen.order.kind).LOCKER, screen._rules)
        screen.order = screen.order.with_typed(delivery="1")
        await counter.press("f9")
        since = today
    assert "Day of the delivery" in counter.text
    assert min(offered(counter, today)) == max(since, today + timedelta(days=2))


TOO_MUCH = "! Cleo (counter) may take off 10 % at most, and this is 20 %."


async def test_a_discount_beyond_a_role_is_told_while_it_is_typed(
    open_counter: Open, host: Host
) -> None:
    hire(host.directory / "shop")
    async with open_counter() as counter:
        await counter.press(*CLEO, "enter")
        screen = await taking_in(counter)
        await take(counter, "3 shirts")
        await counter.type("20%")
        assert TOO_MUCH in _told(counter)
        await counter.press("enter")
        assert screen.order.text("discount") == ""
        assert counter.app.screen.query_one("#entry", Input).value == "20%", "to be mended"
        await counter.press("escape")
        await take(counter, "10%")
        assert screen.order.text("discount") == "10%"
        await counter.press("f10", "1", "f6", "f12")
        assert "addOrder" in host.requests


async def test_an_order_that_somebody_else_may_make_is_refused_before_it_is_paid(
    open_counter: Open, host: Host
) -> None:
    hire(host.directory / "shop", ("Max", "manager", MAX), ("Cleo", "trainee", CLEO))
    async with open_counter(roles=("trainee: send, keep, discount 5",)) as counter:
        await counter.press(*MAX, "enter")
        screen = await taking_in(counter)
        await take(counter, "2 shirts", "10%")
        await counter.press("f11", *CLEO, "enter", "f10")
        assert "The order was not made: Cleo (trainee) may take off 5 % at most" in _told(counter)
        assert not counter.is_asking
        await counter.type("zzz")
        assert "Nothing like that is sold, and Cleo (trainee) may not take one-off" in _told(
            counter
        )
        await counter.type(" 12.50\r")
        assert [item.quantity for item in screen.order.items] == [2]
        await counter.press("escape")
        await take(counter, "5%")
        await counter.press("f10", "1", "f6", "f12")
        assert "addOrder" in host.requests


async def test_a_price_or_discount_beyond_a_role_is_told_in_its_dialog(
    open_counter: Open, host: Host
) -> None:
    hire(host.directory / "shop")
    async with open_counter() as counter:
        await counter.press(*CLEO, "enter")
        screen = await taking_in(counter)
        await take(counter, "2 shirts")
        before = screen.order
        await counter.press("tab", "enter")
        counter.app.screen.query_one("#price", Input).value = "0.10"
        await counter.settle()
        assert "Cleo (counter) may take off 10 % at most" in _told(counter)
        await counter.press("ctrl+s")
        assert screen.order == before
        await counter.press("escape", "f8")
        counter.app.screen.query_one("#discount", Input).value = "20%"
        await counter.settle()
        assert "may take off 10 %" in _told(counter)
        await counter.press("ctrl+s")
        assert screen.order == before
        counter.app.screen.query_one("#discount", Input).value = "10%"
        await counter.settle()
        assert "may take off" not in _told(counter)
        await counter.press("ctrl+s")
        assert screen.order.text("discount") == "10%"


def _told(counter: Counter) -> str:
    """Return what stands on the screen, whatever the lines are broken at."""
    return " ".join(
        " ".join(str(each.content) for each in counter.app.screen.query(Static)).split()
    )
