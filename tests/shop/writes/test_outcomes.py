"""What became of writes whose replies were lost."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from cleancloud_tui.api.checks import checked, operation_named
from cleancloud_tui.api.errors import AuthenticationRefusedError, OutcomeUnknownError, RefusedError
from cleancloud_tui.api.operations import OPERATIONS, OperationKind
from cleancloud_tui.api.privacy import without_private
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop.journal.entries import EntryState
from cleancloud_tui.shop.writes.declarations import WRITES
from cleancloud_tui.shop.writes.verdict import WriteVerdict
from tests.host import Host
from tests.shop.desk import Desk, entry_of, in_days, open_desk

DROPS = [(Fault.DROP_BEFORE, WriteVerdict.DID_NOT), (Fault.DROP_AFTER, WriteVerdict.HAPPENED)]
WRITE_NAMES = {each.name for each in OPERATIONS.values() if each.kind is not OperationKind.READ}
LOOKED_UP = {each.name for each in WRITES if each.look_up or each.updates}
UNSEEN = {each.name: each.unseen for each in WRITES if each.name not in LOOKED_UP}

Parameters = Mapping[str, object]
Case = Callable[[Desk], Awaitable[Parameters]]


@pytest.fixture
async def desk(host: Host) -> Desk:
    return await open_desk(host)


def an_order(desk: Desk, **more: object) -> dict[str, object]:
    return {
        "customerID": desk.customer_id,
        "finalTotal": "12.5",
        "status": "5",
        "orderNotes": "Ada & Bob's <rug>",
        "products": [
            {"id": "0", "name": "Rug & mat", "price": "2.5", "pieces": "1", "quantity": "2"},
            {"id": "0", "name": "Scarf", "price": "7.50", "pieces": "1", "quantity": "1"},
        ],
        "pickupDate": in_days(1),
        "pickupStart": "10 am",
        "pickupEnd": "11:00am",
        "delivery": "1",
        "deliveryDate": in_days(3),
        "deliveryStart": "5:30pm",
        "deliveryEnd": "6pm",
        "tip": "1",
        "notifyMethod": "3",
        **more,
    }


def a_schedule(desk: Desk, **more: object) -> dict[str, object]:
    return {
        "customerID": desk.customer_id,
        "pickupDate": in_days(7),
        "pickupStart": "10am",
        "pickupEnd": "12pm",
        "frequency": "2",
        "tip": "3.5",
        **more,
    }


def a_customer(**more: object) -> dict[str, object]:
    return {
        "customerName": "Ada O'Brien",
        "customerTel": "+1 (555) 010-1234",
        "customerEmail": "Ada@Example.com",
        "customerPassword": "hunter2",
        **more,
    }


# What is sent, by operation; and what has to be there before.


async def _add_order(desk: Desk) -> Parameters:
    return an_order(desk)


async def _delete_order(desk: Desk) -> Parameters:
    return {"orderID": desk.order_id}


async def _update_order(desk: Desk) -> Parameters:
    return {
        "orderID": desk.order_id,
        "status": "1",
        "orderNotes": "call <first> & wait",
        "finalTotal": "12.5",
        "deliveryDate": in_days(4),
        "deliveryStart": "10 am",
        "deliveryEnd": "11:00 AM",
        "notifyMethod": "3",
    }


async def _charge_card(desk: Desk) -> Parameters:
    await _with_card(desk)
    return {"customerID": desk.customer_id, "orderID": desk.order_id, "type": "1"}


async def _add_customer(_: Desk) -> Parameters:
    return a_customer()


async def _update_customer(desk: Desk) -> Parameters:
    return {
        "customerID": desk.customer_id,
        "customerName": "Zoë  O'Brien",
        "customerTel": "(555) 010 99",
        "customerAddress": "1 Main St\nSpringfield, IL 62701",
        "customerNotes": "dog & <cat>",
        "starchPreference": "3",
        "customerPassword": "hunter2",
    }


async def _delete_customer(desk: Desk) -> Parameters:
    return {"customerID": desk.customer_id}


async def _update_garment(desk: Desk) -> Parameters:
    return {
        "barcodeID": desk.barcode,
        "orderID": desk.order_id,
        "extraNotes": "button & thread",
        "conveyorLocation": "A7",
        "customStatus": "42",
    }


async def _repeat_pickup(desk: Desk) -> Parameters:
    return a_schedule(desk)


async def _update_repeat_pickup(desk: Desk) -> Parameters:
    pickup_id = (await desk.elsewhere("repeatPickup", a_schedule(desk)))["pickupID"]
    await desk.shop.ask.refresh_repeat_pickups(desk.customer_id)
    return a_schedule(desk, pickupID=pickup_id, frequency="1", pickupStart="9am")


async def _delete_pickup(desk: Desk) -> Parameters:
    pickup_id = (await desk.elsewhere("repeatPickup", a_schedule(desk)))["pickupID"]
    return {"pickupID": pickup_id, "customerID": desk.customer_id}


async def _add_message(desk: Desk) -> Parameters:
    return {"customerID": desk.customer_id, "message": "Where is my <coat> & hat?"}


async def _use_promo(desk: Desk) -> Parameters:
    desk.store.execute("INSERT INTO promo_codes (code, credit) VALUES ('TEN', 1000)")
    return {"customerID": desk.customer_id, "promoCode": "TEN"}


async def _convert_loyalty_points(desk: Desk) -> Parameters:
    desk.store.update("customers", int(desk.customer_id), {"loyalty_points": 70})
    await desk.shop.ask.refresh_customer(desk.customer_id)
    return {"customerID": desk.customer_id}


async def _add_subscription(desk: Desk) -> Parameters:
    desk.store.insert("plans", {"id": "plan_1", "name": "Shirts", "price": 4900})
    return {"customerID": desk.customer_id, "subscriptionID": "plan_1"}


async def _delete_subscription(desk: Desk) -> Parameters:
    await desk.elsewhere("addSubscription", await _add_subscription(desk))
    return {"customerID": desk.customer_id}


async def _set_default_card(desk: Desk) -> Parameters:
    await _with_card(desk)
    return {"customerID": desk.customer_id, "cardID": await _with_card(desk)}


async def _with_card(desk: Desk) -> str:
    card = {"customerID": desk.customer_id, "type": "1", "paymentMethodID": "tok_visa"}
    await desk.elsewhere("addCard", card)
    return str(desk.store.number("SELECT max(id) FROM cards"))


CASES: Mapping[str, Case] = {
    "addOrder": _add_order,
    "updateOrder": _update_order,
    "deleteOrder": _delete_order,
    "chargeCard": _charge_card,
    "addCustomer": _add_customer,
    "updateCustomer": _update_customer,
    "deleteCustomer": _delete_customer,
    "updateGarment": _update_garment,
    "repeatPickup": _repeat_pickup,
    "updateRepeatPickup": _update_repeat_pickup,
    "deletePickup": _delete_pickup,
    "addMessage": _add_message,
    "usePromo": _use_promo,
    "convertLoyaltyPoints": _convert_loyalty_points,
    "addSubscription": _add_subscription,
    "deleteSubscription": _delete_subscription,
    "setDefaultCard": _set_default_card,
}

MADE = {
    "addOrder": ("orderID", "SELECT max(id) FROM orders"),
    "addCustomer": ("CustomerID", "SELECT max(id) FROM customers"),
    "repeatPickup": ("pickupID", "SELECT max(id) FROM repeat_pickups"),
}
"""What an operation's reply calls the id of what it makes, and how the practice shop finds it."""


