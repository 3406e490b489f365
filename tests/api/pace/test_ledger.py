import contextlib
import sqlite3
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleancloud_tui.api.connection import Connection
from cleancloud_tui.api.errors import (
    BadTermsError,
    LedgerError,
    MonthUsedUpError,
    ReserveReachedError,
)
from cleancloud_tui.api.pace.ledger import AHEAD, HORIZON, Ledger
from cleancloud_tui.api.terms import MonthTerms

TOKEN = "token-that-is-in-no-file"
NOON = datetime(2026, 3, 16, 12).timestamp()


class Clock:
    def __init__(self, now=NOON):
        self.now = now

    def __call__(self):
        return self.now


def ledger_of(path, clock, process="counter", **connection):
    shop = Connection("https://shop.invalid/api", TOKEN, **connection)
    return Ledger(Path(path), shop, process=process, clock=clock)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.db"


def most_in_a_second(moments):
    return max(
        (sum(first <= other < first + 1 for other in moments) for first in moments), default=0
    )


ASKS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.booleans(),
        st.floats(0, 0.05) | st.floats(0, 3),
        st.sampled_from([0.0] * 9 + [1.3]),
    ),
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(asks=ASKS, rate=st.integers(1, 5))
def test_no_interleaving_of_processes_passes_the_rate(asks, rate):
    clock = Clock()
    with tempfile.TemporaryDirectory() as directory, contextlib.ExitStack() as open_ledgers:
        ledgers = [ledger_of(Path(directory) / "ledger.db", clock, rate=rate) for _ in range(3)]
        for ledger in ledgers:
            open_ledgers.callback(ledger.close)
        booked = []
        for which, background, later, pause in asks:
            if pause:
                ledgers[which].pause(pause)
            slot = ledgers[which].book("getOrders", background=background)
            assert slot.due >= clock.now
            if slot.booked:
                assert slot.due <= clock.now + (AHEAD if background else HORIZON)
                booked.append(slot.due)
            clock.now += later
        assert booked == sorted(booked)
        assert most_in_a_second(booked) <= rate
        # Up to a margin's worth of jitter changes nothing for the server.
        assert all(b - a > 1.1 for a, b in zip(booked, booked[rate:], strict=False))
        assert ledgers[0].spent() == len(booked)


def test_a_person_books_ahead_of_the_background(path, clock):
    counter, filling = ledger_of(path, clock), ledger_of(path, clock)
    for _ in range(3):
        slot = filling.book("getCustomer", background=True)
        clock.now = slot.due
    while not slot.booked:
        slot = filling.book("getCustomer", background=True)
        clock.now = slot.due
    asked_too_early = filling.book("getCustomer", background=True)
    person = counter.book("getOrders", background=False)
    assert not asked_too_early.booked
    assert person.booked
    assert person.due - clock.now < 0.4
    assert filling.book("getCustomer", background=True).due > person.due


def test_a_clock_set_back_does_not_stop_the_counter(path, clock):
    ledger = ledger_of(path, clock)
    for _ in range(6):
        ledger.book("getOrders", background=False)
    ledger.pause(5)
    clock.now -= 3600
    assert ledger.book("getOrders", background=False).due == clock.now
    ledger.pause(2)
    assert ledger.book("getOrders", background=False).due == clock.now + 2


def test_nothing_is_booked_beyond_the_horizon(path, clock):
    ledger = ledger_of(path, clock)
    slots = [ledger.book("getOrders", background=False) for _ in range(40)]
    assert sum(slot.booked for slot in slots) == 27
    assert not slots[-1].booked
    assert all(slot.due > clock.now + HORIZON for slot in slots if not slot.booked)


def test_a_pause_holds_for_every_process_of_the_token_and_no_other(path, clock):
    one, two = ledger_of(path, clock), ledger_of(path, clock)
    before = two.book("getOrders", background=False)
    assert two.still_holds(before)
    other = Ledger(path, Connection("https://shop.invalid/api", "other"), process="p", clock=clock)
    one.pause(1.5)
    assert not two.still_holds(before)
    after = two.book("getOrders", background=False)
    assert after.due == clock.now + 1.5
    assert two.still_holds(after)
    assert other.book("getOrders", background=False).due == clock.now


