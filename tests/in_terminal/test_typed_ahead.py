"""Keys typed ahead of what opens next, in the real program: it gets all of them, or none."""

from __future__ import annotations

import sys
import time

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.stranger.server import Stranger
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

GAPS = (0.1, 0.06, 0.02, 0.0)
LEFT_OUT = "was left out|can't be a label"
CHANGE_OF_30 = r"Given, then F12(.|\n)* 30 (.|\n)*Change to give"


def open_order(counter: Terminal) -> None:
    counter.wait_for("Abbott Ines")
    counter.wait_for("online")
    counter.send(b"205\r")
    counter.wait_for("scanned or typed")
    counter.press("f3")
    counter.wait_for("Order 205")
    counter.wait_for("as of just now")


def type_at(counter: Terminal, keys: str, gap: float) -> None:
    if gap:
        for key in keys:
            counter.send(key.encode())
            time.sleep(gap)
    else:
        counter.send(keys.encode())
    time.sleep(0.5)  # a chain of keys ends with a pause


def test_a_dialog_gets_what_was_typed_ahead_of_it() -> None:
    with Stranger() as stranger, Terminal(environment=stranger.environment) as counter:
        open_order(counter)
        for gap in GAPS:
            type_at(counter, "m1", gap)  # more, and of it the notes
            counter.wait_for("Notes of order 205")
            counter.press("escape")
            counter.wait_for("Garment(.|\n)*s Status")
            type_at(counter, "s\x1b", gap or 0.01)  # in one piece it would be Alt+S
            assert "Order 205" in counter.text
            counter.wait_for("s Status")
        for gap in GAPS:
            counter.press("h")
            counter.wait_for(r"\[x\] +205")
            time.sleep(0.5)
            type_at(counter, "p130", gap)  # pay, cash, 30
            if "Given" in counter.wait_for(rf"Given, then F12|{LEFT_OUT}")[0]:
                counter.wait_for(CHANGE_OF_30)
                counter.press("escape")
                counter.wait_for(r"\[x\] +205")
            else:
                assert "To pay:" not in counter.text
            counter.press("escape")
            counter.wait_for("s Status")
        assert not stranger.writes
