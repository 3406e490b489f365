"""Everybody's repeat pickups: who is asked about, when, and what is known of all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from cleancloud_tui.shop.pickups.repeat_pickups import next_day
from cleancloud_tui.shop.pickups.shopwide.known import known_schedules
from cleancloud_tui.shop.sync.schedules import to_be_asked
from tests.host import NOW
from tests.shop.sync.computer import A_WEEK, Computer, Process

TODAY = datetime.fromtimestamp(NOW, UTC).date()
HALF_AN_HOUR = 1_801.0


def about(process: Process) -> Callable[[], list[str]]:
    """Return whom the background asked about since the last time."""

    def asked() -> list[str]:
        told = [each["customerID"] for each in process.asked_as("repeat pickups")]
        process.asked.clear()
        return told

    return asked


async def test_everybody_with_pickups_is_asked_about_once_a_week(computer: Computer) -> None:
    process = await computer.open_filled()
    asked = about(process)
    told = list(known_schedules(process.shop, TODAY).schedules)
    assert told == sorted(told, key=lambda each: next_day(each.pickup, TODAY) or TODAY.max)
    wanting = await to_be_asked(process.shop.mirror, computer.host.now)
    everybody: list[str] = []
    for _ in range(len(wanting) // 5 + 1):
        computer.host.now += HALF_AN_HOUR
        await process.settle()
        few = asked()
        assert len(few) <= 5
        everybody += few
    assert everybody[: len(wanting)] == wanting
    assert await to_be_asked(process.shop.mirror, computer.host.now) == []
    known = known_schedules(process.shop, TODAY)
    standing = computer.sql(
        "SELECT count(*) FROM repeat_pickups JOIN customers ON customers.id = customer_id"
        " WHERE ended = 0 AND deactivated = 0 AND EXISTS ("
        " SELECT 1 FROM orders WHERE orders.customer_id = customers.id AND pickup = 1)"
    )
    assert len(known.schedules) == standing[0][0] > 0
    assert known.oldest is not None
    assert all(each.name and each.pickup.customer_id for each in known.schedules)
    computer.host.now += A_WEEK
    await process.settle()
    assert len(asked()) == 5


async def test_nothing_is_asked_where_the_month_has_nothing_left(computer: Computer) -> None:
    process = await computer.open_filled()
    process.planned.background_left = 0
    computer.host.now += HALF_AN_HOUR
    await process.settle()
    assert process.asked_as("repeat pickups") == []


async def test_who_was_deactivated_or_forgotten_is_left_out(computer: Computer) -> None:
    process = await computer.open_filled()
    shop = process.shop
    gone, forgotten = (await to_be_asked(shop.mirror, computer.host.now))[:2]
    await shop.ask.refresh_repeat_pickups(gone)
    await shop.write("deleteCustomer", {"customerID": gone})
    await shop.forgetting.forget(forgotten)
    ids = await to_be_asked(shop.mirror, computer.host.now + timedelta(days=30).total_seconds())
    assert not {gone, forgotten} & set(ids)
    known = known_schedules(shop, TODAY).schedules
    assert not {gone, forgotten} & {each.pickup.customer_id for each in known}
