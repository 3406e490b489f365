"""Days that are told in no form that is known are unknown: for them no count is 0."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cleancloud_tui.api.clocks.moments import day_of, instant_of, is_odd
from cleancloud_tui.api.readers.orders import order_row
from cleancloud_tui.api.readers.replies.not_understood import NotUnderstoodError
from cleancloud_tui.api.readers.routes import available_days
from cleancloud_tui.shop.mirror.todays_work import TodaysWork
from cleancloud_tui.shop.probing.findings import finding_of
from cleancloud_tui.shop.reports.counted import counted_figures
from cleancloud_tui.shop.reports.periods import Period
from cleancloud_tui.stores.columns import flaw
from tests.host import NOW, Host

TODAY = datetime.fromtimestamp(NOW, UTC).date()
STAMP = 1_796_040_000  # noon of 2026-11-30, in UTC


@pytest.mark.parametrize(
    "told",
    [
        STAMP * 1000,
        f"{STAMP}000",
        "11/30/2026",
        "30.11.2026",
        "2026/11/30",
        "Monday, 30 November 2026",
        "Nov 30, 2026",
        "11/30/2026 12:00 PM",
        "30/11/2026 12:00:00",
    ],
)
def test_a_form_that_can_mean_only_one_is_read(told: object) -> None:
    noon = datetime.fromtimestamp(STAMP, UTC)
    assert (day_of(told), instant_of(told), is_odd(told)) == (noon.date(), noon, False)


@pytest.mark.parametrize("told", ["12/05/2026", "soon", "Sunday, 30 November 2026", 20261130])
def test_what_is_none_or_two_is_odd(told: object) -> None:
    assert (day_of(told), instant_of(told), is_odd(told)) == (None, None, True)
    order = order_row({"id": "1", "status": "0", "deliveryDate": told, "createdDate": told})
    assert order
    assert order.is_day_unknown
    with pytest.raises(NotUnderstoodError, match="days"):
        available_days({"Success": "True", "Dates": [{"dateStamp": told, "times": "8am-10am"}]})


@pytest.mark.parametrize(
    "told", [None, "", 0, "0", "0000-00-00", "0000-00-00 00:00:00", -62169984000]
)
def test_what_stands_for_nothing_is_not_odd(told: object) -> None:
    assert not is_odd(told)
    order = order_row({"id": "1", "status": "0", "deliveryDate": told, "createdDate": told})
    assert order
    assert not order.odd_moments


def in_two_ways(_: str, reply: dict[str, Any]) -> dict[str, Any]:
    """Tell the moments of orders as months and days, of which either may be which."""
    moments = ("createdDate", "pickupDate", "deliveryDate", "completedDate", "paymentTime")
    for row in reply.get("Orders", []):
        row.update({key: "12/05/2026" for key in moments if row.get(key) not in ("", "0", None)})
    return reply


async def test_orders_of_unknown_days_are_said_to_be(host: Host) -> None:
    shop = await host.open_filled()
    open_order = next(
        each.order
        for each in shop.todays_work(TodaysWork.READY, TODAY)
        if not each.order.awaits_pickup
    )
    period = Period(TODAY - timedelta(days=60), TODAY, "of late")
    assert shop.undated_orders() == 0
    host.disguise = in_two_ways
    await shop.ask.refresh_order_alone(open_order.id)
    assert shop.undated_orders() == 1
    known = shop.order(open_order.id)
    assert known is not None
    assert known.value.is_day_unknown
    counted = counted_figures(shop, period)
    assert (counted.undated.orders, counted.unknown) == (1, ())
    assert shop.mirror.file.look(flaw) == "", "it is no damage"
    host.disguise = None
    await shop.ask.refresh_order_alone(open_order.id)
    assert shop.undated_orders() == 0
    assert not counted_figures(shop, period).undated.orders


def test_the_probe_names_them() -> None:
    order: Mapping[str, object] = {"id": "1", "createdDate": "12/05/2026", "pickupDate": STAMP}
    found = finding_of("getOrders", "orders", {"Success": "True", "Orders": [order]})
    assert [key.path for key in found.unread] == ["Orders[].createdDate"]
