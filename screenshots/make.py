"""Make the pictures of this folder from the practice shop: `python -m screenshots.make`.

The shop, its day and its hour are always the same, so that a picture changes only with a screen.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from cleancloud_tui.api.client import Client
from cleancloud_tui.api.connection import Connection
from cleancloud_tui.api.errors import CleanCloudError
from cleancloud_tui.app.counter import CounterApp
from cleancloud_tui.practice.http.faults import Fault, Faults
from cleancloud_tui.practice.http.transport import InProcessTransport
from cleancloud_tui.practice.shop import open_practice_shop
from cleancloud_tui.screens.closing.form import ClosingForm
from cleancloud_tui.screens.console.screen import ConsoleScreen
from cleancloud_tui.screens.customers.customer import CustomerScreen
from cleancloud_tui.screens.customers.customer_editor import CustomerEditor
from cleancloud_tui.screens.customers.search import SearchScreen
from cleancloud_tui.screens.desk import Desk
from cleancloud_tui.screens.destinations import (
    Destination,
    OpenAllPickups,
    OpenCustomer,
    OpenOrder,
)
from cleancloud_tui.screens.dialogs.choose import ChooseDialog
from cleancloud_tui.screens.hand_out.screen import HandOutScreen
from cleancloud_tui.screens.holidays.screen import HolidaysScreen
from cleancloud_tui.screens.new_order.screen import TakingInScreen
from cleancloud_tui.screens.office.audit import AuditScreen
from cleancloud_tui.screens.office.budget import BudgetScreen
from cleancloud_tui.screens.office.to_resolve import ToResolveScreen
from cleancloud_tui.screens.orders.order import OrderScreen
from cleancloud_tui.screens.pickups.all_pickups import AllPickupsScreen
from cleancloud_tui.screens.pickups.repeat_pickup_editor import RepeatPickupEditor
from cleancloud_tui.screens.pickups.repeat_pickups import RepeatPickupsScreen
from cleancloud_tui.screens.scanning.screen import ScanScreen
from cleancloud_tui.screens.summary.screen import SummaryScreen
from cleancloud_tui.screens.yes import KeyPace
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.mirror.todays_work import TodaysWork
from cleancloud_tui.shop.options import ShopOptions
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.wording.values import Wording

FOLDER = Path(__file__).parent
NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
SMALL, LARGE = (80, 24), (120, 40)


async def main() -> None:
    """Walk through a counter at both sizes, in a shop that the other walk did not change."""
    for size in (SMALL, LARGE):
        with tempfile.TemporaryDirectory() as directory:
            await walk(Path(directory), size)


async def walk(directory: Path, size: tuple[int, int]) -> None:
    """Fill a counter, open it at a size and take the pictures of its screens."""
    server = open_practice_shop(None, clock=NOW.timestamp, rate=100_000)
    transport = InProcessTransport(server)

    async def connect() -> Client:
        connection = Connection("https://practice.invalid/api", "practice", rate=100_000, margin=0)
        return Client(
            connection,
            ledger=directory / "pace.db",
            transport=transport,
            clock=NOW.timestamp,
        )

    options = ShopOptions(
        directory=directory / "shop",
        connect=connect,
        time_zone=UTC,
        clock=NOW.timestamp,
        doubt=Doubt(0.0),
    )
    shop = _StillShop(options)
    shop.session.staff = "Ada"
    await shop.sync.catch_up()
    desk = Desk(shop, Wording(lambda: NOW, UTC), "Practice", True)
    app = CounterApp(
        desk,
        connect=_no_connect,
        base_url="https://cleancloudapp.com/api",
        theme="textual-dark",
        yes_pace=KeyPace(0, 0),  # nobody reads here
    )
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await story(_Camera(app, pilot, server.state.faults, "" if size == SMALL else "-wide"))


async def story(camera: _Camera) -> None:
    """Find a customer, open an order, scan a garment, look at the repeat pickups and the day."""
    shop = camera.app.desk.shop
    order = next(
        order
        for found in shop.search("", limit=30)
        for order in shop.orders_of(found.customer.id)
        if order.is_open and len(shop.garments_of(order.id)) > 3
    )
    found = shop.customer(order.customer_id)
    assert found is not None
    async with camera.picture("search", SearchScreen):
        await camera.press(*"mari")
    async with camera.picture("todays-work", SearchScreen):
        await camera.press("escape", "f6")
    async with camera.picture("customer", CustomerScreen):
        await camera.press("escape")
        await camera.open(OpenCustomer(found.value.id))
    async with camera.picture("customer-editor", CustomerEditor):
        await camera.press("e")
    async with camera.picture("taking-in", TakingInScreen):
        typed = (*"3 shirts", "enter", *"curtain hem 12.50", "enter", *"10%")
        await camera.press("escape", "o", *typed)
    async with camera.picture("hand-out", HandOutScreen):
        await camera.press("escape", "f2")
        ready = shop.todays_work(TodaysWork.READY, NOW.date(), limit=1)[0].order
        await camera.open(OpenOrder(ready.id))
        await camera.press("h")
    async with camera.picture("order", OrderScreen):
        await camera.press("f2")
        await camera.open(OpenOrder(order.id))
    async with camera.picture("status", ChooseDialog):
        await camera.press("s")
    async with camera.picture("scan", ScanScreen):
        await camera.press("escape", "f3", *shop.garments_of(order.id)[0].barcode, "enter")
    async with camera.picture("summary", SummaryScreen):
        await camera.press("f4")
    async with camera.picture("summary-plots", SummaryScreen):
        await camera.press("p", "f6", "v", "v")
    async with camera.picture("closing", ClosingForm):
        await camera.press("ctrl+b", "8", "n", *"150", "tab", *"40", "tab", "2", "tab", "3")
        await camera.press("tab", *"14", "tab", "9", "tab", *"21", "tab", "4", "tab", *"30", "tab")
    async with camera.picture("repeat-pickups", RepeatPickupsScreen):
        await camera.press("f2")
        await camera.open(OpenCustomer(found.value.id))
        await camera.press("r", "a")
        await camera.press("+", "7", "tab", "tab", *"10am", "tab", *"1pm", "ctrl+s", "f12")
    async with camera.picture("repeat-pickup-editor", RepeatPickupEditor):
        await camera.press("enter")
    async with camera.picture("operations", ConsoleScreen):
        await camera.press("escape", "f9", *["down"] * 10, "enter")
    async with camera.picture("all-pickups", AllPickupsScreen):
        await camera.press("escape", "f2")
        await camera.open(OpenAllPickups())
        await camera.press(*["f5"] * 5)
    async with camera.picture("holidays", HolidaysScreen):
        await camera.press("h", *"tue", "enter", "a", "1")
    async with camera.picture("budget", BudgetScreen):
        await camera.press("escape", "f2", "escape", "ctrl+g")
    async with camera.picture("to-resolve", ToResolveScreen):
        await camera.press("escape")
        message = {"customerID": found.value.id, "message": "Ready by six?"}
        await camera.lose("addMessage", message)
        await camera.press("ctrl+r", "down")
    async with camera.picture("audit", AuditScreen):
        await camera.press("escape", "ctrl+t")


PATIENCE = 60.0
"""Seconds for all of a picture: several times what the longest takes on a busy machine."""


class NotTakenError(Exception):
    """A picture could not be taken."""


_ASKING = ("edit", "deed")
"""Groups of workers that may wait for the answer to a dialog."""


class _Camera:
    """Presses keys and takes pictures."""

    def __init__(self, app: CounterApp, pilot: Pilot[Any], faults: Faults, suffix: str) -> None:
        self.app, self._pilot, self._faults, self._suffix = app, pilot, faults, suffix

    async def press(self, *keys: str) -> None:
        """Press keys, each when the one before has had its effect."""
        for key in keys:
            await self._pilot.press(key)
            await self._settle()

    async def open(self, destination: Destination) -> None:
        """Open a customer or an order, whatever is on screen."""
        self.app.go(destination)
        await self._settle()

    async def lose(self, operation: str, parameters: dict[str, str]) -> None:
        """Send a write whose request gets lost, and have it looked up."""
        shop = self.app.desk.shop
        self._faults.cause(Fault.DROP_BEFORE, times=1, operation=operation)
        with contextlib.suppress(CleanCloudError):
            await shop.write(operation, parameters)
        await shop.outbox.round()
        await shop.outbox.count()

    @contextlib.asynccontextmanager
    async def picture(self, name: str, of: type[Screen[Any]]) -> AsyncIterator[None]:
        """Let somebody go to a screen, and write it to a file once nothing moves any more."""
        try:
            async with asyncio.timeout(PATIENCE):
                yield
                await self._settle()
        except TimeoutError:
            raise self._not_taken(name, "still waits") from None
        if not isinstance(self.app.screen, of):
            raise self._not_taken(name, f"stands where {of.__name__} should")
        picture = self.app.export_screenshot(title="cleancloud-tui", simplify=True)
        lines = (line.rstrip() for line in picture.splitlines())
        (FOLDER / f"{name}{self._suffix}.svg").write_text("\n".join(lines) + "\n", "utf-8")

    async def _settle(self) -> None:
        await self._pilot.pause()
        while self.app.lane.is_waiting or self.app.news.is_due or self._at_work():
            await asyncio.sleep(0.01)
        await self._pilot.pause()

    def _at_work(self) -> list[str]:
        """Return what is being done that the picture has to wait for."""
        return [
            worker.description
            for worker in self.app.workers
            if not worker.is_finished
            if not self.app.screen.is_modal or worker.group not in _ASKING
        ]

    def _not_taken(self, name: str, why: str) -> NotTakenError:
        words = " ".join(str(each.render()) for each in self.app.screen.query(Static))
        return NotTakenError(
            f"The picture “{name}{self._suffix}” was not taken: {type(self.app.screen).__name__} "
            f"{why}. At work: {', '.join(self._at_work()) or 'nothing'}. On it: {words}"
        )


class _StillShop(Shop):
    """Does nothing by itself: when it did would depend on how fast the computer is."""

    async def keep_current(self) -> None:
        """Leave the mirror as it was filled, and what is open as it is."""


async def _no_connect(_name: str, _base_url: str, _token: str) -> None:
    raise ValueError("No shop is connected from here.")


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except NotTakenError as why:
        sys.exit(str(why))
