"""The counted figures equal those of the practice shop's own store, wherever the shop is."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from cleancloud_tui.practice.store import PracticeStore
from cleancloud_tui.shop.reports.counted import counted_figures
from cleancloud_tui.shop.reports.figures import Figures
from cleancloud_tui.shop.reports.periods import Period
from tests.shop.reports.conftest import Known, OpenIn

DAYS = 120
WAYS = {0: "Other", 1: "Cash", 2: "Card", 3: "Check"}


class Store:
    """The shop's own store, its rows by the days of a zone."""

    def __init__(self, store: PracticeStore, zone: ZoneInfo) -> None:
        self.orders = list(store.rows("SELECT * FROM orders WHERE deleted = 0"))
        self.customers = list(store.rows("SELECT * FROM customers WHERE deactivated = 0"))
        self.zone = zone

    def on(self, moment: int, days: set[date]) -> bool:
        return moment > 0 and datetime.fromtimestamp(moment, self.zone).date() in days

    def figures(self, days: set[date]) -> Figures:
        made = [row for row in self.orders if self.on(row["created"], days)]
        paid = [row for row in self.orders if row["paid"] and self.on(row["payment_time"], days)]
        unpaid = [row for row in made if not row["paid"] and not row["invoice_id"]]
        ways: Counter[str] = Counter()
        for row in paid:
            ways[WAYS[row["payment_type"]]] += row["total"]
        return Figures(
            orders=len(made),
            pieces=sum(row["pieces"] for row in made),
            sales=money(row["total"] for row in made),
            revenue=money(row["total"] for row in paid),
            by_payment_type={way: money([cents]) for way, cents in ways.items()},
            cleaned=sum(self.on(row["cleaned"], days) for row in self.orders),
            completed=sum(self.on(row["completed"], days) for row in self.orders),
            unpaid_orders=len(unpaid),
            unpaid_total=money(row["total"] for row in unpaid),
            unique_customers=len({row["customer_id"] for row in made}),
            new_customers=sum(self.on(row["signed_up"], days) for row in self.customers),
            pickup_orders=sum(row["pickup"] for row in made),
            store_orders=sum(not row["pickup"] for row in made),
            express_orders=sum(bool(row["express_fee"]) for row in made),
            express_fees=money(row["express_fee"] for row in made),
            discounts=money(row["discount"] for row in made),
            tips=money(row["tip"] for row in made),
            tax=money(row["tax1"] + row["tax2"] + row["tax3"] for row in made),
        )


def money(cents: object) -> Decimal:
    return Decimal(sum(cents)).scaleb(-2)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "zone", ["America/Los_Angeles", "Australia/Sydney", "Australia/Lord_Howe", "Asia/Kathmandu"]
)
async def test_120_days_in_which_clocks_are_put_forward_and_back(
    known: Known, offline: OpenIn, zone: str
) -> None:
    there = ZoneInfo(zone)
    last = datetime.fromtimestamp(known.now, UTC).astimezone(there).date()
    period = Period(last - timedelta(days=DAYS - 1), last, "the last 120 days")
    counted = counted_figures(offline(there), period)
    store = Store(known.store, there)
    assert counted.unknown == ()
    assert len(counted.days) == DAYS
    assert {day: plain(told) for day, told in counted.days.items()} == {
        day: plain(store.figures({day})) for day in period.all_days()
    }
    assert plain(counted.total) == plain(store.figures(set(period.all_days())))
    assert counted.total.orders


def plain(figures: Figures) -> dict[str, object]:
    told = {name: getattr(figures, name) for name in figures.__dataclass_fields__}
    return {**told, "by_section": None}
