"""The scans in the list, and the row of each: looked up again only where what it shows changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from rich.text import Text

from ...scanner.labels.codes import CodeKind, ScannedCode
from ...shop.records import Change
from ...shop.scans.history import MOST_KEPT, Scan, ScanVerdict
from ...widgets.columns import Column
from ...widgets.table import TableRow

if TYPE_CHECKING:
    from ...shop.scans.resolving import CodeMeaning
    from ...shop.shop import Shop

MOST_SHOWN: Final = 50
"""Scans in the list; a table of more is slow to fill."""

COLUMNS: Final = (
    Column("Code", 13),
    Column("Whose", 12, share=2),
    Column("Order", 7, align="right"),
    Column("Place", 7),
    Column("What was done", 20, share=3),
)

SIGNS: Final = {
    ScanVerdict.DONE: "✓",
    ScanVerdict.NOTED: "·",
    ScanVerdict.ASKED: "…",
    ScanVerdict.WRONG: "✗",
}
"""Stand before what was done: colour alone tells nothing."""

_STYLES: Final = {
    ScanVerdict.DONE: "green",
    ScanVerdict.NOTED: "dim",
    ScanVerdict.ASKED: "yellow",
    ScanVerdict.WRONG: "bold red",
}


@dataclass(frozen=True, slots=True)
class _Shown:
    """A row, and the ids of what it shows."""

    row: TableRow
    order_id: str
    customer_id: str


class ScanList:
    """The last scans, the newest first."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._scans: dict[str, Scan] = {}
        self._shown: dict[str, _Shown] = {}

    def __iter__(self) -> Iterator[Scan]:
        """Go through the scans, the newest first."""
        return reversed(self._scans.values())

    @property
    def newest(self) -> Scan | None:
        """The last scan."""
        return next(reversed(self._scans.values()), None)

    def scan(self, key: str | None) -> Scan | None:
        """Return a scan by its key."""
        return self._scans.get(key or "")

    def put(self, scan: Scan) -> None:
        """Add a scan, or put it in its own place once it became another."""
        self._scans[scan.key] = scan
        self._shown.pop(scan.key, None)
        while len(self._scans) > MOST_KEPT:
            del self._scans[next(iter(self._scans))]

    def put_before(self, earlier: Iterable[Scan]) -> None:
        """Add what was scanned before this screen was opened, the oldest first."""
        since = self._scans
        self._scans = {}
        for scan in (*earlier, *since.values()):
            self.put(scan)

    def rows(self) -> list[TableRow]:
        """Return the rows to show."""
        newest = list(islice(self, MOST_SHOWN))
        self._shown = {
            scan.key: self._shown.get(scan.key) or self._look_up(scan) for scan in newest
        }
        return [each.row for each in self._shown.values()]

    def on_change(self, change: Change) -> None:
        """Take note of what changed: the rows that show it are looked up again."""
        stale = {
            key
            for key, shown in self._shown.items()
            if change.kind == "elsewhere"
            or (change.kind in ("order", "garments") and change.id in ("", shown.order_id))
            or (change.kind == "customer" and change.id in ("", shown.customer_id))
        }
        for key in stale:
            del self._shown[key]

    def meaning_of(self, scan: Scan) -> CodeMeaning | None:
        """Return what a scan stands for, as far as the mirror knows now."""
        if scan.kind is None:
            return None
        code = ScannedCode(scan.code, (scan.kind,), names=(scan.code,))
        found = self._shop.scans.meanings(code, (scan.kind,))
        return next(iter(found), None)

    def _look_up(self, scan: Scan) -> _Shown:
        meaning = self.meaning_of(scan)
        order = meaning.order if meaning else None
        customer = meaning.customer if meaning else None
        if scan.kind is CodeKind.GARMENT and meaning and meaning.garments:
            same = [each for each in meaning.garments if each.garment.order_id == scan.order_id]
            found = (same or meaning.garments)[0]
            order, customer, place = found.order, found.customer, found.garment.place
        else:
            place = order.rack if order else ""
        cells = (
            scan.code,
            customer.name if customer else "",
            scan.order_id,
            place,
            Text(f"{SIGNS[scan.verdict]} {scan.done}", style=_STYLES[scan.verdict]),
        )
        return _Shown(TableRow(scan.key, cells), scan.order_id, customer.id if customer else "")
