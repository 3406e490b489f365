"""Objects that webhooks tell of are read once each, and polling becomes rarer meanwhile."""

from dataclasses import replace

import pytest

from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop.budget.plan import AskingPlan
from cleancloud_tui.shop.opening_hours import OpeningHours
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.webhooks.events import Subject
from cleancloud_tui.shop.webhooks.following import MOST_ORDERS
from cleancloud_tui.shop.webhooks.hearing import STRETCHED_TO, TRUSTED_SECONDS
from tests.host import Host

PLAN = AskingPlan(60.0, 10_000, True, "every 60 s: the month has room")
ORDER = Subject("order", "1")


@pytest.fixture
async def shop(host: Host) -> Shop:
    return host.open()


def behind_its_back(host: Host, statement: str) -> None:
    host.app.state.server.store.execute(statement)


async def test_what_changed_is_read_once_and_every_process_knows_it(host: Host, shop: Shop) -> None:
    other = host.open()
    behind_its_back(host, "UPDATE orders SET notes = 'by webhook' WHERE id = 1")
    for _ in range(5):
        await shop.follower.take(ORDER)
    assert await shop.follower.step() == 0.0
    assert host.requests == ["getOrders"]
    known = other.order("1")
    assert known is not None
    assert known.value.notes == "by webhook"


async def test_what_was_deleted_is_known_no_more(host: Host, shop: Shop) -> None:
    await shop.ask.refresh_order_alone("1")
    assert shop.order("1") is not None
    behind_its_back(host, "UPDATE orders SET deleted = 1 WHERE id = 1")
    await shop.follower.take(ORDER)
    await shop.follower.step()
    assert shop.order("1") is None


async def test_what_can_not_be_read_now_is_read_later(host: Host, shop: Shop) -> None:
    await shop.follower.take(ORDER)
    host.is_offline = True
    assert await shop.follower.step() > 0
    host.is_offline = False
    host.faults.cause(Fault.RATE, times=10)
    assert await shop.follower.step() > 0
    host.faults.clear()
    assert await shop.follower.step() == 0.0
    assert shop.order("1") is not None


async def test_an_unknown_customer_is_no_reason_to_ask_again(host: Host, shop: Shop) -> None:
    await shop.follower.take(Subject("customer", "987654"))
    assert await shop.follower.step() == 0.0


async def test_nothing_is_asked_while_the_background_is_paused(host: Host, shop: Shop) -> None:
    await shop.sync.pause()
    await shop.follower.take(ORDER)
    assert await shop.follower.step() > 0
    assert not host.requests
    await shop.sync.resume()
    assert await shop.follower.step() == 0.0


async def test_changes_are_asked_for_less_often_while_webhooks_arrive(
    host: Host, shop: Shop
) -> None:
    other = host.open(hours=OpeningHours.parse("mon-sun 0:00-24:00"))  # whenever this runs
    hearing, others = shop.parts.hearing(), other.parts.hearing()
    assert others.stretched(PLAN) == PLAN
    await shop.follower.take(ORDER)
    await shop.follower.step()
    assert others.stretched(PLAN).period == STRETCHED_TO
    assert "webhooks" in (await other.parts._plan(False, False)).reason  # what sync is given
    rare = replace(PLAN, period=900.0)
    assert others.stretched(rare) == rare
    host.now += TRUSTED_SECONDS
    assert others.stretched(PLAN) == PLAN
    await hearing.heard()
    assert others.is_relied_on
    await shop.aclose()
    assert not others.is_relied_on  # the process that heard them is gone


async def test_more_than_can_wait_are_left_to_asking_for_changes(host: Host, shop: Shop) -> None:
    for number in range(MOST_ORDERS + 1):
        await shop.follower.take(Subject("order", str(number + 1)))
    await shop.parts.hearing().heard()
    await shop.follower.step()
    assert not shop.parts.hearing().is_relied_on


async def test_what_was_heard_and_not_read_is_read_by_the_next_program(host: Host) -> None:
    shop = host.open()
    host.is_offline = True
    await shop.follower.take(Subject("customer", "1"))
    await shop.follower.take(ORDER)
    await shop.follower.step()
    await shop.aclose()  # or killed: nothing more is kept at the end

    host.is_offline = False
    later = host.open()
    later.follower.resume()
    for _ in range(2):
        assert await later.follower.step() == 0.0
    assert later.customer("1")
    assert later.order("1")
    assert not later.follower._kept.subjects()
    assert host.requests.count("getCustomer") == host.requests.count("getOrders") == 1


async def test_what_is_told_anew_while_it_is_read_stays(host: Host, shop: Shop) -> None:
    kept = shop.parts.follower()._kept
    await kept.keep(ORDER, 10.0)
    await kept.drop(ORDER, 9.0)
    assert kept.subjects() == [ORDER]
    await kept.drop(ORDER, 10.0)
    assert not kept.subjects()
