"""From a period to the one before it and the one after it."""

from datetime import date

import pytest

from cleancloud_tui.shop.reports.periods import Period, days_until, named_periods
from cleancloud_tui.shop.reports.stepping import stepped

TODAY = date(2026, 11, 25)
NAMED = {each.name: each for each in named_periods(TODAY)}


@pytest.mark.parametrize(
    ("name", "first", "last", "said"),
    [
        ("today so far", date(2026, 11, 24), date(2026, 11, 24), "yesterday"),
        ("this week", date(2026, 11, 16), date(2026, 11, 22), "last week"),
        ("this month", date(2026, 10, 1), date(2026, 10, 31), "last month"),
        ("this quarter", date(2026, 7, 1), date(2026, 9, 30), "last quarter"),
        ("year to date", date(2025, 1, 1), date(2025, 12, 31), "last year"),
    ],
)
def test_what_goes_on_has_the_whole_of_its_kind_before_it(
    name: str, first: date, last: date, said: str
) -> None:
    earlier = stepped(NAMED[name], -1, TODAY)
    assert earlier == Period(first, last, said)
    assert stepped(earlier, 1, TODAY) == NAMED[name]
    assert stepped(NAMED[name], 1, TODAY) is None


def test_other_days_go_by_their_number() -> None:
    week = days_until(TODAY, 7)
    earlier = stepped(week, -1, TODAY)
    assert earlier is not None
    assert (earlier.first, earlier.last) == (date(2026, 11, 12), date(2026, 11, 18))
    later = stepped(earlier, 1, TODAY)
    assert later is not None
    assert (later.first, later.last) == (week.first, week.last)
