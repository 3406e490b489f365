"""Everybody's repeat pickups: who is asked about, when, and what is known of all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from cleancloud_tui.api.readers.replies.not_understood import NotUnderstoodError
from cleancloud_tui.shop.pickups.repeat_pickups import next_day
from cleancloud_tui.shop.pickups.shopwide.known import known_schedules
from tests.host import NOW
from tests.shop.sync.computer import A_WEEK, Computer, Process

TODAY = datetime.fromtimestamp(NOW, UTC).date()
HALF_AN_HOUR = 1_801.0
REFUSED = {"Success": "False", "Error": "This customer is locked"}


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
    wanting = await process.shop.parts.wanted_schedules().customers()
    everybody: list[str] = []
    for _ in range(len(wanting) // 5 + 1):
        computer.host.now += HALF_AN_HOUR
        await process.settle()
        few = asked()
        assert len(few) <= 5
        everybody += few
    assert everybody[: len(wanting)] == wanting
    assert await process.shop.parts.wanted_schedules().customers() == []
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
    gone, forgotten = (await shop.parts.wanted_schedules().customers())[:2]
    await shop.ask.refresh_repeat_pickups(gone)
    await shop.write("deleteCustomer", {"customerID": gone})
    await shop.forgetting.forget(forgotten)
    ids = await shop.parts.wanted_schedules().customers(week=0.0)
    assert not {gone, forgotten} & set(ids)
    known = known_schedules(shop, TODAY).schedules
    assert not {gone, forgotten} & {each.pickup.customer_id for each in known}


async def test_who_was_refused_is_asked_about_again_last(computer: Computer) -> None:
    process = await computer.open_filled()
    wanted, ask = process.shop.parts.wanted_schedules(), process.shop.ask.refresh_repeat_pickups
    first, *others = await wanted.customers()
    unasked = await wanted.never_asked()
    computer.host.disguise = lambda name, reply: REFUSED if name == "getPickups" else reply
    assert await wanted.read([first], ask) == 1
    computer.host.disguise = None
    assert await wanted.never_asked() == unasked - 1
    assert await wanted.customers() == others
    assert await wanted.customers(week=0.0) == [*others, first]
    computer.host.now += HALF_AN_HOUR
    await process.settle()
    assert first not in about(process)()
    assert await wanted.read([first], ask) == 0
    assert (await wanted.customers(week=0.0))[-1] == first


async def test_one_answer_that_is_not_understood_stops_no_others_but_several_in_a_row_do(
    computer: Computer,
) -> None:
    process = await computer.open_filled()
    wanted, ask = process.shop.parts.wanted_schedules(), process.shop.ask.refresh_repeat_pickups
    first, second, third, *_ = customers = (await wanted.customers())[:5]
    odd = {"Success": "True", "Foo": [1]}
    asked: list[str] = []

    async def read(customer_id: str) -> None:
        asked.append(customer_id)
        await ask(customer_id)

    computer.host.disguise = lambda name, reply: (
        odd if name == "getPickups" and asked[-1] == first else reply
    )
    assert await wanted.read(customers, read) == 1
    assert asked == customers
    assert first in (await wanted.customers(week=0.0))[-5:], "it is asked about again last"
    computer.host.disguise = lambda name, reply: odd if name == "getPickups" else reply
    asked.clear()
    with pytest.raises(NotUnderstoodError):
        await wanted.read(customers, read)
    assert asked == [first, second, third]
