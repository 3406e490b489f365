from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.shop.windows import Filled, days_left, next_window, oldest_to_read

TODAY = date(2026, 6, 9)


def test_how_far_back_to_read() -> None:
    year = timedelta(days=366)
    assert oldest_to_read([], TODAY, None, None) == TODAY - year, "a long empty stretch ends it"
    busy = TODAY - timedelta(days=500)
    rows = [Filled(busy, TODAY, 9), Filled(busy - year, busy, 0)]
    assert oldest_to_read(rows, TODAY, None, None) == busy - year
    assert oldest_to_read(rows, TODAY, busy, None) == busy, "nothing before the first day"
    assert oldest_to_read(rows, TODAY, busy, timedelta(days=9)) == TODAY - timedelta(days=9)


DAYS = st.integers(0, 300).map(lambda days: TODAY - timedelta(days=days))


@settings(max_examples=60, deadline=None)
@given(
    filled=st.lists(
        st.tuples(DAYS, st.integers(0, 60), st.integers(0, 3)).map(
            lambda each: Filled(each[0], min(TODAY, each[0] + timedelta(each[1])), each[2])
        ),
        max_size=8,
    ),
    first_day=DAYS | st.none(),
    sizes=st.lists(st.integers(1, 60), min_size=1, max_size=4),
)
def test_windows_leave_no_day_out_and_come_to_an_end(
    filled: list[Filled], first_day: date | None, sizes: list[int]
) -> None:
    oldest = oldest_to_read(filled, TODAY, first_day, timedelta(days=200))
    asked: list[tuple[date, date]] = []
    here = list(filled)
    while window := next_window(here, TODAY, oldest, sizes[len(asked) % len(sizes)]):
        assert oldest <= window[0] <= window[1] <= TODAY
        left = days_left(here, TODAY, oldest)
        here.append(Filled(*window, rows=0))
        assert days_left(here, TODAY, oldest) < left, "every request brings something new"
        asked.append(window)
    assert all(newer[1] >= older[1] for newer, older in pairwise(asked)), "the newest first"
    read = {
        each.first + timedelta(days)
        for each in here
        for days in range((each.last - each.first).days + 1)
    }
    assert {oldest + timedelta(days) for days in range((TODAY - oldest).days + 1)} <= read
