"""What stands on the scan screen: the last scans, what they do now, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .scan_list import ScanList
from .words import customer_of_order

if TYPE_CHECKING:
    from ...api.models.customers import Customer
    from ...shop.scans.history import Scan
    from ...shop.shop import Shop
    from .modes.mode import Mode


class ScanState:
    """What a scan screen shows, and its parts work with.

    Args:
        shop: The shop that is scanned for.
        modes: What scans can do, by their keys.
        mode: What they do at first.

    Attributes:
        scans: The last scans.
        mode: What scans do now.
        alarm: A wrong scan that nobody has taken note of yet.
        since_alarm: How many scans came in since and were not acted on.
        on_their_way: How many changes have no answer yet.
        chosen: The key of what was chosen in the list; None for the newest.
    """

    def __init__(self, shop: Shop, modes: Mapping[str, Mode], mode: Mode) -> None:
        self._shop = shop
        self.scans = ScanList(shop)
        self.modes = modes
        self.mode = mode
        self.alarm: Scan | None = None
        self.since_alarm = 0
        self.on_their_way = 0
        self.chosen: str | None = None

    @property
    def current(self) -> Scan | None:
        """The wrong scan that stands; else the one chosen in the list, the newest at first."""
        if self.alarm is not None:
            return self.scans.scan(self.alarm.key) or self.alarm
        return self.scans.scan(self.chosen) or self.scans.newest

    @property
    def order_id(self) -> str:
        """The order of the scan, or of what the mode shows in its place; empty for none."""
        at_cursor = self.mode.order_at(self.chosen)
        of_scan = self.current.order_id if self.current else ""
        return of_scan if at_cursor is None else at_cursor

    @property
    def is_on_scan(self) -> bool:
        """Whether it is a scan that is looked at, and no line of the mode's."""
        return self.current is not None and self.mode.order_at(self.chosen) is None

    @property
    def customer(self) -> Customer | None:
        """Whose that is, as far as that is known."""
        if not self.is_on_scan:
            return customer_of_order(self._shop, self.order_id)
        meaning = self.scans.meaning_of(self.current) if self.current else None
        return meaning.customer if meaning else None
