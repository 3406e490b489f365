"""A customer's screen: everything about them in words, and their orders in sight."""

from __future__ import annotations

from datetime import timedelta

from textual.containers import VerticalScroll

from cleancloud_tui.screens.customers.customer import CustomerScreen
from cleancloud_tui.screens.destinations import OpenCustomer
from cleancloud_tui.widgets.table import Table
from tests.host import Host
from tests.screens.conftest import Counter
from tests.screens.customers.steps import change, made, ordered


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
