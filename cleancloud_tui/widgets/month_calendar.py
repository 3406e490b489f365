"""A calendar of the coming months, a sign beside each day on which something is.

As many months are shown as there is room for. What is on a day is told by letters beside its
number, in every colour or none; the legend under the months names those that stand there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.events import Click, Resize
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from ..values.cells import centred, left
from ..values.months import first_of, months_later, weeks_of
from .day_marks import TODAY, DayMarks, legend

_DAY: Final = 5
"""Cells of a day: what parts it from the one before, two figures, two signs."""

_MONTH: Final = 7 * _DAY
_GAP: Final = 2
"""Cells between two months side by side."""

_LINES: Final = 8
"""Lines of a month: its name, the weekdays, six weeks."""

_WEEKDAYS: Final = "".join(f" {day}  " for day in ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"))

_FIRST: Final = date(1971, 1, 1)
_LAST: Final = date(2199, 12, 31)
"""The days that CleanCloud's own can be."""


_NONE: Final = DayMarks()


class MonthCalendar(Widget, can_focus=True):
    """Months with marked days, and a cursor on one of them.

    Attributes:
        cursor: The day under the cursor.
    """

    COMPONENT_CLASSES = {
        "calendar--title",
        "calendar--gone",
        "calendar--marked",
        "calendar--closed",
        "calendar--clash",
        "calendar--today",
        "calendar--cursor",
        "calendar--legend",
    }

    DEFAULT_CSS = """
    MonthCalendar {
        background: $surface;
        color: $foreground;
        & > .calendar--title { text-style: bold; color: $text-accent; }
        & > .calendar--gone { color: $text-muted; }
        & > .calendar--marked { text-style: bold; color: $text-success; }
        & > .calendar--closed { color: $text-warning; }
        & > .calendar--clash { text-style: bold; color: $text-error; }
        & > .calendar--today { text-style: bold underline; }
        & > .calendar--legend { color: $text-muted; }
        & > .calendar--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
            text-style: underline;
        }
        &:focus > .calendar--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        &:ansi > .calendar--cursor { text-style: underline; }
        &:ansi:focus > .calendar--cursor {
            color: ansi_default;
            background: ansi_default;
            text-style: reverse;
        }
    }
    """

    BINDINGS = [
        Binding("enter", "choose", "Open the day", id="choose_day"),
        Binding("left", "move(-1)", "Day before", show=False),
        Binding("right", "move(1)", "Day after", show=False),
        Binding("up", "move(-7)", "Week before", show=False),
        Binding("down", "move(7)", "Week after", show=False),
        Binding("pageup", "month(-1)", "Month before", show=False),
        Binding("pagedown", "month(1)", "Month after", show=False),
        Binding("home", "today", "Today", show=False),
    ]

    cursor: reactive[date] = reactive(_FIRST)

    @dataclass
    class _OfDay(Message):
        """Something about a day.

        Attributes:
            day: Which.
        """

        calendar: MonthCalendar
        day: date

        @property
        def control(self) -> MonthCalendar:
            """The calendar, so that handlers can tell calendars apart."""
            return self.calendar

    class DayMoved(_OfDay):
        """The cursor came to another day."""

    class DayChosen(_OfDay):
        """A day was chosen: by Enter, or by a click."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._marks: Mapping[date, DayMarks] = {}
        self._today: date | None = None
        self._first = _FIRST

    def show(self, marks: Mapping[date, DayMarks], today: date) -> None:
        """Show these marks; the cursor stays where it was put, or begins on the first of them."""
        if (marks, today) == (self._marks, self._today):
            return
        self._marks, self._today = marks, today
        if self.cursor == _FIRST:
            self._first = first_of(today)
            coming = (day for day, each in marks.items() if day >= today and each.what)
            self.cursor = min(coming, default=today)
        self.refresh()

    @property
    def _across(self) -> int:
        return max(1, (self.size.width + _GAP) // (_MONTH + _GAP))

    @property
    def _down(self) -> int:
        return max(1, (self.size.height - 1) // _LINES)  # a line is kept for the legend

    def validate_cursor(self, day: date) -> date:
        """Keep to the days that CleanCloud's can be."""
        return min(max(day, _FIRST), _LAST)

    def watch_cursor(self, before: date, now: date) -> None:
        """Draw the cursor in its new place, its month in sight, and tell of it."""
        self._look_at(now)
        if before != now:
            self.post_message(self.DayMoved(self, now))

    def _look_at(self, day: date) -> None:
        """Show other months where the day's is not in sight."""
        month, shown = first_of(day), self._across * self._down
        if month < self._first:
            self._first = month
        elif month >= months_later(self._first, shown):
            self._first = months_later(month, 1 - shown)

    def on_resize(self, _: Resize) -> None:
        """Keep the cursor in sight, and this month beside it where there is room for both.

        How much there is becomes known here: before the first time no month but one was in sight.
        """
        if self._today:
            self._first = first_of(self._today)
        self._look_at(self.cursor)
        self.refresh()

    def action_move(self, days: int) -> None:
        """Move the cursor by some days."""
        self.cursor += timedelta(days)

    def action_month(self, months: int) -> None:
        """Move the cursor to the same day of another month, or to its last one."""
        self.cursor = months_later(self.cursor, months)

    def action_today(self) -> None:
        """Move the cursor to today, and begin with this month."""
        if self._today:
            self._first = first_of(self._today)
            self.cursor = self._today

    def action_choose(self) -> None:
        """Choose the day under the cursor."""
        self.post_message(self.DayChosen(self, self.cursor))

    def on_click(self, event: Click) -> None:
        """Choose the day that was clicked."""
        if day := self._day_at(event.x, event.y):
            self.cursor = day
            self.action_choose()

    def _day_at(self, x: int, y: int) -> date | None:
        across, within = divmod(x, _MONTH + _GAP)
        down, line = divmod(y, _LINES)
        if across >= self._across or down >= self._down or within >= _MONTH or line < 2:
            return None
        weeks = weeks_of(months_later(self._first, down * self._across + across))
        return weeks[line - 2][within // _DAY] if line - 2 < len(weeks) else None

    def render_line(self, y: int) -> Strip:
        """Draw a line of the months beside one another, or of the legend under them."""
        down, line = divmod(y, _LINES)
        if down >= self._down:
            return self._legend(y - self._down * _LINES)
        plain = self.rich_style  # it is worked out anew each time
        segments: list[Segment] = []
        for across in range(self._across):
            month = months_later(self._first, down * self._across + across)
            segments += self._line(month, line, plain)
            segments.append(Segment(" " * _GAP, plain))
        return Strip(segments).adjust_cell_length(self.size.width, plain)

    def _line(self, month: date, line: int, plain: Style) -> Iterator[Segment]:
        if line == 0:
            title = self.get_component_rich_style("calendar--title")
            yield Segment(left(centred(f"{month:%B} {month.year}", _MONTH), _MONTH), title)
        elif line == 1:
            yield Segment(_WEEKDAYS, self.get_component_rich_style("calendar--gone"))
        elif line - 2 < len(weeks := weeks_of(month)):
            for day in weeks[line - 2]:
                yield from self._day(day, plain)
        else:
            yield Segment(" " * _MONTH, plain)

    def _day(self, day: date | None, plain: Style) -> Iterator[Segment]:
        if day is None:
            yield Segment(" " * _DAY, plain)
            return
        marks = self._marks.get(day, _NONE)
        yield Segment(TODAY if day == self._today else " ", plain)
        signs = left(f"{marks.what}{marks.state}", 2)
        yield Segment(f"{day.day:2}{signs}", self._style(day, marks, plain))

    def _style(self, day: date, marks: DayMarks, plain: Style) -> Style:
        if day == self.cursor:
            return self.get_component_rich_style("calendar--cursor")
        if marks.clash:
            return self.get_component_rich_style("calendar--clash")
        if marks.what:
            return self.get_component_rich_style("calendar--marked")
        if marks.closed or marks.nothing_left:
            return self.get_component_rich_style("calendar--closed")
        if day == self._today:
            return self.get_component_rich_style("calendar--today")
        is_gone = self._today is not None and day < self._today
        return self.get_component_rich_style("calendar--gone") if is_gone else plain

    def _legend(self, line: int) -> Strip:
        until = months_later(self._first, self._across * self._down)
        in_sight = [each for day, each in self._marks.items() if self._first <= day < until]
        has_today = self._today is not None and self._first <= self._today < until
        lines = legend(in_sight, has_today=has_today, room=self.size.width)
        text = lines[line] if line < len(lines) else ""
        style = self.get_component_rich_style("calendar--legend")
        strip = Strip([Segment(text, style)])
        return strip.adjust_cell_length(self.size.width, self.rich_style)