def test_a_request_that_leaves_late_moves_those_after_it(path, clock):
    ledger = ledger_of(path, clock)
    first, *_ = [ledger.book("getOrders", background=False) for _ in range(3)]
    next_second = ledger.book("getOrders", background=False)
    assert ledger.still_holds(next_second)
    clock.now += 0.3
    for late in (first, *_):
        ledger.move(late)
    assert not ledger.still_holds(next_second)
    ledger.give_back("getOrders", next_second)
    assert ledger.book("getOrders", background=False).due == pytest.approx(clock.now + 1.12)


def test_the_month_is_counted_per_day_operation_and_process_and_persists(path, clock):
    first = ledger_of(path, clock, rate=100)
    for _ in range(2):
        first.book("getOrders", background=False)
    returned = first.book("getOrders", background=True)
    first.give_back("getOrders", returned)
    first.close()
    clock.now += 86_400
    second = ledger_of(path, clock, "sync", rate=100)
    second.book("getCustomer", background=True, purpose="first fill")
    usage = second.usage()
    assert second.spent() == usage.spent == 3
    assert (usage.today, usage.now) == (date(2026, 3, 17), clock.now)
    assert [(row.day.day, *kind(row)) for row in usage.rows] == [
        (16, "getOrders", "counter", False, "", 2),
        (17, "getCustomer", "sync", True, "first fill", 1),
    ]
    assert TOKEN.encode() not in path.read_bytes()


def kind(row):
    return row.operation, row.process, row.background, row.purpose, row.requests


def test_a_request_that_a_person_came_to_wait_for_has_no_purpose(path, clock):
    ledger = ledger_of(path, clock)
    ledger.book("getOrders", background=False, purpose="changes")
    assert [kind(row) for row in ledger.usage().rows] == [("getOrders", "counter", False, "", 1)]


def test_usage_knows_the_week_before_the_month_and_when_people_last_asked(path, clock):
    ledger = ledger_of(path, clock, rate=100)
    for day in (datetime(2026, 3, 25), datetime(2026, 3, 26), datetime(2026, 3, 31)):
        clock.now = day.timestamp()
        ledger.book("getOrders", background=False)
    clock.now = datetime(2026, 4, 2).timestamp()
    ledger.book("getOrders", background=True, purpose="changes")
    usage = ledger.usage()
    assert [row.day.day for row in usage.before] == [26, 31]
    assert [row.day.day for row in usage.rows] == [2]
    assert usage.spent == 1
    assert usage.people_at == datetime(2026, 3, 31).timestamp()
    assert ledger_of(path, clock, month_starts=2).usage().people_at is not None


@pytest.mark.parametrize(
    ("starts", "today", "spent"),
    [
        (1, datetime(2026, 3, 31, 23, 59), 1),
        (1, datetime(2026, 4, 1), 0),
        (17, datetime(2026, 3, 16, 23), 1),
        (17, datetime(2026, 3, 17), 0),
        (16, datetime(2026, 4, 15), 1),
        (31, datetime(2026, 3, 30), 1),
        (31, datetime(2026, 3, 31), 0),
        (31, datetime(2026, 4, 29), 0),
    ],
)
def test_the_count_starts_again_on_the_month_s_first_day(path, clock, starts, today, spent):
    ledger = ledger_of(path, clock, month_starts=starts)
    ledger.book("getOrders", background=False)
    clock.now = today.timestamp()
    assert ledger.spent() == spent


def test_a_month_used_up_books_nothing_more(path, clock):
    ledger = ledger_of(path, clock, month=2)
    ledger.book("getOrders", background=False)
    ledger.book("getOrders", background=False)
    with pytest.raises(MonthUsedUpError, match="2 counted"):
        ledger.book("getOrders", background=False)
    clock.now = datetime(2026, 4, 1).timestamp()
    assert ledger.book("getOrders", background=False).booked


