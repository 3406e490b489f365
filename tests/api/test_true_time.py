"""What time it is, where this computer's clock and the server's differ."""

from __future__ import annotations

import pytest

from cleancloud_tui.api.clocks.true_time import (
    TOLERANCE,
    ToldTime,
    TrueClock,
    time_of_date,
    true_time,
    was_within,
)

NOW = 1_780_000_000.0
YEAR = 365 * 86_400.0


class Clocks:
    def __init__(self) -> None:
        self.wall, self.up, self.start = NOW, 1000.0, "first"

    def clock(self) -> TrueClock:
        return TrueClock(lambda: self.wall, lambda: self.up, lambda: self.start)


def test_a_clock_that_is_right_is_gone_by_to_the_second() -> None:
    clocks = Clocks()
    clock = clocks.clock()
    assert clock() == NOW
    assert clock.ahead is None
    clock.told = ToldTime(NOW + TOLERANCE - 1, NOW, 1000.0, "first")
    assert clock() == NOW


@pytest.mark.parametrize("wrong", [3600.0, -3600.0, 2 * YEAR, -2 * YEAR])
def test_a_clock_that_is_set_changes_nothing_once_the_server_told_the_time(wrong: float) -> None:
    clocks = Clocks()
    clock = clocks.clock()
    clock.told = clock.note(["Thu, 28 May 2026 20:26:40 GMT"])
    clocks.wall += wrong + 10
    clocks.up += 10
    assert clock() == pytest.approx(NOW + 10, abs=1)
    assert clock.ahead == pytest.approx(wrong, abs=1)


def test_after_a_start_it_is_as_late_as_was_told_at_the_least() -> None:
    told = ToldTime(NOW, NOW, 1000.0, "first")
    assert true_time(NOW - YEAR, 5.0, "second", told) == NOW
    assert true_time(NOW + YEAR, 5.0, "second", told) == NOW + YEAR, "nobody knows better"
    assert true_time(NOW + YEAR, 999.0, "first", told) == NOW + YEAR, "it went back: another start"


@pytest.mark.parametrize(
    "dates",
    [
        [],
        [""],
        ["yesterday"],
        ["Thu, 01 Jan 1970 00:00:00 GMT"],
        ["Thu, 28 May 9999 20:26:40 GMT"],
        ["Thu, 99 May 2026 20:26:40 GMT"],
        ["Thu, 28 May 2026 20:26:40 GMT", "Thu, 28 May 2020 20:26:40 GMT"],
        ["Thu, 28 May 2026 20:26:40 +9999999999"],
    ],
)
def test_a_date_that_tells_no_time_is_passed_over(dates: list[str]) -> None:
    assert time_of_date(dates) is None


def test_it_is_kept_as_a_text_and_what_is_no_such_text_tells_nothing() -> None:
    told = ToldTime(NOW, NOW - 5, 17.5, "first")
    assert ToldTime.of_text(told.as_text()) == told
    for text in ("", "[]", "{}", "[1, 2, 3]", '["a", "b", "c", "d"]', '[5, 5, 5, "early"]', "7"):
        assert ToldTime.of_text(text) is None


def test_what_seems_yet_to_come_is_no_news() -> None:
    assert was_within(NOW - 20, NOW, 20)
    assert not was_within(NOW - 21, NOW, 20)
    assert was_within(NOW + 1, NOW, 20)
    assert not was_within(NOW + YEAR, NOW, 20)
