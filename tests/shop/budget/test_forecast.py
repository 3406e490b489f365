from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.api.pace.usage import CORRECTION, Usage, UsageRow
from cleancloud_tui.api.terms import MonthTerms
from cleancloud_tui.shop.budget.forecast import (
    LONGEST_PERIOD,
    forecast,
    outlook,
    rates_of,
    short_on,
)
from cleancloud_tui.shop.budget.plan import (
    CLOSED_PERIOD,
    MOST_STRETCHED,
    SHORTEST_PERIOD,
    SHORTEST_WHERE_THICK,
    AskingPlan,
    plan,
)
from cleancloud_tui.shop.opening_hours import USUAL, OpeningHours

HOURS = OpeningHours.parse(USUAL)
USUAL_TERMS = MonthTerms()
FIRST = date(2026, 6, 1)
"""A Monday; June 2026 has 26 days from Monday to Saturday."""

PEOPLE, ELSEWHERE = "", CORRECTION
Counted = Counter[tuple[date, str]]
"""Requests by day and purpose."""


def usage_of(
    counted: Counted, now: datetime, terms: MonthTerms = USUAL_TERMS, people_at: float | None = None
) -> Usage:
    first = terms.month_start(now.date())
    rows = [
        UsageRow(
            day,
            "getOrders",
            CORRECTION if purpose == ELSEWHERE else "counter",
            purpose not in (PEOPLE, ELSEWHERE),
            "" if purpose == ELSEWHERE else purpose,
            requests,
        )
        for (day, purpose), requests in sorted(counted.items())
    ]
    month = tuple(row for row in rows if row.day >= first)
    return Usage(
        terms=terms,
        now=now.timestamp(),
        today=now.date(),
        spent=sum(row.requests for row in month),
        rows=month,
        before=tuple(row for row in rows if row.day < first),
        people_at=people_at,
    )


def at(day: int, hour: float) -> datetime:
    return datetime.combine(FIRST, time(), UTC) + timedelta(days=day - 1, hours=hour)


def forecast_at(now: datetime, usage: Usage) -> int:
    return forecast(usage, outlook(usage, HOURS, now))


def plan_at(now: datetime, usage: Usage, **how: bool) -> AskingPlan:
    return plan(usage, HOURS, outlook(usage, HOURS, now), **how)


def month_of(
    *,
    people: int,
    jobs: int = 0,
    elsewhere: int = 0,
    fill: int = 0,
    terms: MonthTerms = USUAL_TERMS,
    begin: int = 1,
) -> tuple[dict[int, int], int, MonthTerms]:
    """Live through an even month by its plans; return the forecasts at closing and the end."""
    counted: Counted = Counter({(FIRST, "first fill"): fill})
    rest: Counter[str] = Counter()
    forecasts = {}

    def spend(day: date, purpose: str, requests: float) -> None:
        whole, rest[purpose] = divmod(rest[purpose] + requests, 1)
        counted[day, purpose] += int(whole)

    for hour in range((begin - 1) * 24, 30 * 24):
        now = at(1, hour)
        day, usage = now.date(), usage_of(counted, now, terms)
        if now.hour == 20:
            forecasts[day.day] = forecast_at(now, usage)
            spend(day, ELSEWHERE, elsewhere)
        is_open = HOURS.is_open(now)
        if is_open and usage.spent < terms.limit:
            spend(day, PEOPLE, people / 12)
        if usage.spent < terms.background_limit:
            spend(day, "garments", jobs / 12 * is_open)
            spend(day, "changes", 3600 / plan_at(now, usage).period)
    return forecasts, usage_of(counted, at(30, 23.9), terms).spent, terms


@pytest.mark.parametrize(
    "month",
    [
        {"people": 650, "jobs": 230},
        {"people": 300, "jobs": 50},
        {"people": 1300, "jobs": 300},
        {"people": 650, "jobs": 230, "fill": 3_000},
        {"people": 400, "jobs": 100, "elsewhere": 300},
        {"people": 300, "jobs": 50, "terms": MonthTerms(month=20_000, share=90)},
    ],
)
def test_day_ten_of_an_even_month_knows_its_end(month: dict[str, int]) -> None:
    forecasts, end, terms = month_of(**month)  # type: ignore[arg-type]
    for day in (10, 15, 20):
        assert forecasts[day] == pytest.approx(end, rel=0.05)
    assert end <= terms.background_limit + 26 * 300  # other programs may use the reserve


