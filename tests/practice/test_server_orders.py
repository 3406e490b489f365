from __future__ import annotations

from typing import Any

import pytest

DAY = 86_400
SUIT = {"id": "2", "name": "Suit", "price": "12.00", "pieces": "2", "quantity": "2"}
CUSTOM = {"id": "0", "name": "Curtain <x> & lace", "price": "9.00", "pieces": "1", "quantity": "1"}


async def test_an_order_is_told_with_its_products_and_summary(shop: Any) -> None:
    order_id = await shop.add_order(
        finalTotal="30.00", products=[SUIT, CUSTOM], discount="3.00", tip="1.5", orderNotes="Soon"
    )
    order = await shop.order(order_id, sendProductDetails="1")
    assert order_id == "1"
    assert order["pieces"] == "5"
    assert order["total"] == "30.00"
    assert order["summary"] == (
        "Suit x 2<br>Curtain &lt;x&gt; &amp; lace x 1<br>Discount: 3.00<br>Tip: 1.50"
    )
    assert order["products"][0] == {
        "id": "2",
        "name": "Suit",
        "quantity": "2",
        "pricePerUnit": "12.00",
        "pieces": "2",
    }
    assert order["staffIds"]["create"] == "7"
    assert all(
        isinstance(value, str)
        for key, value in order.items()
        if key != "staffIds" and key != "products"
    )
    assert "products" not in await shop.order(order_id)
    assert shop.store.number("SELECT subtotal FROM orders") == 3300


async def test_products_may_come_as_phps_associative_array(shop: Any) -> None:
    await shop.add_order(products={"0": SUIT, "1": CUSTOM})
    assert (await shop.order())["pieces"] == "5"


async def test_products_are_checked(shop: Any) -> None:
    new = {"customerID": "1", "finalTotal": "1.00"}
    assert "custom" in await shop.refused("addOrder", **new, products=[CUSTOM] * 6)
    assert "Product" in await shop.refused("addOrder", **new, products=[{**SUIT, "id": "99"}])
    assert "products" in await shop.refused("addOrder", **new, products=[{"id": "1"}])
    many = {**SUIT, "quantity": "9999"}
    assert "pieces" in await shop.refused("addOrder", **new, products=[many])
    endless = {**SUIT, "quantity": "1e14"}
    assert "products" in await shop.refused("addOrder", **new, products=[endless])
    assert shop.store.rows("SELECT * FROM orders") == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, "4"),
        ({"staffVerify": "1"}, "3"),
        (
            {"storeOrder": "1", "storeDropOffDate": "1781092800", "storeReadyByDate": "1781265600"},
            "0",
        ),
        ({"lockerOrder": "1", "lockerNumber": "5"}, "0"),
        ({"status": "5"}, "5"),
    ],
)
async def test_the_first_status(shop: Any, sent: dict[str, str], status: str) -> None:
    await shop.done("addOrder", customerID="1", finalTotal="1.00", **sent)
    assert (await shop.order())["status"] == status


async def test_a_counter_order_is_ready_by_a_day_and_no_delivery(shop: Any) -> None:
    store_order = {"storeOrder": "1", "storeDropOffDate": "1781092800"}
    new = {"customerID": "1", "finalTotal": "1.00", **store_order}
    assert "storeReadyByDate" in await shop.refused("addOrder", **new)
    await shop.done("addOrder", **new, storeReadyByDate="1781265600")
    order = await shop.order()
    assert (order["delivery"], order["pickup"]) == ("0", "0")
    assert (order["deliveryDate"], order["deliveryTime"]) == ("1781265600", "5pm")


async def test_a_pickup_with_its_windows(shop: Any) -> None:
    await shop.done(
        "addOrder",
        customerID="1",
        finalTotal="1.00",
        pickupDate="1781179200",
        pickupStart="6pm",
        pickupEnd="8pm",
    )
    order = await shop.order()
    assert (order["pickup"], order["routeID"]) == ("1", "1")
    assert (order["pickupTime"], order["deliveryTime"]) == ("6pm-8pm", "0-0")
    await shop.done("updateOrder", orderID="1", status="5")
    order = await shop.order()
    assert order["driverPickedUpTimestamp"] == str(int(shop.clock.now))
    assert order["staffIds"]["pickup"] == "7"


async def test_a_counter_order_can_become_a_delivery(shop: Any) -> None:
    await shop.add_order()
    assert (await shop.order())["routeID"] == "0"
    delivery = {"delivery": "1", "deliveryDate": "1781265600"}
    await shop.done("updateOrder", orderID="1", **delivery, deliveryStart="5pm", deliveryEnd="7pm")
    order = await shop.order()
    assert (order["delivery"], order["routeID"], order["pickup"]) == ("1", "1", "0")
    assert order["deliveryTime"] == "5pm-7pm"


