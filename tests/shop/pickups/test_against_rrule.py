"""The days of 10,000 schedules, held against a calendar of somebody else's: `dateutil.rrule`."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]
from dateutil.rrule import WEEKLY, rrule  # type: ignore[import-untyped]

from cleancloud_tui.api.wire import day_of, day_stamp
from cleancloud_tui.shop.pickups.fields import PickupField
from cleancloud_tui.shop.pickups.form.drafted import drafted
from cleancloud_tui.shop.pickups.occurrences import comes_on, occurrences

ROUNDS = 10_000
SHOWN = 12
ZONES = (
    "UTC",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Asia/Kathmandu",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Pacific/Apia",
)


def days(chance: random.Random) -> Iterator[date]:
    """Yield days of all years, every second about a year's end or a leap day."""
    while True:
        year = chance.randint(1972, 2190)
        leap = year - year % 4
        about = chance.choice((date(year, 12, 28), date(leap, 2, 20), None, None))
        yield (about or date(year, 1, 1)) + timedelta(chance.randint(0, 9 if about else 364))


def test_the_preview_is_what_rrule_says() -> None:
    chance = random.Random(15)
    ended = leap_days = year_ends = 0
    for first in islice(days(chance), ROUNDS):
        zone = ZoneInfo(chance.choice(ZONES))
        weeks, later = chance.randint(1, 4), chance.randint(0, 20)
        orders = chance.choice((0, 1, 2, 12, 13, 19, 20, 20))
        made = chance.randint(0, orders + 1) if chance.random() < 0.5 else 0
        since = first + timedelta(chance.choice((-40, -1, 0, 0, 1, 6, 7, 29, 100)))
        typed = {
            PickupField.DAY: first.isoformat(),
            PickupField.FREQUENCY: str(weeks),
            PickupField.ORDERS: str(orders),
            PickupField.MADE_SO_FAR: str(made),
            PickupField.DELIVERY_DAYS: str(later),
        }
        pickup = drafted("9", None, typed, first)
        shown = list(islice(occurrences(pickup, since), SHOWN))
        left = max(0, orders - made) if orders else None
        # By the clock on a wall in that zone, noon is noon whatever daylight saving does.
        noon = datetime(first.year, first.month, first.day, 12, tzinfo=zone)
        start = datetime(since.year, since.month, since.day, tzinfo=zone)
        rule = rrule(WEEKLY, dtstart=noon, interval=weeks, count=left)
        expected = list(rule.xafter(start, count=SHOWN, inc=True)) if left != 0 else []
        assert [each.pickup for each in shown] == [each.date() for each in expected], pickup
        assert [each.delivery for each in shown] == [
            (each + relativedelta(days=later)).date() if later else None for each in expected
        ], pickup
        assert all(comes_on(pickup, each.pickup) for each in shown)
        if shown and orders:
            assert shown[0].number == made + 1 + (shown[0].pickup - first).days // (7 * weeks)
            assert shown[-1].number <= orders
        ended += len(shown) < SHOWN
        leap_days += any((each.pickup.month, each.pickup.day) == (2, 29) for each in shown)
        year_ends += bool(shown) and shown[0].pickup.year != shown[-1].pickup.year
    assert min(ended, leap_days, year_ends) > 100


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone can't be set")
@pytest.mark.parametrize("zone", ZONES)
def test_a_day_on_the_wire_is_noon_utc_wherever_the_computer_stands(
    monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        for day in islice(days(random.Random(zone)), 500):
            stamp = day_stamp(day)
            assert datetime.fromtimestamp(int(stamp), UTC) == datetime(
                day.year, day.month, day.day, 12, tzinfo=UTC
            )
            assert day_of(stamp) == day
    finally:
        monkeypatch.undo()
        time.tzset()
