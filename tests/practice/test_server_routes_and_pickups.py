from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

DAY = 86_400
TODAY = int(datetime(2026, 6, 10, 12, tzinfo=UTC).timestamp())
PICKUP = {"pickupStart": "8am", "pickupEnd": "10am"}


async def test_slots_run_out(shop: Any) -> None:
    tomorrow = str(TODAY + DAY)
    slots = {"routeID": "1", "day": tomorrow}
    assert (await shop.done("getSlots", **slots))["Slots"] == "8am-10am,5pm-7pm"
    order = {"customerID": "1", "finalTotal": "1.00"}
    await shop.done("addOrder", **order, pickupDate=tomorrow, **PICKUP)
    delivery = {"delivery": "1", "deliveryDate": tomorrow}
    await shop.done("addOrder", **order, **delivery, deliveryStart="8am", deliveryEnd="10am")
    assert (await shop.done("getSlots", **slots))["Slots"] == "5pm-7pm"
    await shop.done("addOrder", **order, pickupDate=tomorrow, pickupStart="5pm", pickupEnd="7pm")
    assert (await shop.done("getSlots", **slots))["Slots"] == ""
    await shop.done("deleteOrder", orderID="2")
    assert (await shop.done("getSlots", **slots))["Slots"] == "8am-10am"


async def test_dates_leave_out_closed_days_and_weekends(shop: Any) -> None:
    reply = await shop.done("getDates", routeID="1")
    days = [datetime.fromtimestamp(int(each["dateStamp"]), UTC) for each in reply["Dates"]]
    assert [day.day for day in days] == [11, 15, 16, 17, 18, 19, 22, 23, 24]
    assert all(day.hour == 12 for day in days)
    assert reply["Dates"][0]["times"] == "8am-10am,5pm-7pm"
    assert reply["Dates"][0]["remaining"] == "2,1"
    assert reply["MinDeliveryDateStamp"] == str(TODAY + 2 * DAY)
    closed = await shop.done("getSlots", routeID="1", day=str(TODAY + 2 * DAY))
    assert closed["Slots"] == ""
    assert "Route" in await shop.refused("getDates", routeID="2")


async def test_a_route_is_found_by_place_or_address(shop: Any) -> None:
    by_place = await shop.done("getRoute", lat="51.1", lng="-0.1")
    by_address = await shop.done("getRoute", customerAddress="9 Any Rd, London N1")
    assert by_place == by_address == {"Success": "True", "Route": "1", "RouteName": "North"}
    await shop.refused("getRoute", lat="51.1", lng="0.3")
    await shop.refused("getRoute", lat="51.1", lng="0.1", routeID="2")
    await shop.refused("getRoute", customerAddress="Elsewhere")
    assert "Missing" in await shop.refused("getRoute", lat="51.1")


async def test_a_schedule_makes_its_orders_and_moves_on(shop: Any) -> None:
    first = TODAY + DAY
    added = await shop.done(
        "repeatPickup",
        customerID="1",
        pickupDate=str(first),
        **PICKUP,
        frequency="2",
        duration="2",
        deliveryDays="3",
        deliveryStart="5pm",
        deliveryEnd="7pm",
        tip="2.5",
    )
    assert (await shop.done("getOrders", customerID="1"))["Orders"] == []
    shop.clock.now += DAY
    order = await shop.order(1)
    assert (order["status"], order["pickupDate"], order["pickupTime"]) == (
        "4",
        str(first),
        "8am-10am",
    )
    assert (order["deliveryDate"], order["deliveryTime"]) == (str(first + 3 * DAY), "5pm-7pm")
    assert (order["tip"], order["createdDate"]) == ("2.50", str(int(shop.clock.now)))
    [pickup] = (await shop.done("getPickups", customerID="1"))["Pickups"]
    assert pickup["id"] == added["pickupID"]
    assert (pickup["pickupDate"], pickup["ordersCreatedSoFar"]) == (str(first + 14 * DAY), "1")
    shop.clock.now += 14 * DAY
    assert (await shop.done("getPickups", customerID="1"))["Pickups"] == []
    assert len((await shop.done("getOrders", customerID="1"))["Orders"]) == 2


async def test_a_shop_that_was_closed_makes_up_for_one_pickup_only(shop: Any) -> None:
    await shop.done(
        "repeatPickup",
        customerID="1",
        pickupDate=str(TODAY + DAY),
        **PICKUP,
        schedulerType="1",
        schedulerConfirmDays="2",
    )
    shop.clock.now += 30 * DAY
    [order] = (await shop.done("getOrders", customerID="1"))["Orders"]
    assert (order["status"], order["pickupDate"]) == ("3", str(TODAY + 29 * DAY))
    [pickup] = (await shop.done("getPickups", customerID="1"))["Pickups"]
    assert pickup["pickupDate"] == str(TODAY + 36 * DAY)


