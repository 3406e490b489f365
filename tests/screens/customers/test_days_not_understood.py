"""Orders that tell their days in no known form are due nobody knows when, and that is said."""

from __future__ import annotations

from typing import Any

from cleancloud_tui.screens.destinations import OpenOrder
from cleancloud_tui.shop.mirror.todays_work import TodaysWork
from tests.host import Host
from tests.screens.conftest import Counter


def in_two_ways(_: str, reply: dict[str, Any]) -> dict[str, Any]:
    for row in reply.get("Orders", []):
        row.update(pickupDate="12/05/2026", deliveryDate="12/05/2026")
    return reply


async def test_what_is_due_is_unknown_then(counter: Counter, host: Host) -> None:
    shop = counter.app.desk.shop
    today = counter.app.desk.wording.today
    order = shop.todays_work(TodaysWork.READY, today, limit=1)[0].order
    host.retold = in_two_ways
    await shop.ask.refresh_order_alone(order.id)
    await counter.settle()
    assert "+?" in counter.text or "Due today unknown" in counter.text
    await counter.press("f7")
    assert "1 open order tells its day in no known form" in counter.text
    assert "none" not in counter.text
    counter.app.go(OpenOrder(order.id))
    await counter.settle()
    assert "unknown" in counter.text