def test_without_a_plan_to_adapt_an_even_month_is_foretold_exactly() -> None:
    counted: Counted = Counter()
    for number in range(1, 31):
        day = FIRST + timedelta(days=number - 1)
        if HOURS.is_open(at(number, 12)):
            counted.update({(day, PEOPLE): 600, (day, "garments"): 120, (day, "changes"): 480})
        if number >= 4:
            usage = usage_of(counted, at(number, 21))
            assert forecast_at(at(number, 21), usage) == pytest.approx(26 * 1200, rel=0.001)


def test_a_first_fill_is_counted_and_not_carried_on() -> None:
    counted: Counted = Counter({(FIRST, "first fill"): 5_000, (FIRST, PEOPLE): 1_000})
    now, terms = at(1, 20), MonthTerms(month=200_000)
    with_fill = forecast_at(now, usage_of(counted, now, terms))
    del counted[FIRST, "first fill"]
    assert with_fill == forecast_at(now, usage_of(counted, now, terms)) + 5_000


def test_what_other_programs_spend_is_carried_on_from_the_last_correction() -> None:
    counted: Counted = Counter({(FIRST + timedelta(days=4), ELSEWHERE): 500})
    now = at(10, 12)
    without = forecast_at(now, usage_of(Counter(), now))
    assert forecast_at(now, usage_of(counted, now)) == without + 500 + 25 * 100
    counted[FIRST + timedelta(days=4), ELSEWHERE] = -500
    assert forecast_at(now, usage_of(counted, now)) == without - 500


def test_a_new_month_goes_on_at_the_pace_of_the_last_week() -> None:
    counted: Counted = Counter(
        {
            (FIRST - timedelta(days=number), purpose): requests
            for number in (1, 2, 3, 4, 5, 6)
            for purpose, requests in ((PEOPLE, 700), ("changes", 500))
        }
    )
    now = at(1, 0)
    usage = usage_of(counted, now)
    assert usage.spent == 0
    # Of these days one was a Sunday: their pace is that of five open days.
    assert forecast_at(now, usage) == pytest.approx(26 * 1200 * 6 / 5, rel=0.001)


def test_the_day_on_which_the_requests_run_out_is_named() -> None:
    counted: Counted = Counter()
    for number in range(1, 11):
        if HOURS.is_open(at(number, 12)):
            counted[FIRST + timedelta(days=number - 1), PEOPLE] = 3_000
    now = at(10, 20)
    usage = usage_of(counted, now)
    rest = outlook(usage, HOURS, now)
    # 27,000 by now, and 3,000 more on each day but the 14th, a Sunday.
    assert short_on(usage, HOURS, rest) == date(2026, 6, 19)
    assert forecast(usage, rest) > 50_000
    used_up = usage_of(Counter({(FIRST, PEOPLE): 50_000}), now)
    assert short_on(used_up, HOURS, outlook(used_up, HOURS, now)) == date(2026, 6, 10)
    fine = usage_of(Counter({(FIRST, PEOPLE): 50}), now)
    assert short_on(fine, HOURS, outlook(fine, HOURS, now)) is None


def test_versions_without_purposes_asked_for_changes() -> None:
    usage = Usage(
        terms=MonthTerms(),
        now=at(6, 20).timestamp(),
        today=at(6, 20).date(),
        spent=720,
        rows=tuple(
            UsageRow(FIRST + timedelta(days=number), "getOrders", "counter", True, "", 120)
            for number in range(6)
        ),
    )
    rates = rates_of(usage, HOURS, at(6, 20))
    assert rates.changes * 43_200 == pytest.approx(120)
    assert rates.people == rates.jobs == 0


# Plans


def test_a_month_with_room_asks_every_minute_and_says_so() -> None:
    counted: Counted = Counter({(FIRST, PEOPLE): 100})
    now = at(8, 12)
    made = plan_at(now, usage_of(counted, now))
    assert (made.period, made.is_open) == (60, True)
    assert made.reason == "every 60 s: the month has room"
    assert made.background_left == 45_000 - 100
    thick = plan_at(now, usage_of(counted, now), thick=True)
    assert thick.period == 45
    quiet = plan_at(now, usage_of(counted, now), quiet=True)
    assert (quiet.period, quiet.reason) == (120, "every 2 min: little changes")


