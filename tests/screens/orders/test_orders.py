import pytest

from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.customers.customer import CustomerScreen
from cleancloud_tui.screens.destinations import OpenCustomer, OpenOrder
from cleancloud_tui.screens.dialogs.choose import ChooseDialog
from cleancloud_tui.widgets.table import Table
from tests.host import Host
from tests.screens.conftest import Counter, Open
from tests.screens.orders.steps import an_order, opened_order


async def test_from_customer_to_order_and_back_with_two_requests_each(
    counter: Counter, host: Host
) -> None:
    order = an_order(counter)
    host.now += 60
    before = len(host.requests)
    await opened_order(counter, order.id)
    assert host.requests[before:] == ["getOrders", "getGarments"]
    assert f"Order {order.id}" in counter.text
    assert "Garment" in counter.text
    await counter.press("c")
    assert isinstance(counter.app.screen, CustomerScreen)
    assert host.requests[before + 2 :] == ["getCustomer", "getOrders"]


async def test_status_notes_and_garment_are_changed_and_found_again(
    open_counter: Open, host: Host
) -> None:
    async with open_counter() as counter:
        order = an_order(counter)
        await opened_order(counter, order.id)
        await counter.press("s", "4")
        assert "charge the saved card" in counter.text
        await counter.press("f12")
        assert "Ready" in counter.text.splitlines()[1]
        await counter.press("n")
        await counter.type("no starch [M]")
        await counter.press("ctrl+s")
        assert "no starch [M]" in counter.text
        await counter.press("g", "end")
        await counter.type(" torn pocket")
        await counter.press("tab", "end")
        await counter.type("Z9")
        await counter.press("ctrl+s")
        assert "Z9" in counter.text
        barcode = counter.app.screen.query_one(Table).key
    async with open_counter() as counter:
        await opened_order(counter, order.id)
        assert "Ready" in counter.text.splitlines()[1]
        assert "no starch [M]" in counter.text
        garments = counter.app.desk.shop.garments_of(order.id)
        changed = next(each for each in garments if each.barcode == barcode)
        assert changed.place.endswith("Z9")
        assert changed.notes.endswith("torn pocket")


async def test_the_status_is_changed_in_the_customers_list_without_a_read(
    counter: Counter, host: Host
) -> None:
    order = an_order(counter)
    host.now += 60
    counter.app.go(OpenCustomer(order.customer_id))
    await counter.settle()
    table = counter.app.screen.query_one(Table)
    while table.key != order.id:
        await counter.press("down")
    before = len(host.requests)
    await counter.press("s", "4")
    assert f"Make order {order.id} Ready?" in counter.text
    await counter.press("f12")
    assert host.requests[before:] == ["updateOrder"]
    assert f"✓ Order {order.id} is Ready" in counter.text
    await counter.press("u")
    assert "status: Ready  →  Cleaning" in counter.text
    await counter.press("f12")
    assert "✓ Taken back" in counter.text


async def test_nothing_is_written_when_the_question_is_not_answered_with_yes(
    counter: Counter, host: Host
) -> None:
    order = an_order(counter)
    await opened_order(counter, order.id)
    for keys in (["s", "escape"], ["s", "4", "n"], ["s", "4", "enter", "escape"], ["n", "ctrl+s"]):
        await counter.press(*keys)
    assert "updateOrder" not in host.requests


async def test_a_refused_change_says_why_and_notes_keep_what_was_typed(
    counter: Counter, host: Host
) -> None:
    order = an_order(counter)
    await opened_order(counter, order.id)
    client = await host.connect()
    await client.call("deleteOrder", {"orderID": order.id})
    await client.aclose()
    await counter.press("n")
    await counter.type("typed")
    await counter.press("ctrl+s")
    assert counter.is_asking
    assert "typed" in counter.text
    await counter.press("escape")
    assert "CleanCloud refused it" in counter.text


async def test_a_change_that_cannot_be_sent_is_kept_shown_and_sent_later(
    counter: Counter, host: Host
) -> None:
    order = an_order(counter)
    await opened_order(counter, order.id)
    host.is_offline = True
    await counter.press("s", "1", "f12")
    assert "Kept on this computer" in counter.text
    assert order.status.label not in counter.text.splitlines()[1]  # type: ignore[union-attr]
    shop = counter.app.desk.shop
    await shop.outbox.see_standing()
    await counter.settle()
    assert "1 waiting to be sent" in counter.text.splitlines()[0]
    host.is_offline = False
    await counter.send_what_waits()
    assert "waiting" not in counter.text.splitlines()[0]
    assert host.requests.count("updateOrder") == 1


async def test_a_lost_reply_is_told_as_unknown_and_not_sent_again(
    counter: Counter, host: Host
) -> None:
    order = an_order(counter)
    await opened_order(counter, order.id)
    host.faults.cause(Fault.DROP_AFTER, times=1, operation="updateOrder")
    await counter.press("s", "1", "f12")
    assert "It is not known yet whether" in counter.text
    assert host.requests.count("updateOrder") == 1


async def test_offline_shows_what_is_known_and_says_so(counter: Counter, host: Host) -> None:
    order = an_order(counter)
    host.now += 3600
    host.faults.cause(Fault.DROP_BEFORE)
    await opened_order(counter, order.id)
    assert f"Order {order.id}" in counter.text
    assert "as of 1 h ago" in counter.text
    assert "OFFLINE" in counter.text.splitlines()[0]


async def test_an_unknown_order_says_so(counter: Counter) -> None:
    await opened_order(counter, "99999999")
    assert "Nothing is known of this order" in counter.text


async def test_read_only_refuses_in_words(open_counter: Open, host: Host) -> None:
    async with open_counter(read_only=True) as counter:
        assert "READ ONLY" in counter.text.splitlines()[0]
        order = an_order(counter)
        await opened_order(counter, order.id)
        await counter.press("s", "1", "f12")
        assert "read-only" in counter.text
    assert "updateOrder" not in host.requests


async def test_the_choice_goes_by_arrows_too(counter: Counter) -> None:
    order = an_order(counter)
    await opened_order(counter, order.id)
    await counter.press("s")
    assert isinstance(counter.app.screen, ChooseDialog)
    await counter.press("up", "enter", "f12")
    assert "Detailing" in counter.text.splitlines()[1]


async def test_a_key_pressed_twice_opens_one_screen(counter: Counter) -> None:
    order = an_order(counter)
    for _ in range(2):
        counter.app.go(OpenOrder(order.id))
    await counter.settle()
    assert len(counter.app.screen_stack) == 2


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_line_of_the_order_fits(open_counter: Open, size: tuple[int, int]) -> None:
    async with open_counter(size=size) as counter:
        order = an_order(counter)
        await opened_order(counter, order.id)
        lines = counter.text.splitlines()
        assert len(lines) == size[1]
        assert "F5" in lines[-2]
        assert "Status" in lines[-1]
        assert "Day" in lines[-1]
