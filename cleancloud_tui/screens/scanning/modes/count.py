"""Count: everything on the racks is scanned, and compared with the orders that are Ready."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from ....scanner.labels.codes import CodeKind
from ....shop.exports.csv_forms import Cell
from ....shop.scans.counting import HEADINGS, Count, Counted, CountLine, CountReport, CountResult
from ....shop.scans.history import Scan
from ....shop.scans.resolving import CodeMeaning
from ....widgets.table import TableRow
from ....wording.orders import status_of
from ....wording.values import counted
from ...dialogs.choose import ChooseDialog
from ..words import customer_of_order
from .mode import COLLECTED, Mode, done, is_collected, noted, wrong


class CountRacks(Mode):
    """Counts labels and tickets.

    What nobody knows is counted, too, and not asked for: it may be many.
    """

    name = "count"
    key = "ctrl+n"
    finds = False

    def begin(self) -> None:
        """Know of no count yet."""
        self._begun_at: datetime | None = None
        self._counted: set[Counted] = set()
        self._report: CountReport | None = None

    async def enter(self) -> None:
        """Go on with the count that is under way, whoever began it; else show the last report."""
        count = await self.shop.scans.counts.under_way()
        if count is not None:
            self._begun_at = count.begun_at
            self._counted |= count.counted
        elif not self._counted:
            self._report = await self.shop.scans.counts.last_report()

    def instruction(self) -> str:
        """Return what to scan now."""
        if not self._counted:
            return "scan every label and ticket on the racks; the first scan begins a new count."
        return f"{len(self._counted)} counted. F9 compares with what is Ready."

    def take(self, scan: Scan, meaning: CodeMeaning) -> Scan:
        """Count a garment or a ticket."""
        is_garment = meaning.kind is CodeKind.GARMENT
        barcode = meaning.garments[0].garment.barcode if is_garment else ""
        if not self._add(Counted(meaning.order_id, barcode)):
            return noted(scan, "counted before")
        if is_collected(meaning):
            return wrong(scan, f"{COLLECTED}, and still here")
        if meaning.order is not None and meaning.order.status is not None:
            return done(scan, f"counted: {status_of(meaning.order)}")
        return done(scan, "counted")

    def take_unknown(self, scan: Scan, why: str) -> Scan:
        """Count what nobody knows, too."""
        self._add(Counted("", scan.code))
        return wrong(scan, f"{why}; counted as unexpected")

    def panel(self) -> Content | None:
        """Return how far the count is, or what the last one found."""
        report = self._report
        if report is None:
            begun = f", since {self.wording.moment(self._begun_at)}" if self._begun_at else ""
            return Content.assemble(
                (f"{len(self._counted)} counted{begun}", "bold"), "\n", self.instruction()
            )
        ended = f"ended {self.wording.moment(report.ended_at)}" if report.ended_at else "so far"
        return Content.assemble(
            (
                f"{report.of(CountResult.MISSING)} missing, "
                f"{report.of(CountResult.UNEXPECTED)} unexpected, {ended}",
                "bold",
            ),
            f"\n{report.counted} counted, {counted(report.ready, 'order')} Ready."
            " Ctrl+S saves it as CSV.",
        )

    def rows(self) -> Sequence[TableRow] | None:
        """Return what does not fit, where that was asked for."""
        if self._report is None:
            return None
        return [self._row(number, line) for number, line in enumerate(self._report.lines)]

    def order_at(self, key: str | None) -> str | None:
        """Return the order of one of the report's lines."""
        if self._report is None:
            return None
        lines = enumerate(self._report.lines)
        return next((line.order_id for number, line in lines if _key(number) == key), "")

    def table(self) -> tuple[str, list[Sequence[Cell]]] | None:
        """Return the report's lines."""
        if self._report is None:
            return None
        return "count", [HEADINGS, *(line.cells() for line in self._report.lines)]

    def next_step(self) -> str:
        """Return `compare` once something was counted."""
        return "compare" if self._counted else ""

    async def go_on(self) -> None:
        """Compare with what is Ready, and end the count where that is wanted."""
        count = await self.shop.scans.counts.under_way()
        if count is None:  # another terminal ended it
            self.begin()
            await self.enter()
            return
        self._report = self.shop.scans.report(count)
        self.desk.show_again()
        await self._ask_to_end(count, self._report)

    async def _ask_to_end(self, count: Count, report: CountReport) -> None:
        missing, unexpected = report.of(CountResult.MISSING), report.of(CountResult.UNEXPECTED)
        choice = await self.desk.ask(
            ChooseDialog(
                f"{missing} missing, {unexpected} unexpected. Is the count at its end?",
                {"on": "No, go on counting", "end": "Yes, end it and keep this report"},
            )
        )
        told = "What was counted is compared, and the next count begins anew."
        if choice == "end" and await self.desk.confirm("End the count?", told):
            self._report = await self.shop.scans.end(count)
            self._counted, self._begun_at = set(), None

    def _add(self, thing: Counted) -> bool:
        """Count something; False where it was counted before."""
        self._report = None
        if thing in self._counted:
            return False
        self._counted.add(thing)
        self._begun_at = self._begun_at or self.wording.now()
        self.desk.count(thing)
        return True

    def _row(self, number: int, line: CountLine) -> TableRow:
        what = line.barcode or ("ticket" if line.finding is CountResult.UNEXPECTED else "all of it")
        customer = customer_of_order(self.shop, line.order_id)
        name = customer.name if customer else ""
        finding = f"{line.finding.value.upper()} {line.remark}"
        return TableRow(_key(number), (what, name, line.order_id, line.place, finding))


def _key(number: int) -> str:
    return f"line-{number}"
