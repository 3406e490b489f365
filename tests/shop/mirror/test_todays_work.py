"""Today's work agrees with what the practice shop holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from cleancloud_tui.api.models.orders import AWAITED, Order, OrderStatus
from cleancloud_tui.shop.mirror.todays_work import TodaysWork
from cleancloud_tui.shop.shop import Shop
from tests.host import NOW, Host

TODAY = datetime.fromtimestamp(NOW, UTC).date()
EVERYTHING = 10_000

KINDS: dict[TodaysWork, Callable[[Order, date], bool]] = {
    TodaysWork.READY: lambda order, _: order.status is OrderStatus.READY,
    TodaysWork.DUE: lambda order, today: order.is_open and order.due_day == today,
    TodaysWork.OVERDUE: Order.is_overdue,
    TodaysWork.UNPAID: lambda order, _: bool(order.due),
    TodaysWork.AWAITING_PICKUP: lambda order, _: order.status in AWAITED,
}


@pytest.fixture
async def shop(host: Host) -> Shop:
    return await host.open_filled()


def all_orders(shop: Shop) -> list[Order]:
    rows = shop.mirror.file.rows("SELECT id FROM orders WHERE deleted = 0")
    known = (shop.order(row["id"]) for row in rows)
    return [each.value for each in known if each]


@pytest.mark.parametrize("kind", TodaysWork)
@pytest.mark.parametrize("days", [-3, 0, 1])
async def test_each_kind_lists_its_orders(shop: Shop, kind: TodaysWork, days: int) -> None:
    today = TODAY + timedelta(days=days)
    meant = {order.id for order in all_orders(shop) if KINDS[kind](order, today)}
    found = shop.todays_work(kind, today, limit=EVERYTHING)
    assert {each.order.id for each in found} == meant
    assert len(found) == shop.work_counts(today)[kind]
    assert all(each.customer and each.customer.id == each.order.customer_id for each in found)


async def test_every_kind_is_there_to_be_seen(shop: Shop) -> None:
    counts = [shop.work_counts(TODAY + timedelta(days=days)) for days in range(8)]
    assert all(any(each[kind] for each in counts) for kind in TodaysWork)


async def test_who_waits_longest_stands_first(shop: Shop) -> None:
    ready = shop.todays_work(TodaysWork.READY, TODAY, limit=EVERYTHING)
    days = [each.order.due_day or date.min for each in ready]
    assert days == sorted(days)


async def test_what_left_the_shop_unpaid_stands_first(shop: Shop) -> None:
    last = shop.todays_work(TodaysWork.UNPAID, TODAY, limit=EVERYTHING)[-1].order
    await shop.write("updateOrder", {"orderID": last.id, "status": "2"})
    unpaid = [each.order for each in shop.todays_work(TodaysWork.UNPAID, TODAY, limit=EVERYTHING)]
    assert [order.is_open for order in unpaid] == sorted(order.is_open for order in unpaid)
    assert last.id in {order.id for order in unpaid if not order.is_open}
    assert len(shop.todays_work(TodaysWork.UNPAID, TODAY, limit=3)) == 3


async def test_what_is_typed_narrows_it(shop: Shop) -> None:
    ready = shop.todays_work(TodaysWork.READY, TODAY, limit=EVERYTHING)
    one = ready[0]
    assert one.customer is not None
    narrowed = shop.todays_work(TodaysWork.READY, TODAY, text=one.customer.name.lower())
    assert one.order.id in {each.order.id for each in narrowed}
    assert {each.customer.name for each in narrowed if each.customer} == {one.customer.name}
    by_number = shop.todays_work(TodaysWork.READY, TODAY, text=one.order.id)
    assert one.order.id in {each.order.id for each in by_number}
    assert shop.todays_work(TodaysWork.READY, TODAY, text="' OR 1=1 qqqzz") == []


async def test_a_change_of_status_moves_an_order_at_once(shop: Shop) -> None:
    order = shop.todays_work(TodaysWork.READY, TODAY)[0].order
    before = shop.work_counts(TODAY)[TodaysWork.READY]
    await shop.write("updateOrder", {"orderID": order.id, "status": "2", "paid": "1"})
    assert shop.work_counts(TODAY)[TodaysWork.READY] == before - 1
