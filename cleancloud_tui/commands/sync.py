"""`cleancloud-tui sync`: send what waits and bring the mirror up to date, without a screen."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable
from typing import Final

from .. import endings
from ..api.errors import CleanCloudError
from ..api.rights import Right, Rights
from ..composition import opened_shop
from ..settings import ShopSettings, load
from ..shop.records import Change, FillProgress
from ..shop.shop import Shop
from ..terminal.kind import USUAL_SIZE, size_of
from ..typed import command
from ..wording.filling import fill_line
from ..wording.values import counted

_STDERR: Final = 2
"""The file that standard error is on every system, whatever `sys.stderr` was made into."""

_LOOK_SECONDS: Final = 0.5
"""How often it is looked how far another process is."""


def run(arguments: argparse.Namespace) -> int:
    """Send what waits, fill the mirror or bring it up to date, and say what it holds."""
    meter = _Meter()
    try:
        told = endings.run(sync_shop(load().shop(arguments.shop), arguments.rights, meter.show))
    except (CleanCloudError, KeyboardInterrupt):
        meter.end()
        if meter.last is not None and not meter.last.finished:
            print(_kept(meter.last), file=sys.stderr)
        raise
    meter.end()
    print(told)
    return 0


async def sync_shop(
    settings: ShopSettings, rights: Rights, show: Callable[[FillProgress], None]
) -> str:
    """Fill the mirror or bring it up to date, settle what waits, and say what was done."""
    async with opened_shop(settings, rights=rights, process="sync") as shop:

        def on_change(change: Change) -> None:
            if change.kind == "filling" and shop.filling is not None:
                show(shop.filling)

        shop.subscribe(on_change)
        sent = await _send_what_waits(shop)
        try:
            whose = await _catch_up(shop, show)
        except CleanCloudError:
            if sent:
                print(sent, file=sys.stderr)
            raise
        customers, orders, _ = await shop.counts()
        held = f"{whose}The mirror holds {customers:,} customers and {orders:,} orders."
        asked = shop.retention_asks
        asks = f"{asked.sentence} To forget them, run: {command('forget --old')}" if asked else ""
        return "\n".join(filter(None, (sent, held, asks)))


async def _catch_up(shop: Shop, show: Callable[[FillProgress], None]) -> str:
    """Bring the mirror up to date, and say where another process does."""
    whose = ""
    while not await shop.sync.catch_up():
        whose = "Another process of this computer keeps the mirror up to date. "
        if (progress := shop.filling) is not None:
            if progress.finished:
                break
            show(progress)
        await asyncio.sleep(_LOOK_SECONDS)
    return whose


async def _send_what_waits(shop: Shop) -> str:
    """Send and look up what is open, and say what came of it; nothing where nothing is open."""
    before, why = await shop.outbox.count(), ""
    if before.waiting and not shop.rights.of_session.may(Right.SEND):
        why = "This session is read-only."
    elif before.waiting or before.unknown:
        try:
            await shop.outbox.round()
        except CleanCloudError as error:
            why = str(error)
    left = await shop.outbox.count()
    sent, waiting = before.waiting - left.waiting, left.waiting
    told = [
        f"{counted(sent, 'change')} that waited went to CleanCloud." if sent > 0 else "",
        f"{_wait(waiting)} to be sent. {why}".rstrip() if waiting else "",
        f"{counted(left.unknown, 'change')} still looked up: ask again later."
        if left.unknown
        else "",
        f"{_wait(left.to_resolve)} for a decision: see Ctrl+R in the counter."
        if left.to_resolve
        else "",
    ]
    return "\n".join(filter(None, told))


def _wait(count: int) -> str:
    return counted(count, "change waits", "changes wait")


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
            line = fill_line(progress, size_of(_STDERR)[0] or USUAL_SIZE[0])
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line as it is."""
        if self._is_terminal and self.last is not None:
            print(file=sys.stderr)
