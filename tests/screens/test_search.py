from textual.widgets import Input

from cleancloud_tui.practice.faults import Fault
from cleancloud_tui.screens.customer import CustomerScreen
from cleancloud_tui.screens.search import SearchScreen
from cleancloud_tui.widgets.table import Table
from tests.host import Host

from .conftest import Counter, Open


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
    from .conftest import opened

    async with opened(new_host) as counter:
        assert "No customers are known yet" in counter.text
        await counter.type("x")
        assert "No customers are known yet" in counter.text


async def test_nobody_found_says_so(counter: Counter) -> None:
    await counter.type("qqqqzzzz")
    assert "Nobody found for “qqqqzzzz” among" in counter.text


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


async def test_a_fill_that_a_lost_connection_ended_goes_on(open_counter: Open, host: Host) -> None:
    host.faults.cause(Fault.DROP_BEFORE)
    async with open_counter() as counter:
        assert "broke before the answer was in. Try again." in counter.text
        host.faults.clear()
        host.now += 60
        await counter.app.desk.shop.upkeep.round()
        await counter.settle()
        assert "Last in, of" in counter.text
