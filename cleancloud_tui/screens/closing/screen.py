"""The closing sheets that were kept, by day; those that were corrected are told."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from ...api.errors import CleanCloudError
from ...api.rights import Right
from ...shop.closing.sheet import Sheet
from ...values.days import past_day_typed
from ...widgets.columns import Column
from ...widgets.refused import needs
from ...widgets.table import Table, TableRow
from ...wording.values import UNKNOWN, counted, joined
from ..base import ShopScreen
from ..desk import Desk
from ..dialogs.edit_line import EditLineDialog
from .form import ClosingForm
from .paper import ClosingPaper
from .words import day_said, short_difference

_LOOK_SECONDS: Final = 1.0
"""How often is looked for sheets of other programs."""

_SUCH: Final = "such as yesterday, tue, -2, 12 nov"


class ClosingScreen(ShopScreen):
    """Lists the days whose till was closed."""

    NEEDS = Right.SEE_FIGURES

    CSS_PATH = "screen.tcss"

    HELP = (
        "Enter shows a day's sheet with what was corrected, and prints it. Where this session may "
        "close the till, N counts that of today and D that of another day; where the day has a "
        "sheet, another one corrects it, and both are kept. Nothing of it goes to CleanCloud."
    )

    BINDINGS = [
        Binding("n", "close_today", "Close today", id="close_today"),
        Binding("d", "close_day", "Another day", id="close_day"),
    ]

    COLUMNS: Final = (
        Column("Day", 15, share=1, is_whole=True),
        Column("Counted", 10, align="right"),
        Column("Expected", 10, align="right"),
        Column("Difference", 10, align="right"),
        Column("By", 8, share=1),
        Column("Corrected", 10, share=1),
        Column("Kept", 15, wide_only=True, cut="words"),
        Column("Note", 10, share=3, wide_only=True),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._days: dict[date, list[Sheet]] = {}
        self._last = 0

    def body(self) -> Iterator[Widget]:
        """What is listed; the days."""
        yield Static(id="kept", classes="heading", markup=False)
        yield Table(self.COLUMNS, id="sheets")

    def on_mount(self) -> None:
        """Put the cursor into the days, and look for what others keep."""
        self.query_one(Table).focus()
        self.set_interval(_LOOK_SECONDS, self.look)

    def is_fresh(self) -> bool:
        """Return True: nothing of it is CleanCloud's."""
        return True

    def show(self) -> None:
        """List what was kept."""
        self._read()

    @work(group="look", exclusive=True, exit_on_error=False, description="look for sheets")
    async def look(self) -> None:
        """List anew where another program of the computer has kept a sheet."""
        with contextlib.suppress(CleanCloudError):  # reading them says what is wrong
            if await self.shop.closing.last_number() != self._last:
                self._read()

    @work(group="closing", exclusive=True, exit_on_error=False, description="read the sheets")
    async def _read(self) -> None:
        try:
            sheets = await self.shop.closing.all()
            self._last = await self.shop.closing.last_number()
        except CleanCloudError as error:
            self.notice.failed(error, "sheets")
            return
        self.notice.ended("sheets")
        groups = itertools.groupby(sheets, key=lambda each: each.day)
        self._days = {day: list(each) for day, each in groups}
        self.query_one(Table).fill(self._row(each) for each in self._days.values())
        self.query_one("#kept", Static).update(self._heading())

    def _heading(self) -> str:
        if not self._days:
            begins = "N counts the till of today." if self.desk.rights.may(Right.CLOSE) else ""
            return f"Closing sheets: none was kept yet. {begins}".rstrip()
        closed = "" if self.wording.today in self._days else "today is not closed yet"
        return joined(f"Closing sheets: {counted(len(self._days), 'day')}", closed)

    def _row(self, sheets: Sequence[Sheet]) -> TableRow:
        sheet, money = sheets[0], self.wording.money
        times = len(sheets) - 1
        return TableRow(
            sheet.day.isoformat(),
            (
                day_said(sheet.day),
                money(sheet.counted),
                money(sheet.expected),
                short_difference(sheet, self.wording),
                sheet.staff or sheet.user or UNKNOWN,
                counted(times, "time") if times else "",
                self.wording.moment(sheet.at),
                sheet.note,
            ),
        )

    @on(Table.RowSelected)
    def _selected(self, event: Table.RowSelected) -> None:
        self._open(date.fromisoformat(event.key))

    @work(group="open", exclusive=True, exit_on_error=False, description="open the paper")
    async def _open(self, day: date) -> None:
        try:
            sheets = await self.shop.closing.of_day(day)  # one may have come this very second
        except CleanCloudError as error:
            self.notice.failed(error)
            return
        if sheets:
            self.app.push_screen(ClosingPaper(self.desk, sheets))

    @needs(Right.CLOSE)
    def action_close_today(self) -> None:
        """Count the till of today."""
        self._close(self.wording.today)

    @needs(Right.CLOSE)
    def action_close_day(self) -> None:
        """Ask which day's till is counted."""
        question, hint = "The till of which day?", f"{_SUCH}."
        dialog = EditLineDialog(question, "yesterday", hint, is_replaced=True)
        self.app.push_screen(dialog, self._close_typed)

    def _close_typed(self, typed: str | None) -> None:
        if not typed:
            return
        day = past_day_typed(typed, self.wording.today)
        if day is None:
            self.notice.failed(f"“{typed}” is no day up to today; type one {_SUCH}.")
        else:
            self._close(day)

    @work(group="close", exclusive=True, exit_on_error=False, description="open the sheet")
    async def _close(self, day: date) -> None:
        try:
            kept = await self.shop.closing.of_day(day)
            before = await self.shop.closing.last_before(day)
        except CleanCloudError as error:
            self.notice.failed(error)
            return
        usual = Sheet(day, float=before.float) if before else Sheet(day)
        self.app.push_screen(ClosingForm(self.desk, day, kept, kept[0] if kept else usual))
