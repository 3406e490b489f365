"""A customer is deactivated after it was said what is open."""

from __future__ import annotations

from tests.host import Host
from tests.screens.conftest import Counter
from tests.screens.customers.steps import change, made, ordered


async def test_deactivating_tells_what_is_open_and_takes_the_customer_from_the_search(
    counter: Counter, host: Host
) -> None:
    customer_id = await made(counter)
    order_id = await ordered(counter, customer_id)
    change(host, customer_id, credit=1250)
    await counter.press("f5", "a", "9")
    text = counter.text
    assert "Deactivate Ottoline Vexley?" in text
    assert f"order {order_id} is open: Cleaning" in text
    assert "$3.50 unpaid" in text
    assert "credit of $12.50" in text
    await counter.press("enter", "escape")
    assert "deleteCustomer" not in host.requests
    await counter.press("a", "9", "f12")
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
    await counter.press("a", "9")
    assert "could not be read now" in counter.text
    await counter.press("f12")
    assert "Kept on this computer" in counter.text
