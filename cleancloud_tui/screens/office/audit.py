"""The audit trail: who changed what from this computer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Static

from ...api.errors import CleanCloudError
from ...api.rights import Right
from ...api.value_words import subject_in_words
from ...shop.records import Change
from ...widgets.columns import Column
from ...widgets.refused import needs
from ...widgets.table import Table, TableRow
from ...wording.values import counted
from ..base import ShopScreen
from ..desk import Desk
from ..destinations import OpenSubject
from ..files import write_csv
from .audit_line import AuditLineDialog

if TYPE_CHECKING:
    from ...shop.writes.audit import AuditLine

MOST_SHOWN: Final = 100
"""Lines in the list; another word, or a shorter window, narrows them."""

WEEK: Final = 7


class AuditScreen(ShopScreen):
    """Every change made from this computer, the newest first."""

    CSS_PATH = "audit.tcss"

    HELP = (
        "Type words that are to stand in a line: of what was done, an order's or customer's "
        "number, the staff, a field, the result. Down and Up move, Enter shows all of a line. "
        "Names, addresses and notes are never shown here, only that they were changed."
    )

    BINDINGS = [
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("pagedown", "move(10)", "Page down", show=False),
        Binding("pageup", "move(-10)", "Page up", show=False),
        Binding("f6", "window(-1)", "Earlier", id="before"),
        Binding("f7", "window(1)", "Later", id="after"),
        Binding("f8", "length", "Day/week", id="length"),
        Binding("ctrl+n", "today", "Today", id="today", show=False),
        Binding("ctrl+s,f10", "export", "CSV", id="save", key_display="^S"),
    ]

    COLUMNS: Final = (
        Column("When", 12, cut="words"),
        Column("Who", 8, share=1),
        Column("What", 17, share=1),
        Column("About", 14),
        Column("Result", 9),
        Column("Changes", 10, share=6, wide_only=True),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._last = desk.wording.today
        self._days = 1
        self._lines: Sequence[AuditLine] | None = None
        self._is_stale = False

    def body(self) -> Iterator[Widget]:
        """The window, the field, the list."""
        yield Static(id="audit-window", classes="heading", markup=False)
        yield Input(placeholder="Order, customer, staff, field, result", id="audit-query")
        yield Static(id="audit-found", markup=False)
        table = Table(self.COLUMNS, id="lines")
        table.can_focus = False
        yield table
        yield Static(id="audit-line", markup=False)

    def is_fresh(self) -> bool:
        """Return True: there is nothing to ask of CleanCloud."""
        return True

    def on_mount(self) -> None:
        """Hear what the journal gets from now on."""
        self._unsubscribe = self.shop.subscribe(self._on_change)

    def on_unmount(self) -> None:
        """Hear no more."""
        self._unsubscribe()

    def on_screen_resume(self) -> None:
        """Read the journal."""
        self.load()

    def on_shop_changed(self) -> None:
        """Read the journal again where it changed."""
        if self._is_stale:
            self.load()

    def action_refresh(self) -> None:
        """Read the journal again."""
        self.load()

    @work(group="audit", exclusive=True, exit_on_error=False, description="read the journal")
    async def load(self) -> None:
        """Read the window from the journal."""
        self._is_stale = False
        try:
            zone = self.wording.time_zone
            self._lines = await self.shop.audit.lines(self._first, self._last, zone)
        except CleanCloudError as error:
            self.notice.failed(str(error))
            return
        self.show()

    def show(self) -> None:
        """Show the lines in which the words of the field stand."""
        self.query_one("#audit-window", Static).update(self._window_in_words())
        if self._lines is None:
            self.query_one("#audit-found", Static).update("Reading the journal.")
            return
        found = self._found()
        self.query_one(Table).fill(self._row(line) for line in found[:MOST_SHOWN])
        self.query_one("#audit-found", Static).update(self._heading(len(self._lines), len(found)))
        self._tell_changes()

    @on(Input.Changed, "#audit-query")
    def _typed(self) -> None:
        self.show()

    @on(Table.RowHighlighted)
    def _tell_changes(self) -> None:
        """Tell under the list what the line under the cursor changed."""
        line = self._current()
        changes = "; ".join(map(str, line.changes)) if line else ""
        self.query_one("#audit-line", Static).update(changes)

    @on(Input.Submitted, "#audit-query")
    @on(Table.RowSelected)
    def _selected(self) -> None:
        self.tell_line()

    @work(group="edit", exclusive=True, exit_on_error=False, description="show a line")
    async def tell_line(self) -> None:
        """Show all of the line under the cursor; open what it is about where that is wanted."""
        line = self._current()
        if line and (subject := await self.ask(AuditLineDialog(line, self.wording))):
            self.go(OpenSubject(subject))

    def action_move(self, rows: int) -> None:
        """Move in the list while the field keeps the focus."""
        table = self.query_one(Table)
        table.move_cursor(row=table.cursor_row + rows)

    def action_window(self, windows: int) -> None:
        """Move by the window's length, never past today."""
        self._go_to(self._last + timedelta(days=windows * self._days))

    def action_length(self) -> None:
        """Show a week instead of a day, or a day instead of a week."""
        self._days = 1 if self._days == WEEK else WEEK
        self._go_to(self._last)

    def action_today(self) -> None:
        """Go back to today."""
        self._go_to(self.wording.today)

    @needs(Right.EXPORT)
    @work(group="save", exclusive=True, exit_on_error=False, description="write the CSV file")
    async def action_export(self) -> None:
        """Write what is found to a file, as CSV."""
        if not (found := self._found()):
            self.notice.failed("There is nothing to write.")
            return
        from ...shop.writes.audit import HEADINGS

        await write_csv(
            self,
            counted(len(found), "change"),
            f"audit-{self._first}-to-{self._last}.csv",
            [HEADINGS, *(line.cells() for line in found)],
            "It holds what stands here, so no customer's name.",
        )

    @property
    def _first(self) -> date:
        return self._last - timedelta(days=self._days - 1)

    def _on_change(self, change: Change) -> None:
        self._is_stale = self._is_stale or change.kind in ("journal", "elsewhere")

    def _go_to(self, last: date) -> None:
        self._last = min(last, self.wording.today)
        self._lines = None
        self.load()

    def _found(self) -> list[AuditLine]:
        words = self.query_one("#audit-query", Input).value.casefold().split()
        return [line for line in self._lines or () if line.holds(words)]

    def _current(self) -> AuditLine | None:
        key = self.query_one(Table).key
        return next((line for line in self._lines or () if str(line.entry_id) == key), None)

    def _window_in_words(self) -> str:
        last = f"{self._last:%A} {self._last.day} {self._last:%B %Y}"
        if self._days == 1:
            return f"Changes of {last}" + (", today" if self._last == self.wording.today else "")
        return f"Changes of {self._first:%A} {self._first.day} {self._first:%B} to {last}"

    @staticmethod
    def _heading(lines: int, found: int) -> str:
        if not lines:
            return "Nothing was changed from this computer in this time."
        if not found:
            return f"Nothing matches, of {counted(lines, 'change')}"
        listed = f", the newest {MOST_SHOWN} are listed" if found > MOST_SHOWN else ""
        return f"{found:,} of {counted(lines, 'change')}{listed}"

    def _row(self, line: AuditLine) -> TableRow:
        cells = (
            f"{line.when:%H:%M:%S}" if self._days == 1 else _day_and_time(line.when),
            line.who,
            line.title,
            subject_in_words(line.made or line.subject),
            line.result.partition(" into")[0],
            "; ".join(map(str, line.changes)),
        )
        return TableRow(str(line.entry_id), cells)


def _day_and_time(moment: datetime) -> str:
    return f"{moment:%a} {moment.day} {moment:%H:%M}"
