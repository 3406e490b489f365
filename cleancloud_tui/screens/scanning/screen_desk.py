"""The scan screen as its modes see it: each question and each answer goes to the part it is for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...api.models.garments import Garment
    from ...api.request import Request
    from ...shop.scans.counting import Counted
    from ...shop.scans.history import Scan
    from ...shop.scans.placing import Placing
    from ...shop.shop import Shop
    from ...wording.values import Wording
    from ..destinations import Destination
    from ..dialogs.base import Answer, Dialog
    from .screen import ScanScreen


class ScreenDesk:
    """A `ScanDesk` that is the scan screen."""

    def __init__(self, screen: ScanScreen) -> None:
        self._screen = screen

    @property
    def shop(self) -> Shop:
        """The shop that is scanned for."""
        return self._screen.shop

    @property
    def wording(self) -> Wording:
        """How the shop writes its values."""
        return self._screen.wording

    @property
    def is_place_first(self) -> bool:
        """Whether a place is scanned before what goes there, or after it."""
        return self._screen.desk.is_place_first

    def name_of(self, customer_id: str) -> str:
        """Return a customer's name."""
        return self._screen.name_of(customer_id)

    def as_written(self, garment: Garment) -> Garment:
        """Return a garment with the place that is on its way to CleanCloud."""
        return self._screen.writing.as_written(garment)

    def now(self, scan: Scan) -> None:
        """Say what a scan has become."""
        self._screen.now(scan)

    def show_again(self) -> None:
        """Show what has changed."""
        self._screen.show_again()

    def go(self, destination: Destination) -> None:
        """Open another screen."""
        self._screen.go(destination)

    async def ask(self, dialog: Dialog[Answer]) -> Answer | None:
        """Have a person answer."""
        return await self._screen.ask(dialog)

    async def confirm(self, question: str, consequence: str) -> bool:
        """Ask for a yes, after saying what it leads to."""
        return await self._screen.confirm(question, consequence)

    def refresh(self, garment: Garment, then: Callable[[Garment], None] | None = None) -> None:
        """Ask for a garment again where what is known of it is old."""
        self._screen.asking.refresh(garment, then)

    def count(self, thing: Counted) -> None:
        """Keep what was counted."""
        self._screen.keeping.count(thing)

    def put(self, scan: Scan, placing: Placing) -> None:
        """Put a garment in a place; the next scan does not wait for it."""
        self._screen.writing.put(scan, placing)

    async def change(self, done: str, request: Request) -> bool:
        """Write what a person asked for, and say how it went."""
        return await self._screen.writing.change(done, request)
