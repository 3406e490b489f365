from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.shop.opening_hours import USUAL, OpeningHours, closed_days
from cleancloud_tui.values.days import SHORT_WEEKDAYS

MONDAY = datetime(2026, 6, 1, tzinfo=UTC)
HOUR = 3600


def test_usual_hours_are_monday_to_saturday_from_eight_to_eight() -> None:
    hours = OpeningHours.parse(USUAL)
    assert not hours.is_open(MONDAY + timedelta(hours=7, minutes=59))
    assert hours.is_open(MONDAY + timedelta(hours=8))
    assert not hours.is_open(MONDAY + timedelta(hours=20))
    assert hours.is_open(MONDAY + timedelta(days=5, hours=12))
    assert not hours.is_open(MONDAY + timedelta(days=6, hours=12))
    assert hours.seconds_between(MONDAY, MONDAY + timedelta(days=7)) == 6 * 12 * HOUR
    assert hours.usual_day == 12 * HOUR


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("mon-fri 7:30-19:00, sat 9:00-13:00", [11.5] * 5 + [4, 0]),
        ("sat-mon 0:00-24:00", [24, 0, 0, 0, 0, 24, 24]),
        ("Mon-Sun 08:00-12:00 13:30-18:00", [8.5] * 7),
        ("wed 13:00-18:00 8:00-12:00", [0, 0, 9, 0, 0, 0, 0]),
    ],
)
def test_hours_are_read_as_they_are_typed(text: str, week: list[float]) -> None:
    hours = OpeningHours.parse(text)
    days = [MONDAY + timedelta(days=number) for number in range(8)]
    assert [hours.seconds_between(*pair) / HOUR for pair in pairwise(days)] == week


@pytest.mark.parametrize(
    "text",
    [
        "", ",", "mon", "mon-sat", "8:00-20:00", "mon 20:00-8:00", "mon 8:00-8:00", "mon 8-20",
        "mon 8:00-24:01", "mon 8:60-9:00", "moon 8:00-9:00", "mon-moon 8:00-9:00",
        "mon 8:00-12:00 11:00-13:00", "mon-wed 8:00-9:00, tue 9:00-10:00", "mon 8:00-9:00,",
        "mon ٨:00-9:00",
    ],
)  # fmt: skip
def test_what_tells_no_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        OpeningHours.parse(text)


@given(st.text(max_size=40) | st.text("mon-sat 0123456789:,", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        hours = OpeningHours.parse(text)
    except ValueError:
        return
    assert len(hours.week) == 7
    assert hours.usual_day > 0


spans = st.integers(0, 47).flatmap(
    lambda opens: st.integers(opens + 1, 48).map(lambda closes: (opens, closes))
)


def written(week: list[tuple[int, int] | None]) -> str:
    def clock(half_hours: int) -> str:
        return f"{half_hours // 2}:{half_hours % 2 * 30:02}"

    return ", ".join(
        f"{day} {clock(span[0])}-{clock(span[1])}"
        for day, span in zip(SHORT_WEEKDAYS, week, strict=True)
        if span
    )


@given(
    week=st.lists(st.none() | spans, min_size=7, max_size=7).filter(any),
    start=st.integers(0, 20_000),
    one=st.integers(0, 40_000),
    two=st.integers(0, 40_000),
)
def test_spans_add_up_and_count_the_minutes_that_are_open(
    week: list[tuple[int, int] | None], start: int, one: int, two: int
) -> None:
    hours = OpeningHours.parse(written(week))
    moments = [MONDAY + timedelta(minutes=each) for each in (start, start + one, start + one + two)]
    first, middle, last = moments
    whole = hours.seconds_between(first, last)
    assert whole == hours.seconds_between(first, middle) + hours.seconds_between(middle, last)
    sampled = sum(
        hours.is_open(first + timedelta(minutes=minute)) for minute in range(0, one + two, 10)
    )
    assert abs(whole - sampled * 600) <= 600 * 2 * (2 + (one + two) / 1440)
    assert hours.seconds_between(last, first) == 0 or first == last


def test_a_day_whose_clocks_change_has_the_hours_of_any_other() -> None:
    hours, zone = OpeningHours.parse(USUAL), ZoneInfo("Europe/London")
    before = datetime(2026, 3, 28, tzinfo=zone)
    assert hours.seconds_between(before, before + timedelta(days=2)) == 12 * HOUR


def test_closed_days_are_single_ones_and_spans() -> None:
    days = closed_days("2026-12-25, 2026-12-31 to 2027-01-02,")
    assert days == {date(2026, 12, 25), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)}
    assert closed_days("  ") == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "25 Dec",
        "2026-02-30",
        "2026-12-25 to",
        "2027-01-02 to 2026-12-31",
        "2026-12-25 to 2027-12-26",
        "2026-12-25 2026-12-26",
    ],
)
def test_what_is_no_days_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="no days"):
        closed_days(text)
