"""What a customer's schedules have to fit into: known at once, asked for in two requests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from cleancloud_tui.shop.pickups.knowledge import (
    ROUTE_FRESH,
    days_known_of,
    refresh_day,
    refresh_surroundings,
    route_of,
    surroundings_of,
)
from cleancloud_tui.shop.pickups.route_days import DayState
from cleancloud_tui.shop.shop import Shop
from tests.host import NOW, Host

DAY = timedelta(days=1)
TODAY = datetime.fromtimestamp(NOW, UTC).date()
SUNDAY = date(2026, 5, 31)


@pytest.fixture
async def shop(host: Host) -> Shop:
    return await host.open_filled(closed_days={TODAY + 20 * DAY})


def customer_with_route(shop: Shop) -> str:
    found = shop.search("")
    return next(each.customer.id for each in found if each.customer.route)


def asked(host: Host) -> Iterator[str]:
    """The requests since the last time that this was asked."""
    told, host.requests[:] = list(host.requests), []
    yield from told


async def test_two_requests_tell_all_of_it_and_none_while_it_is_fresh(
    shop: Shop, host: Host
) -> None:
    customer_id = customer_with_route(shop)
    before = surroundings_of(shop, customer_id, TODAY)
    assert (before.route.route, before.route.read_at) == (route_of(shop, customer_id), None)
    assert before.route.state(TODAY + DAY) is DayState.UNKNOWN
    host.requests.clear()
    await refresh_surroundings(shop, customer_id)
    assert list(asked(host)) == ["getPickups", "getDates"]
    await refresh_surroundings(shop, customer_id)
    assert list(asked(host)) == []
    host.now += 60
    await refresh_surroundings(shop, customer_id)
    assert list(asked(host)) == ["getPickups"]
    host.now += ROUTE_FRESH.total_seconds()
    await refresh_surroundings(shop, customer_id)
    assert list(asked(host)) == ["getPickups", "getDates"]
    around = surroundings_of(shop, customer_id, TODAY)
    assert around.orders == shop.orders_of(customer_id)
    assert around.route.first_delivery == TODAY + 2 * DAY
    assert around.route.state(TODAY + DAY) is DayState.OPEN
    assert around.route.state(TODAY + 20 * DAY) is DayState.CLOSED


async def test_a_day_that_a_route_passes_over_has_nothing_left(shop: Shop) -> None:
    customer_id = customer_with_route(shop)
    route = route_of(shop, customer_id)
    await refresh_surroundings(shop, customer_id)
    known = days_known_of(shop, route)
    assert known.state(SUNDAY) is DayState.NOTHING_LEFT
    assert known.state(TODAY + 40 * DAY) is DayState.UNKNOWN
    assert days_known_of(shop, "").days == {}


async def test_a_day_beyond_those_told_is_asked_for_by_itself_once(shop: Shop, host: Host) -> None:
    route = route_of(shop, customer_with_route(shop))
    day = TODAY + 40 * DAY
    host.requests.clear()
    await refresh_day(shop, route, day)
    await refresh_day(shop, route, day)
    await refresh_day(shop, "", day)
    assert list(asked(host)) == ["getSlots"]
    assert days_known_of(shop, route).state(day) is DayState.OPEN
    assert days_known_of(shop, "another").state(day) is DayState.UNKNOWN


async def test_times_asked_for_anew_keep_how_often_they_were_left(shop: Shop, host: Host) -> None:
    customer_id = customer_with_route(shop)
    await refresh_surroundings(shop, customer_id)
    route = route_of(shop, customer_id)
    before = days_known_of(shop, route).slots(TODAY + DAY)
    host.now += 60
    await refresh_day(shop, route, TODAY + DAY)
    assert days_known_of(shop, route).slots(TODAY + DAY) == before
    assert all(slot.left for slot in before)


async def test_a_day_named_without_times_is_not_full(shop: Shop, host: Host) -> None:
    def without_times(name: str, reply: Mapping[str, object]) -> Mapping[str, object]:
        stamp = int(datetime(2026, 6, 3, 12, tzinfo=UTC).timestamp())
        return {"Success": "True", "Dates": [{"dateStamp": stamp}]} if name == "getDates" else reply

    host.retold = without_times
    customer_id = customer_with_route(shop)
    await refresh_surroundings(shop, customer_id)
    known = surroundings_of(shop, customer_id, TODAY).route
    assert known.state(date(2026, 6, 3)) is DayState.UNKNOWN
    assert known.state(date(2026, 6, 2)) is DayState.NOTHING_LEFT


async def test_a_customer_without_a_route_costs_one_request(shop: Shop, host: Host) -> None:
    customer_id = next(
        each.customer.id for each in shop.search("") if not route_of(shop, each.customer.id)
    )
    host.requests.clear()
    await refresh_surroundings(shop, customer_id)
    assert list(asked(host)) == ["getPickups"]


async def test_what_a_route_told_is_known_after_a_restart(shop: Shop, host: Host) -> None:
    customer_id = customer_with_route(shop)
    await refresh_surroundings(shop, customer_id)
    told = surroundings_of(shop, customer_id, TODAY)
    await shop.aclose()
    known = surroundings_of(host.open(closed_days={TODAY + 20 * DAY}), customer_id, TODAY)
    assert replace(known, now=told.now) == told
