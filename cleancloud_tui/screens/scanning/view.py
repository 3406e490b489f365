"""What the scan screen shows, and when: the answer to a scan at once, the list a little later."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...shop.scans.history import Scan
from ...widgets.scan_field import ScanField
from ...widgets.table import Table
from ..base import Desk
from .answer import alarm_in_words, answer_in_words, mode_in_words, modes_in_words
from .scan_list import COLUMNS, ScanList
from .words import customer_of_order
from .workers import ScanWorkers

if TYPE_CHECKING:
    from ...api.models.customers import Customer
    from .mode import Mode

LIST_SECONDS: Final = 0.2
"""How long scans are gathered before the list shows them: the answer to each is shown at once."""


class ScanView(ScanWorkers):
    """Modes, field, answer and list.

    Attributes:
        scans: The last scans.
        modes: What scans can do, by their keys.
        mode: What they do now.
        alarm: A wrong scan that nobody has taken note of yet.
        since_alarm: How many scans came in since and were not acted on.
        on_their_way: How many changes have no answer yet.
    """

    modes: Mapping[str, Mode]
    mode: Mode

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.scans = ScanList(desk.shop)
        self.alarm: Scan | None = None
        self.since_alarm = 0
        self.on_their_way = 0
        self._chosen: str | None = None
        self._told: dict[str, Content] = {}
        self._has_news = self._fills_list = False

    def body(self) -> Iterator[Widget]:
        """The modes, the one that holds, the field, the answer, the list of scans."""
        yield Static(id="modes", markup=False)
        yield Static(id="mode", markup=False)
        yield ScanField(id="scan")
        yield Static(id="answer", markup=False)
        table = Table(COLUMNS, id="scans")
        table.can_focus = False
        yield table

    def show(self) -> None:
        """Show the answer and the list."""
        self._show_answer()
        rows = self.mode.rows()
        self.query_one(Table).fill(self.scans.rows() if rows is None else rows)

    def show_soon(self) -> None:
        """Show the answer when the keys that are in were taken, and the list a little later."""
        if not self._has_news:
            self._has_news = True
            self.call_later(self.show_newest)

    def choose_newest(self) -> None:
        """Show the newest scan, whichever was looked at."""
        self._chosen = None

    def show_newest(self) -> None:
        """Show what came last: the answer at once, the list soon after."""
        self._has_news = False
        if not self.is_mounted:
            return
        self._show_answer()
        if not self._fills_list:
            self._fills_list = True
            self._fill_list()

    @work(group="list", exit_on_error=False, description="show the scans")
    async def _fill_list(self) -> None:
        await asyncio.sleep(LIST_SECONDS)
        self._fills_list = False
        self.show()
        if self._chosen is None:
            self.query_one(Table).move_cursor(row=0)
        self.refresh_bindings()

    def show_all(self) -> None:
        """Show everything, the keys that work now included."""
        self.show_again()
        self.refresh_bindings()

    @property
    def current(self) -> Scan | None:
        """The wrong scan that stands; else the one chosen in the list, the newest at first."""
        if self.alarm is not None:
            return self.scans.scan(self.alarm.key) or self.alarm
        return self.scans.scan(self._chosen) or self.scans.newest

    @property
    def order_id(self) -> str:
        """The order of the scan, or of what the mode shows in its place; empty for none."""
        at_cursor = self.mode.order_at(self._chosen)
        of_scan = self.current.order_id if self.current else ""
        return of_scan if at_cursor is None else at_cursor

    @property
    def is_on_scan(self) -> bool:
        """Whether it is a scan that is looked at, and no line of the mode's."""
        return self.current is not None and self.mode.order_at(self._chosen) is None

    @property
    def customer(self) -> Customer | None:
        """Whose that is, as far as that is known."""
        if not self.is_on_scan:
            return customer_of_order(self.shop, self.order_id)
        meaning = self.scans.meaning_of(self.current) if self.current else None
        return meaning.customer if meaning else None

    @on(Table.RowHighlighted)
    def _highlighted(self) -> None:
        if not self._fills_list:  # else the cursor is still on the scan before
            self._chosen = self.query_one(Table).key
            self._show_answer()
            self.refresh_bindings()

    def _show_answer(self) -> None:
        self.set_class(self.alarm is not None, "-wrong")
        self._tell("#modes", modes_in_words(self.modes.values(), self.mode))
        self._tell("#mode", mode_in_words(self.mode, self.on_their_way))
        if self.alarm is None:
            self._tell("#answer", answer_in_words(self, self.current))
        else:
            wrong_one = self.scans.scan(self.alarm.key) or self.alarm
            self._tell("#answer", alarm_in_words(self.shop, wrong_one, self.since_alarm))

    def _tell(self, part: str, content: Content) -> None:
        """Put words into a part of the screen.

        Its size does not depend on them: laying the screen out anew would double the time from a
        scan to its answer.
        """
        if self._told.get(part) != content:
            self._told[part] = content
            self.query_one(part, Static).update(content, layout=False)
