from datetime import date

import pytest

from cleancloud_tui.values.months import months_later, weeks_of


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 8), 1, date(2027, 1, 8)),
        (date(2026, 1, 8), -1, date(2025, 12, 8)),
        (date(2026, 11, 30), -9, date(2026, 2, 28)),
        (date.max, 1, date.max),
        (date.min, -1, date.min),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_weeks_begin_on_monday() -> None:
    weeks = weeks_of(date(2026, 11, 1))
    assert weeks[0] == (None,) * 6 + (date(2026, 11, 1),)
    assert weeks[-1] == (date(2026, 11, 30),) + (None,) * 6
