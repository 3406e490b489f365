"""How long the figures of a day, of a month and of a year take to count on a full mirror.

`python -m benchmarks.figures [--mirror DIR] [--orders N]`
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import full_mirror
from cleancloud_tui.shop.options import ShopOptions
from cleancloud_tui.shop.reports.counted import counted_figures
from cleancloud_tui.shop.reports.periods import Period
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.sync.changes import ASKED_AT

TIMES = 5


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--mirror", type=Path, help="where a full mirror is made and kept")
    arguments.add_argument("--orders", type=int, default=100_000)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        folder = asked.mirror or Path(directory)
        path = full_mirror.made(folder, asked.orders // 5, asked.orders)
        asyncio.run(measure(path.parent))


async def measure(directory: Path) -> None:
    last = datetime.fromtimestamp(full_mirror.NOW, UTC).date()
    shop = Shop(
        ShopOptions(
            directory=directory,
            connect=not_at_all,
            time_zone=UTC,
            clock=lambda: full_mirror.NOW,
        )
    )
    async with aclosing(shop):
        await shop.mirror.coverage.remember_window("orders", last - timedelta(days=800), last, 1)
        await shop.mirror.facts.remember_done(ASKED_AT, full_mirror.NOW)
        for days in (1, 31, 366):
            period = Period(last - timedelta(days=days - 1), last, "")
            seconds = [timed(shop, period) for _ in range(TIMES)]
            orders = counted_figures(shop, period).total.orders
            print(f"{days:4} days, {orders:7,} orders: {statistics.median(seconds) * 1000:6.0f} ms")


def timed(shop: Shop, period: Period) -> float:
    began = time.perf_counter()
    counted_figures(shop, period)
    return time.perf_counter() - began


async def not_at_all() -> None:  # type: ignore[misc]
    raise AssertionError("nothing is asked")


if __name__ == "__main__":
    main()