async def test_schedules_are_changed_ended_and_replaced(shop: Any) -> None:
    new = {"customerID": "1", "pickupDate": str(TODAY + DAY), **PICKUP}
    for _ in range(2):
        await shop.done("repeatPickup", **new)
    moved = {**new, "pickupID": "1", "pickupDate": str(TODAY + 3 * DAY)}
    await shop.done("updateRepeatPickup", **moved, frequency="4")
    pickups = (await shop.done("getPickups", customerID="1"))["Pickups"]
    assert [(each["pickupDate"], each["frequency"]) for each in pickups] == [
        (str(TODAY + 3 * DAY), "4"),
        (str(TODAY + DAY), "1"),
    ]
    await shop.refused("updateRepeatPickup", **{**moved, "customerID": "2"})
    assert "past" in await shop.refused(
        "updateRepeatPickup", **{**moved, "pickupDate": str(TODAY - DAY)}
    )
    await shop.done("deletePickup", customerID="1", pickupID="1")
    await shop.refused("deletePickup", customerID="1", pickupID="1")
    await shop.done("repeatPickup", **new, deleteOld="1")
    pickups = (await shop.done("getPickups", customerID="1"))["Pickups"]
    assert [each["id"] for each in pickups] == ["3"]


async def test_products_by_price_list_and_place(shop: Any) -> None:
    async def ids(**sent: str) -> list[str]:
        return [each["id"] for each in (await shop.done("getProducts", **sent))["Products"]]

    assert await ids() == ["1", "2"]
    assert await ids(inStore="1", sendParents="1", sendUpcharges="1") == ["1", "2", "3", "4", "5"]
    assert await ids(priceListID="") == ["1", "2"]
    reply = await shop.done("getProducts", priceListID="1")
    assert [each["price"] for each in reply["Products"]] == ["3.00", "12.00"]
    assert reply["SectionsMap"][0] == {"id": "1", "name": "Dry cleaning"}
    [item] = (await shop.done("getInventory"))["Inventory"]
    assert (item["name"], item["quantity"], item["price"]) == ("Hangers", "340", "0.25")


async def test_3d_secure_is_asked_for_once(shop: Any) -> None:
    plan = {"customerID": "1", "subscriptionID": "plan_b"}
    asked = "3D Secure Authentication required"
    assert await shop.refused("addSubscription", **plan, subscriptionConfirmed="1") == asked
    assert (await shop.done("getSubscription", customerID="1"))["Subscription"] == []
    await shop.done("addSubscription", **plan, subscriptionConfirmed="1")
    held = (await shop.done("getSubscription", customerID="1"))["Subscription"]
    assert (held["id"], held["status"], held["price"]) == ("plan_b", "active", "99.00")
    assert "already" in await shop.refused("addSubscription", **plan)
    await shop.done("deleteSubscription", customerID="1")
    await shop.refused("deleteSubscription", customerID="1")
    assert "Subscription" in await shop.refused(
        "addSubscription", customerID="1", subscriptionID="plan_x"
    )


async def test_cards_and_charges(shop: Any) -> None:
    await shop.add_order(finalTotal="24.00")
    charge = {"customerID": "1", "orderID": "1"}
    assert "saved card" in await shop.refused("chargeCard", **charge)
    for token in ("pm_card_chargeDeclined", "pm_card_mastercard"):
        await shop.done("addCard", customerID="1", paymentMethodID=token)
    assert "declined" in await shop.refused("chargeCard", **charge)
    assert (await shop.order())["paid"] == "0"
    await shop.done("setDefaultCard", customerID="1", cardID="2")
    cards = (await shop.done("getCards", customerID="1"))["Cards"]
    assert [(each["id"], each["brand"], each["default"]) for each in cards] == [
        ("2", "Mastercard", "1"),
        ("1", "Visa", "0"),
    ]
    assert (await shop.done("chargeCard", **charge, type="1"))["amount"] == "24.00"
    order = await shop.order()
    assert (order["paid"], order["paymentType"]) == ("1", "2")
    assert "already paid" in await shop.refused("chargeCard", **charge)
    refused = [row["refused"] for row in shop.store.rows("SELECT refused FROM charges")]
    assert refused == [1, 0]


async def test_a_card_number_is_never_kept(shop: Any) -> None:
    number = "4242 4242 4242 4242"
    await shop.refused("addCard", customerID="1", paymentMethodID=number)
    secret = await shop.done("addCard", customerID="1", type="2")
    assert secret["clientSecret"].startswith("seti_")
    assert (await shop.done("getCards", customerID="1"))["Cards"] == []
    await shop.refused("setDefaultCard", customerID="1", cardID="٣")