@pytest.mark.parametrize("operation", CASES)
@pytest.mark.parametrize(("fault", "verdict"), DROPS)
async def test_what_became_of_a_lost_write_is_found(
    desk: Desk, operation: str, fault: Fault, verdict: WriteVerdict
) -> None:
    entry = await desk.lose(operation, await CASES[operation](desk), fault)
    assert without_private(entry.before) == entry.before, "the journal keeps all that was noted"
    outcome = await desk.look_up(entry)
    assert outcome.verdict is verdict, outcome.why
    assert outcome.why.endswith(".")
    if operation in MADE:
        name, newest = MADE[operation]
        made = {name: str(desk.store.number(newest))}
        assert outcome.reply == (made if verdict is WriteVerdict.HAPPENED else {})


def test_every_write_is_looked_up_or_said_to_be_unseen() -> None:
    assert CASES.keys() == LOOKED_UP
    assert CASES.keys() | UNSEEN.keys() == WRITE_NAMES


@pytest.mark.parametrize("operation", UNSEEN)
async def test_what_no_reply_tells_is_left_to_a_person(desk: Desk, operation: str) -> None:
    requests = len(desk.host.requests)
    outcome = await desk.look_up(entry_of(operation, {"customerID": desk.customer_id}))
    assert outcome.verdict is WriteVerdict.CANT_TELL
    assert outcome.why
    assert len(desk.host.requests) == requests


async def test_what_is_read_is_kept(desk: Desk) -> None:
    entry = await desk.lose("addOrder", an_order(desk), Fault.DROP_AFTER)
    order_id = (await desk.look_up(entry)).reply["orderID"]
    known = desk.shop.order(str(order_id))
    assert known is not None
    assert known.value.notes == "Ada & Bob's <rug>"
    sent = checked(operation_named("addOrder"), an_order(desk))
    reading = desk.mirror.reading(desk.host.clock(), patched=True)
    effect = WRITES.of("addOrder").effect
    assert effect is not None
    await desk.mirror.file.run(lambda writer: effect(sent, {"orderID": order_id}, writer, reading))
    assert desk.shop.order(str(order_id)) == known, "it tells more than what was sent"


