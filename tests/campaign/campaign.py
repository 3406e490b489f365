"""A campaign: desks work, faults strike, and in the end one last process settles what is left."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from cleancloud_tui.api.errors import CleanCloudError
from cleancloud_tui.practice.shop import open_practice_shop
from cleancloud_tui.shop.shop import Shop
from tests.equality import differences

from .checks import violations
from .clock import FastClock
from .days import Days
from .door import Door
from .floor import laid_out
from .pickups import stale_pickups
from .scene import Scene

_CUSTOMERS: Final = 40
_SETTLED_SECONDS: Final = 60.0
_WEEKS: Final = 2
_MORE_THAN_A_WEEK: Final = 8 * 86_400.0


async def run(directory: Path, *, faults: int, seed: int) -> Scene:
    """Run a campaign, and return its place as it was left.

    Args:
        directory: Where the desks keep their files; empty.
        faults: How many there are to be.
        seed: Decides what is done and what goes wrong.
    """
    clock = FastClock()
    app = await asyncio.to_thread(
        open_practice_shop,
        None,
        customers=_CUSTOMERS,
        seed=seed,
        rate=100_000,
        month=10**9,
        clock=clock,
    )
    store = app.state.server.store
    door = Door(app, clock, seed)
    try:
        async with door.opened() as base_url:
            scene = Scene(directory, base_url, clock, door, store, laid_out(store))
            await _fill(scene)
            await Days(scene, faults, seed).work()
            await _settle(scene)
    finally:
        await asyncio.to_thread(app.state.server.close)
    return scene


async def _fill(scene: Scene) -> None:
    """Fill the mirror, before the desks open."""
    shop = scene.open_shop()
    await shop.fill(lambda _: None)
    await shop.aclose()


async def _settle(scene: Scene) -> None:
    """Settle in a last process what can be settled, and see what holds then."""
    shop = scene.open_shop()
    try:
        await _settle_all(scene, shop)
        scene.entries.extend(await shop.journal.entries_of(limit=-1))
        scene.violations.extend(violations(scene))
        scene.violations.extend(stale_pickups(scene, shop))
        await _keep_current(scene, shop)
        scene.violations.extend(differences(shop, scene.store))
    finally:
        await shop.aclose()


async def _settle_all(scene: Scene, shop: Shop) -> None:
    loop = asyncio.get_running_loop()
    latest = loop.time() + _SETTLED_SECONDS
    while True:
        try:
            await shop.outbox.round()
        except CleanCloudError as error:
            scene.violations.append(f"settling: {type(error).__name__}: {error}")
        standing = await shop.journal.entries.standing()
        if not (standing.waiting or standing.unknown):
            return
        if loop.time() > latest:
            scene.violations.append(f"never settled: {standing}")
            return
        await asyncio.sleep(0.1)


async def _keep_current(scene: Scene, shop: Shop) -> None:
    """Let weeks go by in which nobody changes anything, so that everything is asked for."""
    for _ in range(_WEEKS):
        scene.clock.skip(_MORE_THAN_A_WEEK)
        requests = -1
        while requests != scene.door.requests:
            requests = scene.door.requests
            await shop.sync.round()
