"""Where a scan goes: to the screen that takes scans, to the scan place, or kept for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol, runtime_checkable

from textual.app import App

from ..shop.scans.codes import ScannedCode
from ..shop.scans.setup import ScanSetup
from .base import ShopScreen

TELL_SECONDS: Final = 0.25
"""How long scans that are kept are gathered before they are told of."""


@runtime_checkable
class TakesScans(Protocol):
    """A screen that does something with scans."""

    def take_scan(self, code: ScannedCode) -> None:
        """Take a scan, at once."""
        ...


class ScanPlace(Protocol):
    """The screen that looks up what was scanned elsewhere."""

    def take_scan(self, code: ScannedCode, elsewhere: bool = False) -> None:
        """Take a scan, made here or on another screen."""
        ...


class Delivery:
    """Brings each scan to where something can be done with it, in their order."""

    def __init__(
        self, app: App[Any], setup: ScanSetup, go_to_scans: Callable[[], Awaitable[object]]
    ) -> None:
        """Deliver for an app.

        Args:
            app: Whose screens take scans.
            setup: What the bell is rung for.
            go_to_scans: Goes to the scan place, which is to be given what was kept.
        """
        self._app = app
        self._setup = setup
        self._go_to_scans = go_to_scans
        self._kept: list[ScannedCode] = []
        self._untold: list[ScannedCode] = []

    async def deliver(self, code: ScannedCode | None) -> None:
        """Bring a scan to its place; None is one that was dropped."""
        if code is None:
            self._tell_dropped()
            return
        if self._setup.rings_for_every:
            self._app.bell()
        screen = self._app.screen
        if isinstance(screen, TakesScans):
            screen.take_scan(code)
        elif isinstance(screen, ShopScreen) and not screen.holds_draft:
            self._kept.append(code)
            await self._go_to_scans()
        else:
            self._keep(code)

    def hand_over(self, place: ScanPlace) -> None:
        """Give the scan place, which is on the screen now, what was kept for it."""
        kept, self._kept = self._kept, []
        for code in kept:
            place.take_scan(code, elsewhere=True)

    def _keep(self, code: ScannedCode) -> None:
        self._kept.append(code)
        if not self._untold:
            self._app.set_timer(TELL_SECONDS, self._tell_kept)
        self._untold.append(code)

    def _tell_kept(self) -> None:
        untold, self._untold = self._untold, []
        last = untold[-1].text
        what = last if len(untold) == 1 else f"{len(untold)} codes, the last one {last}"
        self._app.notify(f"Scanned {what}: F3 shows it when this is done.", markup=False)

    def _tell_dropped(self) -> None:
        if self._setup.rings_for_wrong:
            self._app.bell()
        self._app.notify(
            "What was scanned can't be a label: it is too long, or looks like a payment card. "
            "It was dropped, and is kept nowhere.",
            severity="warning",
            markup=False,
        )