async def test_a_look_up_that_fails_is_told(desk: Desk) -> None:
    entry = await desk.lose("addOrder", an_order(desk), Fault.DROP_AFTER)
    desk.host.faults.cause(Fault.AUTHENTICATION, times=1, operation="getOrders")
    with pytest.raises(AuthenticationRefusedError):
        await desk.look_up(entry)


@pytest.mark.parametrize("operation", CASES)
@pytest.mark.parametrize(("fault", "verdict"), DROPS)
async def test_a_reply_that_makes_no_sense_tells_nothing_false(
    desk: Desk, operation: str, fault: Fault, verdict: WriteVerdict
) -> None:
    entry = await desk.lose(operation, await CASES[operation](desk), fault)
    desk.host.faults.cause(Fault.WRONG_TYPES)
    assert (await desk.look_up(entry)).verdict in (verdict, WriteVerdict.CANT_TELL)


@pytest.mark.parametrize(
    ("operation", "column"),
    [("addOrder", "created"), ("addCustomer", "signed_up"), ("addMessage", "sent")],
)
async def test_what_does_not_tell_when_it_was_made_is_put_before_a_person(
    desk: Desk, operation: str, column: str
) -> None:
    entry = await desk.lose(operation, await CASES[operation](desk), Fault.DROP_AFTER)
    table = {"addOrder": "orders", "addCustomer": "customers", "addMessage": "messages"}[operation]
    newest = desk.store.number(f"SELECT max(id) FROM {table}")
    reader = desk.shop.parts.reader()
    read = reader.read

    async def untold(*args: Any, **more: Any) -> Any:
        desk.store.update(table, newest, {column: int(desk.host.now)})
        reply = await read(*args, **more)
        at = datetime.fromtimestamp(desk.host.now, UTC)
        text = json.dumps(reply).replace(str(int(desk.host.now)), "0")
        text = text.replace(f"{at:%Y-%m-%dT%H:%M:%SZ}", "0")
        return json.loads(text)

    reader.read = untold  # type: ignore[method-assign]
    assert (await desk.look_up(entry)).verdict is WriteVerdict.CANT_TELL


# Orders that look alike


@pytest.mark.parametrize(("fault", "verdict"), DROPS)
async def test_the_same_order_made_before_is_not_taken_for_the_lost_one(
    desk: Desk, fault: Fault, verdict: WriteVerdict
) -> None:
    first = await desk.shop.write("addOrder", an_order(desk))
    outcome = await desk.look_up(await desk.lose("addOrder", an_order(desk), fault))
    assert outcome.verdict is verdict, outcome.why
    assert outcome.reply.get("orderID") != first["orderID"]


@pytest.mark.parametrize(("fault", "verdict"), DROPS)
async def test_an_order_known_before_is_not_taken_for_the_lost_one(
    desk: Desk, fault: Fault, verdict: WriteVerdict
) -> None:
    await desk.elsewhere("addOrder", an_order(desk))
    await desk.shop.ask.refresh_customer(desk.customer_id)
    outcome = await desk.look_up(await desk.lose("addOrder", an_order(desk), fault))
    assert outcome.verdict is verdict, outcome.why


async def test_two_orders_that_nobody_claims_cannot_be_told_apart(desk: Desk) -> None:
    entry = await desk.lose("addOrder", an_order(desk), Fault.DROP_AFTER)
    await desk.elsewhere("addOrder", an_order(desk))
    outcome = await desk.look_up(entry)
    newest = desk.store.number("SELECT max(id) FROM orders")
    assert outcome.verdict is WriteVerdict.CANT_TELL
    assert f"order {newest - 1} or {newest}" in outcome.why


@pytest.mark.parametrize(
    "other",
    [
        {"products": [{"id": "0", "name": "Coat", "price": "1", "pieces": "1", "quantity": "1"}]},
        {"customerID": "other"},
    ],
)
async def test_another_order_is_not_taken_for_the_lost_one(
    desk: Desk, other: dict[str, object]
) -> None:
    entry = await desk.lose("addOrder", an_order(desk), Fault.DROP_BEFORE)
    if "customerID" in other:
        own = int(desk.customer_id)
        other = {
            "customerID": str(
                desk.store.number(f"SELECT id FROM customers WHERE id <> {own} AND deactivated = 0")
            )
        }
    await desk.elsewhere("addOrder", an_order(desk, **other))
    assert (await desk.look_up(entry)).verdict is WriteVerdict.DID_NOT


