"""`cleancloud-tui sync`: fill a shop's mirror or bring it up to date, without a screen."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable
from typing import Final

from ..api.errors import CleanCloudError
from ..composition import opened_shop
from ..settings import ShopSettings, load
from ..shop.records import Change, FillProgress
from ..shop.shop import Shop
from ..widgets.fill_words import fill_line

_LOOK_SECONDS: Final = 0.5
"""How often it is looked how far another process is."""


def run(arguments: argparse.Namespace) -> int:
    """Fill the mirror or bring it up to date, and say what it holds."""
    meter = _Meter()
    try:
        print(asyncio.run(_sync(load().shop(arguments.shop), arguments.read_only, meter.show)))
    except (CleanCloudError, KeyboardInterrupt):
        meter.say_what_is_kept()
        raise
    finally:
        meter.end()
    return 0


async def _sync(
    settings: ShopSettings, read_only: bool, show: Callable[[FillProgress], None]
) -> str:
    async with opened_shop(settings, read_only=read_only, process="sync") as shop:

        def hear(change: Change) -> None:
            if change.kind == "filling" and shop.filling is not None:
                show(shop.filling)

        shop.subscribe(hear)
        mine = True
        while not await shop.upkeep.catch_up():
            mine = False
            if shop.is_filled:
                break
            if progress := shop.fill_progress():
                show(progress)
            await asyncio.sleep(_LOOK_SECONDS)
        return await _holdings(shop, mine)


async def _holdings(shop: Shop, mine: bool) -> str:
    customers, orders, _ = await shop.counts()
    whose = "" if mine else "Another process of this host keeps the mirror up to date. "
    return f"{whose}The mirror holds {customers:,} customers and {orders:,} orders."


class _Meter:
    """One line of the terminal that tells how far filling is; nothing where there is none."""

    def __init__(self) -> None:
        self._last: FillProgress | None = None
        self._is_shown = sys.stderr.isatty()

    def show(self, progress: FillProgress) -> None:
        """Show how far it is, in place of what was shown before."""
        self._last = progress
        if self._is_shown:
            print(f"\r\x1b[K{fill_line(progress)}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self._is_shown and self._last is not None:
            print(file=sys.stderr)

    def say_what_is_kept(self) -> None:
        """Say what an interrupted fill leaves, and how to go on."""