async def test_a_status_leaves_dates_rack_staff_and_history(shop: Any) -> None:
    await shop.add_order(products=[SUIT])
    start = int(shop.clock.now)

    async def moved(status: str) -> Any:
        shop.clock.now += 60
        await shop.done("updateOrder", orderID="1", status=status)
        return await shop.order()

    ready = await moved("1")
    assert ready["cleanedDate"] == str(start + 60)
    assert ready["rack"] != "0"
    assert ready["staffIds"]["cleaned"] == "7"
    completed = await moved("2")
    assert completed["completedDate"] == str(start + 120)
    assert completed["cleanedDate"] == str(start + 60)
    assert await moved("2") == completed
    reopened = await moved("1")
    assert (reopened["completedDate"], reopened["cleanedDate"]) == ("0", str(start + 60))
    assert reopened["rack"] == ready["rack"]
    cleaning = await moved("0")
    assert (cleaning["cleanedDate"], cleaning["rack"]) == ("0", "0")
    history = shop.store.rows("SELECT status FROM order_statuses ORDER BY at")
    assert [row["status"] for row in history] == [5, 1, 2, 1, 0]


async def test_payment_and_its_taking_back(shop: Any) -> None:
    await shop.add_order()
    await shop.done("updateOrder", orderID="1", paid="1", paymentType="2")
    order = await shop.order()
    assert (order["paid"], order["paymentType"]) == ("1", "2")
    assert order["paymentTime"] == str(int(shop.clock.now))
    await shop.done("updateOrder", orderID="1", paid="0")
    order = await shop.order()
    assert (order["paid"], order["paymentType"], order["paymentTime"]) == ("0", "0", "0")
    assert (await shop.customer())["loyaltyPointsAvailable"] == "250"


async def test_credit_is_used_changed_and_given_back(shop: Any) -> None:
    async def credit() -> str:
        return str((await shop.customer())["creditAvailable"])

    new = {"customerID": "1", "finalTotal": "19.00", "status": "5"}
    assert "redit" in await shop.refused("addOrder", **new, creditUsed="10.01")
    assert (shop.store.rows("SELECT * FROM orders"), await credit()) == ([], "10.00")
    await shop.add_order(creditUsed="6.00")
    assert await credit() == "4.00"
    assert "finalTotal" in await shop.refused("updateOrder", orderID="1", creditUsed="8.00")
    await shop.done("updateOrder", orderID="1", creditUsed="8.00", finalTotal="17.00")
    assert await credit() == "2.00"
    await shop.refused("updateOrder", orderID="1", creditUsed="10.01", finalTotal="17.00")
    assert await credit() == "2.00"
    assert "redit" in await shop.refused("updateOrder", orderID="1", customerID="2")
    await shop.done("updateOrder", orderID="1", orderNotes="x")
    assert (await shop.order())["creditUsed"] == "8.00"
    await shop.done("deleteOrder", orderID="1")
    assert await credit() == "10.00"


async def test_a_deleted_order_is_gone(shop: Any) -> None:
    await shop.add_order()
    await shop.done("deleteOrder", orderID="1")
    assert (await shop.done("getOrders", customerID="1"))["Orders"] == []
    for operation in ("deleteOrder", "updateOrder", "getGarments"):
        assert await shop.refused(operation, orderID="1") == "No Order With That ID"


async def test_deletion_is_refused_close_to_the_pickup(shop: Any) -> None:
    pickup = {"pickupDate": "1781092800", "pickupStart": "11am", "pickupEnd": "1pm"}
    await shop.done("addOrder", customerID="1", finalTotal="1.00", **pickup)
    assert "too close" in await shop.refused("deleteOrder", orderID="1", checkPickupTime="1")
    shop.clock.now -= 2 * 3600
    await shop.done("deleteOrder", orderID="1", checkPickupTime="1")


async def test_filters(shop: Any) -> None:
    async def found(**filters: str) -> list[str]:
        reply = await shop.done("getOrders", **filters)
        return [order["id"] for order in reply["Orders"]]

    await shop.add_order(paid="1")
    shop.clock.now += DAY
    await shop.add_order(customerID="2", status="2")
    shop.clock.now += DAY
    await shop.done("addOrder", customerID="1", finalTotal="3.00")
    await shop.done("updateOrder", orderID="1", orderNotes="x")
    assert await found(customerID="1") == ["1", "3"]
    assert await found(status="2") == await found(completed="1") == ["2"]
    assert await found(completed="0") == ["1", "3"]
    assert await found(paid="1") == ["1"]
    assert await found(routeID="1") == ["3"]
    assert await found(dateFrom="2026-06-11") == ["2", "3"]
    assert await found(dateFrom="2026-06-10", dateTo="2026-06-11") == ["1", "2"]
    assert await found(updatedSecondsAgoFrom="60") == ["1", "3"]
    assert await found(updatedSecondsAgoFrom="60", customerID="1", paid="0") == ["3"]
    assert await found(orderID="99") == []
    assert "filter" in await shop.refused("getOrders", sendProductDetails="1")


