"""Periods as people say them, and those beside them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.shop.reports.periods import (
    Period,
    before,
    named_periods,
    parts,
    period_typed,
    same_days_last_week,
    same_days_last_year,
)

TODAY = date(2026, 11, 28)  # a Saturday


def iso(period: Period | None) -> tuple[str, str] | None:
    return period and (period.first.isoformat(), period.last.isoformat())


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("tue", "2026-11-24", "2026-11-24"),
        ("sat", "2026-11-21", "2026-11-21"),
        ("-7", "2026-11-21", "2026-11-28"),
        ("\u22127", "2026-11-21", "2026-11-28"),
        ("Yesterday", "2026-11-27", "2026-11-27"),
        ("today", "2026-11-28", "2026-11-28"),
        ("last-month", "2026-10-01", "2026-10-31"),
        ("last week", "2026-11-16", "2026-11-22"),
        ("quarter", "2026-10-01", "2026-11-28"),
        ("ytd", "2026-01-01", "2026-11-28"),
        ("1 Nov - 15 Nov", "2026-11-01", "2026-11-15"),
        ("1-15 nov", "2026-11-01", "2026-11-15"),
        ("1 Nov - 15 Nov 2025", "2025-11-01", "2025-11-15"),
        ("mon-wed", "2026-11-23", "2026-11-25"),
        ("2026-11-01-2026-11-15", "2026-11-01", "2026-11-15"),
        ("1 nov–15 nov 2025", "2025-11-01", "2025-11-15"),
        ("2026-11-01..2026-11-15", "2026-11-01", "2026-11-15"),
        ("from tue to yesterday", "2026-11-24", "2026-11-27"),
        ("since 1 nov", "2026-11-01", "2026-11-28"),
        ("31dec", "2025-12-31", "2025-12-31"),
        ("1jan", "2026-01-01", "2026-01-01"),
        ("since 30nov", "2025-11-30", "2026-11-28"),
        ("last 30 days", "2026-10-30", "2026-11-28"),
        ("2 weeks", "2026-11-15", "2026-11-28"),
        ("2026-11-20 to 2027-01-01", "2026-11-20", "2026-11-28"),
    ],
)
def test_what_people_type(typed: str, first: str, last: str) -> None:
    assert iso(period_typed(typed, TODAY)) == (first, last)


@pytest.mark.parametrize(
    "typed",
    ["", "foo", "tomorrow", "31 feb", "yesterday to tue", "1/2/2026", "0 days", "7", "-"],
)
def test_what_tells_no_period(typed: str) -> None:
    assert period_typed(typed, TODAY) is None


def test_what_lies_beside_a_period() -> None:
    named = {each.name: each for each in named_periods(TODAY)}
    assert iso(before(named["last month"])) == ("2026-09-01", "2026-09-30")
    assert iso(before(named["this month"])) == ("2026-10-01", "2026-10-28")
    assert iso(before(named["this week"])) == ("2026-11-16", "2026-11-21")
    assert iso(before(named["this quarter"])) == ("2026-07-01", "2026-08-28")
    assert iso(before(named["year to date"])) == ("2025-01-01", "2025-11-28")
    assert iso(same_days_last_week(named["today so far"])) == ("2026-11-21", "2026-11-21")
    assert iso(same_days_last_year(named["today so far"])) == ("2025-11-29", "2025-11-29")
    assert iso(same_days_last_year(named["last month"])) == ("2025-10-01", "2025-10-31")
    leap = Period(date(2028, 2, 1), date(2028, 2, 29), "")
    assert iso(same_days_last_year(leap)) == ("2027-02-01", "2027-02-28")


DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@settings(max_examples=60, deadline=None)
@given(first=DAYS, days=st.integers(1, 1500), at_most=st.integers(1, 400))
def test_parts_are_the_whole_and_neighbours_touch_nothing(
    first: date, days: int, at_most: int
) -> None:
    period = Period(first, first + timedelta(days=days - 1), "")
    told = parts(period, at_most)
    assert [day for part in told for day in part.all_days()] == list(period.all_days())
    assert all(part.days <= at_most for part in told)
    assert all(one.last < other.first for one, other in pairwise(told))
    assert before(period).last < period.first
    assert same_days_last_week(period).last < period.first
    assert same_days_last_week(period).first.weekday() == first.weekday()


@settings(max_examples=60, deadline=None)
@given(today=DAYS)
def test_named_periods_can_be_typed_by_their_names(today: date) -> None:
    for each in named_periods(today):
        assert period_typed(each.name, today) == each
        assert each.first <= each.last <= today


@settings(max_examples=200, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(
            ["-", "..", "to", "since", "last", "7", "999w", "-999", "1", "nov", "tue", "2026",
             "week", "month", "0001-01-01", "1971-01-01", "today", "days", "\u2013", "\uff11"]
        ),
        max_size=6,
    ),
    glue=st.sampled_from(["", " "]),
)  # fmt: skip
def test_whatever_is_typed_is_a_period_of_the_past_or_none(words: list[str], glue: str) -> None:
    period = period_typed(glue.join(words), TODAY)
    assert period is None or date(2012, 1, 1) <= period.first <= period.last <= TODAY


@pytest.mark.parametrize(
    ("name", "today", "first", "last"),
    [
        ("year to date", date(2027, 3, 31), "2026-01-01", "2026-03-31"),
        ("year to date", date(2028, 2, 29), "2027-01-01", "2027-02-28"),
        ("year to date", date(2026, 12, 31), "2025-01-01", "2025-12-31"),
        ("this quarter", date(2028, 2, 29), "2027-10-01", "2027-11-29"),
        ("this quarter", date(2026, 9, 30), "2026-04-01", "2026-06-30"),
        ("this month", date(2026, 11, 30), "2026-10-01", "2026-10-31"),
    ],
)
def test_what_goes_on_is_beside_the_same_stretch_on_the_last_day_of_a_month_too(
    name: str, today: date, first: str, last: str
) -> None:
    (period,) = (each for each in named_periods(today) if each.name == name)
    assert iso(before(period)) == (first, last)
