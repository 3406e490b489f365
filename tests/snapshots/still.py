"""A counter that does nothing by itself: when it did would depend on how fast the computer is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.widgets import Input, TextArea

from cleancloud_tui.app.counter import CounterApp
from tests.host import NOW, Host
from tests.screens.conftest import AT_ANY_PACE, Counter, desk_at

OPENED_AT = NOW + 80
"""A whole minute, and more than one after anything that the computer knows was read."""


async def no_connect(_name: str, _base_url: str, _token: str) -> None:
    raise AssertionError("no shop is connected here")


@asynccontextmanager
async def opened_still(
    host: Host, *, days_later: int, is_unread: bool, **options: Any
) -> AsyncIterator[Counter]:
    """Open the counter where it has asked for all that changed, and for nothing in this month.

    Args:
        host: The computer.
        is_unread: Whether it knows nothing of the shop yet.
        days_later: How long after that it is opened, without a network.
        options: Of the shop.
    """
    if is_unread:
        await _read_all(host)
    host.now = OPENED_AT
    host.counts_by = lambda: OPENED_AT
    host.ledger_file.unlink()  # how many requests read all of it is left to chance
    desk = desk_at(host, **options)
    await desk.shop.sync.catch_up()
    if days_later:
        host.is_offline = True
        host.now += days_later * 86400
    app = CounterApp(
        desk,
        connect=no_connect,
        base_url="https://cleancloudapp.com/api",
        yes_pace=AT_ANY_PACE,
        uptime=host.uptime,
        theme="textual-dark",
    )
    app.animation_level = "none"
    async with app.run_test(size=(80, 24)) as pilot:
        counter = Counter(app, pilot)
        await counter.settle()
        yield counter


async def _read_all(host: Host) -> None:
    shop = host.open()
    await shop.fill(lambda _: None)
    await shop.sync.catch_up()
    await shop.aclose()
    host.shops.remove(shop)


async def settle_still(counter: Counter, size: tuple[int, int]) -> None:
    """Let the screen have a size, and its cursors stand where they are without blinking."""
    await counter.pilot.resize_terminal(*size)
    for entry in counter.app.screen.query("Input, TextArea"):
        if isinstance(entry, Input | TextArea):
            entry.cursor_blink = False
    await counter.settle()
