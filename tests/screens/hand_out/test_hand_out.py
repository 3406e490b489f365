import pytest

from cleancloud_tui.api.errors import OutcomeUnknownError
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.scanner.labels.codes import CodeKind, ScannedCode
from cleancloud_tui.screens.customers.customer import CustomerScreen
from cleancloud_tui.screens.destinations import OpenCustomer, OpenHandOut, OpenOrder
from cleancloud_tui.screens.hand_out.screen import HandOutScreen
from cleancloud_tui.widgets.table import Table
from tests.host import Host
from tests.screens.conftest import Open, opened
from tests.screens.hostile import HOSTILE, SHOWN

from .collector import (
    CLEANING,
    COMPLETED,
    READY,
    a_customer,
    an_order,
    asked_by_people,
    elsewhere,
    hand_out,
    standing,
)

SHIRT = [{"id": "0", "name": "Shirt", "price": "9.00", "pieces": "1", "quantity": "1"}]


def writes(host: Host) -> int:
    return host.requests.count("updateOrder")


async def collects(host: Host, *totals: str) -> list[str]:
    """Return a customer, and the Ready orders that they collect."""
    customer = await a_customer(host)
    return [customer, *[await an_order(host, customer, total) for total in totals]]


async def test_two_orders_are_ticked_paid_in_cash_and_completed_with_one_request_each(
    new_host: Host,
) -> None:
    customer, *orders = await collects(new_host, "40.00", "17.50")
    async with opened(new_host) as counter:
        await hand_out(counter, new_host, customer)
        assert "Hand out to Ada Lane" in counter.text
        assert "2 orders Ready" in counter.text
        await counter.type(f"{orders[0]}\r{orders[1]}\r")
        assert counter.text.count("[x]") == 2
        assert "2 of 2 Ready orders ticked  ·  2 pieces" in counter.text
        await counter.press("p")
        assert "To pay: $57.50 for 2 orders" in counter.text
        await counter.press("1")
        assert "F6 $60.00" in counter.text
        await counter.type("60")
        await counter.press("f12")
        assert writes(new_host) == 2
        assert counter.text.count("handed out") == 2
        assert "Change to give" in counter.text
        assert "go out" in counter.text
        assert (counter.app.screen.query_one("#hand-out-amount").value) == "$2.50"
    for order in orders:
        assert await standing(new_host, order) == (COMPLETED, "1", "1")


async def test_an_order_that_was_just_made_goes_out_with_a_single_request(new_host: Host) -> None:
    customer = await a_customer(new_host)
    async with opened(new_host) as counter:
        shop = counter.app.desk.shop
        await shop.ask.refresh_customer(customer)
        order = {"customerID": customer, "finalTotal": "9.00", "status": "5", "products": SHIRT}
        number = str((await shop.write("addOrder", order))["orderID"])
        await shop.write("updateOrder", {"orderID": number, "status": READY})
        before = await asked_by_people(new_host)
        counter.app.go(OpenHandOut(customer, [number]))
        await counter.settle()
        await counter.press("p", "1", "f5", "f12")
        assert await asked_by_people(new_host) - before == {"updateOrder": 1}
    assert await standing(new_host, number) == (COMPLETED, "1", "1")


@pytest.mark.parametrize(("key", "payment"), [("2", "2"), ("3", "3")])
async def test_card_and_check_are_asked_for_with_a_yes(
    new_host: Host, key: str, payment: str
) -> None:
    customer, order = await collects(new_host, "40.00")
    async with opened(new_host) as counter:
        await hand_out(counter, new_host, customer, order)
        await counter.press("p", key, "enter", "enter")
        assert writes(new_host) == 0
        assert "Was $40.00 paid by" in counter.text
        await counter.press("f12")
    assert await standing(new_host, order) == (COMPLETED, "1", payment)


