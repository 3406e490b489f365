"""Holidays: pick the days, choose for each schedule that comes on them, send, and follow it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Final

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Static

from ...api.errors import CleanCloudError
from ...api.rights import Right
from ...shop.holidays.choices import CantMove, Choice
from ...shop.holidays.holiday import Holiday
from ...shop.holidays.kept import KeptHoliday
from ...shop.holidays.offers import Offer
from ...shop.holidays.span import Span, span_typed
from ...shop.pickups.knowledge import days_known_of, is_route_fresh, refresh_route
from ...shop.records import Change
from ...widgets.month_calendar import MonthCalendar
from ...widgets.refused import needs
from ...widgets.table import Table
from ...wording.schedules.holidays import (
    FOR_ALL,
    chosen_for_all_in_words,
    dropping_in_words,
)
from ..base import ShopScreen
from ..deeds.deeds import deed
from ..desk import Desk
from ..destinations import OpenRepeatPickups
from ..dialogs.choose import ChooseDialog
from .board import HolidayBoard
from .reading import read_schedules, whom_to_ask
from .rows import heading_of, key_of_row, offer_of
from .sent import send_changes

_FOUND_OUT: Final = "found out"
"""The cause of what is told while changes are sent."""

_CHOOSING: Final = frozenset({"choose", "all", "send"})


class HolidaysScreen(ShopScreen):
    """The schedules that come on closed days: skipped, moved or left, all in one go."""

    CSS_PATH = "holidays.tcss"

    HORIZONTAL_BREAKPOINTS = [(100, "-wide")]

    ENTER_GOES_ON = True

    HELP = (
        "Type the closed days (25 dec, 24-26 dec, 2026-12-24 to 2027-01-02) and press Enter, or "
        "choose from those that are known to be closed. CleanCloud knows only the next pickup of a "
        "schedule: to skip it is to set the one after it as the next. What moves to another "
        "day comes on that weekday from then on. What is sent goes one after another, also after "
        "the program was closed; what is refused stands under Ctrl+R, too."
    )

    BINDINGS = [
        Binding("s", "choose('skip')", "Skip", id="skip"),
        Binding("e", "choose('earlier')", "Earlier", id="earlier"),
        Binding("l", "choose('later')", "Later", id="later"),
        Binding("x", "choose('leave')", "Stays", id="stays"),
        Binding("a", "all", "For all", id="for_all"),
        Binding("ctrl+s,f10", "send", "Send", id="send", key_display="^S"),
        Binding("d", "day", "Days", id="days"),
        Binding("c", "calendar", "Calendar", id="calendar"),
        Binding("f6", "complete", "Read more", id="complete"),
        Binding("f7", "last", "Last report", id="last_report"),
        Binding("n", "begin_anew", "Begin anew", id="begin_anew"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._holiday = Holiday(self.shop, self.wording.today)
        self._offers: list[Offer] = []
        self._kept = KeptHoliday(self.shop, self._holiday)
        self._is_changed = True
        self._first_picked: date | None = None
        self._is_looking, self._is_looked_at = False, True
        self._unsubscribe: Callable[[], None] | None = None

    # What is seen

    def body(self) -> Iterator[Widget]:
        """The days, what comes on them, and all of the schedule under the cursor."""
        yield Input(placeholder="25 dec, or 24-26 dec", id="days", compact=True)
        yield Static(id="what", classes="heading", markup=False)
        yield HolidayBoard(self._holiday, self._kept, self.wording, self.name_of)

    def on_mount(self) -> None:
        """Begin with the days, or with what was chosen before."""
        self._unsubscribe = self.shop.subscribe(self._on_change)
        self.query_one("#days", Input).focus()
        self.find_draft()

    def on_unmount(self) -> None:
        """Hear of no changes any more."""
        if self._unsubscribe is not None:
            self._unsubscribe()

    def _on_change(self, change: Change) -> None:
        if change.kind == "journal" and self._kept.is_sent:
            self._is_looked_at = False
            if not self._is_looking:
                self._is_looking = True
                self.look_what_became()
        elif change.kind != "journal":
            self._is_changed = True

    def read_at(self) -> datetime | None:
        """Return when the schedule was read that was not read for the longest time."""
        known = (self.shop.repeat_pickups_of(key[0]) for key in self._holiday.cases)
        return min((each.read_at for each in known if each), default=None)

    def is_fresh(self) -> bool:
        """Whether the days of all routes were read so recently that they need not be again."""
        reads = (days_known_of(self.shop, each).read_at for each in self._holiday.routes())
        return all(is_route_fresh(self.shop, each) for each in reads)

    async def fetch(self) -> None:
        """Ask for the days of each route: closed ones are offered."""
        for route in self._holiday.routes():
            await refresh_route(self.shop, route)

    def show(self) -> None:
        """Show closed days, the schedules of some, or what became of the changes."""
        if self._is_changed:
            self._is_changed = False
            self._holiday.look()
            self._offers = [] if self._holiday.span else self._holiday.offers()
        told = heading_of(self._holiday, self._kept, self._offers, self.wording)
        self.query_one("#what", Static).update(told)
        self._board.show(self._offers)
        self.refresh_bindings()

    @property
    def _board(self) -> HolidayBoard:
        return self.query_one(HolidayBoard)

    def takes_notice(self, notice: str) -> bool:
        """Tell in its line what comes while changes are sent: the report stays in sight."""
        if self._kept.is_sent:
            self.notice.say(notice, _FOUND_OUT, is_news=True)
        return self._kept.is_sent

    # The days

    @on(Input.Submitted, "#days")
    def _typed(self, event: Input.Submitted) -> None:
        if not event.value.strip():
            self._board.table.focus()
        elif span := span_typed(event.value, self.wording.today):
            self._begin(span)
        else:
            self.notice.failed(
                "These are no days from today on, or more than a month: type 25 dec, or 24-26 dec.",
                "holiday",
            )

    @on(Table.RowSelected, "#offers")
    def _taken(self, event: Table.RowSelected) -> None:
        self._begin(offer_of(event.key, self._offers))

    @on(Table.RowSelected, "#cases")
    @on(Table.RowSelected, "#report")
    def _opened(self, event: Table.RowSelected) -> None:
        self.go(OpenRepeatPickups(key_of_row(event.key)[0]))

    @work(group="edit", exclusive=True, exit_on_error=False, description="begin with other days")
    async def _begin(self, span: Span | None) -> None:
        self.notice.ended("holiday")
        self.notice.ended(_FOUND_OUT)  # it is about the changes of the one before
        await self._trying(self._kept.begin(span), "")
        self._is_changed = True
        self.query_one("#days", Input).value = ""
        self.show_again()
        (self._board.table if span else self.query_one("#days", Input)).focus()

    def action_day(self) -> None:
        """Let other days be typed."""
        self.query_one("#days", Input).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what fits to what is seen."""
        is_choosing = self._holiday.span is not None and not self._kept.entries
        if action in _CHOOSING and not is_choosing:
            return False
        if action == "calendar" and self._holiday.span is not None:
            return False
        if action == "last" and (self._holiday.span is not None or not self._kept.last):
            return False
        if action == "begin_anew" and self._holiday.span is None:
            return False
        return super().check_action(action, parameters)

    @deed("begin anew", Right.KEEP)
    async def action_begin_anew(self) -> None:
        """Begin with other days; what was chosen, and not sent, is thrown away after a yes."""
        is_chosen = bool(self._holiday.choices) and not self._kept.entries
        if not is_chosen or await self.confirm(
            "Throw away what was chosen?", "Nothing of it was sent, and nothing will be."
        ):
            self._begin(None)

    def action_last(self) -> None:
        """Show what became of the holiday before."""
        self._kept.show_last()
        self._is_changed = True
        self.show_again()
        self._board.table.focus()

    def action_calendar(self) -> None:
        """Go into the calendar."""
        self.query_one(MonthCalendar).focus()
        self._board.tell()

    @on(MonthCalendar.DayChosen)
    def _picked(self, event: MonthCalendar.DayChosen) -> None:
        """Begin with the day, or with the days from the one that was picked before until this."""
        first, self._first_picked = self._first_picked, None
        if event.day < self.wording.today:
            self.app.bell()
        elif first is None:
            self._first_picked = event.day
            told = f"From {self.wording.day(event.day)}. Enter on the last day: the same for one."
            self.notice.say(told, "holiday")
        else:
            self._begin(Span(min(first, event.day), max(first, event.day)))

    @work(group="edit", exclusive=True, exit_on_error=False, description="ask for schedules")
    async def action_complete(self) -> None:
        """Let schedules be asked for of customers who were not asked about today."""
        if customers := await whom_to_ask(self):
            self.complete(customers)

    @work(group="complete", exclusive=True, exit_on_error=False, description="read schedules")
    async def complete(self, customers: Sequence[str]) -> None:
        """Read the schedules of customers."""
        await read_schedules(self, customers)
        self.show_again()

    # The choices

    @needs(Right.SEND)
    def action_choose(self, choice: str) -> None:
        """Choose something for the schedule under the cursor, and go to the next."""
        key = key_of_row(self._board.table.key)
        self._holiday.choose(key, Choice(choice))
        if isinstance(plan := self._holiday.plan(key), CantMove):
            self.notice.failed(f"It stays as it is. {plan.why}", "holiday")
            self._holiday.choose(key, Choice.LEAVE)
        else:
            self.notice.ended("holiday")
            self._board.table.action_move(1)
        self._chosen()

    @needs(Right.SEND)
    @work(group="edit", exclusive=True, exit_on_error=False, description="choose for all")
    async def action_all(self) -> None:
        """Choose something for all of them."""
        labels = {str(choice): label for choice, label in FOR_ALL.items()}
        if chosen := await self.ask(ChooseDialog("All schedules of this list", labels)):
            choice = Choice(chosen)
            done = self._holiday.choose_for_all(choice)
            if done.sooner and await self.confirm(*dropping_in_words(self._holiday.cases.values())):
                done = self._holiday.choose_for_all(choice, dropping=True)
            self.notice.say(chosen_for_all_in_words(choice, done), "holiday")
            self._chosen()

    def _chosen(self) -> None:
        self.show()
        self.keep_draft()

    # Sent

    @deed("send the changes")
    async def action_send(self) -> None:
        """Read again what was chosen, and leave the changes to be sent, after a yes."""
        await send_changes(self, self._holiday, self._kept)
        self.show_again()

    @work(group="look back", exclusive=True, exit_on_error=False, description="look what became")
    async def look_what_became(self) -> None:
        """Look what became of the changes; what comes meanwhile is looked at right after."""
        try:
            while not self._is_looked_at:
                self._is_looked_at = True
                await self._trying(self._kept.look(), "")
                self.show_again()
        finally:
            self._is_looking = False

    # Kept

    @work(group="find draft", exclusive=True, exit_on_error=False, description="look for a draft")
    async def find_draft(self) -> None:
        """Go on with what was chosen, or sent, before."""
        await self._trying(self._kept.take_up(), "")
        await self._trying(self._kept.find_last(), "")
        if self._kept.at is None:
            self.show_again()
            return
        age = self.wording.age(self._kept.sent_at or self._kept.at)
        is_sent = self._kept.is_sent
        told = f"Sent {age}." if is_sent else f"Chosen {age}, and not sent yet."
        self.notice.say(told, "holiday")
        self._is_changed = True
        self.show_again()
        self._board.table.focus()

    @work(group="draft", exclusive=True, exit_on_error=False, description="keep what was chosen")
    async def keep_draft(self) -> None:
        """Keep what was chosen."""
        await self._trying(self._kept.keep(), "What is chosen here can't be kept. ")

    async def _trying(self, change: Awaitable[object], what: str) -> None:
        try:
            await change
            self.notice.ended("draft")
        except CleanCloudError as error:
            self.notice.failed(f"{what}{error}", "draft")

    async def put_away(self) -> None:
        """Leave what was chosen to whoever comes here next; what is done is no more."""
        await self._trying(self._kept.put_away(), "")

    def action_back(self) -> None:
        """Go back; what was chosen stays kept."""
        self._leave_screen()

    @work(group="leave", exclusive=True, exit_on_error=False, description="leave the holiday")
    async def _leave_screen(self) -> None:
        await self.put_away()
        self.close()
