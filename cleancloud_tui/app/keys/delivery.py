"""Where a scan goes: to the screen that takes scans, to the scan place, or kept for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final, Protocol, runtime_checkable

from textual.app import App
from textual.screen import Screen

from ...scanner.labels.codes import ScannedCode
from ...scanner.setup import ScanSetup
from ...screens.base import ShopScreen, tell_status
from ...shop.scans.waiting import WaitingScans
from ...widgets.later import call_in

TELL_SECONDS: Final = 0.25
"""How long scans that are kept are gathered before they are told of."""


@runtime_checkable
class TakesScans(Protocol):
    """A screen that does something with scans."""

    def take_scan(self, code: ScannedCode) -> None:
        """Take a scan, at once."""
        ...


@runtime_checkable
class ScanPlace(Protocol):
    """The screen that looks up what was scanned elsewhere."""

    def take_scan(self, code: ScannedCode, elsewhere: str = "") -> None:
        """Take a scan, made here or, where it has a key, on another screen."""
        ...

    def open_scanned(self, code: ScannedCode) -> None:
        """Open the order of a ticket or the customer of a code that it was given, if it was one."""
        ...


class Delivery:
    """Brings each scan to where something can be done with it, in their order."""

    def __init__(
        self,
        app: App[Any],
        setup: ScanSetup,
        waiting: WaitingScans,
        *,
        ready: Callable[[], Awaitable[None]],
        go_to_scans: Callable[[], Awaitable[object]],
        keep: Callable[[], object],
    ) -> None:
        """Deliver for an app.

        Args:
            app: Whose screens take scans.
            setup: What the bell is rung for.
            waiting: The scans that are kept.
            ready: Waits for the screen to be there: the scan before may have opened it.
            go_to_scans: Goes to the scan place, which is to be given what was kept.
            keep: Has what waits now written down; it does not wait for that.
        """
        self._app = app
        self._setup = setup
        self._waiting = waiting
        self._ready = ready
        self._go_to_scans = go_to_scans
        self._keep = keep
        self._untold: list[ScannedCode] = []
        self._unknown: list[ScannedCode] = []

    async def deliver(self, code: ScannedCode | None) -> None:
        """Bring a scan to its place; None is one that was dropped."""
        if code is None:
            self._tell_dropped()
            return
        if self._setup.rings_for_every:
            self._app.bell()
        if code.turned:
            read = f"as {code.turned}" if code.turned != code.text else "all the same"
            self._app.notify(
                f"Caps Lock seems to be on: {code.text} was read {read}.",
                severity="warning",
                markup=False,
            )
        screen = await self._screen()
        if isinstance(screen, TakesScans):
            screen.take_scan(code)
            return
        self._waiting.add(code)
        if code.kinds and isinstance(screen, ShopScreen) and not screen.holds_draft:
            await self._go_to_scans()
            if isinstance(place := await self._screen(), ScanPlace) and not self._waiting:
                place.open_scanned(code)
        if self._waiting:
            self._keep()
            self._tell(code)

    def hand_over(self, place: ScanPlace) -> None:
        """Give the scan place, which is on the screen now, what was kept for it."""
        for key, code in self._waiting.take().items():
            place.take_scan(code, elsewhere=key)
        self._keep()
        tell_status(self._app)

    async def _screen(self) -> Screen[Any]:
        await self._ready()
        return self._app.screen

    def _tell(self, code: ScannedCode) -> None:
        if not self._untold and not self._unknown:
            call_in(self._app, TELL_SECONDS, self._tell_kept)
        if not code.kinds and not self._unknown and self._setup.rings_for_wrong:
            self._app.bell()
        (self._untold if code.kinds else self._unknown).append(code)

    def _tell_kept(self) -> None:
        untold, self._untold = self._untold, []
        unknown, self._unknown = self._unknown, []
        if untold:
            told = f"Scanned {_last_of(untold)}: F3 shows it when this is done."
            self._app.notify(told, markup=False)
        if unknown:
            told = f"No code of this shop: {_last_of(unknown)}. Nothing was done. F3 shows it."
            self._app.notify(told, title="✗ WRONG SCAN", severity="error", markup=False)
        tell_status(self._app)

    def _tell_dropped(self) -> None:
        if self._setup.rings_for_wrong:
            self._app.bell()
        self._app.notify(
            "What was scanned can't be a label: it is too long, looks like a payment card, or "
            "came without what begins or ends a label's code. It was dropped, and is kept nowhere.",
            severity="warning",
            markup=False,
        )


def _last_of(codes: Sequence[ScannedCode]) -> str:
    last = codes[-1].text
    return last if len(codes) == 1 else f"{len(codes)} codes, the last one {last}"
