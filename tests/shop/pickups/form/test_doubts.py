"""What is likely not meant: asked about, never saved without a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from cleancloud_tui.api.models.orders import Order, OrderStatus
from cleancloud_tui.api.models.repeat_pickups import RepeatPickup
from cleancloud_tui.api.models.routes import TimeSlot
from cleancloud_tui.shop.pickups.form.doubts import doubts
from cleancloud_tui.shop.pickups.form.form_values import NEW_VALUES, PickupForm, values_of
from cleancloud_tui.shop.pickups.route_days import RouteDays
from cleancloud_tui.shop.pickups.troubles import Surroundings
from tests.shop.pickups.form.entries import WHOLE, F

TODAY = date(2026, 12, 18)
CHRISTMAS = date(2026, 12, 25)
WEEK = timedelta(weeks=1)
OTHER = RepeatPickup("2", "9", CHRISTMAS + WEEK, "10am", "12pm", 4, 0)
ORDER = Order("437", "9", OrderStatus.AWAITING_PICKUP, pickup_day=CHRISTMAS)
FREE, FULL = (TimeSlot("9am-11am", left) for left in (3, 0))
EVENING = TimeSlot("5pm-7pm", 1)


@pytest.mark.parametrize(
    ("around", "told"),
    [
        ({}, {}),
        ({"route": RouteDays(closed={CHRISTMAS})}, {F.DAY: "Fri 25 Dec: closed"}),
        ({"route": RouteDays(closed={CHRISTMAS + WEEK})}, {}),
        ({"route": RouteDays(days={CHRISTMAS: ()})}, {F.DAY: "Fri 25 Dec: closed or full"}),
        ({"route": RouteDays(closed_weekdays={4})}, {F.DAY: "Fri 25 Dec: closed"}),
        (
            {"route": RouteDays(days={CHRISTMAS: (FULL, EVENING)})},
            {F.START: "Fri 25 Dec: this time is full"},
        ),
        ({"route": RouteDays(days={CHRISTMAS: (FREE, EVENING)})}, {}),
        (
            {"route": RouteDays(days={CHRISTMAS: (EVENING,)})},
            {F.START: "Fri 25 Dec: no such time on the route"},
        ),
        (
            {"route": RouteDays(days={CHRISTMAS: (TimeSlot("8am-10am"), TimeSlot("10am-12pm"))})},
            {F.START: "Fri 25 Dec: no such time on the route"},
        ),
        ({"route": RouteDays(days={CHRISTMAS: (TimeSlot("09:00 - 11:00"),)})}, {}),
        ({"route": RouteDays(days={CHRISTMAS: (TimeSlot("morning"), EVENING)})}, {}),
        (
            {"route": RouteDays(days={CHRISTMAS: (EVENING,), CHRISTMAS + WEEK: (FREE,)})},
            {F.START: "Fri 25 Dec: this time is full"},
        ),
        (
            {"route": RouteDays(days={date(2026, 12, 27): (FREE,)})},
            {F.DELIVERY_START: "Sun 27 Dec: no such time on the route"},
        ),
        (
            {"route": RouteDays(closed_weekdays={6})},
            {F.DELIVERY_DAYS: "Sun 27 Dec: closed"},
        ),
        (
            {"route": RouteDays(first_delivery=date(2026, 12, 28))},
            {F.DELIVERY_DAYS: "Sun 27 Dec: before the first delivery"},
        ),
        ({"schedules": (OTHER,)}, {F.DAY: "Fri 1 Jan: another schedule comes then"}),
        ({"schedules": (replace(OTHER, pickup_start="11am"),)}, {}),
        ({"orders": (ORDER,)}, {F.DAY: "Fri 25 Dec: an order stands there"}),
    ],
)
def test_a_new_schedule(around: dict[str, object], told: dict[F, str]) -> None:
    form = PickupForm("9", None, NEW_VALUES, {**WHOLE, F.DAY: "25 dec"})
    assert doubts(form, Surroundings(TODAY, **around)) == told  # type: ignore[arg-type]


def test_of_a_known_one_only_what_was_changed_is_asked_about() -> None:
    known = RepeatPickup("1", "9", CHRISTMAS, "9am", "11am", 1, 0, 2, "5pm", "7pm")
    around = Surroundings(TODAY, RouteDays(closed={CHRISTMAS, CHRISTMAS + WEEK}))
    before = values_of(known, TODAY)
    unchanged = PickupForm("9", known, before, {**before, F.TIP: "3"})
    assert doubts(unchanged, around) == {}
    moved = PickupForm("9", known, before, {**before, F.DAY: "1 jan"})
    assert doubts(moved, around) == {F.DAY: "Fri 1 Jan: closed"}


def test_a_window_that_the_route_lacks_is_asked_about_where_it_is_new() -> None:
    known = RepeatPickup("1", "9", CHRISTMAS, "9am", "11am", 1, 0)
    around = Surroundings(TODAY, RouteDays(days={CHRISTMAS: (EVENING,)}), (known,))
    before = values_of(known, TODAY)
    for typed, told in (
        ({F.TIP: "3"}, {}),
        ({F.END: "10am"}, {F.START: "Fri 25 Dec: no such time on the route"}),
        ({F.START: "5pm", F.END: "7pm"}, {}),
        ({F.START: "5pm"}, {}),  # until 11am: that is a mistake
    ):
        assert doubts(PickupForm("9", known, before, {**before, **typed}), around) == told


@pytest.mark.parametrize(
    ("now", "is_over"), [(time(10, 59), False), (time(11), True), (time(20), True), (None, False)]
)
def test_a_window_that_is_over_today(now: time | None, is_over: bool) -> None:
    around = Surroundings(TODAY, now=now)
    form = PickupForm("9", None, NEW_VALUES, {**WHOLE, F.DAY: "today"})
    told = {F.START: "Fri 18 Dec: this time is over"} if is_over else {}
    assert doubts(form, around) == told
    later = PickupForm("9", None, NEW_VALUES, {**WHOLE, F.DAY: "tomorrow"})
    assert doubts(later, around) == {}
    known = RepeatPickup("1", "9", TODAY, "9am", "11am", 1, 0)
    before = values_of(known, TODAY)
    kept = PickupForm("9", known, before, {**before, F.TIP: "3"})
    assert doubts(kept, replace(around, schedules=(known,))) == {}


@pytest.mark.parametrize(("tip", "is_asked"), [("1000", False), ("1000.01", True), ("5000", True)])
def test_a_tip_beyond_what_is_usual(tip: str, is_asked: bool) -> None:
    form = PickupForm("9", None, NEW_VALUES, {**WHOLE, F.DAY: "25 dec", F.TIP: tip})
    assert (F.TIP in doubts(form, Surroundings(TODAY))) is is_asked


def test_a_large_tip_that_stands_is_not_asked_about() -> None:
    known = RepeatPickup("1", "9", CHRISTMAS, "9am", "11am", 1, 0, tip=Decimal(5000))
    before = values_of(known, TODAY)
    for typed, told in (({}, {}), ({F.TIP: "6000"}, {F.TIP: "6,000.00 on each order"})):
        form = PickupForm("9", known, before, {**before, **typed})
        assert doubts(form, Surroundings(TODAY)) == told
