"""`cleancloud-tui sync`: fill a shop's mirror without a screen, for cron and scripts."""

from __future__ import annotations

import argparse
import asyncio
import sys

from ..composition import opened_shop
from ..settings import ShopSettings, load
from ..shop.records import FillProgress


def run(arguments: argparse.Namespace) -> int:
    """Fill the mirror and say what it holds."""
    last = asyncio.run(_fill(load().shop(arguments.shop), arguments.read_only))
    if last is None:
        print("The mirror is full; there was nothing to read.")
    else:
        print(f"The mirror holds {last.customers:,} customers and {last.orders:,} orders.")
    return 0


async def _fill(settings: ShopSettings, read_only: bool) -> FillProgress | None:
    seen: list[FillProgress] = []

    def on_progress(progress: FillProgress) -> None:
        seen[:] = [progress]
        if sys.stderr.isatty():
            print(f"\r\x1b[K{_in_words(progress)}", end="", file=sys.stderr, flush=True)

    async with opened_shop(settings, read_only=read_only) as shop:
        try:
            await shop.fill(on_progress)
        finally:
            if seen and sys.stderr.isatty():
                print(file=sys.stderr)
    return seen[0] if seen else None


def _in_words(progress: FillProgress) -> str:
    return (
        f"{progress.done} of about {progress.total} requests: {progress.what}; "
        f"{progress.customers:,} customers, {progress.orders:,} orders"
    )
