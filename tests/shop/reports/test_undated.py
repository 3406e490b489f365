"""An order of no known day takes from the figures that can depend on it, and from no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from cleancloud_tui.api.models.orders import Order
from cleancloud_tui.screens.closing.received import Received
from cleancloud_tui.shop.reports.compared import Reason, received_by_way
from cleancloud_tui.shop.reports.counted import Counted, counted_figures
from cleancloud_tui.shop.reports.figures import AMOUNTS
from cleancloud_tui.shop.reports.periods import Period, days_until
from cleancloud_tui.shop.reports.report import report_of
from cleancloud_tui.shop.reports.told import read_told
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.wording.reports.figures import counted_said, difference_in_words
from cleancloud_tui.wording.reports.page import page
from cleancloud_tui.wording.values import Wording
from tests.host import NOW, Host

TODAY = datetime.fromtimestamp(NOW, UTC).date()
PERIOD = days_until(TODAY, 7)
OF_MADE = {*AMOUNTS} - {"revenue", "cleaned", "completed", "new_customers"}
IN_TWO_WAYS = "12/05/2026"

Fits = Callable[[Order], bool]


@dataclass
class Till:
    """A computer with a shop, of whose orders moments can be told in no known form."""

    host: Host
    shop: Shop

    async def blur(self, *keys: str, fits: Fits) -> Order:
        """Read an order of the period anew, moments of it told in two ways or not at all."""
        made = (each for each in self.shop.mirror.newest_orders(400) if self._is_of_period(each))
        order = next(each for each in made if fits(each))

        def blurred(_: str, reply: dict[str, Any]) -> dict[str, Any]:
            for row in reply.get("Orders", []):
                row.update(dict.fromkeys(keys, IN_TWO_WAYS))
            return reply

        self.host.retold = blurred
        await self.shop.ask.refresh_order_alone(order.id)
        self.host.retold = None
        return order

    def counted(self, period: Period = PERIOD) -> Counted:
        return counted_figures(self.shop, period)

    def _is_of_period(self, order: Order) -> bool:
        return bool(order.created and PERIOD.first <= order.created.date() <= PERIOD.last)


@pytest.fixture
async def till(host: Host) -> Till:
    shop = await host.open_filled()
    await shop.sync.catch_up()
    return Till(host, shop)


async def test_all_but_the_figure_that_depends_on_it_stands(till: Till) -> None:
    before = till.counted()
    order = await till.blur("cleanedDate", fits=lambda each: each.cleaned is not None)
    after = till.counted()
    assert after.unknown == ()
    assert before.total.cleaned is not None
    assert after.total.cleaned in (before.total.cleaned - 1, before.total.cleaned)
    assert replace(after.total, cleaned=None) == replace(before.total, cleaned=None)
    assert {name for name in AMOUNTS if after.may_lack(name)} == {"cleaned"}
    assert (after.may_lack("cleaned"), after.undated.orders) == (1, 1)
    assert order.created
    made = order.created.date()
    earlier = Period(made - timedelta(days=30), made - timedelta(days=1), "before it was made")
    assert not till.counted(earlier).may_lack("cleaned")


async def test_an_order_made_nobody_knows_when_is_in_no_figure_of_orders_made(till: Till) -> None:
    before = till.counted()
    order = await till.blur("createdDate", fits=lambda each: bool(each.total))
    after = till.counted()
    assert (before.total.orders or 0) - (after.total.orders or 0) == 1
    assert (before.total.sales or 0) - (after.total.sales or 0) == order.total
    assert after.total.revenue == before.total.revenue
    assert {name for name in AMOUNTS if after.may_lack(name)} == OF_MADE
    wording = Wording(lambda: datetime.fromtimestamp(NOW, UTC), UTC)
    assert counted_said("orders", after, wording) == f"{after.total.orders}+?"
    assert counted_said("revenue", after, wording) == wording.money(after.total.revenue)


async def test_figures_that_come_to_nothing_are_unknown_then(till: Till) -> None:
    tomorrow = TODAY + timedelta(days=1)
    till.host.now += timedelta(days=1).total_seconds()
    await till.shop.sync.catch_up()
    await till.blur("createdDate", fits=lambda each: not each.paid and not each.cleaned)
    counted = till.counted(Period(tomorrow, tomorrow, "tomorrow"))
    assert counted.unknown == ()
    figures = counted.days[tomorrow]
    assert (figures.orders, figures.sales, figures.by_section) == (None, None, None)
    assert (figures.revenue, figures.cleaned, figures.new_customers) == (Decimal(0), 0, 0)
    assert counted.total.orders is None


async def test_a_payment_takes_from_its_own_way_alone(till: Till) -> None:
    before = till.counted().total.by_payment_type
    order = await till.blur(
        "paymentTime", fits=lambda each: bool(each.paid_at and each.payment_type == "2")
    )
    counted = till.counted()
    ways = counted.total.by_payment_type
    assert before
    assert ways
    assert before["Cash"] == ways["Cash"]
    assert before["Card"] - ways.get("Card", Decimal(0)) == order.total
    assert (counted.undated.paid, counted.may_lack("revenue")) == ({"Card": 1}, 1)
    assert received_by_way({"Card": Decimal(5)}, {}, {"Card": 1}) == {"Card": (5, None)}
    assert Received.on(till.shop, TODAY).counted is not None
    await till.blur(
        "paymentTime", fits=lambda each: bool(each.paid_at and each.payment_type == "1")
    )
    received = Received.on(till.shop, TODAY)
    assert (received.counted, received.undated) == (None, 1)
    said = received.said(Wording(lambda: datetime.fromtimestamp(NOW, UTC), UTC))
    assert "unknown; 1 order does not tell its days in a known form" in said


async def test_the_report_says_how_many_could_not_be_counted(till: Till) -> None:
    await read_told(till.shop, PERIOD)
    await till.blur("createdDate", fits=lambda each: bool(each.total))
    report = report_of(till.shop, PERIOD, days_until(PERIOD.first - timedelta(days=1), 7), TODAY)
    wording = Wording(lambda: datetime.fromtimestamp(NOW, UTC), UTC)
    differs = report.differences()["orders"]
    assert (differs.reason, differs.count) == (Reason.UNDATED, 1)
    assert "1 order does not tell its days in a known form, and could not be counted." in (
        difference_in_words(differs, wording)
    )
    assert "+?" in page(report, "Mill", wording)
