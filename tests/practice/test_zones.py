"""A shop's days are those of its own calendar, wherever it is, on days of 23 and 25 hours too."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cleancloud_tui.practice import dispatch
from cleancloud_tui.practice.generator import populate
from cleancloud_tui.practice.shop_days import ShopDays, day_number
from cleancloud_tui.practice.store import PracticeStore

NOW = datetime(2026, 4, 20, 12, tzinfo=UTC)
"""In the 60 days before, both zones change their clocks."""


def asked(
    store: PracticeStore, zone: ZoneInfo, operation: str, **values: object
) -> dict[str, object]:
    reply = dispatch.answer(
        store,
        operation,
        values,
        now=int(NOW.timestamp()),
        days=ShopDays(zone),
        site="",
        most_orders=100_000,
    )
    assert reply["Success"] == "True", reply
    return reply


@pytest.mark.parametrize("name", ["America/Los_Angeles", "Australia/Sydney"])
def test_windows_and_the_summary_are_by_the_shops_days(name: str) -> None:
    zone = ZoneInfo(name)
    with PracticeStore() as store:
        populate(store, customers=60, now=NOW, zone=zone)
        last = NOW.astimezone(zone).date()
        first = last - timedelta(days=59)
        window = {"dateFrom": first.isoformat(), "dateTo": last.isoformat()}
        orders = asked(store, zone, "getOrders", **window)["Orders"]
        assert isinstance(orders, list)
        made = [datetime.fromtimestamp(int(each["createdDate"]), zone) for each in orders]
        by_hand = Counter(each.date().isoformat() for each in made)
        told = asked(store, zone, "summaryReport", **window)["Days"]
        assert isinstance(told, list)
        assert len(told) == 60
        assert {
            each["date"]: int(each["orders"]) for each in told if each["orders"] != "0"
        } == by_hand
        counter = [each for each in made if each.hour]
        assert {each.hour for each in counter} <= {6, *range(8, 19)}, "the shop is open then"
        day = max(by_hand, key=lambda each: by_hand[each])
        one = asked(store, zone, "getOrders", dateFrom=day, dateTo=day)["Orders"]
        assert isinstance(one, list)
        assert len(one) == by_hand[day]


@pytest.mark.parametrize("name", ["America/Los_Angeles", "Australia/Sydney", "UTC"])
def test_each_moment_lies_on_the_day_that_the_calendar_shows(name: str) -> None:
    zone = ZoneInfo(name)
    days = ShopDays(zone)
    moment = datetime(2025, 12, 31, tzinfo=UTC)
    while moment.year < 2027:
        assert days.of(int(moment.timestamp())) == day_number(moment.astimezone(zone).date())
        moment += timedelta(minutes=90)
    assert days.begins(day_number(date(2026, 7, 1))) == int(
        datetime(2026, 7, 1, tzinfo=zone).timestamp()
    )
