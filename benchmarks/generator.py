"""How long the practice shop takes to make: the default one, and the pace of a large one.

Run it as `python -m benchmarks.generator [CUSTOMERS]`; the large one has 20,000 if none are given.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cleancloud_tui.practice.generator import catch_up, populate
from cleancloud_tui.practice.store import PracticeStore

NOW = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)


def measure(folder: str, customers: int) -> None:
    with PracticeStore(Path(folder) / f"{customers}.db") as store:
        began = time.perf_counter()
        populate(store, customers=customers, now=NOW)
        made = time.perf_counter()
        catch_up(store, now=NOW + timedelta(days=1))
        caught_up = time.perf_counter()
        orders = store.number("SELECT count(*) FROM orders WHERE created <= ?", (NOW.timestamp(),))
    print(
        f"{customers:,} customers, {orders:,} orders: {made - began:.2f} s,"
        f" {orders / (made - began):,.0f} orders/s; one day later: {caught_up - made:.2f} s"
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for customers in (400, int(sys.argv[1]) if len(sys.argv) > 1 else 20_000):
            measure(folder, customers)


if __name__ == "__main__":
    main()
