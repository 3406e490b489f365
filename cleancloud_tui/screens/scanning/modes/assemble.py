"""Assemble: the pieces of an order are brought together and checked off, until none is missing."""

from __future__ import annotations

from textual.content import Content

from ....api.models.orders import TO_BE_DONE
from ....scanner.labels.codes import CodeKind, ScannedCode
from ....shop.scans.assembling import Checklist, checklist, make_ready
from ....shop.scans.history import Scan
from ....shop.scans.resolving import CodeMeaning
from ....shop.writes.ids import ids_of
from ....wording.orders import READY_SETS_OFF
from ...operations_words import whom_of
from ..words import missing_in_words, order_in_words
from .mode import COLLECTED, Mode, done, is_collected, noted, wrong


class AssembleMode(Mode):
    """Counts the pieces of the order that was opened by its ticket or by its first garment."""

    name = "assemble"
    key = "ctrl+e"

    @property
    def target(self) -> str:
        """The order that is put together."""
        return self._order_id

    def begin(self) -> None:
        """Begin with the next order that is scanned."""
        self._order_id = ""
        self._seen: set[str] = set()

    def instruction(self) -> str:
        """Return what to scan now."""
        if not self._order_id:
            return "scan an order's ticket, or its first garment."
        if self._list.is_complete:
            ready = " F9 makes it Ready." if self.next_step() else ""
            return f"order {self._order_id} is complete.{ready} The next scan opens the next order."
        return f"order {self._order_id}, {self._list.count}: scan its garments."

    def meanings(self, code: ScannedCode) -> list[CodeMeaning]:
        """Return what a code may be; of a garment's orders, the one at hand."""
        found = super().meanings(code)
        return [each for each in found if each.order_id == self._order_id] or found

    def reads_garments_for(self, meaning: CodeMeaning) -> bool:
        """What is missing can be told only where all garments are known."""
        return True

    def take(self, scan: Scan, meaning: CodeMeaning) -> Scan:
        """Open an order, or check a garment off."""
        if is_collected(meaning):
            return wrong(scan, COLLECTED)
        is_other = meaning.order_id != self._order_id
        if meaning.kind is CodeKind.GARMENT:
            if is_other and self._order_id and not self._list.is_complete:
                why = f"belongs to order {meaning.order_id}, not to {self._order_id}"
                return wrong(scan, why)
            if is_other:
                self._open(meaning.order_id)
            return self._check(scan, meaning.garments[0].garment.barcode)
        left = self._left_behind() if is_other else ""
        if is_other:
            self._open(meaning.order_id)
        return done(scan, f"opened: {self._list.count}{left}")

    def panel(self) -> Content | None:
        """Return the count, and what is missing by name."""
        if not self._order_id:
            return None
        count = f"{self._list.count} of order {self._order_id}"
        state = "COMPLETE" if self._list.is_complete else missing_in_words(self._list.missing)
        return Content.assemble(
            (f"{count}   {state}", "bold"), "\n", order_in_words(self.desk, self._order_id)
        )

    def next_step(self) -> str:
        """Return `ready` where all pieces are there and the order is not Ready yet."""
        known = self.shop.order(self._order_id) if self._order_id else None
        is_due = known is not None and known.value.status in TO_BE_DONE
        return "ready" if is_due and self._list.is_complete else ""

    async def go_on(self) -> None:
        """Make the order Ready, after saying what that may set off."""
        order_id = self._order_id
        told = f"{whom_of(self.desk, ids_of(order_id=order_id))}\n{READY_SETS_OFF}"
        if await self.desk.confirm(f"Make order {order_id} Ready?", told):
            await self.desk.change(f"Order {order_id} is Ready", make_ready(order_id))

    @property
    def _list(self) -> Checklist:
        return checklist(self.shop.garments_of(self._order_id), self._seen)

    def _open(self, order_id: str) -> None:
        self._order_id, self._seen = order_id, set()
        self.shop.session.order_at_hand = order_id

    def _check(self, scan: Scan, barcode: str) -> Scan:
        if barcode in self._seen:
            return noted(scan, f"already checked: {self._list.count}")
        self._seen.add(barcode)
        return done(scan, f"{self._list.count}{': complete' if self._list.is_complete else ''}")

    def _left_behind(self) -> str:
        if not self._order_id or self._list.is_complete:
            return ""
        return f"; order {self._order_id} was left at {self._list.count}"