@pytest.mark.parametrize("change", [{"orderNotes": "in a hurry"}, {"status": "1"}, {"tip": "2"}])
async def test_the_lost_order_changed_since_is_put_before_a_person(
    desk: Desk, change: dict[str, object]
) -> None:
    entry = await desk.lose("addOrder", an_order(desk), Fault.DROP_AFTER)
    order_id = desk.store.number("SELECT max(id) FROM orders")
    await desk.elsewhere("updateOrder", {"orderID": str(order_id), **change})
    outcome = await desk.look_up(entry)
    assert outcome.verdict is WriteVerdict.CANT_TELL
    assert f"order {order_id}" in outcome.why


async def test_an_order_without_items_may_have_got_some_since(desk: Desk) -> None:
    sent = {"customerID": desk.customer_id, "finalTotal": "0", "status": "5"}
    entry = await desk.lose("addOrder", sent, Fault.DROP_AFTER)
    assert (await desk.look_up(entry)).verdict is WriteVerdict.HAPPENED
    order_id = desk.store.number("SELECT max(id) FROM orders")
    desk.store.insert(
        "order_products",
        {"order_id": order_id, "line": 1, "product_id": 0, "name": "Rug", "quantity": "1"}
        | {"price": 100, "pieces": 1},
    )
    assert (await desk.look_up(entry)).verdict is WriteVerdict.CANT_TELL


@pytest.mark.parametrize("hours", [-3, 3])
async def test_a_wrong_clock_does_not_make_a_made_order_look_unmade(desk: Desk, hours: int) -> None:
    desk.host.now += hours * 3600
    entry = await desk.lose("addOrder", an_order(desk), Fault.DROP_AFTER)
    assert (await desk.look_up(entry)).verdict is WriteVerdict.CANT_TELL


async def test_catalogue_items_are_told_by_their_id(desk: Desk) -> None:
    item = {
        "id": str(desk.store.number("SELECT min(id) FROM products")),
        "name": "Shirt",
        "price": "4.2",
        "pieces": "1",
        "quantity": "3",
    }
    entry = await desk.lose("addOrder", an_order(desk, products=[item]), Fault.DROP_AFTER)
    desk.store.execute("UPDATE order_products SET name = 'Shirt on hanger' WHERE name = 'Shirt'")
    assert (await desk.look_up(entry)).verdict is WriteVerdict.HAPPENED


@pytest.mark.parametrize(("fault", "verdict"), DROPS)
async def test_counter_orders_are_told_by_their_ready_by_time(
    desk: Desk, fault: Fault, verdict: WriteVerdict
) -> None:
    sent = {
        "customerID": desk.customer_id,
        "finalTotal": "8",
        "storeOrder": True,
        "storeDropOffDate": in_days(0),
        "storeReadyByDate": in_days(2),
        "storeReadyByTime": "17:00",
    }
    outcome = await desk.look_up(await desk.lose("addOrder", sent, fault))
    assert outcome.verdict is verdict, outcome.why


# Customers


async def test_a_customer_of_long_ago_with_the_same_email_is_not_the_lost_one(desk: Desk) -> None:
    old = desk.store.row(
        "SELECT * FROM customers WHERE email <> '' AND trim(name) <> '' AND deactivated = 0"
    )
    sent = a_customer(
        customerName=old["name"], customerTel=old["phone"], customerEmail=old["email"]
    )
    entry = await desk.lose("addCustomer", sent, Fault.DROP_BEFORE)
    assert (await desk.look_up(entry)).verdict is WriteVerdict.DID_NOT


@pytest.mark.parametrize(("fault", "verdict"), DROPS)
async def test_customers_without_email_are_told_by_phone_and_name(
    desk: Desk, fault: Fault, verdict: WriteVerdict
) -> None:
    sent = a_customer(customerEmail="", noEmailRequired=True)
    await desk.elsewhere("addCustomer", {**sent, "customerName": "Bob", "customerTel": "99"})
    entry = await desk.lose("addCustomer", sent, fault)
    assert (await desk.look_up(entry)).verdict is verdict


async def test_the_lost_customer_renamed_since_is_put_before_a_person(desk: Desk) -> None:
    entry = await desk.lose("addCustomer", a_customer(), Fault.DROP_AFTER)
    customer_id = str(desk.store.number("SELECT max(id) FROM customers"))
    await desk.elsewhere("updateCustomer", {"customerID": customer_id, "customerName": "Ada"})
    outcome = await desk.look_up(entry)
    assert outcome.verdict is WriteVerdict.CANT_TELL
    assert customer_id in outcome.why


async def test_a_customer_who_is_no_more_was_deleted(desk: Desk) -> None:
    outcome = await desk.look_up(entry_of("deleteCustomer", {"customerID": "987654"}))
    assert outcome.verdict is WriteVerdict.HAPPENED


# Charges


