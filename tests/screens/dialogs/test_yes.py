"""The key that says yes: a person's press, alone, and not right behind the last one."""

from __future__ import annotations

import pytest
from textual.events import Key

from cleancloud_tui.screens.dialogs.confirm import ConfirmDialog
from cleancloud_tui.screens.dialogs.question import ONCE_MORE
from cleancloud_tui.screens.dialogs.take_cash import TakeCashDialog
from cleancloud_tui.screens.dialogs.type_to_confirm import TypeToConfirmDialog
from cleancloud_tui.screens.orders.delete_order import DeleteOrderDialog
from cleancloud_tui.screens.orders.tick import Tick
from cleancloud_tui.screens.yes import Heard, KeyPace
from tests.screens.conftest import Counter, Open
from tests.screens.orders.steps import an_order

YES = "f12"
PACE = KeyPace()
FAR = 3600.0
"""Seconds that no test takes, however busy the machine is."""


def heard(key: str, time: float, took: float = 0.0) -> Heard:
    return Heard(Key(key, None), time, time + took)


@pytest.mark.parametrize("gap", [0.04, 0.08, 0.16, 0.199])
def test_a_key_of_a_slow_scanner_before_it_or_behind_it_spoils_it(gap: float) -> None:
    press = heard(YES, 10.0)
    assert not PACE.allows(press, [heard("7", 10.0 - gap), press])
    assert not PACE.allows(press, [press, heard("enter", 10.0 + gap)])
    assert not PACE.allows(press, [press, heard("escape", 10.0 + gap)])


def test_one_that_came_byte_by_byte_is_near_what_came_before_its_begin_and_behind_its_end() -> None:
    press = heard(YES, 10.0, took=0.64)
    assert not PACE.allows(press, [heard("7", 9.84), press])
    assert not PACE.allows(press, [press, heard("enter", 10.8)])


@pytest.mark.parametrize("gap", [0.001, 0.3, 0.5, 0.99])
def test_a_second_press_is_none(gap: float) -> None:
    first, second = heard(YES, 10.0), heard(YES, 10.0 + gap)
    assert PACE.allows(first, [first, second])
    assert not PACE.allows(second, [first, second])


def test_a_person_who_reads_is_heard() -> None:
    press = heard(YES, 10.0)
    others = [heard(YES, 8.9), heard("5", 9.7), press, heard("2", 10.3)]
    assert PACE.allows(press, others)


async def at_a_slow_scanners_pace(counter: Counter, *keys: str) -> None:
    for place, key in enumerate(keys):
        event = Key(key, key if len(key) == 1 else None)
        event.time += place * 0.1
        counter.app.post_message(event)
    await counter.settle()


def chain(counter: Counter) -> list[object]:
    """Ask one question behind another, as a chain does, and return the answers."""
    answers: list[object] = []

    def next_one(answer: object) -> None:
        answers.append(answer)
        counter.app.push_screen(ConfirmDialog(f"Sure ({len(answers)})?"), next_one)

    counter.app.push_screen(ConfirmDialog("Sure?"), next_one)
    return answers


async def test_pressed_again_and_again_it_answers_one_question(open_counter: Open) -> None:
    async with open_counter(yes_pace=KeyPace(FAR, 0.001)) as counter:
        answers = chain(counter)
        await counter.settle()
        for _ in range(3):
            await counter.press(YES)
        assert answers == [True]
        assert ONCE_MORE in counter.text


async def test_a_code_that_holds_it_answers_nothing(open_counter: Open) -> None:
    async with open_counter(yes_pace=KeyPace(0, FAR)) as counter:
        order = an_order(counter)
        wording = counter.app.desk.wording
        for question in (
            ConfirmDialog("Sure?"),
            DeleteOrderDialog(order, "Abbott", wording),
            TakeCashDialog(order.total, wording),  # type: ignore[arg-type]
            TypeToConfirmDialog("Sure?", "", "Type YES.", ["YES"]),
        ):
            counter.app.push_screen(question)
            await counter.settle()
            await at_a_slow_scanners_pace(counter, "l", "t", YES)
            assert counter.app.screen is question
            assert ONCE_MORE in counter.text
            await counter.press("escape")


async def test_a_key_behind_it_takes_it_back(open_counter: Open) -> None:
    async with open_counter(yes_pace=KeyPace(0, 0.5)) as counter:
        answers = chain(counter)
        await counter.settle()
        await at_a_slow_scanners_pace(counter, YES, "enter")
        assert answers == []
        assert ONCE_MORE in counter.text


async def test_held_for_a_moment_it_answers(open_counter: Open) -> None:
    async with open_counter(yes_pace=KeyPace(0, 0.05)) as counter:
        answers = chain(counter)
        await counter.settle()
        await counter.press(YES)
        await counter.until(lambda: answers == [True])


async def test_enter_changes_no_box_of_a_question(counter: Counter) -> None:
    question = DeleteOrderDialog(an_order(counter), "Abbott", counter.app.desk.wording)
    counter.app.push_screen(question)
    await counter.settle()
    box = question.query_one("#check", Tick)
    box.focus()
    await counter.press("enter")
    assert box.value is True
    await counter.press("space")
    assert box.value is False


async def test_how_to_answer_is_in_sight_however_much_there_is_to_read(counter: Counter) -> None:
    counter.app.push_screen(ConfirmDialog("Really?", "\n".join(f"line {n}." for n in range(40))))
    await counter.settle()
    assert "line 0." in counter.text
    assert "F12  yes" in counter.text
    assert "line 39." not in counter.text
    await counter.press("end")
    assert "line 39." in counter.text
