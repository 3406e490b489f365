"""Codes that are no shop's, sent into the real program: loud, and nothing else happens."""

from __future__ import annotations

import re
import sys
import time

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.terminal import ASKS, Terminal

pytestmark = pytest.mark.terminal

URL = "https://example.com/yp1?say=snguch\x11\x13&to=y\x1b[21~\r"
"""Holds the keys of statuses, notes, payments and yes, Ctrl+Q, Ctrl+S and F10."""

TRIES = 10
"""A busy machine may pass keys on more slowly than any scanner."""


def scan(counter: Terminal, code: str, gap: float) -> None:
    """Send a code at a scanner's pace; in one write where the pace is 0."""
    for piece in code if gap else [code]:
        counter.send(piece.encode())
        time.sleep(gap)


def without_toasts(text: str) -> list[str]:
    """Return what stands left of where it is told that something was scanned."""
    return [line[:38].rstrip() for line in text.split("\n")[1:]]


@pytest.mark.parametrize("gap", [0.0, pytest.param(0.002, marks=pytest.mark.once), 0.016])
def test_an_unknown_code_presses_nothing_anywhere(gap: float) -> None:
    with Terminal() as counter:
        counter.wait_for("PRACTICE SHOP")
        counter.wait_for(r"Owes\n(?:[^\n]*\n)*? ([A-Z][a-z]{3,}) ")
        counter.press("down", "enter")
        counter.wait_for("as of just now")
        scan(counter, URL, gap)
        counter.wait_for("1 scan WAITING")
        counter.wait_for("WRONG SCAN")
        counter.press("o")
        counter.wait_for("New order[^§]*Sections")
        before = without_toasts(counter.text)
        scan(counter, f"{URL}{URL}", gap)
        if gap:
            counter.wait_for("3 scans WAITING")
            assert without_toasts(counter.text)[:6] == before[:6]
        counter.press("f1")
        counter.wait_for("Help|keys|Make it")
        scan(counter, f"{URL}abc\r", gap)
        counter.wait_for(r"\d scans WAITING|WRONG SCAN")
        counter.press("escape", "ctrl+q")
        assert counter.wait_for_end() == 0


def test_codes_of_all_kinds_in_one_read_are_carried_out_one_after_another() -> None:
    with Terminal() as counter:
        counter.wait_for("PRACTICE SHOP")
        counter.wait_for(r"Owes\n(?:[^\n]*\n)*? ([A-Z][a-z]{3,}) ")
        counter.press("down", "enter")
        counter.wait_for("as of just now")
        known = re.findall(r"\n\W*(\d{2,6})  [A-Z]", counter.text)
        first, last = known[0], known[-1]
        for place, sign in (("f2", "Last in, of"), ("f4", "Dropped off|dropped off|Sales|sales")):
            counter.press(place)
            counter.wait_for(sign)
            counter.send(f"{last}\r{first}\r".encode())
            if place == "f2":  # in a text field they may have been typed
                counter.wait_for("1 more: scanned or typed")
                counter.press("f3")
            counter.wait_for(f"Order {first}")
            counter.send(f"{first}\r041200034567\rP-A12\r{URL}{last}\r{first}\r".encode())
            counter.wait_for("LOOK UP")
        counter.wait_for("WRONG SCAN")
        counter.press("ctrl+q")
        assert counter.wait_for_end() == 0


@pytest.mark.parametrize("end", ["\r", "\t"])
def test_codes_in_one_write_into_a_form_leave_nothing_there(end: str) -> None:
    with Terminal() as counter:
        counter.wait_for("PRACTICE SHOP")
        counter.press("ctrl+n")
        counter.wait_for("New customer[^§]*Name")
        counter.press("A", "d", "a")  # a draft is not left for a scan
        counter.wait_for(r" Ada\W")
        before = without_toasts(counter.text)
        codes = ("41200", "O$FVFK/S2", "0165393319665107\x1d1736", "ÀÉÎÕÜ", "P-A12")
        counter.send("".join(code + end for code in codes).encode())
        counter.wait_for("5 scans WAITING")
        counter.wait_for("WRONG SCAN")
        assert without_toasts(counter.text)[:-2] == before[:-2]
        counter.send(f" Lane{end}".encode())  # a line that hung
        counter.wait_for("Ada Lane")
        counter.press("ctrl+q")
        counter.kill()


def test_a_slow_code_with_control_keys_in_it_neither_ends_nor_saves() -> None:
    with Terminal() as counter:
        counter.wait_for("PRACTICE SHOP")
        counter.press("ctrl+n")
        counter.wait_for("New customer[^§]*Name")
        told: set[str] = set()
        for _ in range(TRIES):
            for sign in "AB\x11CD\x13E":
                counter.send(sign.encode())
                time.sleep(0.06)
            counter.wait_for(rf"Ctrl\+S came together|{ASKS}")
            told.update(re.findall(r"Ctrl\+[QS] came together", counter.text))
            if len(told) > 1:
                break
            counter.press("escape")  # on a busy machine they came as a person's: that is asked
        assert len(told) > 1, counter.text
        assert "New customer" in counter.text
        counter.kill()
