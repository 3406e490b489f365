"""What scans write: each write goes its own way, and the next scan does not wait for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError
from ...shop.journal.entries import subject_of
from ...shop.scans.history import Scan
from ...shop.scans.placing import OnTheirWay
from ..deeds.undo import undo_each, undo_last
from .modes.mode import asked, done, wrong

if TYPE_CHECKING:
    from ...api.models.garments import Garment
    from ...api.request import Request
    from ...shop.journal.entries import Entry
    from ...shop.scans.placing import Placing
    from .screen import ScanScreen


class Writing:
    """Writes for the scan screen."""

    def __init__(self, screen: ScanScreen) -> None:
        self._screen = screen
        self._placings = OnTheirWay()
        self._last: tuple[str, list[str]] = ("", [])

    def put(self, scan: Scan, placing: Placing) -> None:
        """Put a garment in a place."""
        self.note(f"garment:{placing.garment.barcode}", scan.key)
        # Before the worker begins: the very next scan may be of the same garment.
        self._placings.begin(placing)
        self._screen.state.on_their_way += 1
        self._screen.while_writing(partial(self._put, scan, placing))

    async def change(self, done: str, request: Request) -> bool:
        """Write what a person asked for, and say how it went."""
        self.note(subject_of(request.name, request.parameters))
        return await self._screen.attempt(done, self._screen.send(request))

    def as_written(self, garment: Garment) -> Garment:
        """Return a garment with the place that is on its way to CleanCloud."""
        return self._placings.as_written(garment)

    def note(self, subject: str, key: str = "") -> None:
        """Note what was written last: the writes of one scan are taken back together."""
        last, subjects = self._last
        self._last = (key, [*subjects, subject] if key and key == last else [subject])

    async def undo(self, recent: list[str]) -> None:
        """Offer to take back what was written last.

        Args:
            recent: What was scanned lately, as the journal names it; for where nothing was written
                since the program was started.
        """
        _, subjects = self._last
        if subjects:
            await undo_each(self._screen, subjects)
        else:
            await undo_last(self._screen, recent)

    async def _put(self, scan: Scan, placing: Placing) -> None:
        screen = self._screen
        try:
            await screen.shop.send(placing.request)
        except CleanCloudError as error:
            self._was_not_answered(scan, error)
        finally:
            screen.state.on_their_way -= 1
            self._placings.end(placing)
            screen.view.show_soon()

    def _was_not_answered(self, scan: Scan, error: CleanCloudError) -> None:
        """Tell of a scan that it was not written, or that this is not known yet."""
        screen = self._screen
        now = screen.state.scans.scan(scan.key) or scan
        what = f"{scan.code} {now.done}"

        def settled(entry: Entry) -> None:
            then = screen.state.scans.scan(scan.key) or scan
            screen.now(done(then, now.done) if entry.is_done else wrong(then, "was not written"))

        if not screen.following.begin(error, what, settled):
            screen.notice.failed(f"{scan.code}: {error}", f"scan {scan.key}")
            screen.now(wrong(now, "was not written"))
        elif not error.kept:
            screen.now(asked(now, "not known yet whether it was written"))
