"""What the next start says after a death in the middle of a write: real programs, really killed."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.stranger import Answer, Stranger

from .series import Computer, Series
from .works import WORKS, Person

pytestmark = pytest.mark.terminal

DOUBT = "1 being looked up"
SECONDS = 10.0

PERSON = Person(7)
CHARGE = WORKS["charge"]
TO_RESOLVE = "\x12"


@dataclass(frozen=True)
class Scene:
    """A shop at which a charge arrived, and the computer whose program died meanwhile."""

    stranger: Stranger
    computer: Computer


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A program that was really killed, once for all: a start costs as much as a test."""
    with Stranger() as stranger:
        computer = Computer(tmp_path_factory.mktemp("killed") / "computer", stranger.base_url)
        die_while_charging(stranger, computer)
        yield Scene(stranger, computer)


@pytest.fixture
def scene(tmp_path: Path, killed: Scene) -> Iterator[Scene]:
    yield Scene(killed.stranger, killed.computer.copied(tmp_path / "computer"))
    killed.stranger.always("*", None)


@pytest.mark.parametrize("seed", ["20", pytest.param("41", marks=pytest.mark.once)])
def test_deaths_at_random_points(tmp_path: Path, seed: str) -> None:
    series = Series(tmp_path, seed)
    series.run(1)
    assert series.violations == []


def test_a_charge_that_the_dead_program_left_is_told_blocked_and_found(scene: Scene) -> None:
    with scene.computer.opened("--read-only") as manager:
        manager.wait_for(DOUBT, SECONDS)
        manager.press(TO_RESOLVE)
        manager.wait_for("It is not known yet whether CleanCloud does it")
        manager.wait_for("decide it at another counter")
    with scene.computer.opened() as counter:
        counter.send(b"\x1b[O")  # its window has lost the focus
        counter.wait_for(DOUBT, SECONDS)
        CHARGE.get_ready(counter, PERSON, but=3)
        counter.press("p")
        counter.wait_for(r"Do not\s+charge it again", SECONDS)
        charge = {"customerID": PERSON.customer, "orderID": PERSON.words["cleaning"]}
        with scene.stranger.lock:  # CleanCloud was still at work on it
            scene.stranger.shop.perform("chargeCard", charge)
        counter.wait_for("did happen(.|\n)*paid, card|paid, card(.|\n)*did happen", 60)
        counter.wait_for(r"\A Deaths(?!.*looked up)")
    assert len(scene.stranger.of("chargeCard")) == 1


def test_it_is_told_and_may_be_decided_without_a_connection(scene: Scene) -> None:
    scene.stranger.always("*", Answer(is_done=False, is_dropped=True))
    with scene.computer.opened() as counter:
        counter.wait_for(DOUBT, SECONDS)
        counter.press(TO_RESOLVE)
        counter.wait_for("h  it happened")
        counter.press("d")
        counter.wait_for("Did .* not happen")
        counter.press("f12")
        counter.wait_for("Nothing is open")


def test_it_is_told_while_the_first_answer_does_not_come(scene: Scene) -> None:
    silence = threading.Event()
    scene.stranger.always("*", Answer(until=silence))
    with scene.computer.opened() as counter:
        counter.wait_for(f"{DOUBT}.*connecting", SECONDS)
    silence.set()


def test_the_death_of_another_program_is_told_by_the_one_that_goes_on(tmp_path: Path) -> None:
    with Stranger() as stranger:
        computer = Computer(tmp_path / "computer", stranger.base_url)
        with computer.opened() as other:
            other.wait_for("Last in, of")
            die_while_charging(stranger, computer)
            other.wait_for(DOUBT, SECONDS)


def test_it_is_told_in_the_practice_shop(tmp_path: Path) -> None:
    computer = Computer(tmp_path / "computer")
    with computer.opened() as counter:
        counter.wait_for("PRACTICE SHOP(.|\n)*online")
        counter.kill()
    (file,) = computer.directory.rglob("journal.db")
    with contextlib.closing(sqlite3.connect(file)) as journal, journal:
        journal.execute(
            "INSERT INTO entries (operation, parameters, subject, state, created_at, sent_at,"
            " owner, system_user, terminal, address)"
            " VALUES ('addMessage', ?, 'customer:1', 'sent', ?, ?, '1-dead', 'ann', '', '')",
            ('{"customerID":"1","message":"is it ready?"}', time.time(), time.time()),
        )
    with computer.opened() as counter:
        counter.wait_for(DOUBT, SECONDS)


def test_what_is_sent_once_more_as_the_program_ends_is_settled_by_the_next(tmp_path: Path) -> None:
    form, never = WORKS["form"], threading.Event()
    with Stranger() as stranger:
        computer = Computer(tmp_path / "computer", stranger.base_url)
        with computer.opened() as counter:
            form.get_ready(counter, PERSON)
            lost = Answer(is_done=False, is_dropped=True)
            stranger.answer(form.operation, lost, Answer(is_done=False, until=never))
            form.set_off(counter, PERSON)
            stranger.wait_for(form.operation, 2)
            counter.press("ctrl+q")
            assert counter.wait_for_end() == 0
        never.set()
        with computer.opened() as counter:
            stranger.wait_for(form.operation, 3)
            counter.wait_until_gone("being looked up|waiting to be sent")
        customer = stranger.shop.customers[PERSON.customer]
        assert customer["Notes"] == f"changed {PERSON.customer}"


def die_while_charging(stranger: Stranger, computer: Computer) -> None:
    """Kill the program while CleanCloud is at work on a charge."""
    stranger.answer("chargeCard", Answer(is_done=False, until=threading.Event()))
    with computer.opened() as counter:
        counter.wait_for("Last in, of")
        CHARGE.get_ready(counter, PERSON)
        CHARGE.set_off(counter, PERSON)
        stranger.wait_for("chargeCard")
        counter.kill()
