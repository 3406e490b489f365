"""A subscription: begun with the bank's confirmation, and ended."""

from __future__ import annotations

import pytest

from cleancloud_tui.practice.http.faults import Fault
from tests.host import Host
from tests.screens.conftest import Counter
from tests.screens.customers.steps import made


def plan(host: Host, *, needs_bank: bool) -> str:
    row = host.app.state.server.store.row(
        "SELECT id FROM plans WHERE needs_3d_secure = ?", (int(needs_bank),)
    )
    return str(row["id"])


async def subscribe(counter: Counter, plan_id: str) -> None:
    await counter.press("a")
    await counter.type(plan_id)
    await counter.press("enter")
    assert f"to {plan_id}?" in counter.text
    await counter.press("f12")


async def test_the_bank_is_explained_step_by_step(counter: Counter, host: Host) -> None:
    await made(counter)
    await counter.press("a", "6")
    assert "There is no subscription" in counter.text
    await counter.press("d")
    assert "no subscription to end" in counter.text
    plan_id = plan(host, needs_bank=True)
    await subscribe(counter, plan_id)
    assert "3-D Secure" in counter.text
    await counter.press("escape")
    assert "3D Secure Authentication required" in " ".join(counter.text.split())
    assert "There is no subscription" in counter.text
    await subscribe(counter, plan_id)
    await counter.press("f12")
    assert f"Subscribed to {plan_id}" in counter.text
    assert "Status  active" in counter.text
    assert host.requests.count("addSubscription") == 3
    await counter.press("d")
    assert "What was paid" in counter.text, counter.text
    await counter.press("enter", "escape")
    assert "deleteSubscription" not in host.requests
    await counter.press("d", "f12")
    assert "The subscription is ended" in counter.text
    assert "There is no subscription" in counter.text


async def test_a_lost_answer_is_looked_up(counter: Counter, host: Host) -> None:
    await made(counter)
    await counter.press("a", "6")
    host.faults.cause(Fault.DROP_AFTER, times=1, operation="addSubscription")
    await subscribe(counter, plan(host, needs_bank=False))
    await counter.until(lambda: "Status  active" in counter.text)
    assert host.requests.count("addSubscription") == 1


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({"id": "s1", "state": "canceled", "planName": "Weekly"}, "Status canceled"),
        ({"id": "s1", "plan": "Weekly", "ended": "2026-10-01"}, "Ends"),
        ({"id": "s1", "planName": "Weekly", "phase": "over"}, "does not tell whether it runs"),
    ],
)
async def test_how_a_subscription_stands_is_told_or_said_to_be_unknown(
    counter: Counter, host: Host, told: dict[str, object], shown: str
) -> None:
    await made(counter)
    host.disguise = lambda operation, reply: (
        {"Success": "True", "subscription": told} if operation == "getSubscription" else reply
    )
    await counter.press("a", "6")
    assert shown in " ".join(counter.text.split())
    assert ("with more of the subscription" in counter.text) is ("phase" in told)


async def test_a_card_number_is_no_plan(counter: Counter) -> None:
    await made(counter)
    await counter.press("a", "6", "a")
    await counter.press(*"4242424242424242")  # slowly: what comes fast or pasted is dropped before
    await counter.press("enter")
    assert "4242" not in counter.text
    assert "It was dropped" in " ".join(counter.text.split())
