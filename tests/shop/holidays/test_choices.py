"""What is done with a schedule on a holiday: the days, what is passed over, what is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.api.models.repeat_pickups import RepeatPickup
from cleancloud_tui.shop.holidays.affected import Affected, affected_by
from cleancloud_tui.shop.holidays.choices import CantMove, Choice, Plan, planned
from cleancloud_tui.shop.holidays.offers import Offer, offers
from cleancloud_tui.shop.holidays.span import Span
from cleancloud_tui.shop.pickups.occurrences import occurrences
from cleancloud_tui.shop.pickups.route_days import RouteDays
from cleancloud_tui.shop.pickups.troubles import Surroundings, TroubleKind

TODAY = date(2026, 12, 19)
CHRISTMAS = date(2026, 12, 25)
EVE = CHRISTMAS - timedelta(1)
SPAN = Span(CHRISTMAS, CHRISTMAS + timedelta(1))
WEEKLY = RepeatPickup(
    id="7",
    customer_id="3",
    next_day=CHRISTMAS,
    pickup_start="9am",
    pickup_end="11am",
    frequency=1,
    duration=0,
    delivery_days=0,
    needs_confirmation=False,
    orders_created=2,
)
AROUND = Surroundings(TODAY, schedules=(WEEKLY,))


def case_of(pickup: RepeatPickup, span: Span = SPAN) -> Affected:
    (case,) = affected_by([pickup], span, TODAY)
    return case


def plan_of(pickup: RepeatPickup, choice: Choice, around: Surroundings = AROUND) -> Plan:
    plan = planned(case_of(pickup), choice, SPAN, around)
    assert isinstance(plan, Plan)
    return plan


def closed(*days: date) -> Surroundings:
    return replace(AROUND, route=RouteDays(closed=days))


@pytest.mark.parametrize(
    ("choice", "day"),
    [
        (Choice.SKIP, date(2027, 1, 1)),
        (Choice.EARLIER, EVE),
        (Choice.LATER, date(2026, 12, 27)),  # the 26th is a holiday, too
    ],
)
def test_each_choice_leads_to_a_day_off_the_holiday_by_one_update(
    choice: Choice, day: date
) -> None:
    plan = plan_of(WEEKLY, choice)
    assert plan.occurrence.pickup == plan.moved.pickup_after.next_day == day
    assert plan.passed_over == plan.troubles == ()
    assert plan.unknown == (day,)
    (request,) = plan.moved.requests
    assert request.name == "updateRepeatPickup"
    assert {"pickupID", "customerID", "pickupDate", "pickupStart", "pickupEnd"} <= set(
        request.parameters
    )


def test_a_closed_day_is_passed_over_and_said() -> None:
    new_year = date(2027, 1, 1)
    skipped = plan_of(WEEKLY, Choice.SKIP, closed(new_year))
    assert (skipped.occurrence.pickup, skipped.passed_over) == (date(2027, 1, 8), (new_year,))
    earlier = plan_of(WEEKLY, Choice.EARLIER, closed(EVE))
    assert (earlier.occurrence.pickup, earlier.passed_over) == (date(2026, 12, 23), (EVE,))


def test_a_delivery_on_the_holiday_counts_and_is_kept_off_it() -> None:
    delivered = replace(WEEKLY, next_day=date(2026, 12, 23), delivery_days=2)
    case = case_of(delivered)
    assert (case.occurrence.pickup, case.occurrence.delivery) == (date(2026, 12, 23), CHRISTMAS)
    earlier, later = plan_of(delivered, Choice.EARLIER), plan_of(delivered, Choice.LATER)
    assert earlier.occurrence.delivery == EVE
    assert later.occurrence.pickup == date(2026, 12, 27)  # on the 24th it came back on the 26th
    assert later.passed_over == (EVE,)


def test_where_every_delivery_falls_on_a_closed_day_it_is_skipped_and_that_is_said() -> None:
    delivered = replace(WEEKLY, delivery_days=2, delivery_start="5pm", delivery_end="7pm")
    sundays = [CHRISTMAS + timedelta(weeks=week, days=2) for week in range(30)]
    plan = plan_of(delivered, Choice.SKIP, closed(*sundays))
    assert plan.occurrence.pickup == date(2027, 1, 1)
    assert plan.passed_over == ()
    assert TroubleKind.CLOSED in [each.kind for each in plan.troubles]


def test_pickups_before_the_holiday_are_told_for_they_would_be_dropped() -> None:
    soon = replace(WEEKLY, next_day=date(2026, 12, 21), frequency=1)
    assert [*affected_by([soon], SPAN, TODAY)] == []
    friday = replace(WEEKLY, next_day=date(2026, 12, 18))
    assert case_of(friday).sooner == ()  # it has gone
    far = Span(date(2027, 1, 8), date(2027, 1, 8))
    assert case_of(WEEKLY, far).sooner == (CHRISTMAS, date(2027, 1, 1))


def test_what_is_wrong_with_the_new_day_is_told() -> None:
    other = replace(WEEKLY, id="8", next_day=EVE)
    plan = plan_of(WEEKLY, Choice.EARLIER, replace(AROUND, schedules=(WEEKLY, other)))
    assert [each.kind for each in plan.troubles] == [TroubleKind.SAME_SCHEDULE]


@pytest.mark.parametrize(
    ("pickup", "choice", "why"),
    [
        (replace(WEEKLY, frequency=None), Choice.SKIP, "how often"),
        (replace(WEEKLY, pickup_start="dawn"), Choice.LATER, "from when"),
        (replace(WEEKLY, next_day=TODAY + timedelta(1)), Choice.EARLIER, "No open day"),
    ],
)
def test_what_can_not_be_moved_says_why(pickup: RepeatPickup, choice: Choice, why: str) -> None:
    span = Span(TODAY + timedelta(1), CHRISTMAS)
    case = case_of(pickup, span)
    plan = planned(case, choice, span, AROUND)
    assert isinstance(plan, CantMove)
    assert why in plan.why


def test_the_last_pickup_of_a_schedule_is_made_up_for() -> None:
    last = replace(WEEKLY, duration=3)
    assert plan_of(last, Choice.SKIP).occurrence.pickup == date(2027, 1, 1)


DAYS = st.integers(1, 60).map(lambda days: TODAY + timedelta(days))


@given(
    first=DAYS,
    length=st.integers(0, 5),
    next_day=DAYS,
    frequency=st.integers(1, 4),
    delivery_days=st.integers(0, 5),
    choice=st.sampled_from([Choice.SKIP, Choice.EARLIER, Choice.LATER]),
    shut=st.sets(DAYS, max_size=8),
)
@settings(max_examples=150, deadline=None)
def test_nothing_comes_on_the_holiday_or_a_closed_day_after_any_choice(
    first: date,
    length: int,
    next_day: date,
    frequency: int,
    delivery_days: int,
    choice: Choice,
    shut: set[date],
) -> None:
    span = Span(first, first + timedelta(length))
    pickup = replace(WEEKLY, next_day=next_day, frequency=frequency, delivery_days=delivery_days)
    for case in affected_by([pickup], span, TODAY):
        plan = planned(case, choice, span, closed(*shut))
        if isinstance(plan, Plan):
            after = plan.moved.pickup_after
            come = next(occurrences(after, TODAY))
            assert come.pickup == plan.occurrence.pickup > TODAY
            for day in (come.pickup, come.delivery):
                assert not span.holds(day)
                assert day not in shut
            assert replace(after, next_day=None) == replace(case.pickup, next_day=None)


def test_closed_days_on_which_something_comes_are_offered_in_rows() -> None:
    boxing = replace(WEEKLY, id="8", customer_id="4", next_day=date(2026, 12, 26))
    sunday = replace(WEEKLY, id="9", customer_id="4", next_day=date(2026, 12, 27))
    shut = RouteDays(closed=(CHRISTMAS, date(2026, 12, 26)), closed_weekdays=(6,))
    full = RouteDays(days={date(2026, 12, 26): ()})
    days_of = {"3": shut, "4": full}
    assert offers([WEEKLY, boxing, sunday], days_of, TODAY) == [Offer(SPAN, 2, is_sure=False)]
    assert offers([WEEKLY], days_of, TODAY) == [Offer(Span(CHRISTMAS, CHRISTMAS), 1, is_sure=True)]
    assert offers([replace(sunday, customer_id="3")], days_of, TODAY) == []
