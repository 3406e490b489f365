"""Make the pictures of this folder from the practice shop: `python -m screenshots.make`.

The shop, its day and its hour are always the same, so that a picture changes only with a screen.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from cleancloud_tui.api.client import Client
from cleancloud_tui.api.connection import Connection
from cleancloud_tui.api.errors import CleanCloudError
from cleancloud_tui.app import CounterApp
from cleancloud_tui.practice.faults import Fault, Faults
from cleancloud_tui.practice.shop import open_practice_shop
from cleancloud_tui.practice.transport import InProcessTransport
from cleancloud_tui.screens.base import Desk
from cleancloud_tui.screens.navigation import open_customer, open_order
from cleancloud_tui.shop.orders.todays_work import TodaysWork
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.widgets.wording import Wording

FOLDER = Path(__file__).parent
NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
SMALL, LARGE = (80, 24), (120, 40)


async def main() -> None:
    """Fill a counter once, then walk through it at both sizes."""
    with tempfile.TemporaryDirectory() as directory:
        server = open_practice_shop(None, clock=NOW.timestamp, rate=100_000)
        for size in (SMALL, LARGE):
            await walk(Path(directory), _StaysOpen(server), size)


async def walk(directory: Path, transport: _StaysOpen, size: tuple[int, int]) -> None:
    """Open the counter at a size and take the pictures of its screens."""

    async def connect() -> Client:
        connection = Connection("https://practice.invalid/api", "practice", rate=100_000, margin=0)
        # The pace needs a clock that goes on.
        ahead = NOW.timestamp() - time.time()
        return Client(
            connection,
            ledger=directory / "pace.db",
            transport=transport,
            clock=lambda: time.time() + ahead,
        )

    shop = Shop(
        directory=directory / "shop",
        connect=connect,
        time_zone=UTC,
        clock=NOW.timestamp,
        patience=0,
    )
    shop.staff = "Ada"
    await shop.fill(lambda _: None)
    desk = Desk(shop, Wording(lambda: NOW, UTC), "Practice", True)
    app = CounterApp(
        desk, connect=_no_connect, base_url="https://cleancloudapp.com/api", theme="textual-dark"
    )
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await story(_Camera(app, pilot, transport.faults, "" if size == SMALL else "-wide"))


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
    await camera.press(*"mari")
    await camera.take("search")
    await camera.press("escape", "f6")
    await camera.take("todays-work")
    await camera.press("escape")
    await camera.open(open_customer, found.value.id)
    await camera.take("customer")
    await camera.press("e")
    await camera.take("customer-editor")
    await camera.press("escape", "o", *"3 shirts", "enter", *"curtain hem 12.50", "enter", *"10%")
    await camera.take("taking-in")
    await camera.press("escape", "f2")
    ready = shop.todays_work(TodaysWork.READY, NOW.date(), limit=1)[0].order
    await camera.open(open_order, ready.id)
    await camera.press("h")
    await camera.take("hand-out")
    await camera.press("f2")
    await camera.open(open_order, order.id)
    await camera.take("order")
    await camera.press("s")
    await camera.take("status")
    await camera.press("escape", "f3", *shop.garments_of(order.id)[0].barcode, "enter")
    await camera.take("scan")
    await camera.press("f4")
    await camera.take("summary")
    await camera.press("f2")
    await camera.open(open_customer, found.value.id)
    await camera.press("r", "a")
    await camera.press("+", "7", "tab", "tab", *"10am", "tab", *"1pm", "ctrl+s")
    await camera.take("repeat-pickups")
    await camera.press("enter")
    await camera.take("repeat-pickup-editor")
    await camera.press("escape", "f9", *["down"] * 10, "enter")
    await camera.take("operations")
    await camera.press("escape", "f2", "escape", "ctrl+g")
    await camera.take("budget")
    await camera.press("escape")
    await camera.lose("addMessage", {"customerID": found.value.id, "message": "Ready by six?"})
    await camera.press("ctrl+r", "down")
    await camera.take("to-resolve")
    await camera.press("escape", "ctrl+t")
    await camera.take("audit")


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

    async def open(self, way: Callable[[App[Any], Desk, str], None], subject_id: str) -> None:
        """Open a customer or an order, whatever is on screen."""
        way(self.app, self.app.desk, subject_id)
        await self._settle()

    async def lose(self, operation: str, parameters: dict[str, str]) -> None:
        """Send a write whose request gets lost, and have it looked up."""
        shop = self.app.desk.shop
        self._faults.cause(Fault.DROP_BEFORE, times=1, operation=operation)
        with contextlib.suppress(CleanCloudError):
            await shop.write(operation, parameters)
        await shop.outbox.round()

    async def take(self, name: str) -> None:
        """Write what is on screen to a file."""
        await self._settle()
        picture = self.app.export_screenshot(title="cleancloud-tui", simplify=True)
        lines = (line.rstrip() for line in picture.splitlines())
        (FOLDER / f"{name}{self._suffix}.svg").write_text("\n".join(lines) + "\n", "utf-8")

    async def _settle(self) -> None:
        await self._pilot.pause()
        while (
            self.app.lane.is_waiting
            or self.app.has_news
            or any(
                not worker.is_finished
                for worker in self.app.workers
                if worker.group != "keep current"
                if not self.app.screen.is_modal or worker.group not in _ASKING
            )
        ):
            await asyncio.sleep(0.01)
        await self._pilot.pause()


class _StaysOpen(InProcessTransport):
    """Leaves the practice shop open: the second size asks it too."""

    @property
    def faults(self) -> Faults:
        """What can be made to go wrong."""
        faults: Faults = self._app.state.faults
        return faults

    async def aclose(self) -> None:
        """Close nothing."""


async def _no_connect(_name: str, _base_url: str, _token: str) -> None:
    raise ValueError("No shop is connected from here.")


if __name__ == "__main__":
    asyncio.run(main())
