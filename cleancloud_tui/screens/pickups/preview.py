"""What comes of the schedule in a form: its next days in words, and on a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...api.models.repeat_pickups import RepeatPickup
from ...shop.pickups.occurrences import Occurrence, occurrences
from ...shop.pickups.troubles import Surroundings, troubles
from ...values.cells import left
from ...widgets.month_calendar import MonthCalendar
from ...wording.pickups import schedule_in_words, trouble_at_in_words
from ...wording.values import Wording
from .marks import days_of, marks_of

SHOWN: Final = 12
"""How many of the days to come are told in words."""

_NO_DAY: Final = "The days stand here once the day of the first pickup is typed."


class Occurrences(Widget):
    """The next days of a schedule, a line each, as many as there is room for."""

    def __init__(self) -> None:
        super().__init__(id="occurrences")
        self._lines: Sequence[str] = ()

    def show(self, lines: Sequence[str]) -> None:
        """Show these lines."""
        if lines != self._lines:
            self._lines = lines
            self.refresh()

    def render(self) -> Content:
        """Say how many there is no room for."""
        lines, room = self._lines, self.size.height
        if len(lines) > room > 0:
            lines = (*lines[: room - 1], f"and {len(lines) - room + 1} more")
        return Content("\n".join(lines))


class Preview(Vertical):
    """Follows the form: `show` is called with each key.

    Args:
        wording: How the shop writes its days.
    """

    def __init__(self, wording: Wording) -> None:
        super().__init__(id="preview")
        self._wording = wording
        self._around = Surroundings(wording.today)
        self._days = days_of(self._around)

    def compose(self) -> ComposeResult:
        """What it is in words; its days, beside them the calendar."""
        yield Static(id="schedule", markup=False)
        with Horizontal(id="dates"):
            yield Occurrences()
            yield MonthCalendar(id="calendar")

    def fit_into(self, around: Surroundings) -> None:
        """Take what the schedule has to fit into: the others, orders, closed days."""
        if around != self._around:
            self._around, self._days = around, days_of(around)

    def show(self, pickup: RepeatPickup) -> None:
        """Show what comes of a schedule."""
        around, today = self._around, self._around.today
        coming = tuple(islice(occurrences(pickup, today), SHOWN + 1))
        self.query_one("#schedule", Static).update(self._sentences(pickup, coming))
        lines = tuple(self._lines(pickup, coming[:SHOWN])) if coming else (_NO_DAY,)
        self.query_one(Occurrences).show(lines)
        calendar = self.query_one(MonthCalendar)
        others = [each for each in around.schedules if each.id != pickup.id]
        calendar.show(marks_of(self._days, [pickup, *others], around), today)
        if coming and not calendar.has_focus:
            calendar.cursor = coming[0].pickup

    def _sentences(self, pickup: RepeatPickup, coming: Sequence[Occurrence]) -> str:
        said = schedule_in_words(pickup, self._wording)
        said = f"{said[:1].upper()}{said[1:]}."
        if not coming:
            return said
        return f"{day_in_full(coming[0].pickup, self._around.today)}: {said}"

    def _lines(self, pickup: RepeatPickup, coming: Sequence[Occurrence]) -> Iterator[str]:
        day = self._wording.day
        pickups = [day(each.pickup) for each in coming]
        deliveries = [day(each.delivery) if each.delivery else "" for each in coming]
        widest = [max(map(len, ("Pickup", *pickups))), max(map(len, ("", *deliveries)))]
        last = max(2, len(str(coming[-1].number)))
        for each, picked_up, delivered in zip(coming, pickups, deliveries, strict=True):
            wrong = ", ".join(
                dict.fromkeys(
                    trouble_at_in_words(trouble)
                    for trouble in troubles(pickup, each, self._around)
                )
            )
            ends = " (the last)" if each.number == pickup.duration else ""
            line = f"{each.number:>{last}} {left(picked_up, widest[0])}"
            line += f" → {left(delivered, widest[1])}" if delivered else ""
            yield f"{line}{ends}{f' ! {wrong}' if wrong else ''}"


def day_in_full(day: date, today: date) -> str:
    """Say a day as people do: `Tue 8 Dec 2026, in 10 days`."""
    ahead = (day - today).days
    near = {0: "today", 1: "tomorrow"}.get(ahead, f"in {ahead} days")
    return f"{day:%a} {day.day} {day:%b} {day.year}, {near}"
