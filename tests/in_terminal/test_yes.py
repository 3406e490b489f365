"""F12 in the real program: a person's press answers one question, and a scanner's none."""

from __future__ import annotations

import sys
import time

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.stranger.server import Stranger
from tests.terminal import KEYS, ONCE_MORE, Terminal

from .test_typed_ahead import open_order

pytestmark = pytest.mark.terminal

YES = KEYS["f12"]
TICKED = "X[^\n]*Only if its pickup"


def send(counter: Terminal, keys: list[str], gap: float) -> None:
    for key in keys:
        counter.send(key.encode())
        time.sleep(gap)


def open_deletion(counter: Terminal) -> None:
    counter.press("m")
    counter.press(counter.wait_for(r"(\d) +Delete the order")[1])
    counter.wait_for("Delete order 205 of")
    counter.wait_for(TICKED)


def test_a_code_deletes_nothing_and_unticks_nothing_and_a_person_does() -> None:
    with Stranger() as stranger, Terminal(environment=stranger.environment) as counter:
        open_order(counter)
        open_deletion(counter)
        for keys, gap in (
            ([*"LOT77", YES, "\r"], 0.04),  # one key of a scanner
            # The bytes of a label; on a busy machine more time would make its first one Escape.
            ([*"LOT77", *YES, "\r"], 0.02),
            ([*"77", YES, "\r"], 0.15),
            ([*"77", YES], 0.15),
            ([YES, *"77\r"], 0.15),
        ):
            time.sleep(0.5)
            send(counter, keys, gap)
            counter.wait_for(f"{ONCE_MORE}|WAITING")  # not taken, or taken for a scan as a whole
            counter.wait_for(TICKED)
            assert not stranger.of("deleteOrder")
            counter.press("escape")
            counter.wait_for("Notes")
            open_deletion(counter)
        time.sleep(1.0)
        counter.press("f12")
        assert len(stranger.wait_for("deleteOrder")) == 1
        counter.press("ctrl+q")
        assert counter.wait_for_end() == 0


def test_two_presses_answer_the_first_of_two_questions() -> None:
    with Stranger() as stranger, Terminal(environment=stranger.environment) as counter:
        counter.wait_for("Abbott Ines")
        counter.wait_for("online")
        counter.press("c101@example.org")
        counter.wait_for("1 customer found")
        counter.press("enter")
        counter.wait_for("customer 101(.|\n)*204")
        counter.press("h")
        counter.wait_for(r"\[ \] +204")
        counter.press("down")
        counter.press(" ")
        counter.wait_for(r"\[x\]")
        for gap in (0.0, 0.3, 0.5):
            counter.press("p")
            counter.wait_for("stays? here")
            time.sleep(1.3)
            send(counter, [YES, YES], gap)
            counter.wait_for("Hand out all the same")
            if gap:
                counter.wait_for(ONCE_MORE)
            counter.press("escape")
            counter.wait_for(r"\[x\]")
        assert not stranger.writes
        counter.press("ctrl+q")
        assert counter.wait_for_end() == 0
