"""Taking in, through the keys of the counter, against the practice shop."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input, Static

from cleancloud_tui.api.errors import OutcomeUnknownError
from cleancloud_tui.api.models.orders import Order
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.customers.customer import CustomerScreen
from cleancloud_tui.screens.destinations import OpenCustomer, OpenNewOrder
from cleancloud_tui.screens.new_order.product_picker import Offering
from cleancloud_tui.screens.new_order.screen import TakingInScreen
from cleancloud_tui.screens.orders.ticket import TicketScreen
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.orders.rules import OrderRules
from cleancloud_tui.widgets.form import Marked
from tests.host import Host
from tests.patience import HUNG_SECONDS
from tests.screens.conftest import Counter, Open
from tests.screens.new_order.steps import PRACTICE_RULES, a_code, somebody, take, taking_in

D = Decimal


async def made(counter: Counter, host: Host) -> tuple[Order, Order]:
    """Return the order as the mirror has it, and as CleanCloud tells it."""
    assert isinstance(counter.app.screen, TicketScreen), counter.text
    order_id = counter.app.screen.order_id
    shop = counter.app.desk.shop
    known = shop.order(order_id)
    assert known is not None
    read = await shop.ask.refresh_order(order_id)
    assert read is not None
    return known.value, read


async def orders_of(counter: Counter, customer_id: str) -> list[str]:
    shop = counter.app.desk.shop
    await shop.ask.refresh_customer(customer_id)
    return [order.id for order in shop.orders_of(customer_id)]


async def test_an_order_is_made_with_one_request_and_comes_to_what_was_shown(
    open_counter: Open, host: Host
) -> None:
    async with open_counter(order_rules=PRACTICE_RULES) as counter:
        customer = somebody(counter)
        counter.app.go(OpenCustomer(customer.id))
        await counter.settle()
        await counter.press("o")
        await counter.app.desk.shop.sync.pause()
        before = len(host.requests)
        await take(counter, "3 shirts", "suit", "curtain hem 12.50", "10%")
        for told in ("3 × Shirt, on han", "Suit, two pieces", "curtain hem", "Discount 10 %"):
            assert told in counter.text
        assert "TOTAL" in counter.text
        await counter.press("f10", "1", "f6")
        given = counter.text
        await counter.press("f12")
        assert host.requests[before:] == ["addOrder"]
        known, read = await made(counter, host)
        assert f"Total ${read.total}" in counter.text
        assert "CHANGE $" in counter.text
        assert f"To pay: ${read.total}" in given
        # 41.50 less 4.15 is 37.35; taxes on all of it, and on the suit.
        assert (read.discount, read.discount_percent) == (D("4.15"), D(10))
        assert read.total == D("37.35") + (read.tax or 0) + (read.tax2 or 0)
        assert (read.paid, read.payment_type) == (True, "1")
        assert (read.pieces, known.pieces) == (6, 6)
        for name in ("total", "discount", "tax", "tax2", "paid", "status", "delivery_day"):
            assert getattr(known, name) == getattr(read, name), name
        assert [line.name for line in known.lines] == [line.name for line in read.lines]
        await counter.press("enter")
        assert isinstance(counter.app.screen, CustomerScreen)
        assert f" {read.id} " in counter.text


async def test_enter_with_nothing_typed_takes_nothing(counter: Counter) -> None:
    screen = await taking_in(counter)
    await counter.press("enter", "enter")
    assert screen.order.items == ()
    await counter.press("f10")
    assert "no item yet" in counter.text


async def test_what_is_typed_and_not_taken_holds_up_the_order(counter: Counter, host: Host) -> None:
    screen = await taking_in(counter)
    await take(counter, "3 shirts")
    await counter.type("hem 12.50")
    await counter.press("f10")
    assert "“hem 12.50” is typed and not taken yet" in counter.text
    assert "addOrder" not in host.requests
    assert counter.app.screen is screen
    await counter.press("enter", "f10")
    assert [item.name for item in screen.order.items][1:] == ["hem"]
    assert "To pay" in counter.text
    await counter.press("escape")
    await take(counter, "waive fee -5")
    await counter.type(".00")
    assert screen.query_one(Offering).untaken == "waive fee -5.00", "it is mended at its end"


async def test_a_discount_shows_before_there_is_an_item(counter: Counter) -> None:
    await taking_in(counter)
    await take(counter, "10%")
    assert "discount 10%" in counter.text
    await take(counter, "suit")
    assert "discount 10%" not in counter.text
    assert "Discount 10 %" in counter.text


async def test_items_are_found_by_section(counter: Counter) -> None:
    screen = await taking_in(counter)
    assert "Shirts & blouses" in counter.text
    await counter.press("down", "enter")
    assert "Tuxedo shirt" in counter.text
    await counter.press("down", "down", "enter")
    assert [item.name for item in screen.order.items] == ["Shirt, folded"]
    assert "Suits & trousers" in counter.text
    await counter.press("down", "enter", "escape")
    assert isinstance(counter.app.screen, TakingInScreen)


async def test_a_price_that_is_typed_stands_in_place_of_the_lists(counter: Counter) -> None:
    screen = await taking_in(counter)
    await take(counter, "2 pillow 9.99")
    item = screen.order.items[0]
    assert (item.name, item.price, item.amount) == ("Pillow", D("9.99"), D("19.98"))
    assert not item.is_one_off


async def test_five_one_off_items_are_taken_and_no_sixth(counter: Counter) -> None:
    screen = await taking_in(counter)
    for number in range(6):
        await take(counter, f"qq{number} 5.00")
    assert len(screen.order.items) == 5
    assert "takes 5 one-off items" in counter.text


async def test_what_is_not_sold_is_told_with_the_way_round_it(counter: Counter) -> None:
    await taking_in(counter)
    await take(counter, "spaceship")
    assert "spaceship 12.50" in counter.text


async def test_an_item_is_changed_and_taken_away(counter: Counter) -> None:
    screen = await taking_in(counter)
    await take(counter, "shirts", "suit")
    await counter.press("tab", "enter")
    assert "Price of one" in counter.text
    await counter.press("4", "enter")
    assert screen.order.items[0].quantity == 4
    await counter.press("delete")
    assert [item.name for item in screen.order.items] == ["Suit, two pieces"]


async def test_the_price_list_costs_no_request_once_it_is_known(
    open_counter: Open, host: Host
) -> None:
    async with open_counter() as counter:
        await taking_in(counter)
    assert host.requests.count("getProducts") == 1
    async with open_counter() as counter:
        await taking_in(counter)
        await take(counter, "suit")
        assert host.requests.count("getProducts") == 1
        await counter.press("escape")
        host.now += timedelta(days=2).total_seconds()
        await taking_in(counter)
        assert host.requests.count("getProducts") == 2
        assert host.requests.count("getPriceLists") == 1


async def test_without_a_price_list_one_off_items_can_be_typed(
    counter: Counter, host: Host
) -> None:
    host.faults.cause(Fault.AUTHENTICATION, operation="getProducts")
    screen = await taking_in(counter)
    assert "price list is not known yet" in counter.text
    assert "does not accept" in counter.text
    await take(counter, "curtain hem 12.50")
    assert [item.name for item in screen.order.items] == ["curtain hem"]


async def test_an_order_is_parked_and_taken_up_after_a_restart(
    open_counter: Open, host: Host
) -> None:
    async with open_counter() as counter:
        customer = somebody(counter)
        await taking_in(counter, customer)
        await take(counter, "3 shirts", "curtain hem 12.50", "-2")
        await counter.press("escape")
        assert not isinstance(counter.app.screen, TakingInScreen)
    async with open_counter() as counter:
        screen = await taking_in(counter, customer)
        assert "Parked" in counter.text
        assert [item.name for item in screen.order.items] == ["Shirt, on hanger", "curtain hem"]
        assert "-$2.00" in counter.text
        await counter.press("ctrl+n", "f12")
        assert screen.order.items == ()
        await counter.press("escape")
        screen = await taking_in(counter, customer)
        assert screen.order.items == ()


async def test_an_order_that_was_emptied_is_not_parked(counter: Counter) -> None:
    await taking_in(counter)
    await take(counter, "suit")
    await counter.press("tab", "delete", "escape")
    assert not isinstance(counter.app.screen, TakingInScreen)
    assert await counter.app.desk.shop.drafts.all("order") == []


async def test_going_elsewhere_puts_the_order_aside(counter: Counter, host: Host) -> None:
    customer = somebody(counter)
    await taking_in(counter, customer)
    await take(counter, "suit")
    await counter.press("f4")
    other = host.open()
    assert await other.drafts.all("order") == []
    await counter.press("f2")
    assert [draft.key for draft in await other.drafts.all("order")] == [customer.id]
    screen = await taking_in(counter, customer)
    assert [item.name for item in screen.order.items] == ["Suit, two pieces"]


async def test_forgetting_the_customer_removes_what_was_parked(counter: Counter) -> None:
    customer = somebody(counter)
    await taking_in(counter, customer)
    await take(counter, "suit")
    await counter.press("escape")
    shop = counter.app.desk.shop
    assert await shop.drafts.all("order")
    await shop.forgetting.forget(customer.id)
    assert await shop.drafts.all("order") == []


async def test_the_order_is_sent_once_however_often_the_key_is_pressed(
    counter: Counter, host: Host
) -> None:
    await taking_in(counter)
    await take(counter, "suit")
    await counter.press("f10")
    for key in ("3", "f10", "f12", "f10", "f12"):
        await counter.take_time()
        await counter.pilot.press(key)
    await counter.settle()
    assert isinstance(counter.app.screen, TicketScreen)
    assert host.requests.count("addOrder") == 1


async def test_a_refusal_keeps_what_was_typed(counter: Counter, host: Host) -> None:
    screen = await taking_in(counter)
    await take(counter, "suit")
    host.faults.cause(Fault.AUTHENTICATION, times=1, operation="addOrder")
    await counter.press("f10", "2", "f12")
    assert "What was typed is kept" in counter.text
    assert len(screen.order.items) == 1
    await counter.press("f10", "2", "f12")
    assert isinstance(counter.app.screen, TicketScreen)
    assert host.requests.count("addOrder") == 2


async def test_an_order_whose_answer_was_lost_is_not_sent_again_but_found(
    open_counter: Open, host: Host
) -> None:
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        customer = somebody(counter)
        await taking_in(counter, customer)
        await take(counter, "suit", "curtain hem 12.50")
        host.faults.cause(Fault.DROP_AFTER, times=1, operation="addOrder")
        await counter.press("f10", "2", "f12")
        assert "not known yet" in counter.text
        assert "typed is kept" in counter.text.replace("\n ", " ")
        # Neither as it is nor changed: it may have been made.
        await counter.press("f10")
        await take(counter, "3 shirts")
        await counter.press("f10")
        assert not counter.is_asking
        assert "Nothing was sent" in counter.text
        assert host.requests.count("addOrder") == 1
        host.now += 120
        await counter.app.desk.shop.outbox.round()
        await counter.settle()
        known, _ = await made(counter, host)
        assert known.customer_id == customer.id
        assert await counter.app.desk.shop.drafts.all("order") == []
    assert host.requests.count("addOrder") == 1


async def test_an_order_that_did_not_happen_is_sent_again_after_a_yes(
    open_counter: Open, host: Host
) -> None:
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        await taking_in(counter)
        await take(counter, "suit")
        host.faults.cause(Fault.DROP_BEFORE, times=1, operation="addOrder")
        await counter.press("f10", "2", "f12")
        async with asyncio.timeout(HUNG_SECONDS):
            while "The order was not made" not in counter.text:  # one look is never enough
                host.now += 120
                await counter.app.desk.shop.outbox.round()
                await counter.settle()
        await counter.press("f10")
        assert "Send it again?" in counter.text
        await counter.press("escape")
        assert host.requests.count("addOrder") == 1
        await counter.press("f10", "f12", "2", "f12")
        assert isinstance(counter.app.screen, TicketScreen)
        assert host.requests.count("addOrder") == 2


@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.DROP_BEFORE])
async def test_a_lost_answer_is_not_forgotten_with_the_program(
    open_counter: Open, host: Host, fault: Fault
) -> None:
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        customer = somebody(counter)
        await taking_in(counter, customer)
        await take(counter, "suit")
        host.faults.cause(fault, times=1, operation="addOrder")
        await counter.press("f10", "2", "f12")
    host.now += 120
    async with open_counter(doubt=Doubt(0.0, 0.0)) as counter:
        await counter.app.desk.shop.outbox.round()
        counter.app.go(OpenNewOrder(customer.id))
        await counter.settle()
        if fault is Fault.DROP_AFTER:
            assert isinstance(counter.app.screen, TicketScreen)
        else:
            assert "The order was not made" in counter.text
    assert host.requests.count("addOrder") == 1


async def test_a_mark_without_a_sending_does_not_keep_the_order_from_being_made(
    counter: Counter, host: Host
) -> None:
    customer = somebody(counter)
    screen = await taking_in(counter, customer)
    await take(counter, "suit")
    marked = screen.order.with_typed(sentAfter="0").as_draft()
    await counter.press("escape")
    drafts = counter.app.desk.shop.drafts
    await drafts.keep("order", customer.id, marked, customer_id=customer.id)
    await taking_in(counter, customer)
    await counter.press("f10", "2", "f12")
    assert isinstance(counter.app.screen, TicketScreen)


async def test_the_ticket_comes_when_the_screen_is_seen_again(counter: Counter, host: Host) -> None:
    await taking_in(counter)
    await take(counter, "suit")
    screen = counter.app.screen
    assert isinstance(screen, TakingInScreen)
    await counter.press("f10")

    async def hold(operation: str) -> None:
        if operation == "addOrder":
            await counter.app.run_action("place('summary')")

    host.held = hold
    await counter.press("2", "f12")
    host.held = None
    assert not isinstance(counter.app.screen, TakingInScreen | TicketScreen)
    await counter.press("f2")
    assert isinstance(counter.app.screen, TicketScreen)


async def test_a_pickup_is_taken_from_what_the_route_has_left(
    open_counter: Open, host: Host
) -> None:
    async with open_counter(order_rules=PRACTICE_RULES) as counter:
        shop = counter.app.desk.shop
        customer = next(
            each.customer
            for each in shop.search("", limit=50)
            if any(order.route for order in shop.orders_of(each.customer.id))
        )
        await taking_in(counter, customer)
        await take(counter, "pillow")
        await shop.sync.pause()
        before = len(host.requests)
        await counter.press("f6", "2")
        assert "Day of the pickup" in counter.text
        await counter.press("1", "1")
        assert "Day of the delivery" in counter.text
        await counter.press("3", "1")
        assert set(host.requests[before:]) == {"getDates"}
        assert "Pickup and delivery" in counter.text
        assert "Minimum" in counter.text
        assert "$3.50" in counter.text
        await counter.press("f10", "4", "f12")
        known, read = await made(counter, host)
        assert (read.is_pickup, read.is_delivery, read.paid) == (True, True, False)
        assert known.pickup_day == read.pickup_day
        assert known.pickup_time == read.pickup_time
        assert read.total == known.total


async def test_a_customer_without_a_route_types_the_days(counter: Counter, host: Host) -> None:
    screen = await taking_in(counter)
    host.faults.cause(Fault.AUTHENTICATION, operation="getRoute")
    host.faults.cause(Fault.AUTHENTICATION, operation="getDates")
    await counter.press("f6", "2")
    assert "!" in counter.text
    await counter.press("f8")
    await counter.type("+3")
    await counter.press("tab")
    await counter.type("10am")
    await counter.press("tab")
    await counter.type("noon")
    await counter.press("ctrl+s")
    day = screen.wording.today + timedelta(days=3)
    assert screen.order.text("pickupDate") == day.isoformat()
    await take(counter, "suit")
    await counter.press("f10")
    assert "delivery is missing" in counter.text


async def test_the_details_are_sent(open_counter: Open, host: Host) -> None:
    async with open_counter(order_rules=PRACTICE_RULES) as counter:
        screen = await taking_in(counter)
        await take(counter, "suit")
        await counter.press("f8")
        for name, text in (
            ("storeReadyByDate", "+1"),
            ("storeReadyByTime", "17:30"),
            ("tip", "2"),
            ("orderNotes", "[M] no starch"),
        ):
            counter.app.screen.query_one(f"#{name}").value = text  # type: ignore[attr-defined]
        for name, code in (("express", "1"), ("notifyMethod", "3"), ("status", "5")):
            counter.app.screen.query_one(f"#{name}").value = code  # type: ignore[attr-defined]
        await counter.settle()
        # 18.50 and 25 % of it, 2.00, and taxes of 1.48 and 0.28.
        assert "Store order   TOTAL $26.89" in counter.text
        await counter.press("ctrl+s")
        for told in ("Express", "EXPRESS", "[M] no", "Tip"):
            assert told in counter.text
        await counter.press("f10", "4", "f12")
        known, read = await made(counter, host)
        assert read.delivery_day == screen.wording.today + timedelta(days=1)
        assert read.delivery_time == "5:30pm"
        assert (read.notes, read.status_code, read.tip) == ("[M] no starch", "5", D("2.00"))
        assert read.express_fee == D("4.63")  # 25 % of 18.50
        assert read.total == known.total
        assert read.total == D("18.50") + D("4.63") + D("2.00") + (read.tax or 0) + (read.tax2 or 0)


async def test_what_can_not_be_read_in_the_details_is_told_there(counter: Counter) -> None:
    await taking_in(counter)
    await counter.press("f8")
    await counter.type("someday")
    await counter.press("ctrl+s")
    assert counter.is_asking
    assert "is no day" in counter.text


async def test_a_refused_price_stays_marked_at_its_field_and_is_not_sent(
    counter: Counter, host: Host
) -> None:
    screen = await taking_in(counter)
    await take(counter, "suit")
    before = screen.order
    await counter.press("tab", "enter", "tab")
    await counter.type("-5")
    await counter.press("enter")
    assert counter.is_asking
    price = counter.app.screen.query_one("#price", Input)
    assert price.value == "-5"
    assert price.has_focus
    assert "may be below 0" in mistake_at(price)
    await counter.press("tab", "enter", "f10")
    assert counter.is_asking
    assert "may be below 0" in mistake_at(price)
    price.value = "5"
    await counter.settle()
    assert not mistake_at(price)
    price.value = "-5"
    await counter.press("escape", "f10")
    assert screen.order == before
    assert "addOrder" not in host.requests


async def test_an_amount_that_is_none_is_told_at_its_field_once_that_is_left(
    counter: Counter,
) -> None:
    screen = await taking_in(counter)
    await take(counter, "suit")
    await counter.press("f8")
    fee = counter.app.screen.query_one("#deliveryFee", Input)
    fee.focus()
    await counter.type("-5")
    assert not mistake_at(fee)
    assert "TOTAL unknown" in counter.text
    await counter.press("tab")
    assert "The delivery fee “-5” is no amount such as 3.50." in mistake_at(fee)
    await counter.press("f10")
    assert counter.is_asking
    assert fee.has_focus
    fee.value = "5"
    await counter.settle()
    assert not mistake_at(fee)
    await counter.press("f10")
    assert screen.order.text("deliveryFee") == "5"


def mistake_at(field: Input) -> str:
    """What is said to be wrong with a field, under it."""
    assert isinstance(field.parent, Marked)
    told = field.parent.query_one(".mistake", Static)
    return str(told.content) if told.display else ""


async def test_another_price_list_changes_the_prices(counter: Counter) -> None:
    screen = await taking_in(counter)
    await take(counter, "shirts hanger", "curtain hem 12.50")
    await counter.press("f8")
    counter.app.screen.query_one("#priceListID").value = "2"  # type: ignore[attr-defined]
    await counter.press("ctrl+s")
    assert [item.price for item in screen.order.items] == [D("2.90"), D("12.50")]
    await take(counter, "tablecloth")
    assert screen.order.items[-1].price == D("8.00")


async def test_credit_is_used_as_far_as_it_goes(counter: Counter, host: Host) -> None:
    customer = somebody(counter)
    host.app.state.server.store.execute(
        "UPDATE customers SET credit = 500 WHERE id = ?", (int(customer.id),)
    )
    await counter.app.desk.shop.ask.refresh_customer(customer.id)
    await taking_in(counter, customer)
    assert "credit $5.00" in counter.text
    await take(counter, "suit")
    await counter.press("f8")
    counter.app.screen.query_one("#creditUsed").value = "all"  # type: ignore[attr-defined]
    await counter.press("ctrl+s")
    assert "-$5.00" in counter.text
    await counter.press("f10", "2", "f12")
    _, read = await made(counter, host)
    assert (read.credit_used, read.total) == (D("5.00"), D("13.50"))


@pytest.mark.parametrize("kind", ["percent", "credit"])
async def test_a_promo_code_is_checked_first_and_used_before_the_order(
    counter: Counter, host: Host, kind: str
) -> None:
    await taking_in(counter)
    await take(counter, "suit", "duvet")
    await counter.app.desk.shop.sync.pause()
    before = len(host.requests)
    await counter.press("f7")
    await counter.type(a_code(host, kind))
    await counter.press("enter")
    assert host.requests[before:] == ["usePromo"]
    assert ("Discount" if kind == "percent" else "Credit") in counter.text
    shown = counter.text
    await counter.press("f10", "2", "f12")
    assert "addOrder" in host.requests[before:]
    assert host.requests[before:].index("addOrder") > host.requests[before:].index("getCustomer")
    assert host.requests[before:].count("usePromo") == 2
    _, read = await made(counter, host)
    assert f"${read.total}" in shown


async def test_a_code_that_does_not_exist_is_told(counter: Counter) -> None:
    screen = await taking_in(counter)
    await counter.press("f7")
    await counter.type("NOSUCH")
    await counter.press("enter")
    assert "“NOSUCH” was not taken" in counter.text
    assert screen.order.text("promoCode") == ""


async def test_a_code_that_is_refused_at_the_end_makes_no_order(
    counter: Counter, host: Host
) -> None:
    customer = somebody(counter)
    await taking_in(counter, customer)
    await take(counter, "suit")
    code = a_code(host, "percent")
    await counter.press("f7")
    await counter.type(code)
    await counter.press("enter")
    await counter.app.desk.shop.write("usePromo", {"customerID": customer.id, "promoCode": code})
    await counter.press("f10", "2", "f12", "f12")
    assert "What was typed is kept" in counter.text
    assert "addOrder" not in host.requests


async def test_hostile_text_is_text(counter: Counter, host: Host) -> None:
    await taking_in(counter)
    await take(counter, "[/x] [bold]hem 12.50")
    assert "[/x] [bold]hem" in counter.text
    await counter.press("tab", "enter")
    assert "[/x] [bold]hem" in counter.text
    await counter.press("escape", "f10", "2")
    assert "[/x] [bold]hem" in counter.text


async def test_the_ticket_is_printed_and_saved(
    open_counter: Open, host: Host, tmp_path: Path
) -> None:
    paper = tmp_path / "paper"
    script = "import pathlib,sys; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())"
    rules = OrderRules(print_command=f'{sys.executable} -c "{script}" {paper}')
    async with open_counter(order_rules=rules) as counter:
        await taking_in(counter)
        await take(counter, "suit")
        await counter.press("f10", "4", "f12")
        assert "UNPAID" in counter.text
        await counter.press("p")
        assert "Printed" in counter.text
        assert "NOT PAID YET" in paper.read_text(encoding="utf-8")
        await counter.press("s")
        assert "Saved as" in counter.text


async def test_a_ticket_without_a_printer_says_how_to_set_one_up(counter: Counter) -> None:
    await taking_in(counter)
    await take(counter, "suit")
    await counter.press("f10", "4", "f12", "p")
    assert "print_command" in counter.text


async def test_entries_and_arrows_that_arrive_in_one_burst_are_taken_in_their_order(
    counter: Counter,
) -> None:
    screen = await taking_in(counter)
    keys = (*"suit\r2 shirts", "down", *"\rcurtain hem 12.50\r10%\r")
    for place, key in enumerate(keys):
        name = {"\r": "enter", " ": "space"}.get(key, key)
        event = Key(name, key if len(key) == 1 else None)
        event.time += (place - len(keys)) * 0.1  # pressed one by one; the program was busy
        counter.app.post_message(event)
    await counter.settle()
    assert [(item.name, item.quantity) for item in screen.order.items] == [
        ("Suit, two pieces", 1),
        ("Shirt, folded", 2),
        ("curtain hem", 1),
    ]
    assert screen.order.text("discount") == "10%"


async def test_offline_the_order_is_kept_until_it_can_be_sent(counter: Counter, host: Host) -> None:
    screen = await taking_in(counter)
    await take(counter, "suit")
    host.is_offline = True
    await counter.press("f10", "2", "f12")
    assert "What was typed is kept" in counter.text.replace("\n ", " ")
    assert len(screen.order.items) == 1
    host.is_offline = False
    await counter.press("f10", "2", "f12")
    assert isinstance(counter.app.screen, TicketScreen)
    assert host.requests.count("addOrder") == 1


async def test_an_order_that_another_terminal_lost_meanwhile_keeps_this_one_from_being_sent(
    open_counter: Open, host: Host
) -> None:
    async with open_counter(doubt=Doubt(60.0, 0.0)) as counter:
        customer = somebody(counter)
        screen = await taking_in(counter, customer)
        await take(counter, "suit")
        await counter.press("f10")
        host.faults.cause(Fault.DROP_AFTER, times=1, operation="addOrder")
        with pytest.raises(OutcomeUnknownError):
            await counter.app.desk.shop.write(
                "addOrder", {"customerID": customer.id, "finalTotal": "1.00", "status": "0"}
            )
        await counter.press("2", "f12")
        assert "Nothing was sent" in counter.text
        assert len(screen.order.items) == 1
        assert host.requests.count("addOrder") == 1
