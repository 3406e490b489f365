from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.values.days import day_fixed, day_typed

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("typed", "fixed"),
    [
        ("+7", "Sat 5 Dec 2026"),
        ("tomorrow", "Sun 29 Nov 2026"),
        ("tue", "Tue 1 Dec 2026"),
        ("next month", "Mon 28 Dec 2026"),
        ("8 dec", "Tue 8 Dec 2026"),
        ("2026-12-08", "2026-12-08"),
        ("tue 8 dec 2026", "tue 8 dec 2026"),
        ("whenever", "whenever"),
        ("", ""),
    ],
)
def test_a_day_stays_the_one_that_was_meant(typed: str, fixed: str) -> None:
    assert day_fixed(typed, TODAY) == fixed


@given(
    typed=st.from_regex(r"(\+[0-9]{1,3}w?|[a-z]{3} [0-9]{1,2}|[0-9]{1,2} [a-z]{3}|[a-z ]{3,10})"),
    today=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    later=st.integers(0, 5_000),
)
def test_it_is_read_the_same_whenever_it_is_read(typed: str, today: date, later: int) -> None:
    fixed = day_fixed(typed, today)
    assert day_typed(fixed, today) == day_typed(typed, today)
    if day_typed(typed, today) is not None:
        assert day_typed(fixed, today + timedelta(later)) == day_typed(typed, today)
