"""What is seen of a holiday: a list, and all of what is under its cursor beside or below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Static

from ...shop.holidays.holiday import Holiday
from ...shop.holidays.kept import KeptHoliday
from ...shop.holidays.offers import Offer
from ...widgets.month_calendar import MonthCalendar
from ...widgets.table import Table
from ...wording.journal import error_in_words
from ...wording.pickups import rhythm_in_words
from ...wording.schedules.holidays import case_in_words, known_in_words, last_in_words
from ...wording.values import Wording, counted
from .calendar import marks_of
from .rows import COLUMNS, OFFERED, REPORTED, cases, key_of_row, offered, reported

_GOES_ON = (
    "What is to be sent goes by itself, also after the program was closed; without a connection it "
    "waits. Each schedule is read once more right before, and left as it is where somebody else "
    "has changed it. That, and what is refused, stands under Ctrl+R."
)


class HolidayBoard(Container):
    """Lists the closed days on offer, the schedules that come on some, or their changes.

    Args:
        holiday: What is chosen.
        kept: What became of it.
        wording: Says days.
        name_of: Tells a customer's name.
    """

    def __init__(
        self,
        holiday: Holiday,
        kept: KeptHoliday,
        wording: Wording,
        name_of: Callable[[str], str],
    ) -> None:
        super().__init__()
        self._holiday = holiday
        self._kept = kept
        self._wording = wording
        self._name_of = name_of

    def compose(self) -> ComposeResult:
        """The three lists, of which one is seen, and what is told about a row."""
        with Vertical(id="pick"):
            yield Table(OFFERED, id="offers")
            yield MonthCalendar(id="calendar")
        yield Table(COLUMNS, id="cases")
        yield Table(REPORTED, id="report")
        with VerticalScroll(id="about-pane", can_focus=False):
            yield Static(id="about", markup=False)

    @property
    def table(self) -> Table:
        """The list that is seen."""
        if self._kept.is_sent:
            return self.query_one("#report", Table)
        return self.query_one("#cases" if self._holiday.span else "#offers", Table)

    def show(self, offers: Sequence[Offer]) -> None:
        """Fill the list that is seen now."""
        seen = self.table
        for table in self.query(Table):
            table.display = table is seen
        self.query_one("#pick").display = seen.id == "offers"
        match seen.id:
            case "report":
                seen.fill(reported(self._kept.entries, self._holiday, self._name_of, self._wording))
            case "cases":
                seen.fill(cases(self._holiday, self._name_of, self._wording))
            case _:
                self._show_days(seen, offers)
        self.tell()

    def _show_days(self, table: Table, offers: Sequence[Offer]) -> None:
        table.fill(offered(offers, self._wording))
        table.display = bool(offers)
        holiday, today = self._holiday, self._wording.today
        marks = marks_of(holiday.pickups, holiday.closed_days(), offers, today)
        self.query_one(MonthCalendar).show(marks, today)

    @on(MonthCalendar.DayMoved)
    @on(Table.RowHighlighted)
    def tell(self) -> None:
        """Tell of what the cursor is on."""
        self.query_one("#about", Static).update("\n".join(self._about()))

    def _about(self) -> Iterator[str]:
        key = key_of_row(self.table.key)
        if self._kept.is_sent:
            entry, pickup = self._kept.entries.get(key), self._holiday.schedule(key)
            rhythm = rhythm_in_words(pickup, self._wording) if pickup else "a schedule that ended"
            yield f"{self._name_of(key[0])}: {rhythm}"
            if entry and entry.error:
                yield error_in_words(entry.error)
            sent_at = self._kept.sent_at
            sent = f"Sent {self._wording.moment(sent_at)}." if sent_at else ""
            yield sent if self._kept.is_over else f"{sent} {_GOES_ON}".strip()
        elif case := self._holiday.cases.get(key):
            plan, name = self._holiday.plan(key), self._name_of(key[0])
            yield from case_in_words(case, plan, name, self._wording)
        elif self._holiday.span:
            yield known_in_words(self._holiday.known, self._wording)
            yield "Nothing that is known comes on these days."
        else:
            yield known_in_words(self._holiday.known, self._wording)
            calendar = self.query_one(MonthCalendar)
            if calendar.has_focus:
                come = counted(self._holiday.coming_on(calendar.cursor), "schedule")
                yield f"{self._wording.day(calendar.cursor)}: {come}. Enter takes the day."
            yield "Type the days above, or go by Tab to a closed day or into the calendar."
            if self._kept.last:
                yield last_in_words(self._kept.last, self._wording)
