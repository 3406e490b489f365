"""The days under which requests are counted, by a clock that is set."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from cleancloud_tui.api.clocks.true_time import ToldTime
from cleancloud_tui.api.connection import Connection
from cleancloud_tui.api.pace.ledger import Ledger

SHOP = Connection("https://shop.invalid/api", "token", rate=1000, margin=0.0)
NOON = datetime(2026, 3, 16, 12).timestamp()
DAY = 86_400.0


@dataclass
class Computer:
    """A computer whose clock is ahead, and its ledger."""

    path: Path
    true: float = NOON
    ahead: float = 0.0
    start: str = "first"

    def open(self) -> Ledger:
        return Ledger(
            self.path,
            SHOP,
            process="test",
            clock=lambda: self.true + self.ahead,
            uptime=lambda: self.true - NOON + 5000,
            boot=lambda: self.start,
        )

    def tell(self, ledger: Ledger) -> None:
        """Let an answer tell what time it is."""
        up = self.true - NOON + 5000
        ledger.hear(ToldTime(self.true, self.true + self.ahead, up, self.start))

    def days(self) -> dict[str, int]:
        with contextlib.closing(sqlite3.connect(self.path)) as connection:
            return dict(connection.execute("SELECT day, requests FROM days WHERE requests <> 0"))


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path / "ledger.db")


def book(ledger: Ledger, times: int = 1) -> None:
    for _ in range(times):
        assert ledger.book("getOrders", background=False).booked


def test_a_month_counts_from_its_first_to_its_last_day(computer: Computer) -> None:
    ledger = computer.open()
    book(ledger)
    computer.ahead = 100 * DAY
    book(ledger, 5)
    computer.ahead = 0.0
    assert ledger.spent() == 1, "what a wrong future had is no part of this month"
    assert [row.requests for row in ledger.usage().rows] == [1]
    ledger.close()


@pytest.mark.parametrize("ahead", [-800 * DAY, -DAY, DAY, 800 * DAY])
def test_what_was_counted_before_the_time_was_told_is_moved_to_its_day(
    computer: Computer, ahead: float
) -> None:
    computer.ahead = ahead
    ledger = computer.open()
    book(ledger, 3)
    lost = ledger.book("getOrders", background=False)
    ledger.give_back("getOrders", lost)
    computer.true += 600
    computer.tell(ledger)
    assert computer.days() == {"2026-03-16": 3}
    book(ledger, 2)
    computer.ahead = 0.0
    assert (ledger.spent(), ledger.usage().today) == (5, date(2026, 3, 16))
    computer.tell(ledger)
    assert computer.days() == {"2026-03-16": 5}
    ledger.close()


def test_a_clock_that_is_set_later_moves_nothing_for_any_process(computer: Computer) -> None:
    ledger = computer.open()
    book(ledger)
    computer.tell(ledger)
    computer.ahead = 800 * DAY
    book(ledger)
    other = computer.open()
    book(other)
    assert computer.days() == {"2026-03-16": 3}
    assert other.spent() == 3
    ledger.close()
    other.close()


def test_reading_deletes_nothing_however_wrong_the_clock_is(computer: Computer) -> None:
    ledger = computer.open()
    book(ledger, 4)
    ledger.close()
    computer.ahead = 2_000 * DAY
    for _ in range(2):
        ledger = computer.open()
        ledger.usage()
        ledger.spent()
        ledger.close()
    assert computer.days() == {"2026-03-16": 4}
    computer.ahead = 0.0
    ledger = computer.open()
    assert ledger.spent() == 4
    ledger.close()


@pytest.mark.parametrize(("told", "clock"), [(2_000, 0), (0, 2_000)])
def test_old_days_go_only_where_both_clocks_say_that_they_are_old(
    computer: Computer, told: int, clock: int
) -> None:
    ledger = computer.open()
    book(ledger)
    computer.tell(ledger)
    ledger.hear(ToldTime(NOON + told * DAY, NOON + clock * DAY, 5000.0, "first"))
    assert sum(computer.days().values()) == 1
    ledger.hear(ToldTime(NOON + 2_000 * DAY, NOON + 2_000 * DAY, 5000.0, "first"))
    assert computer.days() == {}
    ledger.close()


def test_what_an_earlier_start_of_the_computer_counted_is_left_where_it_is(
    computer: Computer,
) -> None:
    computer.ahead = 800 * DAY
    ledger = computer.open()
    book(ledger)
    ledger.close()
    computer.start = "second"
    ledger = computer.open()
    computer.tell(ledger)
    assert len(computer.days()) == 1
    assert ledger.spent() == 0
    ledger.close()
