from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
from typing import Any

import httpx
import pytest
import uvicorn

from cleancloud_tui.api.operations import OPERATIONS
from cleancloud_tui.practice.dispatch import HANDLERS

PARAMETERS: dict[str, dict[str, object]] = {
    "addCustomer": {
        "customerName": "Dee",
        "customerTel": "555-4",
        "customerEmail": "d@example.com",
    },
    "updateCustomer": {"customerID": "1", "customerNotes": "Careful"},
    "deleteCustomer": {"customerID": "2"},
    "loginCustomer": {"customerEmail": "ANN@example.com", "customerPassword": "secret"},
    "getCustomer": {"customerID": "1"},
    "passwordCustomer": {"customerEmail": "ann@example.com"},
    "addToCustomerGroup": {"customerID": "1", "groupID": "1"},
    "addOrder": {"customerID": "1", "finalTotal": "10.06"},
    "updateOrder": {"orderID": "1", "status": "1"},
    "deleteOrder": {"orderID": "1"},
    "getOrders": {"customerID": "1"},
    "getPhotos": {"orderID": "1", "customerID": "1"},
    "driverLocation": {"orderID": "1", "customerID": "1"},
    "getGarment": {"orderID": "1", "barcodeID": "10000001"},
    "getGarments": {"orderID": "1"},
    "updateGarment": {"barcodeID": "10000001", "extraNotes": "Stain"},
    "repeatPickup": {
        "customerID": "1",
        "pickupDate": "1781265600",
        "pickupStart": "8am",
        "pickupEnd": "10am",
    },
    "updateRepeatPickup": {
        "pickupID": "1",
        "customerID": "1",
        "pickupDate": "1781265600",
        "pickupStart": "8am",
        "pickupEnd": "10am",
    },
    "deletePickup": {"pickupID": "1", "customerID": "1"},
    "getPickups": {"customerID": "1"},
    "addMessage": {"customerID": "1", "message": "Hello"},
    "getMessages": {"customerID": "1"},
    "getPriceLists": {},
    "getProducts": {},
    "getInventory": {},
    "getDates": {"routeID": "1"},
    "getSlots": {"routeID": "1", "day": "1781179200"},
    "getRoute": {"lat": "51.1", "lng": "0.1"},
    "getReferral": {"customerID": "1"},
    "usePromo": {"customerID": "1", "promoCode": "TENOFF"},
    "convertLoyaltyPoints": {"customerID": "1"},
    "addSubscription": {"customerID": "1", "subscriptionID": "plan_a"},
    "deleteSubscription": {"customerID": "2"},
    "getSubscription": {"customerID": "2"},
    "addCard": {"customerID": "1", "type": "1", "paymentMethodID": "pm_card_visa"},
    "chargeCard": {"customerID": "1", "orderID": "1"},
    "getCards": {"customerID": "1"},
    "setDefaultCard": {"customerID": "1", "cardID": "1"},
    "addPushToken": {
        "customerID": "1",
        "pushToken": "t",
        "platform": "1",
        "bundleID": "com.example.app",
    },
    "deletePushToken": {"customerID": "1", "pushToken": "t"},
    "summaryReport": {"dateFrom": "2026-06-01", "dateTo": "2026-06-10"},
}


def test_every_operation_has_a_handler_and_no_other() -> None:
    assert HANDLERS.keys() == OPERATIONS.keys() == PARAMETERS.keys()


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_each_operation_answers(shop: Any, operation: str) -> None:
    await shop.add_order(
        pickupDate="1781265600",
        products=[{"id": "1", "name": "Shirt", "price": "3.50", "pieces": "1", "quantity": "2"}],
    )
    await shop.done("repeatPickup", **PARAMETERS["repeatPickup"])
    await shop.done("addCard", **PARAMETERS["addCard"])
    await shop.done("addSubscription", customerID="2", subscriptionID="plan_a")
    assert await shop.done(operation, **PARAMETERS[operation])


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_a_missing_parameter_is_named(shop: Any, operation: str) -> None:
    for parameter in OPERATIONS[operation].parameters:
        if parameter.required:
            sent = {k: v for k, v in PARAMETERS[operation].items() if k != parameter.name}
            assert parameter.name in await shop.refused(operation, **sent)


