import pytest
from textual.widgets import Input

from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.customers.customer import CustomerScreen
from cleancloud_tui.screens.customers.search import SearchScreen
from cleancloud_tui.screens.orders.order import OrderScreen
from cleancloud_tui.shop.mirror.todays_work import TodaysWork
from cleancloud_tui.widgets.table import Table
from tests.host import Host
from tests.screens.conftest import Counter, Open, opened
from tests.screens.orders.steps import an_order


async def test_a_customer_is_found_by_part_of_the_name_and_by_the_phones_last_digits(
    counter: Counter,
) -> None:
    customer = counter.app.desk.shop.search("", limit=1)[0].customer
    await counter.type(customer.name.split()[0][:4].lower())
    assert customer.name[:12] in counter.text
    await counter.press("escape")
    assert counter.app.screen.query_one("#query", Input).value == ""
    digits = "".join(sign for sign in customer.phone if sign.isdecimal())
    await counter.type(digits[-5:])
    assert customer.name[:12] in counter.text


async def test_enter_never_opens_the_first_of_several(counter: Counter) -> None:
    table = counter.app.screen.query_one(Table)
    assert table.row_count > 1
    await counter.press("enter")
    assert isinstance(counter.app.screen, SearchScreen)
    assert table.show_cursor
    second = table._rows[1].key
    await counter.press("down", "enter")
    assert isinstance(counter.app.screen, CustomerScreen)
    assert counter.app.screen.customer_id == second


async def test_typing_on_takes_the_pick_back(counter: Counter) -> None:
    await counter.press("down", "e")
    assert not counter.app.screen.query_one(Table).show_cursor


async def test_a_search_costs_no_request(counter: Counter, host: Host) -> None:
    before = len(host.requests)
    await counter.type("maria 55")
    assert len(host.requests) == before


async def test_an_empty_shop_says_so(new_host: Host) -> None:
    async with opened(new_host) as counter:
        assert "No customers are known yet" in counter.text
        await counter.type("x")
        assert "No customers are known yet" in counter.text


async def test_nobody_found_says_so(counter: Counter) -> None:
    await counter.type("qqqqzzzz")
    assert "Nobody found for “qqqqzzzz” among" in counter.text
    assert "^N begins a new customer" in counter.text


async def test_who_may_begin_no_customer_is_not_told_to(open_counter: Open) -> None:
    async with open_counter(read_only=True) as counter:
        await counter.type("qqqqzzzz")
        assert "Nobody found" in counter.text
        assert "begins a new customer" not in counter.text


async def test_the_filled_mirror_is_there_at_once_after_a_restart(
    open_counter: Open, host: Host
) -> None:
    async with open_counter() as counter:
        first = counter.text
    host.faults.cause(Fault.DROP_BEFORE)
    async with open_counter() as counter:
        assert "Last in, of" in counter.text
        assert first.splitlines()[6:10] == counter.text.splitlines()[6:10]
        assert "OFFLINE" in counter.text.splitlines()[0]


async def test_a_fill_that_a_lost_connection_ended_goes_on(unread_host: Host) -> None:
    unread_host.faults.cause(Fault.DROP_BEFORE)
    async with opened(unread_host) as counter:
        assert "broke before the answer was in. Try again." in counter.text
        unread_host.faults.clear()
        unread_host.now += 60
        await counter.app.desk.shop.sync.round()
        await counter.settle()
        assert "Last in, of" in counter.text


async def test_todays_work_is_one_key_away_and_costs_no_request(
    counter: Counter, host: Host
) -> None:
    before = len(host.requests)
    screen, today = counter.app.screen, counter.app.desk.wording.today
    ready = counter.app.desk.shop.todays_work(TodaysWork.READY, today)
    assert f"F6 Ready {len(ready)}" in counter.text
    await counter.press("f6")
    assert f"F6 [Ready {len(ready)}]" in counter.text
    assert f"Ready: {len(ready)} orders" in counter.text
    await counter.press("f12", "f12")
    assert "Last in, of" in counter.text
    await counter.press("f6", "escape")
    assert "Last in, of" in counter.text
    assert counter.app.screen is screen
    assert len(host.requests) == before


async def test_an_order_of_todays_work_is_narrowed_to_and_opened(counter: Counter) -> None:
    today = counter.app.desk.wording.today
    order = counter.app.desk.shop.todays_work(TodaysWork.READY, today)[-1].order
    await counter.press("f6")
    await counter.press(*order.id)
    assert f"Ready: 1 order of “{order.id}”" in counter.text
    await counter.press("enter")
    assert isinstance(counter.app.screen, OrderScreen)
    assert counter.app.screen.order_id == order.id


async def test_an_orders_number_offers_the_order_itself(counter: Counter) -> None:
    order = counter.app.desk.shop.todays_work(TodaysWork.UNPAID, counter.app.desk.wording.today)[0]
    await counter.type(order.order.id)
    assert f"Order {order.order.id}" in counter.text
    assert " 1 order and " in counter.text
    await counter.press("down", "enter")
    assert isinstance(counter.app.screen, OrderScreen)


@pytest.mark.parametrize("text", ["{}-", "({})", "{}.", "{}/", ".{}", "-{}", "{},", "{} -", "+{}"])
async def test_the_beginning_of_a_phone_number_is_no_orders_number(
    counter: Counter, text: str
) -> None:
    shop = counter.app.desk.shop
    order = an_order(counter)
    found = shop.search(text.format(order.id), limit=5)
    assert order.customer_id not in [each.customer.id for each in found]


async def test_where_nobody_is_found_the_newest_sign_ups_are_one_key_and_one_request_away(
    counter: Counter, host: Host
) -> None:
    client = await host.connect()
    await client.call(
        "addCustomer",
        {"customerName": "Zebulon Quark", "customerTel": "5550199", "noEmailRequired": "1"},
    )
    await client.aclose()
    await counter.type("zebulon")
    assert "F5 asks CleanCloud who signed up lately (1 request)" in counter.text
    before = len(host.requests)
    await counter.press("f5")
    assert host.requests[before:] == ["getCustomer"]
    assert "Zebulon Quark" in counter.text
