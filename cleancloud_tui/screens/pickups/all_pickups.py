"""The repeat pickups of all customers: what is due, how much there is a day, what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import ClassVar, Final

from textual import on, work
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static

from ...api.models.repeat_pickups import RepeatPickup
from ...shop.pickups.repeat_pickups import comes_once, is_over, next_day
from ...shop.pickups.shopwide.asking import (
    MOST_ASKED,
    ask_about_routes,
    ask_about_some,
    not_asked_about,
)
from ...shop.pickups.shopwide.known import KnownSchedule, KnownSchedules, known_schedules
from ...shop.pickups.shopwide.load import (
    DayLoad,
    comes_within,
    is_on_weekday,
    load,
    wrong_with,
)
from ...shop.pickups.troubles import Trouble
from ...values.days import WEEKDAYS
from ...widgets.columns import Column
from ...widgets.table import Table, TableRow
from ...wording.pickups import (
    ENDED,
    in_vain_in_words,
    schedule_in_words,
    troubles_in_words,
    window_in_words,
)
from ...wording.values import UNKNOWN
from ..base import ShopScreen
from ..desk import Desk
from ..destinations import OpenHolidays, OpenRepeatPickups
from ..dialogs.choose import ChooseDialog
from .all_in_words import (
    day_in_words,
    first_in_words,
    known_in_words,
    weekdays_in_words,
    windows_in_words,
)

_ALL: Final = "all"
_WRONG: Final = "something is wrong"
_WEEK: Final = 7
_REFUSED: Final = "refused"


class AllPickupsScreen(ShopScreen):
    """All schedules that the program knows, by their next day."""

    CSS_PATH: ClassVar[CSSPathType | None] = Path(__file__).with_name("all_pickups.tcss")
    HORIZONTAL_BREAKPOINTS = [(100, "-wide")]

    HELP = (
        "CleanCloud tells repeat pickups of one customer at a time, so what is known is as old as "
        "it says. Whoever has or had pickups is asked about in the background, once a week; F5 "
        f"asks about the next {MOST_ASKED} now, and what their routes have left. Enter opens a "
        "customer's, or lists what comes on a day; Tab goes to the days and back. The days count "
        "pickups to come, and when these are brought back."
    )

    BINDINGS = [
        Binding("t", "today", "Today", id="today"),
        Binding("w", "week", "7 days", id="week"),
        Binding("d", "weekday", "Weekday", id="weekday"),
        Binding("x", "wrong", "Wrong", id="wrong"),
        Binding("a", "all", "All", id="all"),
        Binding("h", "holidays", "Holidays", id="holidays"),
    ]

    COLUMNS: Final = (
        Column("Next", 11, is_whole=True),
        Column("Between", 12, is_whole=True),
        Column("Customer", 13, share=1),
        Column("Every", 7),
        Column("Wrong", 24, share=2, cut="words"),
    )

    DAYS: Final = (
        Column("Day", 11, is_whole=True),
        Column("Pickups", 7, align="right"),
        Column("Back", 4, align="right"),
        Column("Between", 18, share=1, cut="words"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._known = KnownSchedules((), 0, None)
        self._wrong: Mapping[str, Sequence[Trouble]] = {}
        self._days: Mapping[str, DayLoad] = {}
        self._unasked: int | None = None
        self._which = _ALL
        self._is_shown: Callable[[KnownSchedule], bool] = lambda _: True

    def body(self) -> Iterator[Widget]:
        """What is known; the schedules, and the days below them or beside them."""
        yield Static(id="which", classes="heading", markup=False)
        yield Static(id="known", markup=False)
        with Container(id="schedules-and-days"):
            with Vertical(id="pickups-pane"):
                yield Table(self.COLUMNS, id="all-pickups")
                yield Static(id="schedule", markup=False)
            with Vertical(id="days-pane"):
                yield Table(self.DAYS, id="load")
                yield Static(id="on-day", markup=False)
                yield Static(id="weekdays", markup=False)

    def on_mount(self) -> None:
        """Put the cursor into the schedules."""
        self.query_one("#all-pickups", Table).focus()

    def on_screen_resume(self) -> None:
        """Count anew: from the holidays more customers can be asked about."""
        self.count_unasked()

    def show(self) -> None:
        """Show what the mirror knows."""
        today = self.wording.today
        self._known = known_schedules(self.shop, today)
        self._wrong = wrong_with(self.shop, self._known.schedules, today)
        self._list()
        self._days = {each.day.isoformat(): each for each in load(self._known.schedules, today)}
        self.query_one("#load", Table).fill(map(self._day, self._days.values()))
        self._tell_day()
        self.query_one("#weekdays", Static).update(weekdays_in_words(self._known))
        self._tell_known()

    def read_at(self) -> datetime | None:
        """Return when the oldest of it was read."""
        return self._known.oldest

    def is_fresh(self) -> bool:
        """Whether nothing need be asked for: what is due is asked for in the background."""
        return True

    async def fetch(self) -> None:
        """Ask about a few customers, and about the routes of schedules: a request each."""
        try:
            if refused := await ask_about_some(self.shop):
                self.notice.failed(in_vain_in_words(refused), _REFUSED)
            else:
                self.notice.ended(_REFUSED)
            await ask_about_routes(self.shop, self.wording.today)
        finally:
            self.count_unasked()

    @work(group="unasked", exclusive=True, exit_on_error=False, description="count customers")
    async def count_unasked(self) -> None:
        """Count who had pickups and was never asked about."""
        self._unasked = await not_asked_about(self.shop)
        self._tell_known()

    @on(Table.RowSelected, "#all-pickups")
    def _selected(self, event: Table.RowSelected) -> None:
        if known := self._under_cursor(event.key):
            self.go(OpenRepeatPickups(known.pickup.customer_id))

    @on(Table.RowHighlighted, "#all-pickups")
    def _moved(self) -> None:
        self._tell_schedule()

    @on(Table.RowSelected, "#load")
    def _day_selected(self, event: Table.RowSelected) -> None:
        self._list_on(date.fromisoformat(event.key), 1)
        self.query_one("#all-pickups", Table).focus()

    @on(Table.RowHighlighted, "#load")
    def _day_moved(self) -> None:
        self._tell_day()

    def action_today(self) -> None:
        """List what comes today."""
        self._list_on(self.wording.today, 1)

    def action_week(self) -> None:
        """List what comes within a week, today among it."""
        self._list_on(self.wording.today, _WEEK)

    def action_weekday(self) -> None:
        """Let a weekday be picked, and list what comes on it."""
        days = {str(number): name for number, name in enumerate(WEEKDAYS)}
        dialog = ChooseDialog("Which weekday?", days, str(self.wording.today.weekday()))
        self.app.push_screen(dialog, self._pick_weekday)

    def _pick_weekday(self, weekday: str | None) -> None:
        if weekday:
            number = int(weekday)
            self._list_only(f"on {WEEKDAYS[number]}", lambda each: is_on_weekday(each, number))

    def action_wrong(self) -> None:
        """List what something is wrong with."""
        self._list_only(_WRONG, lambda each: bool(self._wrong.get(each.pickup.id)))

    def action_all(self) -> None:
        """List all of them."""
        self._list_only(_ALL, lambda _: True)

    def action_holidays(self) -> None:
        """Open what is done about closed days."""
        self.go(OpenHolidays())

    def _list_on(self, first: date, days: int) -> None:
        day, last = self.wording.day(first), first + timedelta(days - 1)
        which = day if days == 1 else f"{day} to {self.wording.day(last)}"
        self._list_only(which, lambda each: comes_within(each, first, last))

    def _list_only(self, which: str, is_shown: Callable[[KnownSchedule], bool]) -> None:
        if which != self._which:
            self.query_one("#all-pickups", Table).forget_cursor()
        self._which, self._is_shown = which, is_shown
        self._list()

    def _list(self) -> None:
        shown = list(filter(self._is_shown, self._known.schedules))
        heading = f"Repeat pickups of all customers, {self._which}: {self._count(shown)}"
        self.query_one("#which", Static).update(heading)
        self.query_one("#all-pickups", Table).fill(map(self._row, shown))

        self._tell_schedule()

    def _tell_schedule(self) -> None:
        known = self._under_cursor(self.query_one("#all-pickups", Table).key)
        self.query_one("#schedule", Static).update(self._in_words(known) if known else "")

    def _in_words(self, known: KnownSchedule) -> str:
        told = schedule_in_words(known.pickup, self.wording)
        said = f"{told[:1].upper()}{told[1:]} (read {self.wording.age(known.read_at)})"
        theirs = [
            each.pickup
            for each in self._known.schedules
            if each.pickup.customer_id == known.pickup.customer_id
        ]
        wrong = troubles_in_words(self._wrong.get(known.pickup.id, ()), self.wording, theirs)
        return f"{said}\n! {wrong}" if wrong else said

    def _under_cursor(self, key: str | None) -> KnownSchedule | None:
        return next((it for it in self._known.schedules if it.pickup.id == key), None)

    def _count(self, shown: Sequence[KnownSchedule]) -> str:
        if self._which == _ALL and shown:
            return f"{len(shown)}, {self._due(1)} due today, {self._due(_WEEK)} in 7 days"
        if shown or self._known.schedules:
            return str(len(shown)) if shown else "none that is known"
        return "none of those asked about" if self._known.customers else "none known yet"

    def _due(self, days: int) -> int:
        """Return how many schedules come within some days, today among them."""
        first = self.wording.today
        last = first + timedelta(days - 1)
        return sum(comes_within(each, first, last) for each in self._known.schedules)

    def _tell_known(self) -> None:
        told = known_in_words(self._known, self._unasked, self.wording)
        self.query_one("#known", Static).update(told)

    def _row(self, known: KnownSchedule) -> TableRow:
        pickup, today = known.pickup, self.wording.today
        day = next_day(pickup, today)
        cells = (
            ENDED if is_over(pickup) else self.wording.day(day),
            window_in_words(pickup.pickup_start, pickup.pickup_end) or UNKNOWN,
            known.name or f"customer {pickup.customer_id}",
            _how_often(pickup),
            first_in_words(self._wrong.get(pickup.id, ()), self.wording),
        )
        return TableRow(pickup.id, cells)

    def _day(self, day: DayLoad) -> TableRow:
        cells = (
            self.wording.day(day.day),
            str(day.pickups or ""),
            str(day.deliveries or ""),
            windows_in_words(day),
        )
        return TableRow(day.day.isoformat(), cells)

    def _tell_day(self) -> None:
        """Tell all of the day under the cursor: beside the list, its windows are cut."""
        day = self._days.get(self.query_one("#load", Table).key or "")
        told = day_in_words(day, self.wording) if day else ""
        self.query_one("#on-day", Static).update(told)


def _how_often(pickup: RepeatPickup) -> str:
    """Say how often it comes, as short as a column is: `week`, `2 weeks`, `once`."""
    if comes_once(pickup):
        return "once"
    weeks = pickup.frequency
    return {None: UNKNOWN, 1: "week"}.get(weeks, f"{weeks} weeks")