async def test_replies_look_like_cleanclouds(shop: Any) -> None:
    response = await shop.post("getPriceLists")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    assert response.json() == {
        "Success": "True",
        "PriceLists": [{"id": "0", "name": "Default"}, {"id": "1", "name": "Hotel"}],
    }


async def test_content_type_can_be_json(open_shop: Any) -> None:
    response = await open_shop(html_content_type=False).post("getPriceLists")
    assert response.headers["content-type"] == "application/json"


@pytest.mark.parametrize("token", [None, "", "wrong", 5, ["practice"], "\ud800"])
async def test_a_wrong_token_is_refused_and_is_not_counted(shop: Any, token: object) -> None:
    body = json.dumps({"api_token": token})
    for _ in range(5):
        reply = (await shop.http.post("getPriceLists", content=body)).json()
        assert "Authentication Error" in reply["Error"]
    assert not shop.app.state.arrivals
    assert shop.store.rows("SELECT * FROM usage") == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b"1" * 5000])
async def test_a_body_that_is_no_object_carries_no_token(shop: Any, body: bytes) -> None:
    response = await shop.http.post("getPriceLists", content=body)
    assert "Authentication Error" in response.json()["Error"]


async def test_an_unknown_operation_is_refused(shop: Any) -> None:
    assert await shop.refused("getEverything")


async def test_any_second_takes_three_requests(shop: Any) -> None:
    answers = []
    for moment in (10.0, 10.4, 10.9, 10.95, 10.999, 11.0, 11.2, 11.4, 11.9):
        shop.beat.now = moment
        answers.append("Error" not in (await shop.post("getPriceLists")).json())
    assert answers == [True, True, True, False, False, True, False, True, True]
    assert len(shop.app.state.arrivals) == 9
    reply = (await shop.post("getPriceLists")).json()
    assert reply["Error"] == ("Rate Limit Exceeded. You are making too many requests per second.")


async def test_the_month_runs_out_and_a_new_one_begins(open_shop: Any) -> None:
    shop = open_shop(month=2)
    await shop.done("getPriceLists")
    await shop.refused("getCustomer", customerID="99")
    assert "Monthly Limit" in await shop.refused("getPriceLists")
    shop.clock.now += 31 * 86_400
    await shop.done("getPriceLists")


async def test_latency_holds_replies_back(open_shop: Any) -> None:
    shop = open_shop(latency=0.25)
    await shop.done("getPriceLists")
    assert shop.clock.slept == [0.25]


async def test_a_bug_is_a_short_error_in_the_log_without_the_token(
    shop: Any, caplog: pytest.LogCaptureFixture
) -> None:
    shop.store.execute("DROP TABLE inventory")
    response = await shop.post("getInventory")
    assert response.status_code == 500
    assert response.json()["Error"] == "Internal Server Error"
    assert "getInventory" in caplog.text
    assert "api_token" not in caplog.text


async def test_the_work_is_done_in_one_thread_beside_the_event_loop(open_shop: Any) -> None:
    shop = open_shop(rate=100)
    threads: list[int] = []
    now = shop.clock.now
    shop.app.state.server.clock = lambda: threads.append(threading.get_ident()) or now
    await asyncio.gather(*(shop.post("getPriceLists") for _ in range(8)))
    assert len(threads) == 8
    assert len(set(threads)) == 1
    assert threading.get_ident() not in threads


def test_the_package_imports_no_server() -> None:
    code = "import sys, cleancloud_tui.practice; print('starlette' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


async def test_over_uvicorn_it_is_the_same_and_a_dropped_connection_drops(open_shop: Any) -> None:
    shop = open_shop(rate=100)
    config = uvicorn.Config(shop.app, port=0, log_level="critical")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:  # noqa: ASYNC110  (another thread's flag)
        await asyncio.sleep(0)
    port = server.servers[0].sockets[0].getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=f"{address}/api/") as client:
        body = {"api_token": "practice", "customerID": "1", "message": "Hi"}
        reply = (await client.post("addMessage", json=body)).json()
        assert reply == {"Success": "True"}
        await client.post(f"{address}/practice/faults", json={"fault": "drop-after", "next": 1})
        with pytest.raises(httpx.TransportError):
            await client.post("addMessage", json=body)
        reply = (await client.post("getMessages", json=body)).json()
        assert len(reply["Messages"]) == 2
    server.should_exit = True
    thread.join(10)
    assert not thread.is_alive()
