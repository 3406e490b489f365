"""A schedule made by keyboard at 80×24, and what was typed of one when the program is killed."""

from __future__ import annotations

import sys

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

MOST_STROKES = 20
"""That a weekly schedule takes besides what is typed, its questions answered."""

MADE = "Repeat pickup saved"
ALL_THE_SAME = "Save it all the same"
OTHERS = "They stay"


def open_schedules(counter: Terminal) -> str:
    """Open the repeat pickups of the first whose order is to be picked up; return their name."""
    counter.wait_for("Pickups [1-9]")
    counter.press("f12")
    counter.wait_for(r"Type to narrow")
    counter.press("down", "enter")
    counter.wait_for(r"\n Order \d+")
    counter.press("c")
    counter.wait_for(r"customer \d+")
    counter.press("r")
    name = counter.wait_for("Repeat pickups of (.+?)(:|\n)")[1]
    counter.wait_for("as of just now")
    return name


@pytest.mark.once
def test_a_schedule_takes_few_strokes_and_what_was_typed_outlives_the_program() -> None:
    with Terminal() as counter:
        open_schedules(counter)
        strokes = ["a"]
        counter.press("a")
        counter.wait_for("First pickup +tue, ")
        counter.press("tue")
        counter.wait_for("every week on Tuesday")
        for keys, sign in (
            (("tab", "tab", "f6"), r"Time of the pickup on [^\n]* \(route \d+\)"),
            (("1",), r"Pickup from +\d+[ap]m +Pickup to +\d+[ap]m(.|\n)*esc Leave"),
            (("ctrl+s",), f"{MADE}|{ALL_THE_SAME}|{OTHERS}"),
        ):
            strokes += keys
            counter.press(*keys)
            found = counter.wait_for(sign)[0]
        while found != MADE:
            answer, rest = ("f12", f"{MADE}|{OTHERS}") if found == ALL_THE_SAME else ("1", MADE)
            strokes.append(answer)
            counter.press(answer)
            found = counter.wait_for(rest)[0]
        assert len(strokes) < MOST_STROKES, strokes

        counter.press("a")
        counter.wait_for("First pickup +tue, ")
        counter.press("fri")
        counter.wait_for("every week on Friday")
        counter.press("tab", "tab", "9am")
        counter.wait_for("on Friday, 9am")
        counter.kill()

    with Terminal() as counter:
        open_schedules(counter)
        counter.press("a")
        counter.wait_for("Typed [^\n]*and not sent yet. Ctrl.N throws it away")
        counter.wait_for(r"First pickup +Fri \d+ \w+ \d{4}(.|\n)*Pickup from +9am")
        counter.press("ctrl+q")
        assert counter.wait_for_end() == 0
