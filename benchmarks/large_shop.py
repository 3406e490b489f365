"""A large shop's first fill and the week after it, in simulated time: requests by purpose.

    python -m benchmarks.large_shop [--cap 600] [--days 7]

One order in a hundred is never completed, 9 % of the customers are businesses, 5 % deactivated, 5 %
signed up before more than a year in which nobody did. It fails where the daily comparison takes 20
requests or more, or anybody is nameless in Ready, Unpaid or Due after the first hour.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.simulation.large_shop import LargeShop, Measured, simulate

MOST_COMPARED = 20


def print_table(measured: Measured) -> None:
    columns = {"first fill": measured.fill, "first hour": measured.first_hour}
    columns |= {f"day {number}": day for number, day in enumerate(measured.days, 2)}
    print(measured.shop)
    print(f"The first fill took {measured.filled_after / 60:.0f} min.")
    print(f"{'requests':28}" + "".join(f"{name:>12}" for name in columns))
    purposes = sorted({purpose for counts in columns.values() for purpose in counts})
    for purpose in purposes:
        print(f"{purpose:28}" + "".join(f"{each[purpose]:12,}" for each in columns.values()))
    print(f"{'all':28}" + "".join(f"{each.total():12,}" for each in columns.values()))
    nameless = ", ".join(f"{kind.value} {count}" for kind, count in measured.nameless.items())
    print(f"Nameless after the first hour: {nameless}.")
    print(f"{len(measured.differences)} differences at the end: {measured.differences[:5]}")
    print(f"It took {measured.took:.0f} s.")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large_shop")
    parser.add_argument("--cap", type=int, default=600, help="orders that come at once")
    parser.add_argument("--days", type=int, default=7, help="to live through after the first")
    options = parser.parse_args()
    large = LargeShop(most_orders=options.cap)
    with tempfile.TemporaryDirectory() as directory:
        measured = simulate(Path(directory), large, days=options.days, told=print)
    print_table(measured)
    return int(measured.most_compared >= MOST_COMPARED or any(measured.nameless.values()))


if __name__ == "__main__":
    sys.exit(main())
