from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from cleancloud_tui.practice.http.faults import HUGE_BYTES, Fault, Faults

MESSAGE = {"customerID": "1", "message": "Hi"}


async def messages(shop: Any) -> int:
    return len((await shop.done("getMessages", customerID="1"))["Messages"])


@pytest.mark.parametrize(
    ("fault", "is_done"),
    [(Fault.DROP_BEFORE, False), (Fault.DROP_AFTER, True)],
)
async def test_a_connection_drops_before_or_after_the_change(
    shop: Any, fault: Fault, is_done: bool
) -> None:
    shop.app.state.faults.cause(fault, times=1)
    with pytest.raises(httpx.RemoteProtocolError):
        await shop.call("addMessage", **MESSAGE)
    assert await messages(shop) == is_done


@pytest.mark.parametrize("fault", [Fault.HTML, Fault.TRUNCATED, Fault.EMPTY])
async def test_a_body_that_is_no_json(shop: Any, fault: Fault) -> None:
    shop.app.state.faults.cause(fault, times=1)
    response = await shop.post("addMessage", **MESSAGE)
    with pytest.raises(json.JSONDecodeError):
        response.json()
    assert (await messages(shop) == 1) == (fault is not Fault.HTML)


@pytest.mark.parametrize(
    ("fault", "words"),
    [(Fault.RATE, "Rate Limit Exceeded"), (Fault.AUTHENTICATION, "Authentication Error")],
)
async def test_refusals_change_nothing(shop: Any, fault: Fault, words: str) -> None:
    shop.app.state.faults.cause(fault, times=1)
    assert words in await shop.refused("addMessage", **MESSAGE)
    assert await messages(shop) == 0


async def test_wrong_types_and_a_huge_reply(shop: Any) -> None:
    await shop.add_order()
    right = await shop.order()
    shop.app.state.faults.cause(Fault.WRONG_TYPES, times=1)
    wrong = await shop.order()
    assert wrong.keys() == right.keys()
    assert not any(isinstance(value, str) and value != "\0" for value in wrong.values())
    shop.app.state.faults.cause(Fault.HUGE, times=1)
    response = await shop.post("getMessages", customerID="1")
    assert len(response.content) > HUGE_BYTES
    assert response.json()["Messages"] == []


async def test_latency_is_slept(shop: Any) -> None:
    shop.app.state.faults.cause(Fault.LATENCY, seconds=0.7, times=1)
    await shop.done("getInventory")
    await shop.done("getInventory")
    assert shop.clock.slept == [0.7]


def test_probability_is_that_of_the_dice() -> None:
    faults = Faults(seed=3)
    faults.cause(Fault.EMPTY, probability=0.25)
    hits = sum(bool(faults.draw("getOrders")) for _ in range(4_000))
    assert 900 < hits < 1_100


async def test_faults_are_asked_for_over_http_and_cleared(shop: Any) -> None:
    address = "https://practice.invalid/practice/faults"
    order = {"fault": "rate", "next": 2, "operation": "getOrders"}
    reply = (await shop.http.post(address, json=order)).json()
    assert reply["faults"] == [{**order, "probability": 1.0, "seconds": 1.0}]
    await shop.done("getInventory")
    for _ in range(2):
        await shop.refused("getOrders", customerID="1")
    await shop.done("getOrders", customerID="1")
    await shop.http.post(address, json={"fault": "html", "probability": 0.5})
    await shop.http.post(address, json={"clear": True})
    assert (await shop.http.get(address)).json()["faults"] == []


@pytest.mark.parametrize(
    "order",
    [
        [],
        {},
        {"fault": "fire"},
        {"fault": ["html"]},
        {"fault": "html", "next": 0},
        {"fault": "html", "next": True},
        {"fault": "html", "probability": 2},
        {"fault": "html", "operation": "getAll"},
        {"fault": "html", "operation": []},
        {"fault": "latency", "seconds": "1"},
        {"fault": "latency", "seconds": float("nan")},
    ],
)
async def test_a_wrong_order_is_refused_with_a_reason(shop: Any, order: object) -> None:
    response = await shop.http.post(
        "https://practice.invalid/practice/faults", content=json.dumps(order)
    )
    assert response.status_code == 400
    assert response.json()["Error"]
    assert shop.app.state.faults.told() == []