async def test_an_order_paid_in_another_way_does_not_tell_of_the_charge(desk: Desk) -> None:
    entry = await desk.lose("chargeCard", await _charge_card(desk), Fault.DROP_BEFORE)
    pay = {"orderID": desk.order_id, "paid": "1", "paymentType": "1"}
    await desk.elsewhere("updateOrder", pay)
    outcome = await desk.look_up(entry)
    assert outcome.verdict is WriteVerdict.CANT_TELL
    assert "not by card" in outcome.why


async def test_an_order_paid_by_card_at_this_counter_does_not_tell_of_the_charge(
    desk: Desk,
) -> None:
    entry = await desk.lose("chargeCard", await _charge_card(desk), Fault.DROP_BEFORE)
    pay = {"orderID": desk.order_id, "status": "2", "paid": "1", "paymentType": "2"}
    await desk.shop.write("updateOrder", pay)
    outcome = await desk.look_up(entry)
    assert outcome.verdict is WriteVerdict.CANT_TELL
    assert "from here" in outcome.why


@pytest.mark.parametrize("why", ["unknown before", "paid before", "paid long before", "deleted"])
async def test_an_order_that_may_have_been_paid_before_does_not_tell_of_the_charge(
    desk: Desk, why: str
) -> None:
    sent = await _charge_card(desk)
    entry = await desk.lose("chargeCard", sent, Fault.DROP_AFTER)
    match why:
        case "unknown before":
            entry = entry_of("chargeCard", sent)
        case "paid before":
            entry = entry_of("chargeCard", sent, before={"paid": "1", "paymentType": "2"})
        case "paid long before":
            entry = entry_of("chargeCard", sent, before=entry.before, at=desk.host.now + 3600)
        case _:
            await desk.elsewhere("deleteOrder", {"orderID": desk.order_id})
    assert (await desk.look_up(entry)).verdict is WriteVerdict.CANT_TELL


# Repeat pickups


async def test_a_schedule_known_before_is_not_taken_for_the_lost_one(desk: Desk) -> None:
    await desk.elsewhere("repeatPickup", a_schedule(desk))
    await desk.shop.ask.refresh_repeat_pickups(desk.customer_id)
    entry = await desk.lose("repeatPickup", a_schedule(desk), Fault.DROP_BEFORE)
    assert (await desk.look_up(entry)).verdict is WriteVerdict.DID_NOT


async def test_a_schedule_confirmed_before_is_not_taken_for_the_lost_one(desk: Desk) -> None:
    entry = await desk.entry("repeatPickup", a_schedule(desk))
    await desk.shop.write("repeatPickup", a_schedule(desk))
    assert (await desk.look_up(entry)).verdict is WriteVerdict.DID_NOT


async def test_schedules_that_were_not_known_before_cannot_be_told_apart(desk: Desk) -> None:
    entry = await desk.lose("repeatPickup", a_schedule(desk), Fault.DROP_AFTER)
    unknown = entry_of("repeatPickup", entry.parameters)
    assert (await desk.look_up(unknown)).verdict is WriteVerdict.CANT_TELL
    await desk.elsewhere("repeatPickup", a_schedule(desk))
    assert (await desk.look_up(entry)).verdict is WriteVerdict.CANT_TELL


async def test_a_new_schedule_unlike_the_lost_one_is_put_before_a_person(desk: Desk) -> None:
    entry = await desk.lose("repeatPickup", a_schedule(desk), Fault.DROP_BEFORE)
    await desk.elsewhere("repeatPickup", a_schedule(desk, frequency="4"))
    assert (await desk.look_up(entry)).verdict is WriteVerdict.CANT_TELL


@pytest.mark.parametrize(("fault", "verdict"), DROPS)
async def test_a_schedule_in_place_of_the_old_ones_is_found(
    desk: Desk, fault: Fault, verdict: WriteVerdict
) -> None:
    await desk.elsewhere("repeatPickup", a_schedule(desk, frequency="4"))
    await desk.shop.ask.refresh_repeat_pickups(desk.customer_id)
    entry = await desk.lose("repeatPickup", a_schedule(desk, deleteOld=True), fault)
    assert (await desk.look_up(entry)).verdict is verdict


async def test_old_schedules_gone_without_a_new_one_are_put_before_a_person(desk: Desk) -> None:
    old = (await desk.elsewhere("repeatPickup", a_schedule(desk)))["pickupID"]
    await desk.shop.ask.refresh_repeat_pickups(desk.customer_id)
    entry = await desk.lose("repeatPickup", a_schedule(desk, deleteOld=True), Fault.DROP_BEFORE)
    await desk.elsewhere("deletePickup", {"pickupID": old, "customerID": desk.customer_id})
    assert (await desk.look_up(entry)).verdict is WriteVerdict.CANT_TELL