async def test_too_many_orders_are_refused(open_shop: Any) -> None:
    shop = open_shop(most_orders=2)
    for _ in range(2):
        await shop.add_order()
    assert len((await shop.done("getOrders", customerID="1"))["Orders"]) == 2
    await shop.add_order()
    assert await shop.refused("getOrders", customerID="1") == (
        "Requesting too many orders in one request. You must narrow or restructure your request."
    )


async def test_garments_are_made_when_an_order_is_taken_in(shop: Any) -> None:
    await shop.done("addOrder", customerID="1", finalTotal="1.00", products=[SUIT])
    assert (await shop.done("getGarments", orderID="1"))["garments"] == []
    await shop.done("updateOrder", orderID="1", status="5")
    await shop.done("updateOrder", orderID="1", status="0")
    garments = (await shop.done("getGarments", orderID="1"))["garments"]
    assert [each["barcodeID"] for each in garments] == [str(10_000_001 + n) for n in range(4)]
    assert garments[0]["upcharges"] == []


async def test_a_garment_is_changed_on_one_order_or_on_all(shop: Any) -> None:
    for _ in range(10):
        await shop.add_order(products=[{**SUIT, "quantity": "1"}])
    codes = [row["barcode"] for row in shop.store.rows("SELECT barcode FROM garments")]
    [repeated] = {code for code in codes if codes.count(code) > 1}
    await shop.done("updateGarment", barcodeID=repeated, conveyorLocation="12", customStatus="3")
    await shop.done("updateGarment", barcodeID=repeated, orderID="10", extraNotes="Torn")
    found = [
        (await shop.done("getGarment", orderID=order_id, barcodeID=repeated))
        for order_id in ("9", "10")
    ]
    assert [each["conveyorLocation"] for each in found] == ["12", "12"]
    assert [each["customStatus"] for each in found] == ["3", "3"]
    assert [each["notes"] for each in found] == ["", "Torn"]
    await shop.refused("getGarment", orderID="1", barcodeID=repeated)
    await shop.refused("updateGarment", barcodeID=repeated, orderID="1", color1="2")


async def test_photos_are_real_images(shop: Any) -> None:
    await shop.add_order()
    shop.store.insert("photos", {"order_id": 1, "taken": 1_781_000_000, "caption": "Stain"})
    assert (await shop.order())["hasPhotos"] == "1"
    [photo] = (await shop.done("getPhotos", orderID="1", customerID="1"))["Photos"]
    assert photo["url"] == "https://practice.invalid/photos/1.png"
    image = await shop.http.get(photo["url"])
    assert image.headers["content-type"] == "image/png"
    assert image.content.startswith(b"\x89PNG\r\n\x1a\n")
    assert (await shop.http.get("https://practice.invalid/photos/2.png")).status_code == 404
    await shop.refused("getPhotos", orderID="1", customerID="2")


async def test_the_driver_moves_within_the_route(shop: Any) -> None:
    await shop.done("addOrder", customerID="1", finalTotal="1.00")
    seen = set()
    for _ in range(4):
        place = await shop.done("driverLocation", orderID="1", customerID="1")
        assert 51.0 < float(place["lat"]) < 51.2
        assert -0.2 < float(place["lng"]) < 0.2
        seen.add((place["lat"], place["lng"]))
        shop.clock.now += 300
    assert len(seen) == 4
    await shop.add_order(customerID="2")
    await shop.refused("driverLocation", orderID="2", customerID="2")


async def test_the_summary_is_counted_from_the_orders(shop: Any) -> None:
    await shop.add_order(products=[SUIT], finalTotal="24.00", paid="1", paymentType="1")
    await shop.add_order(finalTotal="10.00")
    await shop.add_order(finalTotal="99.00")
    await shop.done("deleteOrder", orderID="3")
    shop.clock.now += DAY
    await shop.done("updateOrder", orderID="1", status="2")
    await shop.done("updateOrder", orderID="2", status="1", paid="1", paymentType="2")
    await shop.add_order(customerID="2", finalTotal="5.00")
    reply = await shop.done("summaryReport", dateFrom="2026-06-09", dateTo="2026-06-11")
    empty, first, second = reply["Days"]
    assert (empty["date"], empty["orders"], empty["revenueByPaymentType"]) == (
        "2026-06-09",
        "0",
        [],
    )
    assert first == {
        "date": "2026-06-10",
        "orders": "2",
        "pieces": "4",
        "sales": "34.00",
        "revenue": "24.00",
        "revenueByPaymentType": {"Cash": "24.00"},
        "cleaned": "0",
        "completed": "0",
        "unpaidOrders": "0",
        "unpaidTotal": "0.00",
        "uniqueCustomers": "1",
        "newCustomers": "0",
    }
    assert (second["revenue"], second["revenueByPaymentType"]) == ("10.00", {"Card": "10.00"})
    assert (second["cleaned"], second["completed"]) == ("2", "1")
    assert (second["unpaidOrders"], second["unpaidTotal"]) == ("1", "5.00")
    await shop.refused("summaryReport", dateFrom="0001-01-01", dateTo="9999-12-31")
