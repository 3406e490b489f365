"""Keeping what was scanned: in the journal's file, many scans at once where they come fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError
from ...api.rights import Right

if TYPE_CHECKING:
    from ...shop.scans.counting import Counted
    from ...shop.scans.history import Scan
    from .screen import ScanScreen


class Keeping:
    """Keeps the scans of the scan screen, and brings back those of before."""

    def __init__(self, screen: ScanScreen) -> None:
        self._screen = screen
        self._scans: dict[str, Scan] = {}
        self._counted: list[Counted] = []
        self._is_busy = False

    def keep(self, scan: Scan) -> None:
        """Keep a scan, or what it has become."""
        self._scans[scan.key] = scan
        self._soon()

    def count(self, thing: Counted) -> None:
        """Keep what was counted."""
        self._counted.append(thing)
        self._soon()

    async def load(self) -> None:
        """Put the scans of before into the list."""
        try:
            earlier = await self._screen.shop.scans.history.load()
        except CleanCloudError as error:
            self._screen.notice.failed(error)
            return
        self._screen.state.scans.put_before(earlier)
        self._screen.show_again()

    def _soon(self) -> None:
        if not self._is_busy:
            self._is_busy = True
            self._screen.while_keeping(self._save)

    async def _save(self) -> None:
        shop, now = self._screen.shop.scans, self._screen.wording.now
        may_keep = self._screen.desk.rights.may(Right.KEEP)
        try:
            while self._scans or self._counted:
                scans, self._scans = self._scans, {}
                counted, self._counted = self._counted, []
                if may_keep:  # else the list stands for as long as the screen does
                    await shop.history.keep(list(scans.values()))
                if counted:
                    await shop.counts.add(counted, now().timestamp())
        except CleanCloudError as error:
            self._screen.notice.failed(error)
        finally:
            self._is_busy = False
