"""Moves of a schedule: what would be sent, and the days before and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.api.models.repeat_pickups import RepeatPickup
from cleancloud_tui.api.models.routes import TimeSlot
from cleancloud_tui.api.wire import day_stamp
from cleancloud_tui.shop.pickups.fields import PickupField
from cleancloud_tui.shop.pickups.moving.moves import (
    Moved,
    copied,
    moved,
    moved_once,
    on_weekday,
    paused,
    skipped,
)
from cleancloud_tui.shop.pickups.route_days import RouteDays
from cleancloud_tui.shop.pickups.troubles import Surroundings, TroubleKind

TODAY = date(2026, 11, 27)
TUESDAY = date(2026, 12, 8)
WEEK = timedelta(weeks=1)
DAILY = timedelta(days=1)
PICKUP = RepeatPickup(
    "1", "9", TUESDAY, "9am", "11am", 2, 0, 2, "5pm", "7pm",
    tip=Decimal(0), needs_confirmation=False,
)  # fmt: skip
COUNTED = replace(PICKUP, duration=6, orders_created=3)
PLAIN = Surroundings(TODAY)
CLOSED = Surroundings(TODAY, RouteDays(closed={TUESDAY + 2 * WEEK}))


def days(told: Moved | None, count: int = 3) -> tuple[list[date], list[date]]:
    assert told is not None
    return (
        [each.pickup for each in told.before(TODAY, count)],
        [each.pickup for each in told.after(TODAY, count)],
    )


def sent(told: Moved | None, number: int = 0) -> dict[str, object]:
    assert told is not None
    return dict(told.requests[number].parameters)


def test_a_skip_goes_to_the_next_one_and_sends_what_is_required_and_nothing_else() -> None:
    told = skipped(PICKUP, PLAIN)
    first, second, third, fourth = (TUESDAY + 2 * n * WEEK for n in range(4))
    assert days(told) == ([first, second, third], [second, third, fourth])
    assert sent(told) == {
        "pickupID": "1",
        "customerID": "9",
        "pickupDate": day_stamp(second),
        "pickupStart": "9am",
        "pickupEnd": "11am",
    }


def test_a_closed_day_is_passed_over_and_named() -> None:
    told = skipped(PICKUP, CLOSED)
    assert told is not None
    assert told.pickup_after.next_day == TUESDAY + 4 * WEEK
    assert [(each.kind, each.day) for each in told.passed_over] == [
        (TroubleKind.CLOSED, TUESDAY + 2 * WEEK)
    ]


def test_where_all_are_closed_none_is_passed_over() -> None:
    told = skipped(PICKUP, Surroundings(TODAY, RouteDays(closed_weekdays={1})))
    assert told is not None
    assert told.pickup_after.next_day == TUESDAY + 2 * WEEK
    assert told.passed_over == ()


def test_a_skip_of_the_last_one_makes_it_later() -> None:
    last = replace(COUNTED, orders_created=5)
    assert days(skipped(last, PLAIN)) == ([TUESDAY], [TUESDAY + 2 * WEEK])


def test_a_pause_keeps_the_rhythm() -> None:
    assert days(paused(PICKUP, date(2027, 1, 6), PLAIN), 1)[1] == [TUESDAY + 6 * WEEK]
    assert days(paused(PICKUP, TUESDAY + 2 * WEEK, PLAIN), 1)[1] == [TUESDAY + 2 * WEEK]
    assert days(paused(PICKUP, TUESDAY + DAILY, CLOSED), 1)[1] == [TUESDAY + 4 * WEEK]


def test_another_weekday_is_the_first_from_the_next_pickup_on() -> None:
    assert days(on_weekday(PICKUP, 3, PLAIN), 2)[1] == [
        TUESDAY + 2 * DAILY,
        TUESDAY + 2 * DAILY + 2 * WEEK,
    ]
    assert days(on_weekday(PICKUP, 0, PLAIN), 1)[1] == [TUESDAY + 6 * DAILY]


def test_a_move_takes_all_behind_it_along() -> None:
    told = moved(PICKUP, TUESDAY - DAILY, PLAIN, ("2pm", "4pm"))
    assert days(told, 2)[1] == [TUESDAY - DAILY, TUESDAY - DAILY + 2 * WEEK]
    assert (sent(told)["pickupStart"], sent(told)["pickupEnd"]) == ("2pm", "4pm")


def test_a_move_once_is_made_apart_and_counted_out() -> None:
    told = moved_once(COUNTED, TUESDAY + DAILY, PLAIN, ("2pm", "4pm"))
    assert told is not None
    assert days(told, 9)[1] == [TUESDAY + DAILY, TUESDAY + 2 * WEEK, TUESDAY + 4 * WEEK]
    assert [each.name for each in told.requests] == ["repeatPickup", "updateRepeatPickup"]
    once, rest = sent(told), sent(told, 1)
    assert (once["duration"], once["pickupStart"]) == ("1", "2pm")
    assert (rest["duration"], rest["pickupStart"]) == ("5", "9am")
    assert "frequency" not in rest
    assert "duration" not in sent(moved_once(PICKUP, TUESDAY + DAILY, PLAIN), 1)


def test_what_is_wrong_with_the_day_that_was_chosen_is_told() -> None:
    around = replace(CLOSED, schedules=(PICKUP,))
    for told in (
        moved(PICKUP, TUESDAY + 2 * WEEK, around),
        moved_once(PICKUP, TUESDAY + 2 * WEEK, around),
    ):
        assert told is not None
        kinds = [(each.kind, each.day) for each in told.troubles]
        assert kinds[0] == (TroubleKind.CLOSED, TUESDAY + 2 * WEEK)
    beside = moved_once(PICKUP, TUESDAY + DAILY, around)
    assert beside is not None
    assert [each.day for each in beside.troubles] == [TUESDAY + 2 * WEEK]  # that it skips to
    earlier = moved_once(PICKUP, TUESDAY, replace(PLAIN, schedules=(PICKUP,)), ("10am", "12pm"))
    assert earlier is not None
    assert earlier.troubles == ()


def test_the_last_one_is_just_moved() -> None:
    told = moved_once(replace(COUNTED, orders_created=5), TUESDAY + DAILY, PLAIN)
    assert told is not None
    assert [each.name for each in told.requests] == ["updateRepeatPickup"]
    assert days(told, 9) == ([TUESDAY], [TUESDAY + DAILY])


def test_a_copy_begins_anew_on_the_first_open_day() -> None:
    told = copied(replace(COUNTED, next_day=TUESDAY + 2 * WEEK), "12", CLOSED)
    assert told is not None
    assert told.before(TODAY) == ()
    assert len(told.after(TODAY, 9)) == 6
    assert len(told.passed_over) == 1
    assert told.not_known == frozenset()
    assert (sent(told)["customerID"], sent(told)["duration"]) == ("12", "6")
    assert "pickupID" not in sent(told)


def test_a_copy_tells_what_it_lacks() -> None:
    odd = replace(PICKUP, frequency=6, tip=None, has_odd_tip=True, duration=None)
    told = copied(odd, "12", PLAIN)
    assert told is not None
    assert told.not_known == {
        PickupField.FREQUENCY,
        PickupField.ORDERS,
        PickupField.TIP,
        PickupField.TIP_PERCENT,
    }


def test_days_that_have_gone_are_made_and_never_sent() -> None:
    gone = replace(COUNTED, next_day=TODAY - DAILY)
    told = skipped(gone, PLAIN)
    assert told is not None
    assert told.pickup_before == replace(gone, next_day=TODAY - DAILY + 2 * WEEK, orders_created=4)
    assert days(told, 9)[1] == [TODAY - DAILY + 4 * WEEK, TODAY - DAILY + 6 * WEEK]


def test_what_is_over_or_not_known_is_not_moved() -> None:
    for pickup in (
        replace(COUNTED, orders_created=6),
        replace(COUNTED, next_day=None),
        replace(COUNTED, frequency=None),
        replace(COUNTED, pickup_end="99pm"),
    ):
        assert skipped(pickup, PLAIN) is None
        assert paused(pickup, TUESDAY, PLAIN) is None
        assert on_weekday(pickup, 1, PLAIN) is None
        assert moved(pickup, TUESDAY, PLAIN) is None
        assert moved_once(pickup, TUESDAY, PLAIN) is None
        assert copied(pickup, "12", PLAIN) is None


@st.composite
def schedules(draw: st.DrawFn) -> RepeatPickup:
    orders = draw(st.integers(0, 20))
    return replace(
        PICKUP,
        next_day=TODAY + timedelta(draw(st.integers(-20, 400))),
        frequency=draw(st.integers(1, 4)),
        duration=orders,
        orders_created=draw(st.integers(0, orders)),
    )


@settings(max_examples=150, deadline=None)
@given(schedules(), st.integers(0, 120), st.integers(0, 6))
def test_whatever_is_moved_keeps_its_rhythm_and_its_number(
    pickup: RepeatPickup, later: int, weekday: int
) -> None:
    told = skipped(pickup, PLAIN)
    if told is None:
        return
    many = 2 * (pickup.duration or 0) + 10
    stands = [each.pickup for each in told.before(TODAY, many)]
    rhythm = pickup.frequency * WEEK if pickup.frequency else WEEK
    after = [each.pickup for each in told.after(TODAY, many)]
    assert after[0] == stands[0] + rhythm
    assert len(after) == len(stands)
    pause = paused(pickup, TODAY + later * DAILY, PLAIN)
    assert pause is not None
    first = pause.after(TODAY, 1)[0].pickup
    assert max(stands[0], TODAY + later * DAILY) <= first
    assert first < max(stands[0] + DAILY, TODAY + later * DAILY + rhythm)
    assert (first - stands[0]) % rhythm == timedelta(0)
    other = on_weekday(pickup, weekday, PLAIN)
    assert other is not None
    assert other.after(TODAY, 1)[0].pickup.weekday() == weekday
    assert timedelta(0) <= other.after(TODAY, 1)[0].pickup - stands[0] < WEEK
    once = moved_once(pickup, TODAY + later * DAILY, PLAIN)
    assert once is not None
    moved_days = [each.pickup for each in once.after(TODAY, many)]
    if pickup.duration:
        assert moved_days == sorted([TODAY + later * DAILY, *stands[1:]])
    else:
        assert set(stands[1:-1]) <= set(moved_days)


def test_a_time_that_the_route_has_not_on_the_new_day_is_told_of_a_move() -> None:
    times = (TimeSlot("8am-10am", 3),)
    route = RouteDays("1", {TUESDAY: times, TUESDAY + DAILY: times})
    around = Surroundings(TODAY, route, schedules=(PICKUP,))
    told = moved(PICKUP, TUESDAY + DAILY, around)
    assert told is not None
    assert [each.kind for each in told.troubles] == [TroubleKind.NO_SUCH_WINDOW]
    at_home = moved(replace(PICKUP, pickup_start="8am", pickup_end="10am"), TUESDAY + DAILY, around)
    assert at_home is not None
    assert at_home.troubles == ()


def test_what_is_unknown_of_a_schedule_is_named_where_one_pickup_is_made_apart() -> None:
    unknown = replace(PICKUP, delivery_days=None, tip=None, needs_confirmation=None)
    told = moved_once(unknown, TUESDAY + DAILY, PLAIN)
    assert told is not None
    assert {PickupField.DELIVERY_DAYS, PickupField.TIP, PickupField.CONFIRMATION} <= told.not_known
