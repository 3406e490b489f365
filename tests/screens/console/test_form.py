"""The form: narrowed, checked while it is typed, filled from what is known, and remembered."""

from functools import partial
from pathlib import Path

import pytest
from textual.widget import Widget
from textual.widgets import Input, OptionList, Select

from cleancloud_tui.api.operations import OPERATIONS
from cleancloud_tui.screens.console.screen import ConsoleScreen
from cleancloud_tui.shop.console.past import MOST_PAST
from tests.host import Host
from tests.screens.conftest import Counter, Open
from tests.screens.new_order.steps import somebody
from tests.screens.office.steps import pick


def value(counter: Counter, name: str) -> str:
    return counter.app.screen.query_one(f"#parameter-{name}", Input).value


def is_in_sight(form: Widget, entry: Widget) -> bool:
    return form.region.contains_region(entry.region)


async def test_f9_and_the_palette_open_it_and_escape_leads_back_step_by_step(
    counter: Counter,
) -> None:
    search = counter.app.screen
    assert "All operations" in counter.text.splitlines()[-1]
    await counter.press("f9")
    console = counter.app.screen
    assert isinstance(console, ConsoleScreen)
    await counter.press(*"price", "space", *"list")
    assert "“price list”: 1 of 41" in counter.text
    await counter.press("enter", "escape")
    assert counter.app.screen is console
    await counter.press("escape", "escape")
    assert counter.app.screen is search
    await counter.app.run_action("operations")
    await counter.settle()
    assert isinstance(counter.app.screen, ConsoleScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_longest_form_can_be_filled_in_and_read_to_its_end(
    open_counter: Open, size: tuple[int, int]
) -> None:
    async with open_counter(size=size) as counter:
        screen = await pick(counter, "addOrder")
        for parameter in (screen.form.children[1], screen.form.children[-2]):
            parameter.focus()
            await counter.until(partial(is_in_sight, screen.form, parameter))
            told = str(screen.query_one("#about").render())
            assert told.startswith(str(parameter.id).removeprefix("parameter-"))
            assert " ".join(told.split())[:40] in " ".join(counter.text.split())


async def test_what_is_wrong_or_missing_is_told_while_it_is_typed(
    counter: Counter, host: Host
) -> None:
    await pick(counter, "getSlots")
    before = len(host.requests)
    assert "To do: routeID is required; day is required" in counter.text
    await counter.type("one")
    assert "routeID is to be a number" in counter.text
    await counter.press("backspace", "backspace", "backspace", "1", "enter")
    await counter.type("tue")
    assert "Ctrl+S sends it: it reads." in counter.text
    assert len(host.requests) == before


async def test_days_and_ids_are_picked(counter: Counter) -> None:
    customer = somebody(counter)
    order = counter.app.desk.shop.orders_of(customer.id)[0]
    screen = await pick(counter, "getOrders")
    screen.query_one("#parameter-customerID").focus()
    await counter.press("f8")
    await counter.type(customer.name)
    await counter.press("enter")
    if counter.is_asking:  # there are several of the name
        await counter.press("enter")
    assert value(counter, "customerID") == customer.id
    screen.query_one("#parameter-orderID").focus()
    await counter.press("f8", "1")
    assert value(counter, "orderID") == order.id
    screen.query_one("#parameter-dateFrom").focus()
    await counter.press("f8", "2")
    assert value(counter, "dateFrom") == "2026-05-27"
    screen.query_one("#parameter-paid", Select).focus()
    await counter.press("f8", "down", "enter")
    assert screen.query_one("#parameter-paid", Select).value == "0"
    await screen.offer(OPERATIONS["addToCustomerGroup"])
    screen.query_one("#parameter-groupID").focus()
    await counter.press("f8")
    assert "There is no list for groupID: type it." in counter.text


async def test_what_was_sent_is_remembered_without_secrets_and_marked_for_good(
    open_counter: Open, host: Host
) -> None:
    kept = host.directory / "shop" / "console.json"
    async with open_counter() as counter:
        customer = somebody(counter)
        screen = await pick(counter, "addMessage", customerID=customer.id)
        screen.query_one("#parameter-message", Input).value = "a word about a person"
        await counter.press("ctrl+s", "f12")
        await counter.press("escape", "f7", "f")
        assert "★" in counter.text
    assert kept.exists()
    assert "person" not in kept.read_text(encoding="utf-8")
    async with open_counter() as counter:
        shop = counter.app.desk.shop
        for number in range(MOST_PAST + 5):
            shop.past_requests.add(OPERATIONS["getOrders"], {"orderID": str(number)})
        assert len(shop.past_requests.all()) == MOST_PAST + 1
        before = len(host.requests)
        screen = await pick(counter, "getPriceLists")
        await counter.press("f7", "enter")
        assert screen.query_one("#parameter-customerID", Input).value == customer.id
        assert "message is required" in counter.text
        assert len(host.requests) == before


async def test_nothing_is_remembered_where_nothing_may_be_kept(
    open_counter: Open, host: Host, tmp_path: Path
) -> None:
    async with open_counter(read_only=True) as counter:
        await pick(counter, "getPriceLists")
        await counter.press("ctrl+s", "f7")
        assert "Nothing was sent from here yet" in counter.text
        screen = counter.app.screen
        assert isinstance(screen, ConsoleScreen)
        await screen.offer(OPERATIONS["deleteOrder"], {"orderID": "1"})
        await counter.settle()
        assert "this session is read-only" in " ".join(counter.text.split())
    assert not (host.directory / "shop" / "console.json").exists()


async def test_a_password_is_filled_into_no_other_form(counter: Counter) -> None:
    screen = await pick(counter, "loginCustomer")
    screen.query_one("#parameter-customerEmail", Input).value = "nobody@example.com"
    screen.query_one("#parameter-customerPassword", Input).value = "hush-hush"
    await counter.press("ctrl+s")
    await screen.offer(OPERATIONS["addCustomer"])
    assert value(counter, "customerPassword") == ""
    assert isinstance(screen.query_one("#operations"), OptionList)
