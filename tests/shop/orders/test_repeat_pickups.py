from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.api.models.repeat_pickups import RepeatPickup
from cleancloud_tui.api.readers.repeat_pickups import repeat_pickup_row
from cleancloud_tui.shop.pickups.moving.moves import skipped
from cleancloud_tui.shop.pickups.repeat_pickups import (
    is_over,
    is_tip_known,
    next_day,
    next_days,
)
from cleancloud_tui.shop.pickups.troubles import Surroundings

TUESDAY = date(2026, 6, 9)


def test_next_days() -> None:
    pickup = RepeatPickup("1", next_day=TUESDAY, frequency=2, duration=3, orders_created=1)
    assert next_days(pickup, TUESDAY, 5) == (TUESDAY, TUESDAY + timedelta(weeks=2))
    assert next_days(pickup, TUESDAY + timedelta(1), 5) == (TUESDAY + timedelta(weeks=2),)
    assert next_days(RepeatPickup("1"), TUESDAY) == ()


def test_the_next_day_is_never_one_that_has_gone() -> None:
    gone = RepeatPickup("1", next_day=TUESDAY, frequency=2)
    today = TUESDAY + timedelta(days=15)
    assert next_day(gone, today) == TUESDAY + timedelta(weeks=4)
    assert next_day(gone, TUESDAY) == TUESDAY


def test_what_is_not_known_is_not_made_up() -> None:
    unknown = RepeatPickup("1", next_day=TUESDAY)
    assert next_days(unknown, TUESDAY, 3) == (TUESDAY,)
    assert next_day(unknown, TUESDAY + timedelta(days=1)) is None


def test_a_schedule_is_over_where_cleancloud_told_so() -> None:
    assert is_over(RepeatPickup("1", duration=3, orders_created=3))
    for duration, made in ((3, 2), (0, 9), (None, 9), (3, None)):
        assert not is_over(RepeatPickup("1", duration=duration, orders_created=made))


@pytest.mark.parametrize("weeks", ["0", 0, "-1", -1, "1000000000000", 10**12, "often", 1.5, None])
def test_absurd_weeks_are_unknown(weeks: object) -> None:
    row = {"pickupID": "1", "pickupDate": "2026-06-09", "frequency": weeks}
    pickup = repeat_pickup_row(row)
    assert pickup is not None
    assert pickup.frequency is None


@pytest.mark.parametrize(
    "day", ["9999-12-31", "0001-01-01", "253402257600", -1, 10**18, "2200-01-01"]
)
def test_absurd_days_are_unknown(day: object) -> None:
    pickup = repeat_pickup_row({"pickupID": "1", "pickupDate": day, "frequency": "1"})
    assert pickup is not None
    assert pickup.next_day is None


@pytest.mark.parametrize(
    ("tip", "percent", "is_known"),
    [
        (None, None, True),
        ("", "", True),
        ("3.50", "20", True),
        ("0", 0, True),
        ("NaN", "0", False),
        ("-3", "0", False),
        ("1e12", "0", False),
        ("3", "x", False),
        ("3", "250", False),
        ("3", "-1", False),
    ],
)
def test_tips_that_can_not_be_are_unknown(tip: object, percent: object, is_known: bool) -> None:
    pickup = repeat_pickup_row({"pickupID": "1", "tip": tip, "tipPercent": percent})
    assert pickup is not None
    assert is_tip_known(pickup) is is_known


ABSURD = st.one_of(
    st.integers(-(10**14), 10**14),
    st.integers(-5, 60),
    st.sampled_from(["", "x", None, "1e9", "9999-12-31", "2199-12-31", "1971-01-01", "4e9"]),
    st.floats(),
    st.dates().map(date.isoformat),
)
NAMES = ("pickupDate", "frequency", "duration", "deliveryDays", "ordersCreatedSoFar", "tip")


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, ABSURD)))
def test_whatever_a_schedule_tells_it_has_its_days(told: dict[str, object]) -> None:
    pickup = repeat_pickup_row({"pickupID": "1", **told})
    assert pickup is not None
    days = next_days(pickup, TUESDAY, 3)
    assert all(day >= TUESDAY for day in days)
    told = skipped(replace(pickup, customer_id="9"), Surroundings(TUESDAY))
    assert told is None or told.after(TUESDAY)[0].pickup > days[0]
