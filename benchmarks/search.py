"""How long a search in the mirror takes while somebody types.

    python -m benchmarks.search [--mirror DIR] [--only 100000]

Two mirrors: 100,000 customers with 1,000,000 orders, and 1,000,000 customers with as many orders.
Searched is for all that stands in the field on the way, key by key, while people type names (also
misspelt or the other way round), ends of phone numbers, addresses, emails and order numbers.
Making the mirrors takes minutes: --mirror keeps them, and uses them again.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from itertools import islice
from pathlib import Path

from benchmarks.full_mirror import NOW, made, typed
from cleancloud_tui.shop.mirror.mirror import Mirror

MIRRORS = {100_000: (1_000_000, 10), 1_000_000: (1_000_000, 50)}
"""Customers; orders, and the milliseconds under which 95 of 100 searches are to stay."""

QUERIES = 1_000
ROWS = 30


def measure(path: Path, customers: int, orders: int, most: float) -> None:
    """Print how long searches took: of each kind alone, and all of them."""
    began = time.perf_counter()
    mirror = Mirror(path, lambda: NOW, print)
    opened = time.perf_counter() - began
    luck = random.Random(1)
    on_the_way = (
        text[:end] for text in typed(luck, customers, orders) for end in range(1, len(text) + 1)
    )
    took, worked = [], []
    for text in islice(on_the_way, QUERIES):
        began, began_work = time.perf_counter(), time.thread_time()
        mirror.search(text, ROWS)
        worked.append((time.thread_time() - began_work) * 1000)
        took.append(((time.perf_counter() - began) * 1000, text))
    took.sort()
    print(f"{customers:,} customers, {orders:,} orders; opened in {opened * 1000:.1f} ms")
    print(f"  by the clock     {spread([ms for ms, _ in took])} (p95 under {most})")
    print(f"  of the processor {spread(worked)}")
    print("  slowest:", ", ".join(f"{text!r} {ms:.1f} ms" for ms, text in took[:-9:-1]), flush=True)


def spread(milliseconds: list[float]) -> str:
    """Return how milliseconds are spread, in words."""
    ordered = sorted(milliseconds)
    p50, p95 = ordered[len(ordered) // 2], ordered[len(ordered) * 95 // 100]
    return f"p50 {p50:.2f} ms, p95 {p95:.2f} ms, most {ordered[-1]:.2f} ms"


def main() -> None:
    """Measure with each mirror."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mirror", type=Path, help="keep the mirrors in this folder")
    parser.add_argument("--only", type=int, choices=list(MIRRORS), help="the customers of one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.mirror or Path(temporary)
        for customers, (orders, most) in MIRRORS.items():
            if options.only in (None, customers):
                measure(made(folder, customers, orders), customers, orders, most)


if __name__ == "__main__":
    main()