async def test_a_paid_order_goes_out_without_money(new_host: Host) -> None:
    customer = await a_customer(new_host)
    order = await an_order(new_host, customer, "40.00", paid="1", paymentType="3")
    async with opened(new_host) as counter:
        await hand_out(counter, new_host, customer, order)
        await counter.press("p", "enter", "y")
        assert f"Order {order} goes out?" in counter.text
        assert writes(new_host) == 0
        await counter.press("f12")
        assert "handed out" in counter.text
    assert await standing(new_host, order) == (COMPLETED, "1", "3")


async def test_paying_later_is_said_so(new_host: Host) -> None:
    customer, order = await collects(new_host, "40.00")
    async with opened(new_host) as counter:
        await hand_out(counter, new_host, customer, order)
        await counter.press("p", "4")
        assert "Hand out unpaid: $40.00?" in counter.text
        await counter.press("escape")
        assert writes(new_host) == 0
        await counter.press("p", "4", "f12")
    assert await standing(new_host, order) == (COMPLETED, "0", "0")


async def test_a_ready_order_stays_behind_only_after_a_yes(new_host: Host) -> None:
    customer, first, second = await collects(new_host, "9.00", "9.00")
    async with opened(new_host) as counter:
        await hand_out(counter, new_host, customer, first)
        await counter.press("p")
        assert f"Order {second} stays here?" in counter.text
        await counter.press("escape", "p", "f12", "1", "f5", "f12")
        assert "handed out" in counter.text
    assert (await standing(new_host, first))[0] == COMPLETED
    assert (await standing(new_host, second))[0] == READY


async def test_an_order_that_is_not_ready_goes_only_after_a_yes(new_host: Host) -> None:
    customer = await a_customer(new_host)
    order = await an_order(new_host, customer, "9.00", CLEANING)
    async with opened(new_host) as counter:
        await hand_out(counter, new_host, customer, order)
        assert "NOT READY" in counter.text
        await counter.press("p")
        assert f"Order {order} is not Ready. Hand out all the same?" in counter.text
        assert "Cleaning" in counter.text
        await counter.press("escape")
        assert writes(new_host) == 0
        await counter.press("p", "f12", "1", "f5", "f12")
    assert await standing(new_host, order) == (COMPLETED, "1", "1")


async def test_an_order_paid_meanwhile_is_told_and_no_money_is_taken_for_it(
    new_host: Host,
) -> None:
    customer, first, second = await collects(new_host, "20.00", "20.00")
    async with opened(new_host) as counter:
        await hand_out(counter, new_host, customer, first, second)
        await elsewhere(new_host, "updateOrder", orderID=first, paid="1", paymentType="2")
        new_host.now += 60
        await counter.press("p")
        assert f"Order {first} was paid meanwhile." in counter.text
        assert "To pay: $20.00 for 1 order" in counter.text
        await counter.press("1", "f5", "f12")
    assert await standing(new_host, first) == (COMPLETED, "1", "2")
    assert await standing(new_host, second) == (COMPLETED, "1", "1")


async def test_an_order_paid_while_the_cash_is_counted_is_asked_about_again(
    new_host: Host,
) -> None:
    customer, first, second = await collects(new_host, "20.00", "20.00")
    async with opened(new_host) as counter:
        await hand_out(counter, new_host, customer, first, second)
        await counter.press("p", "1", "f5")
        await elsewhere(new_host, "updateOrder", orderID=first, paid="1", paymentType="2")
        new_host.now += 60
        await counter.press("f12")
        assert writes(new_host) == 1
        assert f"Order {first} was paid meanwhile." in counter.text
        assert "To pay: $20.00 for 1 order" in counter.text
        await counter.press("escape")
    assert await standing(new_host, second) == (READY, "0", "0")


async def test_an_order_collected_or_deleted_meanwhile_is_left_out(new_host: Host) -> None:
    customer, *orders = await collects(new_host, "20.00", "20.00", "20.00")
    async with opened(new_host) as counter:
        await hand_out(counter, new_host, customer, *orders)
        await elsewhere(new_host, "updateOrder", orderID=orders[0], status=COMPLETED)
        await elsewhere(new_host, "deleteOrder", orderID=orders[1])
        new_host.now += 60
        await counter.press("p")
        assert f"Order {orders[0]} was handed out meanwhile." in counter.text
        assert f"Order {orders[1]} is not among the customer's orders any more." in counter.text
        assert "To pay: $20.00 for 1 order" in counter.text


