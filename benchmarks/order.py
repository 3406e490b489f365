"""How long an order that the mirror knows takes to stand on the screen.

    python -m benchmarks.order [--orders 60]

Opens the counter on a new practice shop in a pseudo-terminal of 80×24, waits until the mirror is
full, and opens orders by Enter from their customers. The clock runs from the key to the first
painted line of the order's items; the first order is told apart, for it loads the screen's code.
The time that the counter itself worked is told too: other programs can't lengthen that.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.terminal import Terminal

_ITEMS = b"Items"
"""Stands on an order's screen, and on none before it."""

_MOST_A_CUSTOMER = 4


@dataclass(frozen=True)
class Opening:
    """How many milliseconds an order took, and how many of them the counter itself worked."""

    taken: float
    worked: float


def _worked(pid: int) -> float:
    """Return the milliseconds that all threads of a process have worked (Linux; else 0)."""
    files = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(file.read_text().split()[0]) for file in files) / 1e6


def _opened(counter: Terminal) -> Opening:
    before = _worked(counter.pid)
    seconds = counter.seconds_until("enter", _ITEMS)
    return Opening(seconds * 1000, _worked(counter.pid) - before)


def _fill(counter: Terminal) -> int:
    """Wait until the mirror is full, and return how many customers it knows."""
    counter.wait_for("Last in, of", 60)
    while "filling" in counter.text or "connecting" in counter.text:
        counter.wait_for("online", 120)
    return int(counter.wait_for(r"Last in, of ([\d,]+)")[1].replace(",", ""))


def _open_orders_of(counter: Terminal, place: int) -> list[Opening]:
    """Open the orders of the customer at a place of the list."""
    counter.press("f2", "escape")
    counter.wait_for("Last in, of")
    counter.press(*["down"] * place, "enter")
    counter.wait_for(r"Order +Status|No orders")
    counter.wait_for("as of")
    orders = len(re.findall(r"^ +\d+  \w", counter.text, re.MULTILINE))
    openings = []
    for number in range(min(orders, _MOST_A_CUSTOMER)):
        if number:
            counter.press("down")
        openings.append(_opened(counter))
        counter.wait_for("as of")
        counter.press("escape")
        counter.wait_for(r"Order +Status")
    return openings


def _told(what: str, figures: list[float]) -> str:
    figures = sorted(figures)
    p95 = figures[int(len(figures) * 0.95)]
    return f"{what}: median {statistics.median(figures):.1f} ms, p95 {p95:.1f} ms"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=60)
    wanted = parser.parse_args().orders
    with tempfile.TemporaryDirectory() as home:
        places = ("CONFIG", "DATA", "STATE", "CACHE")
        environment = {f"XDG_{place}_HOME": f"{home}/{place}" for place in places}
        with Terminal(environment=environment) as counter:
            known = _fill(counter)
            openings: list[Opening] = []
            place = 1
            while len(openings) < wanted and place < 40:
                openings += _open_orders_of(counter, place)
                place += 1
    first, rest = openings[0], openings[1:]
    print(f"{known} customers known, {len(openings)} orders opened")
    print(f"the first order: {first.taken:.0f} ms, {first.worked:.0f} ms of work")
    print(_told("every other", [each.taken for each in rest]), "(p95 under 50 ms)")
    print(_told("the counter's own work in that", [each.worked for each in rest]))


if __name__ == "__main__":
    main()