@pytest.mark.parametrize(
    ("duration", "verdict"), [("0", WriteVerdict.HAPPENED), ("1", WriteVerdict.CANT_TELL)]
)
async def test_a_schedule_that_begins_today_has_made_its_first_order_already(
    desk: Desk, duration: str, verdict: WriteVerdict
) -> None:
    sent = a_schedule(desk, pickupDate=in_days(0), duration=duration)
    entry = await desk.lose("repeatPickup", sent, Fault.DROP_AFTER)
    assert (await desk.look_up(entry)).verdict is verdict


# Credit, points, subscriptions


async def test_a_discount_tells_that_a_code_was_used(desk: Desk) -> None:
    desk.store.execute("INSERT INTO promo_codes (code, percent) VALUES ('FIFTH', '20')")
    sent = {"customerID": desk.customer_id, "promoCode": "FIFTH"}
    entry = await desk.lose("usePromo", sent, Fault.DROP_AFTER)
    assert (await desk.look_up(entry)).verdict is WriteVerdict.HAPPENED


@pytest.mark.parametrize("operation", ["usePromo", "convertLoyaltyPoints"])
async def test_of_an_account_not_known_before_nothing_can_be_told(
    desk: Desk, operation: str
) -> None:
    entry = await desk.lose(operation, await CASES[operation](desk), Fault.DROP_AFTER)
    outcome = await desk.look_up(entry_of(operation, entry.parameters))
    assert outcome.verdict is WriteVerdict.CANT_TELL


async def test_credit_from_elsewhere_is_not_taken_for_a_codes(desk: Desk) -> None:
    entry = await desk.lose("usePromo", await _use_promo(desk), Fault.DROP_BEFORE)
    desk.store.execute("UPDATE customers SET credit = credit + 500")
    assert (await desk.look_up(entry)).verdict is WriteVerdict.CANT_TELL


async def test_a_code_that_was_used_from_here_beside_it_tells_nothing(desk: Desk) -> None:
    sent = await _use_promo(desk)
    await desk.shop.write("usePromo", sent)
    entry = await desk.lose("usePromo", sent, Fault.DROP_BEFORE)
    desk.store.execute("UPDATE customers SET credit = credit + 500")
    assert (await desk.look_up(entry)).verdict is WriteVerdict.CANT_TELL


async def test_points_earned_since_do_not_hide_that_points_were_converted(desk: Desk) -> None:
    entry = await desk.lose(
        "convertLoyaltyPoints", await _convert_loyalty_points(desk), Fault.DROP_AFTER
    )
    desk.store.execute("UPDATE customers SET loyalty_points = 300")
    outcome = await desk.look_up(entry)
    assert outcome.verdict is WriteVerdict.HAPPENED
    assert float(str(outcome.reply["newCredit"])) >= 0.7
    await desk.elsewhere("convertLoyaltyPoints", {"customerID": desk.customer_id})
    assert (await desk.look_up(entry)).verdict is WriteVerdict.CANT_TELL


async def test_a_subscription_held_before_or_another_one_does_not_tell(desk: Desk) -> None:
    entry = await desk.lose("addSubscription", await _add_subscription(desk), Fault.DROP_AFTER)
    later = entry_of("addSubscription", entry.parameters, at=desk.host.now + 3600)
    assert (await desk.look_up(later)).verdict is WriteVerdict.CANT_TELL
    other = entry_of("addSubscription", {**entry.parameters, "subscriptionID": "plan_2"})
    assert (await desk.look_up(other)).verdict is WriteVerdict.CANT_TELL


async def test_a_plan_that_asked_for_3d_secure_is_not_held(desk: Desk) -> None:
    plan = {"id": "plan_3ds", "name": "Shirts", "price": 1, "needs_3d_secure": 1}
    desk.store.insert("plans", plan)
    sent = {"customerID": desk.customer_id, "subscriptionID": "plan_3ds"}
    entry = await desk.entry("addSubscription", sent)
    with pytest.raises(RefusedError):
        await desk.elsewhere("addSubscription", sent)
    assert (await desk.look_up(entry)).verdict is WriteVerdict.DID_NOT


# Messages


async def test_an_old_message_of_the_same_text_is_not_the_lost_one(desk: Desk) -> None:
    sent = await _add_message(desk)
    await desk.elsewhere("addMessage", sent)
    desk.store.execute("UPDATE messages SET sent = sent - 172800")
    entry = await desk.lose("addMessage", sent, Fault.DROP_BEFORE)
    assert (await desk.look_up(entry)).verdict is WriteVerdict.DID_NOT


async def test_two_messages_of_the_same_text_cannot_be_told_apart(desk: Desk) -> None:
    sent = await _add_message(desk)
    await desk.elsewhere("addMessage", sent)
    entry = await desk.lose("addMessage", sent, Fault.DROP_AFTER)
    assert (await desk.look_up(entry)).verdict is WriteVerdict.CANT_TELL


