"""`cleancloud-tui sync`: fill a shop's mirror or bring it up to date, without a screen."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
from collections.abc import Callable
from typing import Final

from ..api.errors import CleanCloudError
from ..composition import opened_shop
from ..settings import ShopSettings, load
from ..shop.records import Change, FillProgress
from ..typed import command
from ..widgets.fill_words import fill_line

_LOOK_SECONDS: Final = 0.5
"""How often it is looked how far another process is."""


def run(arguments: argparse.Namespace) -> int:
    """Fill the mirror or bring it up to date, and say what it holds."""
    meter = _Meter()
    try:
        told = asyncio.run(_sync(load().shop(arguments.shop), arguments.read_only, meter.show))
    except (CleanCloudError, KeyboardInterrupt):
        meter.end()
        if meter.last is not None and not meter.last.finished:
            print(_kept(meter.last), file=sys.stderr)
        raise
    meter.end()
    print(told)
    return 0


async def _sync(
    settings: ShopSettings, read_only: bool, show: Callable[[FillProgress], None]
) -> str:
    async with opened_shop(settings, read_only=read_only, process="sync") as shop:

        def hear(change: Change) -> None:
            if change.kind == "filling" and shop.filling is not None:
                show(shop.filling)

        shop.subscribe(hear)
        whose = ""
        while not await shop.upkeep.catch_up():
            whose = "Another process of this computer keeps the mirror up to date. "
            if (progress := shop.filling) is not None:
                if progress.finished:
                    break
                show(progress)
            await asyncio.sleep(_LOOK_SECONDS)
        customers, orders, _ = await shop.counts()
        return f"{whose}The mirror holds {customers:,} customers and {orders:,} orders."


def _kept(progress: FillProgress) -> str:
    return (
        f"The mirror is not full yet. It keeps what was read: {progress.customers:,} customers and "
        f"{progress.orders:,} orders. To go on where it stopped, run: {command('sync')}"
    )


class _Meter:
    """One line of the terminal that tells how far filling is; none where there is no terminal.

    Attributes:
        last: What was last told.
    """

    def __init__(self) -> None:
        self.last: FillProgress | None = None
        self._is_terminal = sys.stderr.isatty()

    def show(self, progress: FillProgress) -> None:
        """Show how far it is, in place of what was shown before."""
        self.last = progress
        if self._is_terminal:
            line = fill_line(progress, shutil.get_terminal_size().columns)
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line as it is."""
        if self._is_terminal and self.last is not None:
            print(file=sys.stderr)
