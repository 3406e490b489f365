"""What scans write: each write goes its own way, and the next scan does not wait for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError
from ...shop.journal.entries import subject_of
from ...shop.scans.history import Scan
from ..orders.undo import undo_each, undo_last
from .mode import asked, done, wrong

if TYPE_CHECKING:
    from ...api.models.garments import Garment
    from ...shop.journal.entries import Entry
    from .screen import ScanScreen


class Writing:
    """Writes for the scan screen."""

    def __init__(self, screen: ScanScreen) -> None:
        self._screen = screen
        self._places: dict[tuple[str, str], str] = {}
        self._last: tuple[str, list[str]] = ("", [])

    def write(self, scan: Scan, operation: str, parameters: Mapping[str, str]) -> None:
        """Write what a scan changes."""
        self.note(subject_of(operation, parameters), scan.key)
        # Before the worker begins: the very next scan may be of the same garment.
        self._places[_thing(parameters)] = parameters["conveyorLocation"]
        self._screen.on_their_way += 1
        self._screen.while_writing(partial(self._write, scan, operation, parameters))

    async def change(self, done: str, operation: str, parameters: Mapping[str, str]) -> bool:
        """Write what a person asked for, and say how it went."""
        self.note(subject_of(operation, parameters))
        return await self._screen.attempt(done, self._screen.write(operation, parameters))

    def as_written(self, garment: Garment) -> Garment:
        """Return a garment with the place that is on its way to CleanCloud."""
        place = self._places.get((garment.order_id, garment.barcode))
        return garment if place is None else replace(garment, place=place)

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

    async def _write(self, scan: Scan, operation: str, parameters: Mapping[str, str]) -> None:
        screen = self._screen
        try:
            await screen.shop.write(operation, parameters)
        except CleanCloudError as error:
            self._was_not_answered(scan, error)
        finally:
            screen.on_their_way -= 1
            if self._places.get(_thing(parameters)) == parameters["conveyorLocation"]:
                del self._places[_thing(parameters)]
            screen.show_soon()

    def _was_not_answered(self, scan: Scan, error: CleanCloudError) -> None:
        """Tell of a scan that it was not written, or that this is not known yet."""
        screen = self._screen
        now = screen.scans.scan(scan.key) or scan
        what = f"{scan.code} {now.done}"

        def settled(entry: Entry) -> None:
            then = screen.scans.scan(scan.key) or scan
            screen.now(done(then, now.done) if entry.is_done else wrong(then, "was not written"))

        if not screen.following.begin(error, what, settled):
            screen.notice.failed(f"{scan.code}: {error}", f"scan {scan.key}")
            screen.now(wrong(now, "was not written"))
        elif not error.kept:
            screen.now(asked(now, "not known yet whether it was written"))


def _thing(parameters: Mapping[str, str]) -> tuple[str, str]:
    """Return what tells a garment: its order and its barcode."""
    return parameters["orderID"], parameters["barcodeID"]