@pytest.mark.parametrize(("fault", "verdict"), DROPS)
async def test_a_message_sent_before_is_counted_out(
    desk: Desk, fault: Fault, verdict: WriteVerdict
) -> None:
    sent = await _add_message(desk)
    await desk.shop.write("addMessage", sent)
    outcome = await desk.look_up(await desk.lose("addMessage", sent, fault))
    assert outcome.verdict is verdict, outcome.why


async def test_the_shops_own_words_are_not_the_customers_message(desk: Desk) -> None:
    entry = await desk.lose("addMessage", await _add_message(desk), Fault.DROP_AFTER)
    desk.store.execute("UPDATE messages SET from_customer = 0")
    assert (await desk.look_up(entry)).verdict is WriteVerdict.DID_NOT


# Updates


async def test_an_update_that_changed_nothing_readable_cannot_be_told(desk: Desk) -> None:
    order = desk.shop.order(desk.order_id)
    assert order is not None
    only = {"orderID": desk.order_id, "notifyMethod": "2"}
    entry = await desk.lose("updateOrder", only, Fault.DROP_AFTER)
    assert (await desk.look_up(entry)).verdict is WriteVerdict.CANT_TELL
    with_same_status = {**only, "status": order.value.status_code}
    entry = await desk.lose("updateOrder", with_same_status, Fault.DROP_AFTER)
    outcome = await desk.look_up(entry)
    assert outcome.verdict is WriteVerdict.CANT_TELL
    assert "notify method" in outcome.why


async def test_values_that_somebody_changed_since_are_named(desk: Desk) -> None:
    entry = await desk.lose("updateOrder", await _update_order(desk), Fault.DROP_AFTER)
    await desk.elsewhere("updateOrder", {"orderID": desk.order_id, "tip": "3"})
    assert (await desk.look_up(entry)).verdict is WriteVerdict.HAPPENED, "that is another field"
    await desk.elsewhere("updateOrder", {"orderID": desk.order_id, "finalTotal": "99"})
    outcome = await desk.look_up(entry)
    assert outcome.verdict is WriteVerdict.CANT_TELL
    assert "final total" in outcome.why


async def test_a_coincidence_is_not_taken_for_the_whole_update(desk: Desk) -> None:
    sent = {"orderID": desk.order_id, "status": "1", "orderNotes": "fragile"}
    entry = await desk.lose("updateOrder", sent, Fault.DROP_BEFORE)
    await desk.elsewhere("updateOrder", {"orderID": desk.order_id, "status": "1"})
    outcome = await desk.look_up(entry)
    assert outcome.verdict is WriteVerdict.CANT_TELL
    assert "order notes" in outcome.why


@pytest.mark.parametrize("operation", ["updateOrder", "updateGarment", "updateRepeatPickup"])
async def test_of_what_is_gone_nothing_can_be_told(desk: Desk, operation: str) -> None:
    entry = await desk.lose(operation, await CASES[operation](desk), Fault.DROP_BEFORE)
    if operation == "updateOrder":
        await desk.elsewhere("deleteOrder", {"orderID": desk.order_id})
    elif operation == "updateGarment":
        desk.store.execute("DELETE FROM garments")
    else:
        desk.store.execute("UPDATE repeat_pickups SET ended = 1")
    assert (await desk.look_up(entry)).verdict is WriteVerdict.CANT_TELL
    told = await desk.shop.parts.outcomes().still_meant(entry)
    if operation == "updateRepeatPickup":  # nobody knows what CleanCloud makes of its change
        assert "is not there any more" in told
    else:
        assert told == "", "the API refuses it itself"


@pytest.mark.parametrize(("fault", "verdict"), DROPS)
async def test_a_garment_is_found_by_its_barcode_alone_where_one_has_it(
    desk: Desk, fault: Fault, verdict: WriteVerdict
) -> None:
    sent = {"barcodeID": desk.barcode, "extraNotes": "torn"}
    assert (await desk.look_up(await desk.lose("updateGarment", sent, fault))).verdict is verdict
    unknown = entry_of("updateGarment", {"barcodeID": "77", "extraNotes": "torn"})
    assert (await desk.look_up(unknown)).verdict is WriteVerdict.CANT_TELL


async def test_an_update_of_a_schedule_that_has_come_due_since_stands(desk: Desk) -> None:
    sent: dict[str, Any] = dict(await _update_repeat_pickup(desk))
    sent["pickupDate"] = in_days(0)
    entry = await desk.lose("updateRepeatPickup", sent, Fault.DROP_AFTER)
    assert (await desk.look_up(entry)).verdict is WriteVerdict.HAPPENED


# What waited for long