async def test_too_little_cash_is_told(new_host: Host) -> None:
    customer, order = await collects(new_host, "20.00")
    async with opened(new_host) as counter:
        await hand_out(counter, new_host, customer, order)
        await counter.press("p", "1", "f12")
        assert "Type what was given" in counter.text
        await counter.type("19,50")
        await counter.press("f12")
        assert "$0.50 is missing" in counter.text
        assert writes(new_host) == 0
        await counter.press("backspace", "backspace", "backspace", "backspace", "backspace", "f6")
        await counter.press("f12")
        assert counter.app.screen.query_one("#hand-out-amount").value == "$30.00"
    assert await standing(new_host, order) == (COMPLETED, "1", "1")


async def test_keys_pressed_twice_take_the_money_once(new_host: Host) -> None:
    customer, order = await collects(new_host, "20.00")
    async with opened(new_host) as counter:
        await hand_out(counter, new_host, customer, order)
        await counter.type("pp")
        await counter.press("1", "f5")
        await counter.hit("f12", "f12", "f12")
        await counter.type("pp")
        assert "handed out" in counter.text
        assert isinstance(counter.app.screen, HandOutScreen)
    assert writes(new_host) == 1
    assert await standing(new_host, order) == (COMPLETED, "1", "1")


async def test_offline_goes_by_the_mirror_after_a_yes_and_is_sent_later(new_host: Host) -> None:
    customer, order = await collects(new_host, "20.00")
    async with opened(new_host) as counter:
        await hand_out(counter, new_host, customer, order)
        new_host.is_offline = True
        new_host.now += 600
        await counter.press("p")
        assert "Hand out by what is known here?" in counter.text
        assert "10 min ago" in counter.text
        await counter.press("f12", "1", "f5", "f12")
        assert "kept, sent later" in counter.text
        new_host.is_offline = False
        await counter.send_what_waits()
        assert writes(new_host) == 1
    assert await standing(new_host, order) == (COMPLETED, "1", "1")


async def test_a_refused_order_stays_with_its_reason_and_its_money_is_remembered(
    new_host: Host,
) -> None:
    customer, first, second = await collects(new_host, "20.00", "20.00")
    async with opened(new_host) as counter:
        await hand_out(counter, new_host, customer, first, second)
        await elsewhere(new_host, "deleteOrder", orderID=first)
        await counter.press("p", "1", "f5", "f12")
        assert "NOT PUT IN" in counter.text
        assert f"Order {first}: CleanCloud refused it" in counter.text
        await counter.press("escape")
        assert "Leave, though money was taken?" in counter.text
        await counter.press("escape")
        assert isinstance(counter.app.screen, HandOutScreen)
    assert await standing(new_host, second) == (COMPLETED, "1", "1")


async def test_a_lost_reply_is_told_as_not_known_and_the_order_is_not_sent_twice(
    new_host: Host,
) -> None:
    customer, order = await collects(new_host, "20.00")
    async with opened(new_host) as counter:
        await hand_out(counter, new_host, customer, order)
        new_host.faults.cause(Fault.DROP_AFTER, times=1, operation="updateOrder")
        await counter.press("p", "1", "f5", "f12")
        assert "not known yet" in counter.text
        await counter.press("space", "escape", "p")
        assert "Nothing is ticked" in counter.text
    assert writes(new_host) == 1


async def test_a_garment_ticks_its_order_and_another_customers_is_refused_loudly(
    new_host: Host,
) -> None:
    customer, order = await collects(new_host, "20.00")
    other = await an_order(new_host, await a_customer(new_host, "Ben Stone"), "5.00")
    async with opened(new_host) as counter:
        shop = counter.app.desk.shop
        await shop.ask.refresh_order(order)
        barcode = shop.garments_of(order)[0].barcode
        screen = await hand_out(counter, new_host, customer)
        screen.take_scan(ScannedCode(barcode, (CodeKind.GARMENT,)))
        await counter.settle()
        assert f"Order {order} is ticked" in counter.text
        await counter.type(f"{other}\r")
        assert f"order {other} of Ben Stone, not of Ada Lane" in counter.text
        await counter.press("enter", "p")
        assert counter.is_asking
        await counter.press("escape")
        await counter.type("999999\r")
        assert "999999 is not known here" in counter.text
        await counter.press("escape")
        assert counter.text.count("[x]") == 1