def test_a_scarce_month_spreads_what_is_left() -> None:
    now = at(22, 8)
    counted: Counted = Counter({(FIRST, PEOPLE): 42_000})
    for number in range(16, 22):
        counted[FIRST + timedelta(days=number - 1), "changes"] = 0
    made = plan_at(now, usage_of(counted, now))
    assert 60 < made.period < 900
    words, _, why = made.reason.partition(": ")
    assert words == f"every {made.period / 60:.0f} min"
    assert why.endswith(" requests are left for 9 days")
    spent = 3_000 - 9 * 12 * 3  # asked for while it is closed
    assert 8 * 12 * 3600 / made.period == pytest.approx(spent, rel=0.1)


def test_what_people_will_need_is_not_asked_for() -> None:
    counted: Counted = Counter(
        {(FIRST + timedelta(days=number), PEOPLE): 3_000 for number in range(10)}
    )
    now = at(11, 12)
    made = plan_at(now, usage_of(counted, now))
    assert made.period == LONGEST_PERIOD
    assert made.reason == "every 15 min: people are expected to need what is left"


def test_a_closed_shop_is_asked_about_now_and_then_unless_somebody_works() -> None:
    counted: Counted = Counter({(FIRST, PEOPLE): 100})
    night = at(8, 22)
    made = plan_at(night, usage_of(counted, night))
    assert (made.period, made.is_open) == (CLOSED_PERIOD, False)
    assert made.reason == "every 20 min: the shop is closed"
    at_work = usage_of(counted, night, people_at=night.timestamp() - 599)
    assert plan_at(night, at_work).period == SHORTEST_PERIOD
    assert plan_at(night, at_work).is_open
    gone_home = usage_of(counted, night, people_at=night.timestamp() - 600)
    assert plan_at(night, gone_home).period == CLOSED_PERIOD


def test_at_the_reserve_the_background_has_stopped() -> None:
    now = at(20, 12)
    made = plan_at(now, usage_of(Counter({(FIRST, PEOPLE): 45_000}), now))
    assert made.background_left == 0
    assert made.reason == "stopped: what is left belongs to people"


any_terms = st.builds(
    MonthTerms,
    st.integers(1, 200_000),
    st.integers(1, 31),
    st.integers(1, 100),
    st.integers(0, 100),
)
any_counts = st.dictionaries(
    st.tuples(
        st.integers(-6, 29).map(lambda number: FIRST + timedelta(days=number)),
        st.sampled_from([PEOPLE, ELSEWHERE, "changes", "garments", "first fill"]),
    ),
    st.integers(0, 20_000),
    max_size=30,
).map(Counter)


@settings(max_examples=200)
@given(
    terms=any_terms,
    counted=any_counts,
    minutes=st.integers(0, 30 * 1440 - 1),
    quiet=st.booleans(),
    thick=st.booleans(),
    hours=st.sampled_from([USUAL, "sun 10:00-10:01", "mon-sun 0:00-24:00", "mon 9:00-12:00"]),
)
def test_any_month_has_a_plan_and_a_forecast_within_bounds(
    terms: MonthTerms, counted: Counted, minutes: int, quiet: bool, thick: bool, hours: str
) -> None:
    now, opening = at(1, minutes / 60), OpeningHours.parse(hours)
    usage = usage_of(counted, now, terms)
    rest = outlook(usage, opening, now)
    made = plan(usage, opening, rest, quiet=quiet, thick=thick)
    least = SHORTEST_WHERE_THICK if thick else SHORTEST_PERIOD
    assert least <= made.period <= max(LONGEST_PERIOD, CLOSED_PERIOD)
    assert made.background_left == max(0, terms.background_limit - usage.spent)
    assert made.reason
    unhurried = plan(usage, opening, rest, thick=thick)
    assert unhurried.period <= made.period <= MOST_STRETCHED * unhurried.period
    end = forecast(usage, rest)
    assert end >= usage.spent
    short = short_on(usage, opening, rest)
    assert short is None or now.date() <= short <= rest.last
    assert (short is None) == (usage.spent + rest.expected <= terms.limit)


@given(
    spent=st.integers(0, 44_000),
    more=st.integers(0, 1_000),
    minutes=st.integers(7 * 1440, 30 * 1440 - 1),
)
def test_the_more_is_spent_the_less_often_is_asked(spent: int, more: int, minutes: int) -> None:
    now = at(1, minutes / 60)
    fewer, many = (
        plan_at(now, usage_of(Counter({(FIRST, "first fill"): count}), now))
        for count in (spent, spent + more)
    )
    assert fewer.period <= many.period
