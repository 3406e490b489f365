"""Picking a day from a calendar that shows which are closed or full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from ...api.models.repeat_pickups import RepeatPickup
from ...shop.pickups.days import bare_days, with_schedules
from ...shop.pickups.troubles import Surroundings
from ...widgets.day_marks import DayMarks
from ...widgets.month_calendar import MonthCalendar
from ..dialogs.base import Dialog
from .marks import marks_of
from .preview import PickedCalendar, day_in_full

if TYPE_CHECKING:
    from ..base import ShopScreen

_NONE: Final = DayMarks()
_KEYS: Final = "Arrows, PageUp and PageDown move; Enter takes the day."


class DayDialog(Dialog[date]):
    """Answers the day that was picked, today or later.

    Args:
        question: What it is picked for.
        marks: What is on the days.
        today: The shop's calendar day.
        begin: On which day the cursor is at first.
    """

    def __init__(
        self, question: str, marks: Mapping[date, DayMarks], today: date, begin: date
    ) -> None:
        super().__init__(question)
        self._marks = marks
        self._today = today
        self._begin = max(begin, today)

    def body(self) -> Iterator[Widget]:
        """The calendar, and the day under its cursor in words."""
        yield PickedCalendar(id="days")
        yield Static(id="picked", markup=False)
        yield Static(_KEYS, classes="answers", markup=False)

    def on_mount(self) -> None:
        """Begin with the day that stands in the form."""
        calendar = self.query_one(MonthCalendar)
        calendar.cursor = self._begin
        calendar.show(self._marks, self._today)
        calendar.focus()
        self._tell(self._begin)

    @on(MonthCalendar.DayMoved)
    def _moved(self, event: MonthCalendar.DayMoved) -> None:
        self._tell(event.day)

    @on(MonthCalendar.DayChosen)
    def _chosen(self, event: MonthCalendar.DayChosen) -> None:
        if event.day < self._today:
            self.app.bell()
        else:
            self.dismiss(event.day)

    def _tell(self, day: date) -> None:
        if day < self._today:
            told = f"{day:%a} {day.day} {day:%b} {day.year} has gone"
        else:
            told = "; ".join((day_in_full(day, self._today), *self._known_of(day)))
        self.query_one("#picked", Static).update(told)

    def _known_of(self, day: date) -> Iterator[str]:
        marks = self._marks.get(day, _NONE)
        if marks.closed:
            yield "closed"
        if marks.nothing_left:
            yield "closed or full"
        if marks.pickup:
            yield "another schedule's pickup"
        if marks.order:
            yield "an order stands there"


async def chosen_day(
    screen: ShopScreen, question: str, pickup: RepeatPickup, around: Surroundings
) -> date | None:
    """Let the day of a schedule's next pickup be picked; None where none was.

    Args:
        screen: Asks.
        question: What it is picked for.
        pickup: The schedule: its own days are not shown.
        around: What it has to fit into.
    """
    others = [each for each in around.schedules if each.id != pickup.id]
    marks = marks_of(with_schedules(bare_days(around), others, around))
    begin = pickup.next_day or around.today
    return await screen.ask(DayDialog(question, marks, around.today, begin))
