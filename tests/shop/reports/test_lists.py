"""The lists behind the figures, and when orders come, are what the shop's own store holds."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cleancloud_tui.screens.summary.lists import lists_of
from cleancloud_tui.shop.reports import lists, patterns
from cleancloud_tui.shop.reports.periods import Period
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.wording.values import Wording
from tests.shop.reports.conftest import Known, OpenIn

ZONE = ZoneInfo("America/New_York")
TO_BE_DONE = (0, 5)


class Books:
    """What the shop's own store has, by its calendar."""

    def __init__(self, known: Known) -> None:
        self.orders: list[Any] = list(known.store.rows("SELECT * FROM orders WHERE deleted = 0"))
        self.today = self.day(known.now)
        self.period = Period(self.today - timedelta(days=59), self.today, "")

    def day(self, moment: float) -> date:
        return datetime.fromtimestamp(moment, UTC).astimezone(ZONE).date()

    def made(self) -> list[Any]:
        days = set(self.period.all_days())
        return [row for row in self.orders if self.day(row["created"]) in days]


@pytest.fixture
def books(known: Known) -> Books:
    return Books(known)


@pytest.fixture
def shop(offline: OpenIn) -> Shop:
    return offline(ZONE)


def ids(found: Any) -> list[str]:
    return [each.order.id for each in found]


def test_orders_by_weekday_and_hour(shop: Shop, books: Books) -> None:
    told = patterns.orders_by_hour(shop, books.period)
    moments = [datetime.fromtimestamp(row["created"], ZONE) for row in books.made()]
    wanted = Counter((each.weekday(), each.hour) for each in moments)
    assert sum(map(sum, told)) == len(moments) > 0
    assert all(told[day][hour] == count for (day, hour), count in wanted.items())


def test_ages_and_ways_of_payment(shop: Shop, books: Books) -> None:
    ages = patterns.ages_of_open(shop, books.today)
    open_orders = [row for row in books.orders if row["status"] != 2]
    assert sum(each.orders for each in ages) == len(open_orders) > 0
    for each in ages:
        fits = [
            row
            for row in open_orders
            if each.band.holds((books.today - books.day(row["created"])).days)
        ]
        assert each.orders == len(fits)
        assert each.amount == Decimal(sum(row["total"] for row in fits)).scaleb(-2)
    ways = patterns.ways_of_payment(shop, books.period)
    days = set(books.period.all_days())
    paid = [row for row in books.orders if row["paid"] and books.day(row["payment_time"]) in days]
    assert sum(orders for orders, _ in ways.values()) == len(paid)
    assert {"Cash", "Card"} <= set(ways)


def test_lists_of_orders(shop: Shop, books: Books) -> None:
    day = max(books.period.all_days(), key=lambda day: sum(
        books.day(row["created"]) == day for row in books.orders
    ))  # fmt: skip
    made = [row for row in books.orders if books.day(row["created"]) == day]
    assert set(ids(lists.orders_of_day(shop, day))) == {str(row["id"]) for row in made} != set()
    unpaid = [row for row in books.orders if not row["paid"] and not row["invoice_id"]]
    told = lists.unpaid_by_age(shop, books.today)
    assert {each.found.order.id for each in told} == {
        str(row["id"]) for row in unpaid if row["total"]
    }
    ages = [each.age for each in told if each.age is not None]
    assert ages == sorted(ages, reverse=True)
    assert all(each.band and each.age is not None and each.band.holds(each.age) for each in told)
    ready = {str(row["id"]) for row in books.orders if row["status"] == 1}
    waiting = lists.uncollected_by_age(shop, books.today)
    assert {each.found.order.id for each in waiting} == ready
    assert all(each.found.customer for each in waiting), "they are to be called"


def test_what_is_promised_and_usually_managed(shop: Shop, books: Books) -> None:
    coming = lists.promised(shop, books.today)
    assert [each.day for each in coming] == [
        books.today + timedelta(days=number) for number in range(14)
    ]
    for each in coming:
        due = [
            row
            for row in books.orders
            if row["status"] in TO_BE_DONE
            and datetime.fromtimestamp(row["delivery_date"], UTC).date() == each.day
        ]
        assert (each.orders, each.pieces) == (len(due), sum(row["pieces"] for row in due))
        assert set(ids(lists.promised_on(shop, each.day))) == {str(row["id"]) for row in due}
    assert any(each.orders for each in coming)
    assert any(each.usual for each in coming)
    late = ids(lists.overdue(shop, books.today))
    assert all(each not in late for day in coming for each in ids(lists.promised_on(shop, day.day)))


def test_customers_who_bring_most_and_who_stopped_coming(shop: Shop, books: Books) -> None:
    brought: Counter[str] = Counter()
    for row in books.made():
        brought[str(row["customer_id"])] += row["total"]
    told = lists.biggest_customers(shop, books.period, limit=5)
    assert [each.sales for each in told] == [
        Decimal(cents).scaleb(-2) for _, cents in brought.most_common(5)
    ]
    assert all(brought[each.customer_id] == each.sales * 100 for each in told)
    in_a_year = books.today + timedelta(days=365)
    gone = lists.stopped_coming(shop, in_a_year)
    assert gone
    assert all(each.usual_days and each.usual_days <= 60 and each.orders >= 4 for each in gone)
    assert [each.sales for each in gone] == sorted((each.sales for each in gone), reverse=True)


def test_a_list_that_is_full_says_that_there_may_be_more(
    shop: Shop, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    wording = Wording(shop.now, UTC)
    biggest = lists_of(books.period)["biggest"]
    found = len(biggest.read(shop, wording).rows)
    assert biggest.read(shop, wording).note == f"{found} customers"
    monkeypatch.setattr(lists, "MOST_CUSTOMERS", found)
    assert biggest.read(shop, wording).note == f"The first {found} customers; there may be more"
