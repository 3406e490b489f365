"""Orders that were parked, of all customers: gone on with, or thrown away."""

from __future__ import annotations

from cleancloud_tui.screens.customers.search import SearchScreen
from cleancloud_tui.screens.new_order.parked import ParkedOrdersScreen
from cleancloud_tui.screens.new_order.screen import TakingInScreen
from tests.host import Host
from tests.screens.conftest import Counter, Open, opened
from tests.screens.new_order.steps import take, taking_in
from tests.screens.orders.order_desk import customers


async def parked(counter: Counter, customer_id: str, *entries: str) -> str:
    """Put an order of a customer aside, at this terminal; return the customer's name."""
    known = counter.app.desk.shop.customer(customer_id)
    assert known is not None
    await taking_in(counter, known.value)
    await take(counter, *entries)
    await counter.press("escape")
    return known.value.name


def lines_with(counter: Counter, text: str) -> list[str]:
    return [line for line in counter.text.splitlines() if text in line]


async def test_orders_that_were_parked_are_listed_after_a_restart_and_gone_on_with(
    open_counter: Open, host: Host
) -> None:
    async with open_counter() as counter:
        first, second = customers(counter)[:2]
        counter.app.desk.shop.session.staff = "Anna"
        one = await parked(counter, first, "2 cushions 8.00 4p")
        host.now += 60
        other = await parked(counter, second, "curtain hem 12.50")
    async with open_counter() as counter:
        assert "^O 2 orders parked" in counter.text
        before = len(host.requests)
        await counter.press("ctrl+o")
        assert isinstance(counter.app.screen, ParkedOrdersScreen)
        assert "2 orders parked" in counter.text
        newer, older = (lines_with(counter, name[:12])[0] for name in (other, one))
        assert counter.text.index(newer) < counter.text.index(older)
        for told in (" 8 ", "$16.00", "today", "Anna"):
            assert told in older
        assert "d Throw away" in counter.text
        assert len(host.requests) == before
        await counter.press("down", "enter")
        screen = counter.app.screen
        assert isinstance(screen, TakingInScreen)
        assert [item.name for item in screen.order.items] == ["cushions"]
        await counter.press("escape")
        assert isinstance(counter.app.screen, SearchScreen)


async def test_one_is_thrown_away_after_a_yes(counter: Counter) -> None:
    first, second = customers(counter)[:2]
    one = await parked(counter, first, "suit")
    other = await parked(counter, second, "suit")
    await counter.press("ctrl+o", "f1")
    assert counter.text.count("Throw away") == 1
    await counter.press("escape", "down", "d")
    assert f"Throw the order of {one} away?" in counter.text
    await counter.press("escape")
    assert "2 orders parked" in counter.text
    await counter.press("d", "f12")
    assert "1 order parked" in counter.text
    assert not lines_with(counter, one[:12])
    await counter.press("d", "f12")
    assert "No order is parked" in counter.text
    assert not lines_with(counter, other[:12])
    await counter.press("d", "enter", "escape")
    assert "parked" not in counter.text


async def test_while_one_is_taken_in_the_others_are_offered(counter: Counter) -> None:
    first, second = customers(counter)[:2]
    whose = await parked(counter, first, "suit")
    known = counter.app.desk.shop.customer(second)
    assert known is not None
    mine = await taking_in(counter, known.value)
    await take(counter, "curtain hem 12.50")
    await counter.press("ctrl+o")
    assert "1 order parked" in counter.text
    await counter.press("enter")
    assert f"New order of {whose}" in counter.text
    await counter.press("escape")
    assert counter.app.screen is mine
    assert "curtain hem" in counter.text


async def test_what_one_terminal_parked_another_goes_on_with(counter: Counter, host: Host) -> None:
    customer = customers(counter)[0]
    await parked(counter, customer, "suit")
    async with opened(host) as other:
        await other.press("ctrl+o", "enter")
        assert isinstance(other.app.screen, TakingInScreen)
        await counter.press("ctrl+o")
        assert "No order is parked" in counter.text
        await take(other, "curtain hem 12.50")
        await other.press("escape")
        await counter.press("f5")
        assert "1 order parked" in counter.text


async def test_one_that_changed_meanwhile_is_not_thrown_away(counter: Counter, host: Host) -> None:
    customer = customers(counter)[0]
    await parked(counter, customer, "suit")
    await counter.press("ctrl+o", "d")
    async with opened(host) as other:
        await other.press("ctrl+o", "enter")
        await take(other, "curtain hem 12.50")
        await other.press("escape")
    await counter.press("f12")
    assert "went on with it meanwhile" in counter.text
    assert "1 order parked" in counter.text