@pytest.mark.parametrize("operation", ["updateOrder", "updateGarment", "updateRepeatPickup"])
async def test_an_update_is_still_meant_while_nobody_changed_its_values(
    desk: Desk, operation: str
) -> None:
    entry = await desk.entry(operation, await CASES[operation](desk))
    assert entry.before
    still_meant = desk.shop.parts.outcomes().still_meant
    assert await still_meant(entry) == ""
    await desk.elsewhere("updateOrder", {"orderID": desk.order_id, "tip": "3"})
    assert await still_meant(entry) == "", "another field"
    await desk.elsewhere(operation, entry.parameters)
    assert await still_meant(entry) == "", "somebody did the same"


async def test_what_somebody_changed_meanwhile_is_named(desk: Desk) -> None:
    sent = {"orderID": desk.order_id, "status": "2", "orderNotes": "mine", "tip": "1"}
    desk.store.execute("UPDATE orders SET status = 0, tip = 250")
    await desk.shop.ask.refresh_order(desk.order_id)
    entry = await desk.entry("updateOrder", sent)
    theirs = {"orderID": desk.order_id, "status": "1", "orderNotes": "theirs", "tip": "4"}
    await desk.elsewhere("updateOrder", theirs)
    told = await desk.shop.parts.outcomes().still_meant(entry)
    assert "Status is Ready now; it was Cleaning when this was typed." in told
    assert "Tip is 4.00 now; it was 2.50 when this was typed." in told
    assert "Somebody has changed the order notes since this was typed." in told
    assert "theirs" not in told, "it goes into the journal"


async def test_what_replaced_nothing_known_or_sets_no_values_is_still_meant(desk: Desk) -> None:
    still_meant = desk.shop.parts.outcomes().still_meant
    unknown = entry_of("updateOrder", {"orderID": desk.order_id, "status": "1"})
    assert await still_meant(unknown) == ""
    assert await still_meant(entry_of("deleteOrder", {"orderID": desk.order_id})) == ""


async def test_a_refusal_of_the_token_is_no_answer_about_the_order(desk: Desk) -> None:
    entry = await desk.entry("updateOrder", await _update_order(desk))
    desk.host.faults.cause(Fault.AUTHENTICATION, times=1, operation="getOrders")
    with pytest.raises(AuthenticationRefusedError):
        await desk.shop.parts.outcomes().still_meant(entry)


A_SCHEDULE = {"pickupStart": "9am", "pickupEnd": "11am"}


async def scheduled(desk: Desk) -> dict[str, object]:
    """Let the customer have a schedule that is known here; return the parameters that name it."""
    who = {"customerID": desk.customer_id}
    schedule = {**who, **A_SCHEDULE, "pickupDate": in_days(7), "frequency": "1"}
    made = await desk.elsewhere("repeatPickup", schedule)
    await desk.shop.ask.refresh_repeat_pickups(desk.customer_id)
    return {**who, "pickupID": made["pickupID"]}


@pytest.mark.parametrize("told", [None, {}, {"pickupStart": "9am", "pickupEnd": "11am"}])
async def test_what_was_sent_and_is_told_in_no_known_way_is_unknown_and_not_sent_again(
    desk: Desk, told: dict[str, object] | None
) -> None:
    """It is neither “never sent” nor something that somebody else has changed."""
    this = await scheduled(desk)
    moved = {**this, **A_SCHEDULE, "pickupDate": in_days(21)}
    desk.host.faults.cause(Fault.DROP_AFTER, times=1, operation="updateRepeatPickup")
    with pytest.raises(OutcomeUnknownError):
        await desk.shop.write("updateRepeatPickup", moved)
    row = {
        "customerID": desk.customer_id, "id": this["pickupID"], "frequency": "1", **(told or {})
    }  # fmt: skip
    answer = {"Success": "True", **({"Result": {"x": 1}} if told is None else {"Pickups": [row]})}
    desk.host.disguise = lambda name, reply: answer if name == "getPickups" else reply
    desk.host.requests.clear()
    desk.host.now += 60
    await desk.shop.outbox.round()
    assert "updateRepeatPickup" not in desk.host.requests
    (entry,) = await desk.shop.outbox.to_resolve()
    assert entry.state is EntryState.UNKNOWN
    assert entry.sent_at


async def test_an_end_whose_answer_was_lost_and_that_nothing_tells_of_is_not_sent_again(
    desk: Desk,
) -> None:
    this = await scheduled(desk)
    desk.host.faults.cause(Fault.DROP_AFTER, times=1, operation="deletePickup")
    with pytest.raises(OutcomeUnknownError):
        await desk.shop.write("deletePickup", this)
    odd = {"Success": "True", "Result": {"x": 1}}
    desk.host.disguise = lambda name, reply: odd if name == "getPickups" else reply
    desk.host.requests.clear()
    desk.host.now += 60
    await desk.shop.outbox.round()
    assert "deletePickup" not in desk.host.requests
    (entry,) = await desk.shop.outbox.to_resolve()
    assert entry.state is EntryState.UNKNOWN
