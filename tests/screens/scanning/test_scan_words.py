"""What the scan screen says and offers is about what it shows."""

from __future__ import annotations

from textual.widgets import Static

from cleancloud_tui.api.models.orders import OrderStatus
from cleancloud_tui.screens.customers.customer import CustomerScreen
from cleancloud_tui.screens.orders.order import OrderScreen
from cleancloud_tui.shop.connection.status import ConnectionState, ConnectionStatus
from cleancloud_tui.widgets.table import Table
from tests.host import Host
from tests.screens.conftest import Counter, Open
from tests.screens.orders.steps import an_order
from tests.screens.scanning.steps import (
    PLACE,
    TICKET,
    alone,
    barcodes,
    done,
    elsewhere,
    orders,
    scan,
    scanning,
)


def offered(counter: Counter) -> str:
    return counter.text.splitlines()[-1]


async def test_a_line_of_the_count_leads_to_its_own_order_and_customer(counter: Counter) -> None:
    ready = orders(counter, OrderStatus.READY)
    await counter.press("f3", "ctrl+n")
    await scan(counter, (ready[0].id, TICKET))
    await counter.press("f9", "1")
    table = scanning(counter).query_one(Table)
    await counter.press("down")
    missing = scanning(counter).state.mode.order_at(table.key)
    assert missing not in ("", None, ready[0].id)
    assert "Edit" not in offered(counter)
    await counter.press("f6")
    assert isinstance(counter.app.screen, OrderScreen)
    assert counter.app.screen.order_id == missing
    await counter.press("escape", "f7")
    assert isinstance(counter.app.screen, CustomerScreen)


async def test_only_keys_that_do_something_are_offered(counter: Counter) -> None:
    order = an_order(counter)
    await counter.press("f3")
    assert not any(word in offered(counter) for word in ("Order", "Who", "Edit"))
    await scan(counter, ("A12", PLACE))
    assert not any(word in offered(counter) for word in ("Order", "Who", "Edit"))
    await scan(counter, (order.id, TICKET))
    assert all(word in offered(counter) for word in ("Order", "Who"))
    assert "Edit" not in offered(counter)
    await scan(counter, barcodes(counter, order)[0])
    assert all(word in offered(counter) for word in ("Order", "Who", "Edit"))
    await counter.press("down", "down")
    assert "Order" not in offered(counter)


async def test_a_wrong_scans_keys_are_about_the_wrong_one(counter: Counter) -> None:
    ready = orders(counter, OrderStatus.READY)
    mine = ready[0]
    other = next(each for each in ready if each.customer_id != mine.customer_id)
    await counter.press("f3", "ctrl+o")
    await scan(counter, (mine.id, TICKET), (other.id, TICKET), (mine.id, TICKET))
    assert "1 scan came in since; nothing was done: scan again." in counter.text
    await counter.press("f6")
    assert isinstance(counter.app.screen, OrderScreen)
    assert counter.app.screen.order_id == other.id


async def test_what_is_at_hand_and_what_would_stay_behind_stand_first(
    counter: Counter, host: Host
) -> None:
    ready = orders(counter, OrderStatus.READY)
    first = ready[0]
    shop = counter.app.desk.shop
    more = [each for each in shop.orders_of(first.customer_id) if each.id != first.id][:2]
    for each in more:
        await elsewhere(host, "updateOrder", {"orderID": each.id, "status": "1"})
        await shop.ask.refresh_order(each.id)
    second, third = more
    await counter.press("f3", "ctrl+o")
    await scan(counter, (first.id, TICKET), (second.id, TICKET))
    answer = str(scanning(counter).query_one("#answer", Static).content).splitlines()
    assert answer[1].startswith(f"Order {second.id} ")
    assert f"Ready too, and nothing of it was scanned: order {third.id}" in answer[2]
    assert answer[3].startswith(f"Order {first.id} ")


async def test_a_mode_does_not_begin_with_the_answer_of_another(counter: Counter) -> None:
    order = an_order(counter)
    await counter.press("f3", "ctrl+o")
    await scan(counter, (order.id, TICKET))
    answer = f"✓ {order.id}  {done(counter)[0]}   "
    assert answer in counter.text
    await counter.press("ctrl+n")
    assert answer not in counter.text
    assert "0 counted" in counter.text


async def test_a_placed_ticket_says_how_many_and_its_undo_is_in_words(counter: Counter) -> None:
    order = orders(counter, OrderStatus.CLEANING, at_least=2)[0]
    count = len(barcodes(counter, order))
    await counter.press("f3", "ctrl+k")
    await scan(counter, ("A12", PLACE), (order.id, TICKET))
    assert done(counter) == [f"{count} garments put at A12"]
    await counter.press("ctrl+z")
    assert "conveyor location: A12" in counter.text


async def test_garments_that_were_held_for_a_place_are_not_dropped_in_silence(
    open_counter: Open,
) -> None:
    async with open_counter(is_place_first=False) as counter:
        order = orders(counter, OrderStatus.CLEANING, at_least=2)[0]
        codes = barcodes(counter, order)[:2]
        await counter.press("f3", "ctrl+k")
        assert "Nothing is held" in counter.text
        await scan(counter, *codes)
        assert "2 garments are held" in counter.text
        await counter.press("ctrl+k")
        assert f"{codes[0]} was not placed: no place was scanned after it" in counter.text
        assert "WRONG SCAN" in counter.text
        assert done(counter, 2) == ["was not placed: no place was scanned after it"] * 2


async def test_where_nobody_can_be_asked_an_unknown_label_says_so(counter: Counter) -> None:
    """Even where no order is known whose garments could have been asked for."""
    await alone(counter)
    await counter.press("f3")
    counter.app.desk.shop.parts.link.connection = ConnectionStatus(
        ConnectionState.OFFLINE, "no network"
    )
    await scan(counter, "99999999")
    assert "99999999 is not known here, and CleanCloud can't be asked" in counter.text
