"""What a mode of the scan screen may ask, and say: all that it knows of the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

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


class Knowing(Protocol):
    """Who knows the shop, and how it writes its values."""

    @property
    def shop(self) -> Shop:
        """The shop that is scanned for."""

    @property
    def wording(self) -> Wording:
        """How the shop writes its values."""


class ScanDesk(Knowing, Protocol):
    """Where a mode stands: the scan screen, or a test."""

    @property
    def is_place_first(self) -> bool:
        """Whether a place is scanned before what goes there, or after it."""

    # What it knows

    def name_of(self, customer_id: str) -> str:
        """Return a customer's name."""

    def as_written(self, garment: Garment) -> Garment:
        """Return a garment with the place that is on its way to CleanCloud."""

    # What it says

    def now(self, scan: Scan) -> None:
        """Say what a scan has become."""

    def show_again(self) -> None:
        """Show what has changed."""

    def go(self, destination: Destination) -> None:
        """Open another screen."""

    # What it asks

    async def ask(self, dialog: Dialog[Answer]) -> Answer | None:
        """Have a person answer."""

    async def confirm(self, question: str, consequence: str) -> bool:
        """Ask for a yes, after saying what it leads to."""

    def refresh(self, garment: Garment, then: Callable[[Garment], None] | None = None) -> None:
        """Ask for a garment again where what is known of it is old."""

    # What it does

    def count(self, thing: Counted) -> None:
        """Keep what was counted."""

    def put(self, scan: Scan, placing: Placing) -> None:
        """Put a garment in a place; the next scan does not wait for it."""

    async def change(self, done: str, request: Request) -> bool:
        """Write what a person asked for, and say how it went."""