@settings(max_examples=60)
@given(
    starts=st.integers(1, 31),
    today=st.dates(date(2024, 1, 1), date(2028, 12, 31)),
)
def test_months_follow_one_another_without_a_gap(starts, today):
    terms = MonthTerms(starts=starts)
    first, last = terms.month_start(today), terms.month_end(today)
    assert first <= today <= last
    assert 28 <= (last - first).days + 1 <= 31
    assert first.day == starts or (first + timedelta(days=1)).month != first.month
    assert terms.month_start(last + timedelta(days=1)) == last + timedelta(days=1)


def test_the_terms_hold_for_every_process_from_its_next_booking_on(path, clock):
    one, two = ledger_of(path, clock), ledger_of(path, clock)
    other = Ledger(path, Connection("https://shop.invalid/api", "other"), process="p", clock=clock)
    assert one.terms() == MonthTerms()
    two.book("getOrders", background=False)
    one.set_terms(MonthTerms(month=2, share=50))
    with pytest.raises(MonthUsedUpError, match="1 requests are used up"):
        two.book("getOrders", background=False)
    one.set_terms(MonthTerms(month=3, starts=31, share=70, reserve=0))
    one.close()
    assert two.terms() == one.terms() == MonthTerms(3, 31, 70, 0)
    assert two.book("getOrders", background=False).booked
    assert other.terms() == MonthTerms()


@pytest.mark.parametrize(
    "values", [{"month": 0}, {"starts": 32}, {"share": 101}, {"share": 0}, {"reserve": -1}]
)
def test_terms_that_cannot_be_are_refused_in_a_sentence(values):
    with pytest.raises(BadTermsError, match=r"is to be a whole number from .* Nothing was changed"):
        MonthTerms(**values)


def test_the_background_stops_at_the_reserve_and_people_go_on_to_the_end(path, clock):
    ledger = ledger_of(path, clock, rate=100)
    ledger.set_terms(MonthTerms(month=10, reserve=20))
    for _ in range(8):
        clock.now += 1
        assert ledger.book("getOrders", background=True, purpose="changes").booked
    with pytest.raises(ReserveReachedError, match="2 of this month's 10 requests are left"):
        ledger.book("getOrders", background=True, purpose="changes")
    for _ in range(2):
        assert ledger.book("getOrders", background=False).booked
    with pytest.raises(MonthUsedUpError) as ended:
        ledger.book("getOrders", background=False)
    assert not isinstance(ended.value, ReserveReachedError)
    for hint in ("can still be found and read", "Ctrl+G", "budget --spent"):
        assert hint in str(ended.value)


def test_the_count_is_corrected_to_what_cleancloud_shows(path, clock):
    ledger = ledger_of(path, clock, month_starts=10)
    for _ in range(5):
        ledger.book("getOrders", background=False)
    ledger.correct(200)
    assert ledger.spent() == ledger.usage().spent == 200
    clock.now += 86_400
    ledger.book("getOrders", background=False)
    ledger.correct(150)
    ledger.correct(150)
    usage = ledger.usage()
    assert usage.spent == sum(row.requests for row in usage.rows) == 150
    corrections = [row for row in usage.rows if row.process == "correction"]
    assert [(row.day.day, row.requests) for row in corrections] == [(16, 195), (17, -51)]


BEFORE_PURPOSES = """
CREATE TABLE slots (id INTEGER PRIMARY KEY, shop TEXT NOT NULL, due REAL NOT NULL);
CREATE TABLE pauses (shop TEXT PRIMARY KEY, until REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE days (shop TEXT NOT NULL, day TEXT NOT NULL, requests INTEGER NOT NULL,
    PRIMARY KEY (shop, day)) WITHOUT ROWID;
CREATE TABLE spent (shop TEXT NOT NULL, day TEXT NOT NULL, operation TEXT NOT NULL,
    process TEXT NOT NULL, background INTEGER NOT NULL, requests INTEGER NOT NULL,
    PRIMARY KEY (shop, day, operation, process, background)) WITHOUT ROWID;
"""


def count_as_before(path, shop, operation, requests):
    """Do what versions without purposes do."""
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "INSERT INTO days VALUES (?, '2026-03-16', ?) "
            "ON CONFLICT DO UPDATE SET requests = requests + excluded.requests",
            (shop, requests),
        )
        database.execute(
            "INSERT INTO spent VALUES (?, '2026-03-16', ?, 'counter', 1, ?) "
            "ON CONFLICT DO UPDATE SET requests = requests + excluded.requests",
            (shop, operation, requests),
        )


