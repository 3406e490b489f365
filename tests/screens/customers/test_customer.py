"""A customer's screen: everything about them in words, their orders in sight, and the account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from textual.containers import VerticalScroll

from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.customers.customer import CustomerScreen
from cleancloud_tui.screens.destinations import OpenCustomer
from cleancloud_tui.widgets.table import Table
from tests.host import Host
from tests.screens.conftest import Counter
from tests.screens.customers.steps import change, made


async def ordered(counter: Counter, customer_id: str, **values: object) -> str:
    """Make an order of one shirt."""
    row = {"id": "0", "name": "Shirt", "price": "3.50", "pieces": "1", "quantity": "1"}
    parameters: Mapping[str, object] = {
        "customerID": customer_id,
        "products": [row],
        "finalTotal": "3.50",
        "status": "0",
    } | values
    reply = await counter.app.desk.shop.write("addOrder", parameters)
    return str(reply["orderID"])


def line_with(counter: Counter, text: str) -> str:
    return next(line for line in counter.text.split("\n") if text in line)


async def test_the_profile_tells_all_in_words(counter: Counter, host: Host) -> None:
    customer_id = await made(
        counter,
        customerNotes="Rings twice",
        customerAddressInstructions="Floor 6",
        starchPreference="4",
        shirtPreference="2",
        marketingOptIn="1",
    )
    change(host, customer_id, private_notes="Pays late", credit=1250, loyalty_points=40)
    await counter.press("f5")
    for told in (
        "Ottoline Vexley",
        "1 New Street, London",
        "credit $12.50",
        "40 points",
        "marketing allowed",
        "Notes: Rings twice",
        "Private: Pays late",
        "Driver: Floor 6",
        "Starch: heavy",
        "Shirts: boxed",
        "No orders are known",
    ):
        assert told in counter.text, told


async def test_a_long_profile_leaves_the_orders_in_sight(counter: Counter) -> None:
    customer_id = await made(
        counter, customerNotes="\n".join(f"line {number} of the notes" for number in range(60))
    )
    order_id = await ordered(counter, customer_id)
    await counter.press("f5")
    assert order_id in line_with(counter, "Cleaning")
    table = counter.app.screen.query_one(Table)
    assert table.size.height >= 6
    await counter.press("shift+tab", "end")
    assert isinstance(counter.app.focused, VerticalScroll)
    assert "line 59" in counter.text


async def test_the_help_has_a_place_among_keys_that_are_too_many(counter: Counter) -> None:
    await ordered(counter, await made(counter))
    await counter.settle()
    keys = counter.text.splitlines()[-1]
    assert "s Status" in keys
    assert keys.endswith("f1 Help")


async def test_an_order_that_needs_attention_says_so_in_words(counter: Counter, host: Host) -> None:
    customer_id = await made(counter)
    day = counter.app.desk.wording.today - timedelta(days=2)
    late = await ordered(counter, customer_id, deliveryDate=day.isoformat())
    ready = await ordered(counter, customer_id)
    await counter.app.desk.shop.write("updateOrder", {"orderID": ready, "status": "1"})
    await counter.press("f5")
    assert "LATE" in line_with(counter, f" {late} ")
    assert "UNPAID" in line_with(counter, f" {late} ")
    assert "READY" in line_with(counter, f" {ready} ")
    assert "2 orders, 2 open, $7.00 unpaid" in counter.text


async def test_repeat_pickups_stand_in_the_profile(counter: Counter) -> None:
    customer_id = await made(counter)
    day = counter.app.desk.wording.today + timedelta(days=7)
    await counter.app.desk.shop.write(
        "repeatPickup",
        {
            "customerID": customer_id,
            "pickupDate": day.isoformat(),
            "pickupStart": "10am",
            "pickupEnd": "12pm",
            "frequency": "2",
        },
    )
    await counter.press("f5")
    assert f"Next pickup {counter.app.desk.wording.day(day)}: every 2 weeks on" in counter.text


async def test_a_delivery_to_the_former_address_is_named(counter: Counter) -> None:
    customer_id = await made(counter)
    day = counter.app.desk.wording.today + timedelta(days=2)
    order_id = await ordered(counter, customer_id, delivery="1", deliveryDate=day.isoformat())
    await counter.press("f5")
    assert "OTHER ADDRESS" not in counter.text
    await counter.app.desk.shop.write(
        "updateCustomer", {"customerID": customer_id, "customerAddress": "9 Other Road"}
    )
    await counter.settle()
    assert f"OTHER ADDRESS: Order {order_id} goes" in counter.text


async def test_somebody_unknown_is_asked_for_and_can_not_be_edited_before(
    counter: Counter,
) -> None:
    counter.app.go(OpenCustomer("99999"))
    await counter.settle()
    await counter.press("e", "a")
    assert "Nothing is known of this customer" in counter.text
    assert isinstance(counter.app.screen, CustomerScreen)


async def test_deactivating_tells_what_is_open_and_takes_the_customer_from_the_search(
    counter: Counter, host: Host
) -> None:
    customer_id = await made(counter)
    order_id = await ordered(counter, customer_id)
    change(host, customer_id, credit=1250)
    await counter.press("f5", "a", "7")
    text = counter.text
    assert "Deactivate Ottoline Vexley?" in text
    assert f"order {order_id} is open: Cleaning" in text
    assert "$3.50 unpaid" in text
    assert "credit of $12.50" in text
    await counter.press("enter", "escape")
    assert "deleteCustomer" not in host.requests
    await counter.press("a", "7", "f12")
    assert "DEACTIVATED" in counter.text
    assert counter.app.desk.shop.search("Ottoline Vexley") == []
    assert host.app.state.server.store.row(
        "SELECT deactivated FROM customers WHERE id = ?", (int(customer_id),)
    )["deactivated"]


async def test_what_could_not_be_read_is_said_before_deactivating(
    counter: Counter, host: Host
) -> None:
    await made(counter)
    host.is_offline = True
    await counter.press("a", "7")
    assert "could not be read now" in counter.text
    await counter.press("f12")
    assert "Kept on this computer" in counter.text


async def test_a_password_reset_names_the_address(counter: Counter, host: Host) -> None:
    await made(counter)
    await counter.press("a", "6")
    assert "email to ottoline@vexley.test" in counter.text
    await counter.press("f12")
    assert "A password reset is sent to ottoline@vexley.test" in counter.text
    assert host.requests.count("passwordCustomer") == 1


async def test_no_password_reset_without_an_email(counter: Counter, host: Host) -> None:
    await made(counter, customerEmail="", noEmailRequired="1")
    await counter.press("a", "6")
    assert "There is no email" in counter.text
    assert "passwordCustomer" not in host.requests


async def test_a_customer_is_put_into_a_group(counter: Counter, host: Host) -> None:
    customer_id = await made(counter)
    group = host.app.state.server.store.row("SELECT min(id) AS id FROM customer_groups")["id"]
    await counter.press("a", "5", *str(group), "ctrl+s")
    assert f"Added to group {group}" in counter.text
    member = host.app.state.server.store.row(
        "SELECT 1 FROM group_members WHERE customer_id = ?", (int(customer_id),)
    )
    assert member is not None
    await counter.press("a", "5", *"99999", "ctrl+s")
    assert "No Group With That ID" in counter.text


async def test_points_become_credit(counter: Counter, host: Host) -> None:
    customer_id = await made(counter)
    await counter.press("a", "4")
    assert "no loyalty points" in counter.text
    change(host, customer_id, loyalty_points=250)
    await counter.press("f5", "a", "4", "f12")
    assert "250 points are credit now" in counter.text
    assert "credit $2.50" in counter.text


async def test_a_message_from_the_customer_is_recorded_and_read(
    counter: Counter, host: Host
) -> None:
    await made(counter)
    await counter.press("a", "1")
    assert "There are no messages" in counter.text
    await counter.press("escape", "a", "2")
    assert "nothing is sent to them" in counter.text
    host.faults.cause(Fault.AUTHENTICATION, times=1, operation="addMessage")
    await counter.type("Please hurry [b]")
    await counter.press("ctrl+s")
    assert "Please hurry [b]" in counter.text  # a refusal keeps what was typed
    await counter.press("ctrl+s")
    await counter.press("a", "1")
    assert "Please hurry [b]" in counter.text


async def test_cards_show_no_more_than_the_last_four(counter: Counter, host: Host) -> None:
    row = host.app.state.server.store.row(
        "SELECT customer_id, last_four FROM cards JOIN customers ON customers.id = customer_id"
        " WHERE deactivated = 0 LIMIT 1"
    )
    counter.app.go(OpenCustomer(str(row["customer_id"])))
    await counter.settle()
    await counter.press("a", "3")
    assert f"•••• {row['last_four']}" in counter.text
    await counter.press("escape")
    host.is_offline = True
    await counter.press("a", "3")
    assert isinstance(counter.app.screen, CustomerScreen)
    assert "!" in counter.text
