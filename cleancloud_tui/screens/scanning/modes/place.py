"""Place: garments are put on the conveyor, and CleanCloud is told where each one hangs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from ....api.models.garments import Garment
from ....scanner.labels.codes import CodeKind
from ....shop.scans import placing
from ....shop.scans.history import Scan
from ....shop.scans.resolving import CodeMeaning
from ....wording.values import counted
from .mode import COLLECTED, Mode, done, is_collected, noted, wrong

RACK: Final = (
    "An order's own rack can be read through CleanCloud's API, but not set: only the place of each "
    "garment is written here."
)


class PlaceMode(Mode):
    """Writes the place of each garment that is scanned, where it is another one than before."""

    name = "place"
    key = "ctrl+k"
    kinds = (CodeKind.PLACE, CodeKind.GARMENT, CodeKind.TICKET)

    @property
    def target(self) -> str:
        """The place that garments are put in."""
        return self._place

    def begin(self) -> None:
        """Begin without a place."""
        self._place = ""
        self._held: list[tuple[Scan, list[Garment]]] = []

    async def enter(self) -> None:
        """Begin anew: a place that was left hours ago gets nothing by surprise."""
        self.begin()

    def leave(self) -> None:
        """Say what was held for a place that did not come."""
        held, self._held = self._held, []
        for scan, _ in held:
            self.desk.now(wrong(scan, "was not placed: no place was scanned after it"))

    def instruction(self) -> str:
        """Return what to scan now."""
        if not self.desk.is_place_first:
            return "scan garments or a ticket, then the place that they go to."
        if not self._place:
            return "scan a place first, then garments or a ticket."
        return f"at {self._place}: scan garments or a ticket, or another place."

    def panel(self) -> Content | None:
        """Return the place, large, and what can't be written."""
        at = f"Place {self._place}" if self._place else "No place yet"
        if not self.desk.is_place_first:
            held = sum(len(garments) for _, garments in self._held)
            are = "are" if held > 1 else "is"
            at = f"{counted(held, 'garment') if held else 'Nothing'} {are} held for the next place"
        return Content.assemble((at, "bold"), "\n", (RACK, "dim"))

    def reads_garments_for(self, meaning: CodeMeaning) -> bool:
        """A ticket places all garments of its order."""
        return meaning.kind is CodeKind.TICKET

    def take(self, scan: Scan, meaning: CodeMeaning) -> Scan:
        """Choose a place, or put a garment or all of an order there."""
        if meaning.kind is CodeKind.PLACE:
            return self._take_place(scan, meaning.text)
        if is_collected(meaning):
            return wrong(scan, COLLECTED)
        garments = self._garments(meaning)
        if not garments:
            return wrong(scan, "has no garments that are known")
        if not self.desk.is_place_first:
            held = noted(scan, f"{counted(len(garments), 'garment')} held for the next place")
            self._held.append((held, garments))
            return held
        if not self._place:
            return wrong(scan, "has no place yet: scan a place first, then this again")
        return self._put(scan, garments)

    def _take_place(self, scan: Scan, place: str) -> Scan:
        self._place = place
        if self.desk.is_place_first:
            return done(scan, "scan what hangs here")
        held, self._held, self._place = self._held, [], ""
        for earlier, garments in held:
            self.desk.now(self._put(earlier, garments, place))
        count = sum(len(garments) for _, garments in held)
        return (
            done(scan, f"{counted(count, 'garment')} put here")
            if held
            else noted(scan, "nothing is held: scan garments first")
        )

    def _put(self, scan: Scan, garments: Sequence[Garment], place: str = "") -> Scan:
        place = place or self._place
        current = [self.desk.as_written(garment) for garment in garments]
        there = placing.to_place(current, place)
        for garment in there:
            self.desk.put(scan, placing.Placing(garment, place))
        if not there:
            self._look_again(scan, current, place)
            return noted(scan, f"already at {place}")
        if len(there) == len(garments):
            what = f"{counted(len(there), 'garment')} " if len(there) > 1 else ""
            return done(scan, f"{what}put at {place}")
        return done(scan, f"{len(there)} of {len(garments)} put at {place}, the rest was there")

    def _look_again(self, scan: Scan, garments: Sequence[Garment], place: str) -> None:
        """Make sure of a garment that is said to be there, where that was heard long ago."""
        for garment in garments[:1]:
            self.desk.refresh(garment, then=lambda now: self._moved(scan, now, place))

    def _moved(self, scan: Scan, garment: Garment, place: str) -> None:
        if not placing.is_at(self.desk.as_written(garment), place):
            self.desk.now(self._put(scan, [garment], place))

    def _garments(self, meaning: CodeMeaning) -> list[Garment]:
        if meaning.kind is CodeKind.TICKET:
            return self.shop.garments_of(meaning.order_id)
        return [meaning.garments[0].garment]
