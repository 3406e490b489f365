"""What is wrong with a day of a schedule, told by what is known of the route and the customer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cleancloud_tui.api.models.orders import Order, OrderStatus
from cleancloud_tui.api.models.repeat_pickups import RepeatPickup
from cleancloud_tui.api.models.routes import TimeSlot
from cleancloud_tui.shop.pickups.days import driver_days, on_day
from cleancloud_tui.shop.pickups.occurrences import Occurrence, as_of, comes_on, occurrences
from cleancloud_tui.shop.pickups.repeat_pickups import overlap
from cleancloud_tui.shop.pickups.route_days import RouteDays
from cleancloud_tui.shop.pickups.troubles import (
    Surroundings,
    TroubleKind,
    all_troubles,
    odd_times,
    troubles,
)

TODAY = date(2026, 11, 27)
DAY = date(2026, 12, 8)
DAILY = timedelta(days=1)
PICKUP = RepeatPickup(
    "1", "9", DAY, "9am", "11am", 1, 0, 2, "5pm", "7pm", needs_confirmation=False
)  # fmt: skip
COMES = Occurrence(1, DAY, DAY + 2 * DAILY)


def kinds(around: Surroundings, pickup: RepeatPickup = PICKUP) -> list[tuple[TroubleKind, bool]]:
    return [(each.kind, each.is_delivery) for each in troubles(pickup, COMES, around)]


def on_route(route: RouteDays) -> Surroundings:
    return Surroundings(TODAY, route)


def test_nothing_is_wrong_where_nothing_is_known() -> None:
    assert kinds(Surroundings(TODAY)) == []


def test_closed_days_of_pickup_and_delivery() -> None:
    assert kinds(on_route(RouteDays(closed={DAY}))) == [(TroubleKind.CLOSED, False)]
    assert kinds(on_route(RouteDays(closed_weekdays={3}))) == [(TroubleKind.CLOSED, True)]
    nothing = RouteDays(days={DAY: (), DAY + 2 * DAILY: (TimeSlot("5pm-7pm", 0),)})
    assert kinds(on_route(nothing)) == [
        (TroubleKind.NOTHING_LEFT, False),
        (TroubleKind.NOTHING_LEFT, True),
    ]


@pytest.mark.parametrize(
    ("slots", "is_full"),
    [
        ([("9am-11am", 3)], False),
        ([("9am-11am", None)], False),
        ([("9am-11am", 0), ("2pm-4pm", 3)], True),
        ([("8am-10am", 0), ("10am-12pm", 1)], False),
        ([("2pm-4pm", 3)], True),  # a week later it has 9am-11am
    ],
)
def test_a_time_that_is_full_while_the_day_is_open(
    slots: list[tuple[str, int | None]], is_full: bool
) -> None:
    days = {DAY: tuple(TimeSlot(*each) for each in slots), DAY + 7 * DAILY: (TimeSlot("9-11am"),)}
    told = kinds(on_route(RouteDays(days=days)))
    assert told == ([(TroubleKind.WINDOW_FULL, False)] if is_full else [])


def test_a_time_that_the_route_never_has_was_agreed_on() -> None:
    assert kinds(on_route(RouteDays(days={DAY: (TimeSlot("2pm-4pm", 3),)}))) == []


def test_a_time_that_the_route_lacks_is_told_of_a_schedule_that_stands_and_last() -> None:
    route = RouteDays(days={DAY: (TimeSlot("2pm-4pm", 3),), DAY + 2 * DAILY: ()})
    around = replace(on_route(route), schedules=[PICKUP])
    assert [each.kind for each in all_troubles(PICKUP, [COMES], around)] == [
        TroubleKind.NOTHING_LEFT,
        TroubleKind.NO_SUCH_WINDOW,
    ]
    assert odd_times(PICKUP, COMES, around) == ()  # nobody is asked about it again
    assert [each.kind for each in on_day(DAY, around).troubles][-1] is TroubleKind.NO_SUCH_WINDOW


def test_two_schedules_at_once() -> None:
    other = replace(PICKUP, id="2", next_day=DAY - 14 * DAILY, frequency=2, pickup_start="10am")
    other = replace(other, pickup_end="12pm")
    clash = [(TroubleKind.SAME_SCHEDULE, False)]
    assert kinds(Surroundings(TODAY, schedules=(PICKUP, other))) == clash
    for changed in (
        {"pickup_start": "11am"},  # one ends as the other begins
        {"next_day": DAY - 7 * DAILY},
        {"duration": 3, "orders_created": 2},
        {"next_day": DAY + 14 * DAILY},
    ):
        apart = replace(other, **changed)  # type: ignore[arg-type]
        assert kinds(Surroundings(TODAY, schedules=(apart,))) == []
    unknown = replace(other, pickup_start="", pickup_end="")
    assert kinds(Surroundings(TODAY, schedules=(unknown,))) == clash


def test_an_order_that_stands_there() -> None:
    order = Order("5", "9", OrderStatus.AWAITING_PICKUP, pickup_day=DAY, pickup_time="9am-11am")
    clash = [(TroubleKind.SAME_ORDER, False)]
    assert kinds(Surroundings(TODAY, orders=(order,))) == clash
    for changed in ({"pickup_day": DAY + DAILY}, {"status": OrderStatus.CLEANING}):
        assert kinds(Surroundings(TODAY, orders=(replace(order, **changed),))) == []  # type: ignore[arg-type]
    assert kinds(Surroundings(DAY, orders=(order,))) == []  # the schedule has just made it
    assert kinds(Surroundings(DAY, orders=(replace(order, pickup_time="2pm-4pm"),))) == clash
    asked = replace(PICKUP, needs_confirmation=True, confirm_days=3)
    assert kinds(Surroundings(DAY - 3 * DAILY, orders=(order,)), asked) == []
    assert kinds(Surroundings(DAY - 4 * DAILY, orders=(order,)), asked) == clash


def test_days_that_have_gone_and_deliveries_that_are_too_early() -> None:
    assert kinds(Surroundings(DAY + DAILY)) == [(TroubleKind.PAST, False)]
    early = RouteDays(first_delivery=DAY + 3 * DAILY)
    assert kinds(on_route(early)) == [(TroubleKind.BEFORE_DELIVERIES, True)]
    assert kinds(on_route(RouteDays(first_delivery=DAY + 2 * DAILY))) == []


def test_windows_of_a_day() -> None:
    assert overlap(("9am", "11am"), ("10am", "12pm"))
    assert not overlap(("9am", "11am"), ("11am", "12pm"))
    assert overlap(("9am", ""), ("9am", "11am"))
    assert not overlap(("8am", ""), ("9am", "11am"))
    assert overlap(("9am-11am", ""), ("10am", "10:30am"))
    assert overlap(("", ""), ("9am", "11am"))


def test_a_schedule_as_it_stands_later() -> None:
    counted = replace(PICKUP, duration=5, orders_created=1)
    later = as_of(counted, DAY + 8 * DAILY)
    assert (later.next_day, later.orders_created) == (DAY + 14 * DAILY, 3)
    assert as_of(counted, DAY) is counted
    over = replace(counted, orders_created=5)
    assert as_of(over, DAY + 8 * DAILY) is over
    days = [each.pickup for each in occurrences(counted, DAY)]
    assert [DAY + n * DAILY for n in range(60) if comes_on(counted, DAY + n * DAILY)] == days
    assert comes_on(replace(PICKUP, frequency=None), DAY)
    assert not comes_on(replace(PICKUP, frequency=None), DAY + 7 * DAILY)
    assert not comes_on(RepeatPickup("1"), DAY)


def test_a_driver_comes_for_an_order_on_the_days_that_are_to_come_for_it() -> None:
    pickup, delivery = date(2026, 12, 1), date(2026, 12, 3)
    awaited = Order("1", "9", OrderStatus.AWAITING_PICKUP, pickup_day=pickup, delivery_day=delivery)
    assert list(driver_days(awaited)) == [pickup, delivery]  # maybe it is delivered
    assert list(driver_days(replace(awaited, is_delivery=False))) == [pickup]
    cleaning = replace(awaited, status=OrderStatus.CLEANING, is_delivery=True)
    assert list(driver_days(cleaning)) == [delivery]
    assert list(driver_days(replace(cleaning, status=OrderStatus.COMPLETED))) == []
