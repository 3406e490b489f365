"""What comes of the schedule in a form: its next days in words, and on a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...api.models.repeat_pickups import RepeatPickup
from ...shop.pickups.days import bare_days, with_schedules
from ...shop.pickups.occurrences import Occurrence, occurrences
from ...shop.pickups.troubles import Surroundings, all_troubles, times_over
from ...values.cells import cut, left
from ...values.days import day_text
from ...widgets.month_calendar import MonthCalendar
from ...wording.pickups import schedule_in_words, trouble_at_in_words
from ...wording.schedules.coming import is_last, none_comes_in_words, number_in_words
from ...wording.values import Wording
from .marks import marks_of

SHOWN: Final = 12
"""How many of the days to come are told in words."""


class PickedCalendar(MonthCalendar):
    """The calendar, on which Enter takes a day for what is typed."""

    BINDINGS = [Binding("enter", "choose", "Take the day", id="open")]


class Occurrences(Widget):
    """The next days of a schedule, a line each, as many as there is room for."""

    def __init__(self) -> None:
        super().__init__(id="occurrences")
        self._head, self._lines = "", tuple[str, ...]()

    def show(self, head: str, lines: Sequence[str]) -> None:
        """Show these lines, under a heading where there is room for it."""
        if (head, (*lines,)) != (self._head, self._lines):
            self._head, self._lines = head, (*lines,)
            self.refresh()

    def render(self) -> Content:
        """Say how many there is no room for."""
        lines, room = self._lines, self.size.height
        if len(lines) > room > 0:
            lines = (*lines[: room - 1], f"and {len(lines) - room + 1} more")
        elif len(lines) < room and self._head:
            lines = (self._head, *lines)
        return Content("\n".join(cut(line, self.size.width) for line in lines))


class Preview(Vertical):
    """Follows the form: `show` is called with each key.

    Args:
        wording: How the shop writes its days.
    """

    def __init__(self, wording: Wording) -> None:
        super().__init__(id="preview")
        self._wording = wording
        self._around = Surroundings(wording.today)
        self._days = bare_days(self._around)

    def compose(self) -> ComposeResult:
        """What it is in words; its days, beside them the calendar."""
        yield Static(id="schedule", markup=False)
        with Horizontal(id="dates"):
            yield Occurrences()
            yield PickedCalendar(id="calendar")

    def fit_into(self, around: Surroundings) -> None:
        """Take what the schedule has to fit into: the others, orders, closed days."""
        if around != self._around:
            self._around, self._days = around, bare_days(around)

    def show(self, pickup: RepeatPickup) -> None:
        """Show what comes of a schedule."""
        around, today = self._around, self._around.today
        none = none_comes_in_words(pickup, today, self._wording)
        coming = () if none else tuple(islice(occurrences(pickup, today), SHOWN + 1))
        tell(self.query_one("#schedule", Static), self._sentences(pickup, coming))
        head, *lines = self._table(pickup, coming[:SHOWN]) if coming else ("", none)
        self.query_one(Occurrences).show(head, lines)
        calendar = self.query_one(MonthCalendar)
        others = [each for each in around.schedules if each.id != pickup.id]
        calendar.show(marks_of(with_schedules(self._days, [pickup, *others], around)), today)
        if coming and not calendar.has_focus:
            calendar.cursor = coming[0].pickup

    def _sentences(self, pickup: RepeatPickup, coming: Sequence[Occurrence]) -> str:
        said = schedule_in_words(pickup, self._wording)
        if not coming:
            return f"{said[:1].upper()}{said[1:]}"
        return f"{day_in_full(coming[0].pickup, self._around.today)}: {said}"

    def _table(self, pickup: RepeatPickup, coming: Sequence[Occurrence]) -> Iterator[str]:
        """Yield the heading, and a line for each time that the schedule comes."""
        day = self._wording.day
        days = [(day(each.pickup), day(each.delivery) if each.delivery else "") for each in coming]
        room = [max(map(len, column)) for column in zip(("Pickup", ""), *days, strict=True)]
        room[1] = room[1] and max(room[1], len("Delivery"))
        yield f"   {left('Pickup', room[0])}  {'Delivery' * bool(room[1])}"
        for each, (picked_up, delivered) in zip(coming, days, strict=True):
            number = number_in_words(pickup, each)
            line = f"{number:>2} {left(picked_up, room[0])}  {left(delivered, room[1])}"
            yield f"{line}{self._remarks(pickup, each)}".rstrip()

    def _remarks(self, pickup: RepeatPickup, occurrence: Occurrence) -> str:
        found = (
            *all_troubles(pickup, [occurrence], self._around),
            *times_over(pickup, occurrence, self._around),
        )
        wrong = ", ".join(dict.fromkeys(trouble_at_in_words(each, self._wording) for each in found))
        return "  the last" * is_last(pickup, occurrence) + (f"  ! {wrong}" if wrong else "")


def day_in_full(day: date, today: date) -> str:
    """Say a day as people do: `Tue 8 Dec 2026, in 10 days`."""
    ahead = (day - today).days
    near = {0: "today", 1: "tomorrow"}.get(ahead, f"in {ahead} days")
    return f"{day_text(day)}, {near}"


def tell(line: Static, text: str) -> None:
    """Show a text where it is another one; only where it needs more lines, all is laid out anew."""
    if line.content == text:
        return
    line.update(text, layout=False)
    room, height, least = line.content_size, line.styles.height, line.styles.min_height
    if height is None or not height.is_auto:
        return
    lines = line.visual.get_height({}, room.width) if room.width else 0
    if max(lines, int(least.value) if least else 0) != room.height:
        line.refresh(layout=True)
