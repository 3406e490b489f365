"""Scanning: every label is answered from the mirror, at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from textual import on, work
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ..api.errors import CleanCloudError
from ..shop.records import FoundGarment
from ..shop.scans.codes import ScannedCode
from ..widgets.order_words import due_of, paid_of, status_of
from ..widgets.scan_field import ScanField
from ..widgets.table import Column, Row, Table
from ..widgets.wording import joined
from .base import Desk, ShopScreen
from .navigation import open_customer, open_order
from .order import edit_garment

MOST_KEPT: Final = 200
"""Scans that are remembered."""

MOST_SHOWN: Final = 50
"""Scans in the list; a table of more is slow to fill."""


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan: its code and the garments that it stands for, open orders first."""

    number: int
    code: str
    found: tuple[FoundGarment, ...]
    order_id: str = ""


class ScanScreen(ShopScreen):
    """Scan a garment's label: see garment, order and customer."""

    CSS_PATH = "scan.tcss"

    HELP = (
        "Scan a garment's label or an order's ticket. The newest scan stands on top; "
        "F6 opens its order, F7 its customer, F8 edits the garment."
    )

    BINDINGS = [
        Binding("f6", "order", "Order", id="order"),
        Binding("f7", "customer", "Customer", id="customer"),
        Binding("f8", "edit", "Edit garment", id="garment"),
        Binding("up", "move(-1)", "Newer", show=False),
        Binding("down", "move(1)", "Older", show=False),
    ]

    COLUMNS: Final = (
        Column("Code", 14),
        Column("Customer", 14, share=2),
        Column("Order", 7, align="right"),
        Column("Status", 15),
        Column("Place", 8),
        Column("Notes", 8, share=3),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._scans: list[Scan] = []
        self._count = 0
        self._has_news = False

    def body(self) -> Iterator[Widget]:
        """The field, the answer, the list of scans."""
        yield ScanField(id="scan")
        yield Static(id="answer", markup=False)
        table = Table(self.COLUMNS, id="scans")
        table.can_focus = False
        yield table

    def on_mount(self) -> None:
        """Listen for scans; nothing is asked of the API until one comes."""
        self.query_one(ScanField).focus()

    def show(self) -> None:
        """Show the scan under the cursor, and the list."""
        self.query_one(Table).fill(self._row(scan) for scan in self._scans[:MOST_SHOWN])
        self._show_answer()

    @on(ScanField.Scanned)
    def _typed(self, event: ScanField.Scanned) -> None:
        if code := self.desk.scans.patterns.read(event.code):
            self.take_scan(code)

    def take_scan(self, code: ScannedCode, elsewhere: bool = False) -> None:
        """Take a scan, made here or on another screen: it is looked up at once."""
        self._count += 1
        self._scans = [self._resolve(self._count, code.text), *self._scans][:MOST_KEPT]
        if not self._has_news:
            # Codes may come faster than a table can be filled: it is filled when the keys are in.
            self._has_news = True
            self.call_later(self._show_newest)

    def _show_newest(self) -> None:
        self._has_news = False
        self.show()
        self.query_one(Table).move_cursor(row=0, animate=False)
        newest = self._scans[0]
        if newest.found:
            self._confirm(newest)
        elif not newest.order_id and self.desk.scans.rings_for_wrong:
            self.app.bell()

    @on(Table.RowHighlighted)
    def _highlighted(self) -> None:
        self._show_answer()

    @work(group="confirm", exclusive=True, exit_on_error=False, description="refresh a garment")
    async def _confirm(self, scan: Scan) -> None:
        """Ask the API for the garment that was shown from the mirror, and show it again."""
        garment = scan.found[0].garment
        self.notice.waiting()
        try:
            await self.shop.refresh_garment(garment.order_id, garment.barcode)
        except CleanCloudError as error:
            self.notice.failed(str(error))
            return
        self.notice.arrived()
        self._scans = [
            self._resolve(each.number, each.code) if each.number == scan.number else each
            for each in self._scans
        ]
        self.show_again()

    def action_move(self, rows: int) -> None:
        """Move in the list of scans."""
        table = self.query_one(Table)
        table.move_cursor(row=table.cursor_row + rows, animate=False)

    def action_order(self) -> None:
        """Open the order of the scan under the cursor."""
        scan = self._current()
        if scan and (order_id := scan.order_id or (scan.found and scan.found[0].garment.order_id)):
            open_order(self.app, self.desk, str(order_id))

    def action_customer(self) -> None:
        """Open the customer of the scan under the cursor."""
        scan = self._current()
        if scan and scan.found and scan.found[0].customer:
            open_customer(self.app, self.desk, scan.found[0].customer.id)

    @work(group="edit", exclusive=True, exit_on_error=False, description="edit a garment")
    async def action_edit(self) -> None:
        """Edit the garment of the scan under the cursor."""
        scan = self._current()
        if scan and scan.found:
            await edit_garment(self, scan.found[0].garment)

    def on_shop_changed(self) -> None:
        """Look the scans up again, before all is shown again."""
        self._scans = [self._resolve(scan.number, scan.code) for scan in self._scans]

    def _resolve(self, number: int, code: str) -> Scan:
        found = tuple(self.shop.garments_with(code))
        ticket = "" if found or self.shop.order(code) is None else code
        return Scan(number, code, found, ticket)

    def _current(self) -> Scan | None:
        key = self.query_one(Table).key
        return next((scan for scan in self._scans if str(scan.number) == key), None)

    def _row(self, scan: Scan) -> Row:
        key = str(scan.number)
        if scan.found:
            first = scan.found[0]
            return Row(
                key,
                (
                    scan.code,
                    first.customer.name if first.customer else "",
                    first.garment.order_id,
                    status_of(first.order) if first.order else "",
                    first.garment.place,
                    first.garment.notes,
                ),
            )
        if scan.order_id and (known := self.shop.order(scan.order_id)):
            customer = self.shop.customer(known.value.customer_id)
            name = customer.value.name if customer else ""
            status = status_of(known.value)
            return Row(key, (scan.code, name, scan.order_id, status, known.value.rack, "ticket"))
        return Row(key, (scan.code, "UNKNOWN", "", "", "", ""))

    def _show_answer(self) -> None:
        scan = self._current() or (self._scans[0] if self._scans else None)
        answer = self.query_one("#answer", Static)
        answer.set_class(scan is not None and not scan.found and not scan.order_id, "-wrong")
        answer.update(self._answer(scan) if scan else Content("No scans yet."))

    def _answer(self, scan: Scan) -> Content:
        if scan.found:
            return Content("\n").join(self._garment(found) for found in scan.found[:3])
        if scan.order_id:
            return Content(f"Ticket of order {scan.order_id}. F6 opens it.")
        return Content.assemble(
            (f"{scan.code} is not known here.", "bold"),
            "\nNo garment or order of the mirror has this code. If the order is new, open it once "
            "(F2, then its number or customer) and scan again.",
        )

    def _garment(self, found: FoundGarment) -> Content:
        garment, order, customer = found.garment, found.order, found.customer
        return Content.assemble(
            (f"{garment.barcode}  {customer.name if customer else 'customer not known'}", "bold"),
            f"   {customer.phone}" if customer else "",
            "\n",
            joined(
                f"order {garment.order_id}",
                status_of(order) if order else "",
                f"due {due_of(order, self.wording)}" if order and order.is_open else "",
                paid_of(order) if order else "",
                f"place {garment.place}" if garment.place else "no place",
                garment.notes,
            ),
        )
