"""A time zone that is set wrong is told wherever orders stand on other days by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from cleancloud_tui.commands.doctor.known import days
from cleancloud_tui.shop.reports.compared import Reason, differences
from cleancloud_tui.shop.reports.counted import counted_figures
from cleancloud_tui.shop.reports.patterns import begin_elsewhere
from cleancloud_tui.shop.reports.periods import Period
from cleancloud_tui.shop.reports.told import Told
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.wording.values import Wording
from tests.host import NOW
from tests.shop.reports.conftest import OpenIn

TODAY = datetime.fromtimestamp(NOW, UTC).date()
PERIOD = Period(TODAY - timedelta(40), TODAY, "")


def told_by(shop: Shop, period: Period = PERIOD) -> Told:
    """Return figures as CleanCloud would tell them, of days as a shop's."""
    counted = counted_figures(shop, period)
    read_at = datetime.fromtimestamp(NOW, UTC)
    return Told(period, counted.days, counted.total, read_at, goes_on=True)


@pytest.mark.parametrize("hours", [-8, 9, 13])
def test_orders_of_other_days_tell_of_a_wrong_zone(offline: OpenIn, hours: int) -> None:
    told, shop = told_by(offline(UTC)), offline(timezone(timedelta(hours=hours)))
    counted = counted_figures(shop, PERIOD)
    assert begin_elsewhere(shop, told, counted)
    reasons = {each.reason for each in differences(told, counted, is_elsewhere=True)}
    assert reasons == {Reason.DAYS_ELSEWHERE}


def test_where_nothing_is_wrong_nothing_is_told(shop: Shop) -> None:
    told, counted = told_by(shop), counted_figures(shop, PERIOD)
    assert not begin_elsewhere(shop, told, counted)
    assert not begin_elsewhere(shop, Told(PERIOD), counted)
    short = Period(TODAY, TODAY, "today")
    assert not begin_elsewhere(shop, told_by(shop, short), counted_figures(shop, short))


def test_orders_that_are_gone_tell_of_no_other_zone(shop: Shop) -> None:
    told, counted = told_by(shop), counted_figures(shop, PERIOD)
    more = {
        day: replace(figures, orders=(figures.orders or 0) + day.day % 2)
        for day, figures in told.days.items()
    }
    gone = Told(PERIOD, more, told.total, told.read_at)
    assert not begin_elsewhere(shop, gone, counted)


def test_doctor_tells_of_it(offline: OpenIn, monkeypatch: pytest.MonkeyPatch) -> None:
    told = told_by(offline(UTC))
    monkeypatch.setattr("cleancloud_tui.commands.doctor.known.told_figures", lambda *_: told)
    for zone, is_wrong in ((UTC, False), (ZoneInfo("Pacific/Auckland"), True)):
        wording = Wording(lambda: datetime.fromtimestamp(NOW, UTC), zone)
        found = list(days(offline(zone), wording))
        assert [each.name for each in found] == ["days"] * is_wrong