async def test_an_open_charge_keeps_money_from_being_taken(new_host: Host) -> None:
    customer, order = await collects(new_host, "20.00")
    await elsewhere(new_host, "addCard", customerID=customer, paymentMethodID="tok_visa")
    async with opened(new_host) as counter:
        shop = counter.app.desk.shop
        await hand_out(counter, new_host, customer, order)
        new_host.faults.cause(Fault.DROP_BEFORE, times=1, operation="chargeCard")
        with pytest.raises(OutcomeUnknownError):
            await shop.write("chargeCard", {"customerID": customer, "orderID": order})
        await counter.press("p")
        assert "charged to a saved card" in counter.text
        assert not counter.is_asking
    assert writes(new_host) == 0


async def test_the_ways_there(new_host: Host) -> None:
    customer, order = await collects(new_host, "20.00")
    async with opened(new_host) as counter:
        counter.app.go(OpenCustomer(customer))
        await counter.settle()
        await counter.press("h")
        assert "0 of 1 Ready order ticked" in counter.text
        await counter.press("escape")
        assert isinstance(counter.app.screen, CustomerScreen)
        counter.app.go(OpenOrder(order))
        await counter.settle()
        await counter.press("h")
        assert "1 of 1 Ready order ticked" in counter.text


async def test_a_payment_cards_number_is_neither_looked_up_nor_shown(new_host: Host) -> None:
    customer = await a_customer(new_host)
    async with opened(new_host) as counter:
        await hand_out(counter, new_host, customer)
        await counter.type("4242424242424242\r")
        told = counter.notices
        assert any("looks like a payment card" in message for message in told)
        assert "424242" not in counter.text


async def test_nobody_has_anything_to_collect(new_host: Host) -> None:
    customer = await a_customer(new_host)
    async with opened(new_host) as counter:
        await hand_out(counter, new_host, customer)
        assert "there is nothing to hand out" in counter.text
        await counter.press("space", "p")
        assert "Nothing is ticked" in counter.text


async def test_hostile_names_are_shown_as_text(new_host: Host) -> None:
    customer = await a_customer(new_host, HOSTILE)
    order = await an_order(new_host, customer, "5.00")
    ben = await a_customer(new_host, "Ben Stone")
    async with opened(new_host, size=(120, 40)) as counter:
        await hand_out(counter, new_host, customer, order)
        assert SHOWN in counter.text
        await counter.press("c")
        assert SHOWN in counter.text
        await counter.press("escape", "escape")
        await hand_out(counter, new_host, ben)
        await counter.type(f"{order}\r")
        assert SHOWN in counter.text


async def test_it_fits_a_small_terminal(open_counter: Open, host: Host) -> None:
    async with open_counter() as counter:
        shop = counter.app.desk.shop
        customer = next(
            each.customer.id
            for each in shop.search("", limit=50)
            if any(order.is_open for order in shop.orders_of(each.customer.id))
        )
        await hand_out(counter, host, customer)
        await counter.press("space")
        lines = counter.text.splitlines()
        assert len(lines) == 24
        for word in ("Tick", "Hand out", "Card", "Back", "Day"):
            assert word in lines[-1]


async def test_the_cursor_begins_on_the_order_that_was_open(new_host: Host) -> None:
    customer, *orders = await collects(new_host, "40.00", "17.50", "9.00")
    async with opened(new_host) as counter:
        for number in orders:
            screen = await hand_out(counter, new_host, customer, number)
            assert screen.query_one(Table).key == number
            await counter.press("space")
            assert "0 of 3 Ready orders ticked" in counter.text
            await counter.press("escape")