def test_a_file_without_purposes_is_taken_over_and_nothing_lost(path, clock):
    shop = Connection("https://shop.invalid/api", TOKEN).digest
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.executescript(BEFORE_PURPOSES)
    count_as_before(path, shop, "getOrders", 7)
    count_as_before(path, shop, "getCustomer", 5)
    ledger = ledger_of(path, clock)
    ledger.book("getOrders", background=True, purpose="changes")
    assert ledger.spent() == 13
    # A program of that version may still be running, and counts on.
    count_as_before(path, shop, "getOrders", 2)
    ledger.close()
    usage = ledger.usage()
    assert usage.spent == 15
    assert sorted(kind(row) for row in usage.rows) == [
        ("getCustomer", "counter", True, "", 5),
        ("getOrders", "counter", True, "", 9),
        ("getOrders", "counter", True, "changes", 1),
    ]
    assert not list(path.parent.glob("*damaged*"))


def other_tables(path):
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE slots (something TEXT)")


def cut_short(path):
    ledger = ledger_of(path, Clock())
    for _ in range(5):
        ledger.book("getOrders", background=False)
    ledger.close()
    path.write_bytes(path.read_bytes()[:5000] + b"\xff" * 3000)


@pytest.mark.parametrize(
    "damage", [lambda path: path.write_bytes(b"no database" * 1000), cut_short, other_tables]
)
def test_a_damaged_file_is_set_aside_and_a_new_one_made(path, clock, caplog, damage):
    damage(path)
    ledger = ledger_of(path, clock)
    assert ledger.book("getOrders", background=False).booked
    assert ledger.spent() == 1
    assert len(list(path.parent.glob("ledger.db.damaged-20260316-120000"))) == 1
    assert "was damaged" in caplog.text


def test_damage_under_an_open_ledger_is_mended_by_all_of_its_processes(path, clock):
    one, two = ledger_of(path, clock), ledger_of(path, clock)
    one.book("getOrders", background=False)
    two.book("getOrders", background=False)
    two.close()
    one.close()
    path.write_bytes(b"\0" * 20_000)
    one.book("getOrders", background=False)
    two.book("getOrders", background=False)
    assert one.spent() == two.spent() == 2


def test_a_file_that_cannot_be_written_is_an_error_in_words(tmp_path, clock):
    (tmp_path / "file").touch()
    with pytest.raises(LedgerError, match="is no file"):
        ledger_of(tmp_path, clock).book("getOrders", background=False)
    with pytest.raises(LedgerError, match="nothing was sent"):
        ledger_of(tmp_path / "file" / "ledger.db", clock).book("getOrders", background=False)


def test_a_full_disk_is_an_error_in_words_and_passes(path, clock):
    ledger = ledger_of(path, clock)
    ledger.book("getOrders", background=False)
    ledger.file.transaction(lambda database: database.execute("PRAGMA max_page_count = 1"))
    with pytest.raises(LedgerError, match="full"):
        ledger.book("an operation whose name fills a page " * 500, background=False)
    assert ledger.book("getOrders", background=False).booked


KILLED = """
import os, sys
from pathlib import Path
from cleancloud_tui.api.connection import Connection
from cleancloud_tui.api.pace.ledger import Ledger
ledger = Ledger(Path(sys.argv[1]), Connection("https://shop.invalid/api", sys.argv[2]),
                process="killed", clock=lambda: float(sys.argv[3]))
ledger.book("getOrders", background=False)
ledger.file.transaction(lambda database: database.execute("DELETE FROM slots") and os._exit(9))
"""


def test_a_killed_process_wastes_its_slot_and_nothing_else(path, clock):
    subprocess.run([sys.executable, "-c", KILLED, path, TOKEN, str(clock.now)], check=False)
    ledger = ledger_of(path, clock)
    slots = [ledger.book("getOrders", background=False).due - clock.now for _ in range(3)]
    assert slots == pytest.approx([0, 0, 1.12], abs=1e-6)
    assert ledger.spent() == 4
