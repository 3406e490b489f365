"""Look up: what was scanned, whose it is, where it belongs. Nothing is changed."""

from __future__ import annotations

from ....scanner.labels.codes import CodeKind, ScannedCode
from ....shop.scans.history import Scan
from ....shop.scans.resolving import CodeMeaning
from ....wording.orders import status_of
from ....wording.values import counted
from .mode import COLLECTED, Mode, done, is_collected


class LookUpMode(Mode):
    """Shows what was scanned."""

    name = "look up"
    key = "ctrl+l"
    kinds = (CodeKind.GARMENT, CodeKind.TICKET, CodeKind.CUSTOMER, CodeKind.PLACE)
    changes = False

    def instruction(self) -> str:
        """Return what to scan now."""
        return "scan anything: it is shown, nothing is changed. F8 edits a garment."

    def meanings(self, code: ScannedCode) -> list[CodeMeaning]:
        """Return what a code is: of a garment, all of its orders are shown together."""
        return self.shop.scans.meanings(code, self.kinds)

    def take(self, scan: Scan, meaning: CodeMeaning) -> Scan:
        """Tell what it is, in a word or two."""
        match meaning.kind:
            case CodeKind.GARMENT:
                self.desk.refresh(meaning.garments[0].garment)
            case CodeKind.TICKET:
                self.shop.session.order_at_hand = meaning.order_id
            case CodeKind.PLACE:
                here = len(self.shop.scans.garments_at(meaning.text))
                return done(scan, f"place, {counted(here, 'garment')} here")
            case CodeKind.CUSTOMER:
                return done(scan, "customer")
        if is_collected(meaning):
            return done(scan, COLLECTED)
        return done(scan, status_of(meaning.order) if meaning.order else meaning.kind.value)
