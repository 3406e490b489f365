"""Steps in the real program, as several test files take them."""

from __future__ import annotations

from tests.terminal import Terminal


def open_order(counter: Terminal) -> None:
    counter.wait_for("Abbott Ines")
    counter.wait_for("online")
    counter.send(b"205\r")
    counter.wait_for("scanned or typed")
    counter.press("f3")
    counter.wait_for("Order 205")
    counter.wait_for("as of just now")
