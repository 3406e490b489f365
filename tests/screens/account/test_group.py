"""A customer is put into a group."""

from __future__ import annotations

from tests.host import Host
from tests.screens.conftest import Counter
from tests.screens.customers.steps import made


async def test_a_customer_is_put_into_a_group(counter: Counter, host: Host) -> None:
    customer_id = await made(counter)
    store = host.app.state.server.store
    group = store.row("SELECT min(id) AS id FROM customer_groups")["id"]
    await counter.press("a", "8", *str(group), "ctrl+s")
    assert f"Added to group {group}" in counter.text
    member = "SELECT 1 FROM group_members WHERE customer_id = ?"
    assert store.row(member, (int(customer_id),)) is not None
    await counter.press("a", "8", *"99999", "ctrl+s")
    assert "No Group With That ID" in counter.text
