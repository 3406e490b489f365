"""Steps that several tests of repeat pickups take."""

from __future__ import annotations

from cleancloud_tui.screens.destinations import OpenRepeatPickups
from cleancloud_tui.screens.pickups.repeat_pickups import RepeatPickupsScreen
from tests.screens.conftest import Counter


async def opened_pickups(counter: Counter) -> RepeatPickupsScreen:
    """The repeat pickups of the first customer who has none yet."""
    shop = counter.app.desk.shop
    for found in shop.search("", limit=50):
        if not await shop.ask.refresh_repeat_pickups(found.customer.id):
            counter.app.go(OpenRepeatPickups(found.customer.id))
            await counter.settle()
            assert isinstance(counter.app.screen, RepeatPickupsScreen)
            return counter.app.screen
    raise AssertionError("every customer has a repeat pickup")


async def add(counter: Counter, day: str = "+7") -> None:
    """Add a schedule at a time that each route has on weekdays."""
    await counter.press("a")
    await counter.type(day)
    await counter.press("tab", "tab")
    await counter.type("12pm")
    await counter.press("tab")
    await counter.type("2pm")
    await counter.press("ctrl+s")
