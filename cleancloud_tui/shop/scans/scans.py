"""What a shop does with scans: the one object that screens ask."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ...api.rights import Rights
from ...scanner.labels.codes import CodeKind, ScannedCode
from ..database import Writer
from . import counting, resolving
from .counting import Count, CountReport
from .counts import Counts
from .finding import GarmentSearch, Search
from .history import ScanHistory
from .refreshing import Refreshing

if TYPE_CHECKING:
    from ...api.models.garments import Garment
    from ...stores.store import StoredFile
    from ..mirror.mirror import Mirror
    from ..reading import Reader
    from .resolving import CodeMeaning


class Scans:
    """One shop's scans.

    Args:
        mirror: Knows what is scanned.
        reader: Asks for what the mirror does not know, or has known for long.
        store: The journal's file, where the last scans and the counts are kept.
        clock: Tells Unix seconds.
        notify: Is told, as a sentence for people, that the file had to be made anew.
        rights: Whether scans and counts may be kept.

    Attributes:
        history: The last scans.
        counts: The count under way, and the last report.
    """

    def __init__(
        self,
        mirror: Mirror,
        reader: Reader,
        store: StoredFile,
        clock: Callable[[], float],
        notify: Callable[[str], None],
        rights: Rights,
    ) -> None:
        self._mirror = mirror
        self._clock = clock
        self._finding = GarmentSearch(mirror, reader, clock)
        self._refreshing = Refreshing(mirror, reader, clock)
        # A writer of its own, which does not wait for the disk: a scan holds up no change.
        self._writer = Writer(store, notify, rights=rights)
        self.history = ScanHistory(self._writer, clock)
        self.counts = Counts(self._writer)

    async def aclose(self) -> None:
        """Finish what is being written, then close."""
        await self._writer.aclose()

    def recognised(self, code: ScannedCode) -> ScannedCode:
        """Return a code as a customer's, where it is from the app; see `resolving.recognised`."""
        return resolving.recognised(self._mirror, code)

    def meanings(
        self, code: ScannedCode, kinds: Collection[CodeKind] = tuple(CodeKind)
    ) -> list[CodeMeaning]:
        """Return everything that a code stands for, told from the mirror."""
        return resolving.meanings(self._mirror, code, kinds)

    def garments_at(self, place: str) -> list[Garment]:
        """Return the garments of orders in work that hang at a place."""
        return resolving.garments_at(self._mirror, place)

    def knows_garments_of(self, order_id: str) -> bool:
        """Whether all garments of an order were read since it last changed."""
        return resolving.knows_garments_of(self._mirror, order_id)

    async def find(self, code: ScannedCode, on_screen: str, tell: Callable[[Search], None]) -> bool:
        """Ask CleanCloud for a code that the mirror does not know; see `GarmentSearch.find`."""
        return await self._finding.find(code, on_screen, tell)

    def is_due(self, garment: Garment) -> bool:
        """Whether a garment that was scanned is to be asked for again now."""
        return self._refreshing.is_due(garment)

    async def refresh(self, garment: Garment) -> None:
        """Ask for a garment again, in the background; see `Refreshing.refresh`."""
        await self._refreshing.refresh(garment)

    def report(self, count: Count) -> CountReport:
        """Return what a count under way found so far."""
        ready, lines = counting.findings(self._mirror, count.counted)
        return CountReport(count.begun_at, None, ready, len(count.counted), lines)

    async def end(self, count: Count) -> CountReport:
        """End a count and return its report, which is kept.

        Raises:
            StorageError: It could not be kept; the count is still under way.
        """
        now = self._clock()
        report = self.report(count)
        await self.counts.end(count, report, now)
        return dataclasses.replace(report, ended_at=datetime.fromtimestamp(now, UTC))
