"""Messages between a customer and the shop, by pages."""

from __future__ import annotations

from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.screens.account.messages import MessagesScreen
from tests.host import Host
from tests.screens.conftest import Counter
from tests.screens.customers.steps import made

WRITTEN = 45


async def test_older_messages_come_by_pages(counter: Counter, host: Host) -> None:
    customer_id = await made(counter)
    for number in range(WRITTEN):
        row = {
            "customer_id": int(customer_id),
            "text": f"message {number:02}",
            "sent": int(host.now) + number,
        }
        host.app.state.server.store.insert("messages", {**row, "from_customer": number % 2})
    await counter.press("a", "1")
    assert "the newest 20; o asks for older ones" in counter.text
    assert "message 44" in counter.text
    await counter.press("o")
    assert "the newest 40" in counter.text
    await counter.press("o")
    assert "all 45 that CleanCloud tells" in counter.text
    asked = host.requests.count("getMessages")
    await counter.press("end")
    assert "message 00" in counter.text
    await counter.press("o")
    assert "CleanCloud tells no older messages" in counter.text
    assert host.requests.count("getMessages") == asked
    host.is_offline = True
    await counter.press("f5")
    assert "can't be reached" in " ".join(counter.text.split())
    assert "all 45" in counter.text


async def test_a_message_from_the_customer_is_recorded_and_read(
    counter: Counter, host: Host
) -> None:
    await made(counter)
    await counter.press("a", "1")
    assert "there are no messages" in counter.text
    await counter.press("m")
    assert "nothing is sent to them" in counter.text
    host.faults.cause(Fault.AUTHENTICATION, times=1, operation="addMessage")
    await counter.type("Please hurry [b]")
    await counter.press("ctrl+s")
    assert "Please hurry [b]" in counter.text  # a refusal keeps what was typed
    await counter.press("ctrl+s")
    assert isinstance(counter.app.screen, MessagesScreen)
    assert "all 1 that" in counter.text
    assert "Please hurry [b]" in counter.text


async def test_when_and_from_whom_a_message_is_may_be_unknown(counter: Counter, host: Host) -> None:
    await made(counter)
    rows = [{"body": "Hello"}, {"body": "Bye", "dateTime": "2026-05-28 10:00:00", "from": "store"}]
    host.disguise = lambda operation, reply: (
        {"Success": "True", "messages": rows} if operation == "getMessages" else reply
    )
    await counter.press("a", "1")
    assert "when is unknown  ·  from whom is unknown" in counter.text
    assert "10:00  ·  shop" in counter.text
