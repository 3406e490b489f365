from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.shop.sync.windows import (
    ENOUGH_ROWS,
    LONG_EMPTY_STRETCH,
    DayWindows,
    Filled,
    days_left,
    next_window,
    oldest_to_read,
)

TODAY = date(2026, 6, 9)
DAY = timedelta(days=1)


def test_how_far_back_to_read() -> None:
    year = timedelta(days=366)
    assert oldest_to_read([], TODAY, None) == TODAY - year, "a long empty stretch ends it"
    busy = TODAY - timedelta(days=500)
    rows = [Filled(busy, TODAY, 9), Filled(busy - year, busy, 0)]
    assert oldest_to_read(rows, TODAY, None) == busy - year
    assert oldest_to_read(rows, TODAY, busy) == busy, "nothing before the first day"


DAYS = st.integers(0, 300).map(lambda days: TODAY - timedelta(days=days))


@settings(max_examples=60, deadline=None)
@given(
    filled=st.lists(
        st.tuples(DAYS, st.integers(0, 60), st.integers(0, 3)).map(
            lambda each: Filled(each[0], min(TODAY, each[0] + timedelta(each[1])), each[2])
        ),
        max_size=8,
    ),
    first_day=DAYS,
    sizes=st.lists(st.integers(1, 60), min_size=1, max_size=4),
)
def test_windows_leave_no_day_out_and_come_to_an_end(
    filled: list[Filled], first_day: date, sizes: list[int]
) -> None:
    oldest = oldest_to_read(filled, TODAY, first_day)
    asked: list[tuple[date, date]] = []
    here = list(filled)
    while window := next_window(here, TODAY, oldest, sizes[len(asked) % len(sizes)]):
        assert oldest <= window[0] <= window[1] <= TODAY
        left = days_left(here, TODAY, oldest)
        here.append(Filled(*window, rows=0))
        assert days_left(here, TODAY, oldest) < left, "every request brings something new"
        asked.append(window)
    assert all(newer[1] >= older[1] for newer, older in pairwise(asked)), "the newest first"
    assert set(_days(oldest, TODAY)) <= {
        day for each in here for day in _days(each.first, each.last)
    }


@settings(max_examples=60, deadline=None)
@given(
    age=st.integers(1, 900),
    busy=st.integers(0, 60),
    most=st.integers(1, 400),
    readers=st.integers(1, 5),
    seed=st.integers(0, 1000),
)
def test_readers_side_by_side_read_every_day_and_no_day_again_and_again(
    age: int, busy: int, most: int, readers: int, seed: int
) -> None:
    """A shop of some age, so many rows a day at most, at a server that refuses more than `most`."""
    luck = Random(seed)
    rows = [luck.randint(0, busy) for _ in range(age)]
    windows = DayWindows([], TODAY, None, days=14, longest=112)
    reading: list[Filled] = []
    read: list[Filled] = []
    asked = 0
    while not windows.is_finished:
        while len(reading) < readers and (window := windows.take()):
            assert window.days <= 112
            reading.append(window)
        window = reading.pop(luck.randrange(len(reading)))
        asked += 1
        ages = range((TODAY - window.last).days, (TODAY - window.first).days + 1)
        came = sum(rows[each] for each in ages if each < age)
        if came > most and window.days > 1:
            windows.put_back(window)
        else:
            windows.settle(window, came)
            read.append(window)
    oldest = min((each.first for each in read if each.rows), default=TODAY)
    oldest = min(oldest, TODAY - timedelta(days=age - 1) if any(rows) else oldest)
    covered = [day for each in read for day in _days(each.first, each.last)]
    assert set(_days(oldest, TODAY)) <= set(covered)
    assert windows.requests_left() == 0
    # Neighbours share a day: at two days a window, every day is read twice; at worst thrice.
    assert len(covered) <= 3 * len(set(covered))
    assert asked <= 2 * len(read) + 8 * readers, "few are refused"


def test_windows_grow_where_little_comes_and_stay_where_enough_does() -> None:
    windows = DayWindows([], TODAY, None, days=14, longest=112)
    assert [_taken(windows, rows=3).days for _ in range(4)] == [14, 28, 56, 112]
    windows = DayWindows([], TODAY, None, days=14, longest=112)
    days = []
    for _ in range(6):
        window = windows.take()
        assert window is not None
        windows.settle(window, rows=70 * window.days)
        days.append(window.days)
    assert days == [14, 11, 11, 11, 11, 11], "about 1,000 rows"
    windows = DayWindows([], TODAY, None, days=14, longest=112)
    assert _taken(windows, rows=10 * ENOUGH_ROWS).days == 14
    assert _taken(windows, rows=0).days == 1, "an answer as large as that was too large"


def test_a_shop_without_a_row_is_read_for_a_year_and_no_more() -> None:
    windows = DayWindows([], TODAY, None, days=30)
    taken = []
    while not windows.is_finished:
        taken.append(_taken(windows, rows=0))
    assert taken[-1].first == TODAY - LONG_EMPTY_STRETCH
    assert len(taken) == 13


def _taken(windows: DayWindows, rows: int) -> Filled:
    window = windows.take()
    assert window is not None
    windows.settle(window, rows)
    return window


def _days(first: date, last: date) -> list[date]:
    return [first + each * DAY for each in range((last - first).days + 1)]
