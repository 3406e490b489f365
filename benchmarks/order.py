"""How long an order that the mirror knows takes to stand on the screen.

    python -m benchmarks.order [--orders 60]

Opens the counter on a new practice shop in a pseudo-terminal of 80×24, waits until the mirror is
full, and opens orders by Enter from their customers. The clock runs from the key to the first
painted line of the order's items; the first order is told apart, for it loads the screen's code.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile

from tests.terminal import Terminal

_ITEMS = b"Items"
"""Stands on an order's screen, and on none before it."""

_MOST_A_CUSTOMER = 4


def _fill(counter: Terminal) -> int:
    """Wait until the mirror is full, and return how many customers it knows."""
    counter.wait_for("Last in, of", 60)
    while "filling" in counter.text or "connecting" in counter.text:
        counter.wait_for("online", 120)
    return int(counter.wait_for(r"Last in, of ([\d,]+)")[1].replace(",", ""))


def _open_orders_of(counter: Terminal, place: int) -> list[float]:
    """Open the orders of the customer at a place of the list; return the seconds of each."""
    counter.press("f2", "escape")
    counter.wait_for("Last in, of")
    counter.press(*["down"] * place, "enter")
    counter.wait_for(r"Order +Status|No orders")
    counter.wait_for("as of just now")
    orders = len(re.findall(r"^ +\d+  \w", counter.text, re.MULTILINE))
    taken = []
    for number in range(min(orders, _MOST_A_CUSTOMER)):
        if number:
            counter.press("down")
        taken.append(counter.seconds_until("enter", _ITEMS))
        counter.wait_for("as of just now")
        counter.press("escape")
        counter.wait_for(r"Order +Status")
    return taken


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
            taken: list[float] = []
            place = 1
            while len(taken) < wanted and place < 40:
                taken += _open_orders_of(counter, place)
                place += 1
    first, rest = taken[0], sorted(taken[1:])
    print(f"{known} customers known, {len(taken)} orders opened")
    print(f"the first order: {first * 1000:.0f} ms")
    p95 = rest[int(len(rest) * 0.95)]
    print(f"every other: median {statistics.median(rest) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms")
    print(f"slowest {rest[-1] * 1000:.1f} ms (p95 is to be under 50 ms)")


if __name__ == "__main__":
    main()
