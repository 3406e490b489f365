"""A customer's repeat pickups: the list, the calendar of what comes, and what is done to them."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from textual import on, work
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static

from ...api.errors import CleanCloudError
from ...api.models.repeat_pickups import RepeatPickup
from ...api.rights import Right
from ...shop.pickups.days import bare_days, on_day, with_schedules
from ...shop.pickups.knowledge import (
    days_known_of,
    is_route_fresh,
    refresh_surroundings,
    route_of,
    surroundings_of,
)
from ...shop.pickups.moving import half_moves
from ...shop.pickups.repeat_pickups import UNKNOWN, next_day
from ...shop.pickups.troubles import Surroundings
from ...shop.writes.ids import ids_of
from ...widgets.month_calendar import MonthCalendar
from ...widgets.refused import needs
from ...widgets.table import Table
from ...wording.pickups import (
    NOT_READ,
    gone_in_words,
    rhythm_in_words,
    schedule_in_words,
)
from ...wording.schedules.moves import half_in_words
from ...wording.schedules.surroundings import on_day_in_words, surroundings_in_words
from ..base import ShopScreen
from ..deeds.deeds import deed
from ..deeds.following import Then
from ..desk import Desk
from ..destinations import OpenOperations, OpenOrder
from ..dialogs.choose import ChooseDialog
from .listed import COLUMNS, Listed
from .marks import marks_of
from .moving import moving
from .moving.ending import end
from .moving.taking_back import take_back
from .repeat_pickup_editor import RepeatPickupEditor

_NEW: Final = RepeatPickup("")
"""Stands for a schedule that is not there yet."""

_NONE_YET: Final = (
    "A repeat pickup makes a pickup order every one to four weeks, until it is ended or has made "
    "as many as were agreed."
)

_HOLIDAYS: Final = "h holidays"
_MORE_KEYS: Final = f"w another weekday   y copy to a customer   {_HOLIDAYS}"
"""Keys for which the last line has room on wide terminals only."""


class RepeatPickupsScreen(ShopScreen):
    """The schedules that make a customer's pickup orders, and what comes of them."""

    CSS_PATH: ClassVar[CSSPathType | None] = Path(__file__).with_name("pickups.tcss")
    HORIZONTAL_BREAKPOINTS = [(100, "-wide")]

    HELP = (
        "CleanCloud can't skip, move, or pause a repeat pickup. What is done here moves its next "
        "pickup, and says before it is sent which days come then. C goes into the calendar and "
        "back; Enter opens what is on the day. U takes the last change back."
    )

    BINDINGS = [
        Binding("a", "add", "Add", id="add"),
        Binding("k", "skip", "Skip", id="skip"),
        Binding("v", "move_once", "Move", id="move_once"),
        Binding("p", "pause", "Pause", id="pause"),
        Binding("c", "calendar", "Days", id="calendar"),
        Binding("u", "undo", "Undo", id="undo"),
        Binding("d", "delete", "End", id="delete"),
        Binding("w", "weekday", "Weekday", id="weekday"),
        Binding("y", "copy", "Copy", id="copy"),
        Binding("h", "app.shop('holidays')", "Holidays", id="holidays"),
        Binding("f9", "operations", "All operations", id="operations", show=False),
    ]

    def __init__(self, desk: Desk, customer_id: str) -> None:
        super().__init__(desk)
        self.customer_id = customer_id
        self._around = Surroundings(self.wording.today)
        self._listed = Listed(self._around, self.wording)
        self._is_asked = False
        self._done_with: Sequence[RepeatPickup] | None = None

    def shows(self) -> str:
        """Return the customer's id."""
        return self.customer_id

    def body(self) -> Iterator[Widget]:
        """Whose they are; the list, and the calendar below it or beside it."""
        yield Static(id="whose", classes="heading", markup=False)
        with Container(id="pickups-and-days"):
            with Vertical(id="pickups-pane"):
                may_open = partial(self.desk.rights.may, Right.SEND)
                yield Table(COLUMNS, id="pickups", may_open=may_open)
                yield Static(
                    _HOLIDAYS if self.desk.read_only else _MORE_KEYS, id="more-keys", markup=False
                )
                yield Static(id="schedule", markup=False)
                yield Static(id="coming", markup=False)
            with Vertical(id="days-pane"):
                yield MonthCalendar(id="days")
                yield Static(id="on-day", markup=False)

    def show(self) -> None:
        """Show the schedules and the days as the mirror knows them."""
        count = ": none yet; press a to add one" if self._is_none() else ""
        count = count if self._is_known() else f": {UNKNOWN}"
        self.query_one("#whose", Static).update(
            f"Repeat pickups of {self.name_of(self.customer_id)}{count}"
        )
        today = self.wording.today
        self._around = around = surroundings_of(self.shop, self.customer_id, today)
        if self._done_with not in (None, around.schedules):
            self._forget_done()
        self._listed = Listed(around, self.wording)
        self.query_one(Table).fill(self._listed.rows())
        self.query_one(MonthCalendar).show(
            marks_of(with_schedules(bare_days(around), around.schedules, around)), today
        )
        self._tell_schedule()
        self._tell_day()
        self._tell_of_half_moves()

    @work(
        group="half moves", exclusive=True, exit_on_error=False, description="look what was begun"
    )
    async def _tell_of_half_moves(self) -> None:
        """Say where a move was begun, and only its first half was done."""
        try:
            found = await half_moves.half_moves_of(self.shop, self.customer_id)
            if found and await half_moves.may_go_on(self.shop, self.customer_id):
                self.set_timer(half_moves.BETWEEN, self._tell_of_half_moves)
                return
        except CleanCloudError as error:
            self.notice.failed(error, moving.HALF_MOVE)
            return
        self.notice.ended(moving.HALF_MOVE)
        for half in found:
            self.notice.failed(half_in_words(half, self.wording), moving.HALF_MOVE)

    def read_at(self) -> datetime | None:
        """Return when the schedules were read."""
        known = self.shop.repeat_pickups_of(self.customer_id)
        return known.read_at if known else None

    def is_fresh(self) -> bool:
        """Whether neither the schedules nor the route's days have to be asked for."""
        route = route_of(self.shop, self.customer_id)
        is_known = not route or is_route_fresh(self.shop, days_known_of(self.shop, route).read_at)
        return super().is_fresh() and is_known

    def takes_notice(self, notice: str) -> bool:
        """Tell in its line what is found out: laid over all, it would hide what stands there."""
        self.notice.say(notice, "found out", is_news=True)
        return True

    async def fetch(self) -> None:
        """Ask for the schedules and the route's days, where they are not fresh: a request each."""
        is_asked, self._is_asked = self._is_asked, False
        await refresh_surroundings(self.shop, self.customer_id, again=is_asked)

    def action_refresh(self) -> None:
        """Ask for all of it, however fresh it is."""
        self._is_asked = True
        super().action_refresh()

    def on_mount(self) -> None:
        """Put the cursor into the list."""
        self.query_one(Table).focus()

    # What the cursor is on

    @on(Table.RowHighlighted)
    def _highlighted(self) -> None:
        self._tell_schedule()
        pickup = self._current()
        if pickup and (day := next_day(pickup, self.wording.today)):
            self.query_one(MonthCalendar).cursor = day

    @on(MonthCalendar.DayMoved)
    def _tell_day(self) -> None:
        day = self.query_one(MonthCalendar).cursor
        told = on_day_in_words(day, on_day(day, self._around), self.wording)
        self.query_one("#on-day", Static).update(told)

    def _tell_schedule(self) -> None:
        """Say all of the schedule under the cursor, or what a new one has to fit into."""
        if pickup := self._current():
            said = schedule_in_words(pickup, self.wording)
            wrong = self._listed.wrong(pickup)
            gone = gone_in_words(pickup, self.wording)
            lines = (f"{said[:1].upper()}{said[1:]}", f"WRONG: {wrong}" if wrong else "", gone)
            told = "\n".join(filter(None, lines))
            coming = "\n".join(self._listed.coming(pickup))
        else:
            told = _NONE_YET if self._is_none() else ""
            told = told if self._is_known() else NOT_READ
            coming = "\n".join(surroundings_in_words(_NEW, self._around, self.wording))
        self.query_one("#schedule", Static).update(told)
        self.query_one("#coming", Static).update(coming)

    def _is_known(self) -> bool:
        """Whether the customer's schedules were read, ever."""
        return self.shop.repeat_pickups_of(self.customer_id) is not None

    def _is_none(self) -> bool:
        """Whether the customer is known to have no schedule."""
        known = self.shop.repeat_pickups_of(self.customer_id)
        return known is not None and not known.value and self.notice.unread is None

    def _current(self) -> RepeatPickup | None:
        key = self.query_one(Table).key
        return next((each for each in self._around.schedules if each.id == key), None)

    # What is opened

    def action_calendar(self) -> None:
        """Go into the calendar, or back into the list."""
        calendar = self.query_one(MonthCalendar)
        (self.query_one(Table) if calendar.has_focus else calendar).focus()

    @on(MonthCalendar.DayChosen)
    async def _day_chosen(self, event: MonthCalendar.DayChosen) -> None:
        day = on_day(event.day, self._around)
        pickups = dict.fromkeys((*day.pickups, *day.deliveries))
        choices = {f"order {each.id}": f"Order {each.id}" for each in day.orders}
        choices |= {f"pickup {each.id}": rhythm_in_words(each, self.wording) for each in pickups}
        if not choices:
            self.notice.say(f"Nothing is on {self.wording.day(event.day)} that could be opened.")
        elif len(choices) == 1:
            self._open(*choices)
        else:
            question = f"Open which, of {self.wording.day(event.day)}?"
            self.app.push_screen(ChooseDialog(question, choices), self._open)

    def _open(self, what: str | None) -> None:
        kind, _, number = (what or "").partition(" ")
        if kind == "order":
            self.go(OpenOrder(number))
        elif kind == "pickup":
            self._edit(next(each for each in self._around.schedules if each.id == number))

    @needs(Right.SEND)
    def action_add(self) -> None:
        """Open the editor for a new schedule."""
        self.app.push_screen(RepeatPickupEditor(self.desk, self.customer_id))

    @on(Table.RowSelected)
    def _selected(self) -> None:
        self.action_edit()

    @needs(Right.SEND)
    def action_edit(self) -> None:
        """Open the editor for the schedule under the cursor."""
        if pickup := self._current():
            self._edit(pickup)

    @needs(Right.SEND)
    def _edit(self, pickup: RepeatPickup) -> None:
        self.app.push_screen(RepeatPickupEditor(self.desk, self.customer_id, pickup))

    def action_operations(self) -> None:
        """Open the console with this customer and schedule."""
        pickup = self._current()
        pickup_id = pickup.id if pickup else ""
        self.go(OpenOperations(ids_of(customer_id=self.customer_id, pickup_id=pickup_id)))

    # What is done

    async def attempt(
        self, done: str, change: Awaitable[object], then: Then | None = None, more: str = ""
    ) -> bool:
        """Await a write and say how it went: that is told while the schedules stand like that."""
        self._done_with = None
        is_done = await super().attempt(done, change, then, more)
        if not self.following.is_open:  # else it is told once it is known, until the next deed
            self._done_with = self._around.schedules
        return is_done

    def _forget_done(self) -> None:
        self._done_with = None
        self.notice.passed()

    def _to_change(self) -> RepeatPickup | None:
        """Return the schedule under the cursor; what was done before is told no longer."""
        self._forget_done()
        return self._current()

    @deed("skip one pickup")
    async def action_skip(self) -> None:
        """Skip the next pickup."""
        if pickup := self._to_change():
            await moving.skip(self, pickup)

    @deed("move one pickup")
    async def action_move_once(self) -> None:
        """Move the next pickup alone."""
        if pickup := self._to_change():
            await moving.move_once(self, pickup)

    @deed("pause a schedule")
    async def action_pause(self) -> None:
        """Let nothing come before a day."""
        if pickup := self._to_change():
            await moving.pause(self, pickup)

    @deed("change the weekday")
    async def action_weekday(self) -> None:
        """Let it come on another weekday."""
        if pickup := self._to_change():
            await moving.change_weekday(self, pickup)

    @deed("copy a schedule")
    async def action_copy(self) -> None:
        """Make the same schedule for another customer."""
        if pickup := self._to_change():
            await moving.copy(self, pickup)

    @deed("end a schedule")
    async def action_delete(self) -> None:
        """End the schedule under the cursor, after asking."""
        if pickup := self._to_change():
            await end(self, pickup)

    @deed("take a change back")
    async def action_undo(self) -> None:
        """Take back the last change of the customer's schedules."""
        self._forget_done()
        await take_back(self, self.customer_id)
