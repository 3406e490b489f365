"""What a route has left: days, and the windows of time on each."""

from __future__ import annotations

import pytest

from cleancloud_tui.api.errors import BadParametersError
from cleancloud_tui.shop.journal.doubt import Doubt
from tests.host import Host


async def test_days_and_times_are_asked_for_by_route(host: Host) -> None:
    shop = await host.open_filled(doubt=Doubt(0.0, 0.0))
    route = next(
        each.customer.route for each in shop.search("") if each.customer.route not in ("", "0")
    )
    before = len(host.requests)
    days = await shop.ask.days_of_route(route)
    assert days
    assert all(day.day >= shop.now().date() for day in days)
    slots = await shop.ask.slots_of(route, days[0].day)
    assert slots
    assert {each.window for each in days[0].slots} <= {each.window for each in slots}
    assert host.requests[before:] == ["getDates", "getSlots"]


async def test_a_route_that_is_none_costs_no_request(host: Host) -> None:
    shop = host.open(doubt=Doubt(0.0, 0.0))
    with pytest.raises(BadParametersError):
        await shop.ask.days_of_route("the north")
    assert host.requests == []
