"""Which PINs are taken, and how long is waited after wrong ones."""

from __future__ import annotations

import stat
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.shop.people.pins import Hashing, is_fit
from cleancloud_tui.shop.people.staffing import SignInError, Staffing, TooSoonError, WrongPinError
from cleancloud_tui.shop.people.tries import FREE, Tries, WrongOnes, wait_after
from tests.host import NOW
from tests.shop.people.staff import CLEO, OLGA, hire


class Watch:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("pin", ["2580", "147036925814", "0011", "1235"])
def test_a_pin_that_may_be_chosen(pin: str) -> None:
    assert is_fit(pin)


@pytest.mark.parametrize(
    "pin",
    [
        "",
        "123",
        "1234",
        "4321",
        "8901",
        "0000",
        "12a4",
        "1234567890123",
        "\uff11\uff12\uff19\uff14",
        "-258",
    ],
)
def test_a_pin_that_anybody_guesses_is_refused(pin: str) -> None:
    assert not is_fit(pin)


def test_a_hash_takes_a_while_and_depends_on_the_shop() -> None:
    one, other = Hashing.new(), Hashing.new()
    begun = time.process_time()
    hashed = one.hash("2580")
    assert time.process_time() - begun > 0.02, "quick to try all of them"
    assert len(hashed) == 64
    assert hashed != other.hash("2580")


@given(st.integers(0, 60))
def test_each_wrong_one_waits_no_shorter_than_the_one_before(wrong: int) -> None:
    assert 0.0 <= wait_after(wrong) <= wait_after(wrong + 1) <= 600.0
    assert (wait_after(wrong) == 0.0) == (wrong <= FREE)


@given(st.lists(st.floats(0, 900), min_size=1, max_size=40))
def test_never_more_are_tried_than_time_allows(pauses: list[float]) -> None:
    """However it is tried: beyond the free ones, each costs ten minutes in the long run."""
    wrong, now, tried = WrongOnes(), NOW, 0
    for pause in pauses:
        now += pause
        if not wrong.wait(now):
            wrong, tried = wrong.one_more(now), tried + 1
    assert tried <= FREE + 8 + (now - NOW) / 600


async def test_wrong_ones_are_counted_on_disk(tmp_path: Path) -> None:
    hire(tmp_path)
    watch = Watch()
    for _ in range(FREE + 1):
        with pytest.raises(WrongPinError, match="Nobody here has that PIN"):
            await Staffing([tmp_path], watch).sign_in("9999")  # the program is started anew
    staffing = Staffing([tmp_path], watch)
    with pytest.raises(TooSoonError, match="wait 5 s"):
        await staffing.sign_in(OLGA)
    watch.now -= 86_400  # the clock was set back: nobody gains, and nobody waits for a day
    with pytest.raises(TooSoonError, match="wait 5 s"):
        await staffing.sign_in(OLGA)
    watch.now += 5
    assert (await staffing.sign_in(OLGA)).name == "Olga"
    assert stat.S_IMODE((tmp_path / "pins.db").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "people.json").stat().st_mode) == 0o600
    assert OLGA not in (tmp_path / "people.json").read_text()


async def test_a_right_one_forgives_no_wrong_one(tmp_path: Path) -> None:
    """Else whoever works here could try the owner's between their own."""
    hire(tmp_path)
    watch = Watch()
    staffing = Staffing([tmp_path], watch)
    for _ in range(FREE + 1):
        with pytest.raises(WrongPinError):
            await staffing.sign_in("9999")
        watch.now += 5
        await staffing.sign_in(CLEO)
    with pytest.raises(WrongPinError):
        await staffing.sign_in("9999")
    with pytest.raises(TooSoonError, match="wait 10 s"):
        await staffing.sign_in(CLEO)
    assert staffing.person, "whoever was there still is"
    assert staffing.person.name == "Cleo"
    watch.now += 86_400
    for _ in range(FREE + 1):
        with pytest.raises(WrongPinError):
            await staffing.sign_in("9999")


async def test_a_wait_in_minutes_is_told_in_minutes(tmp_path: Path) -> None:
    hire(tmp_path)
    watch, tries = Watch(), Tries(tmp_path / "pins.db")
    while (wait := tries.begin(watch.now).wait) < 300:
        watch.now += wait
    with pytest.raises(TooSoonError, match=r"wait (6|10) minutes"):
        await Staffing([tmp_path], watch).sign_in(OLGA)


async def test_who_signs_in_lets_nobody_wait_longer_or_shorter(tmp_path: Path) -> None:
    hire(tmp_path)
    watch, tries = Watch(), Tries(tmp_path / "pins.db")
    for _ in range(FREE + 1):
        tries.begin(watch.now)
    watch.now += 30
    for _ in range(50):
        await Staffing([tmp_path], watch).sign_in(CLEO)
    attempt = tries.begin(watch.now)
    assert attempt.before == WrongOnes(FREE + 1, watch.now - 30)
    other = tries.begin(watch.now + 60)  # another program's, in between
    tries.was_right(attempt)
    assert tries.begin(watch.now + 200).before == WrongOnes(other.after.count - 1, watch.now + 60)


async def test_without_counting_nobody_signs_in(tmp_path: Path) -> None:
    hire(tmp_path)
    (tmp_path / "pins.db").mkdir()
    with pytest.raises(SignInError, match="can't be counted"):
        await Staffing([tmp_path], Watch()).sign_in(OLGA)
