"""Hand out: what goes over the counter is checked off; nothing stays behind without being said."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from ....api.models.orders import Order, OrderStatus
from ....scanner.labels.codes import CodeKind, ScannedCode
from ....shop.scans.assembling import Checklist, checklist
from ....shop.scans.history import Scan
from ....shop.scans.resolving import CodeMeaning
from ....wording.orders import paid_of, status_of, total_of
from ....wording.values import joined
from ...destinations import OpenHandOut
from ..words import missing_in_words
from .mode import COLLECTED, Mode, done, is_collected, noted, wrong


class HandOutMode(Mode):
    """Checks garments and tickets of one customer's orders, then goes on to their completion."""

    name = "hand out"
    key = "ctrl+o"

    @property
    def target(self) -> str:
        """The customer who is served."""
        return self._customer_id

    def begin(self) -> None:
        """Begin with the next customer."""
        self._customer_id = ""
        self._seen: dict[str, set[str]] = {}

    def instruction(self) -> str:
        """Return what to scan now."""
        if not self._seen:
            return "scan each garment, or the ticket of a whole order, over the counter."
        missing = sum(len(self._list(each).missing) for each in self._seen)
        state = f"{missing} still to be scanned." if missing else "all scanned."
        return f"{state} F9 goes on to payment and completion."

    def meanings(self, code: ScannedCode) -> list[CodeMeaning]:
        """Return what a code may be; of a garment's orders, those of the customer at hand."""
        found = super().meanings(code)
        return [each for each in found if self._is_theirs(each)] or found

    def reads_garments_for(self, meaning: CodeMeaning) -> bool:
        """What stays behind can be told only where all garments are known."""
        return True

    def take(self, scan: Scan, meaning: CodeMeaning) -> Scan:
        """Check a garment, or all of an order, off."""
        if is_collected(meaning):
            return wrong(scan, COLLECTED)
        if meaning.order is None:
            return wrong(scan, f"is of order {meaning.order_id}, of which nothing is known")
        if self._customer_id and not self._is_theirs(meaning):
            return wrong(scan, f"is of order {meaning.order_id}, another customer's")
        self._customer_id = meaning.order.customer_id
        self.shop.session.order_at_hand = meaning.order_id
        seen = self._seen.setdefault(meaning.order_id, set())
        barcodes = self._barcodes(meaning)
        is_new = not seen >= barcodes or not barcodes
        seen |= barcodes
        status = "" if meaning.order.status is OrderStatus.READY else status_of(meaning.order)
        what = joined(self._list(meaning.order_id).count, f"not Ready: {status}" if status else "")
        return done(scan, what) if is_new else noted(scan, f"already checked: {what}")

    def panel(self) -> Content | None:
        """Return how much of each order was scanned, and what stays here.

        There may be more than there is room for: what is at hand stands first.
        """
        if not self._seen:
            return None
        at_hand = self.shop.session.order_at_hand
        lines = [
            self._in_words(each) for each in sorted(self._seen, key=lambda id_: id_ != at_hand)
        ]
        if staying := ", ".join(self._staying()):
            lines.insert(1, Content(f"Ready too, and nothing of it was scanned: {staying}"))
        return Content("\n").join(lines)

    def next_step(self) -> str:
        """Return `hand out` once something was scanned."""
        return "hand out" if self._seen else ""

    async def go_on(self) -> None:
        """Go on to payment and completion; a garment that stays behind has to be said.

        Whether whole orders stay is asked there.
        """
        behind = [
            f"order {id_}: {missing_in_words(self._list(id_).missing)}" for id_ in self._behind()
        ]
        if behind and not await self.desk.confirm("Does this stay here?", "\n".join(behind)):
            return
        self.desk.go(OpenHandOut(self._customer_id, list(self._seen)))
        self.begin()

    def _due(self, order: Order) -> str:
        return "" if order.paid or order.is_on_invoice else total_of(order, self.wording)

    def _list(self, order_id: str) -> Checklist:
        return checklist(self.shop.garments_of(order_id), self._seen.get(order_id, set()))

    def _behind(self) -> list[str]:
        return [order_id for order_id in self._seen if self._list(order_id).missing]

    def _staying(self) -> Iterator[str]:
        """Yield the customer's other orders that could go along."""
        for order in self.shop.orders_of(self._customer_id):
            if order.status is OrderStatus.READY and order.id not in self._seen:
                yield f"order {order.id}"

    def _is_theirs(self, meaning: CodeMeaning) -> bool:
        return meaning.order is not None and meaning.order.customer_id == self._customer_id

    def _barcodes(self, meaning: CodeMeaning) -> set[str]:
        if meaning.kind is CodeKind.GARMENT:
            return {meaning.garments[0].garment.barcode}
        return {garment.barcode for garment in self.shop.garments_of(meaning.order_id)}

    def _in_words(self, order_id: str) -> Content:
        items, known = self._list(order_id), self.shop.order(order_id)
        paid = f"{paid_of(known.value)} {self._due(known.value)}" if known else ""
        missing = missing_in_words(items.missing)
        return Content.assemble(
            (f"Order {order_id}   {items.count}", "bold"), f"   {joined(paid, missing)}"
        )
