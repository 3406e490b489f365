"""An address or a place to its route, and what the route has left: days, and times on each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from textual import on, work
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Static

from ...api.errors import CleanCloudError
from ...api.models.routes import AvailableDay, Route, TimeSlot
from ...shop.routes.places import Place, place_typed
from ...widgets.columns import Column
from ...widgets.table import Table, TableRow
from ...wording.values import UNKNOWN, counted
from ..base import ShopScreen
from ..desk import Desk

_TIMES: Final = "times"
"""The cause of what is said about a day's times."""


class DayTable(Table):
    """The days, on which Enter asks for the times."""

    BINDINGS = [Binding("enter", "select", "Ask for its times", id="open")]


class RoutesScreen(ShopScreen):
    """Which route serves an address, and when it has time."""

    CSS_PATH = "routes.tcss"

    HELP = (
        "Type an address, a place by its latitude and longitude (10.14, 34.43), or a route's "
        "number, and press Enter. Then Enter on a day asks for its times anew. Nothing is booked "
        "here: an order's form has the free times, too."
    )

    BINDINGS = [Binding("escape", "clear", "Back", id="back")]

    COLUMNS: Final = (
        Column("Day", 16, is_whole=True),
        Column("Times, and how often each is left", 30, share=1, cut="words"),
        Column("Left", 5, align="right"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._place: Place | None = None
        self._route: Route | None = None
        self._days: tuple[AvailableDay, ...] | None = None
        self._times: dict[date, tuple[TimeSlot, ...]] = {}
        self._read_at: datetime | None = None

    def body(self) -> Iterator[Widget]:
        """The field, the route, its days, the times of one of them."""
        hint = "Address, a place such as 10.14, 34.43, or a route's number; Enter asks"
        yield Input(placeholder=hint, id="place", compact=True, select_on_focus=False)
        yield Static(id="route", classes="heading", markup=False)
        yield DayTable(self.COLUMNS, id="days")
        yield Static(id="times", markup=False)

    def on_mount(self) -> None:
        """Put the cursor into the field."""
        self.query_one("#place", Input).focus()

    def show(self) -> None:
        """Show what was told of the route."""
        self.query_one("#route", Static).update(self._heading())
        self.query_one(Table).fill(self._row(each) for each in self._days or ())
        self._show_times()

    def read_at(self) -> datetime | None:
        """Return when it was asked."""
        return self._read_at

    def is_fresh(self) -> bool:
        """Whether nothing need be asked for: nothing was typed yet."""
        return True

    async def fetch(self) -> None:
        """Ask for the route, unless its number is known, and for its days: two requests."""
        place = self._place
        if place is None:
            return
        if self._route is None:
            ask = self.shop.ask.route_for
            known = Route(place.route) if place.route else None
            self._route = known or await ask(place.address, place.latitude, place.longitude)
        self._days = await self.shop.ask.days_of_route(self._route.id)
        self._times, self._read_at = {}, self.wording.now()
        if self._days and self.is_current:
            self.query_one(Table).focus()

    @on(Input.Submitted, "#place")
    def _submitted(self, event: Input.Submitted) -> None:
        """Ask for what was typed: what was told before is another place's."""
        place = place_typed(event.value)
        if place is None:
            self.notice.failed("Type an address, a place, or a route's number first.")
            return
        self.notice.ended()
        self._place, self._route, self._days, self._read_at = place, None, None, None
        self._times = {}
        self.show_again()
        self.bring_up_to_date()

    def action_refresh(self) -> None:
        """Ask again, where something was asked."""
        if self._place is not None:
            self.bring_up_to_date()

    @on(Table.RowHighlighted)
    def _moved(self) -> None:
        self._show_times()

    @on(Table.RowSelected)
    def _selected(self) -> None:
        if self._day is not None:
            self.ask_times(self._day.day)

    @work(group="times", exclusive=True, exit_on_error=False, description="ask for a day's times")
    async def ask_times(self, day: date) -> None:
        """Ask for the times that the route has left on a day: one request."""
        place, route = self._place, self._route
        if route is None:
            return
        self.notice.waiting(_TIMES)
        try:
            slots = await self.shop.ask.slots_of(route.id, day)
        except CleanCloudError as error:
            self.notice.failed(error, _TIMES)
        else:
            self.notice.arrived(_TIMES)
            if place is self._place:  # else it is another route's
                self._times[day] = slots
        self.show_again()

    def action_clear(self) -> None:
        """Go back to the field; from there, to the screen before."""
        field = self.query_one("#place", Input)
        if field.has_focus:
            self.action_back()
        else:
            field.focus()

    @property
    def _day(self) -> AvailableDay | None:
        """The day under the cursor."""
        key = self.query_one(Table).key
        return next((each for each in self._days or () if each.day.isoformat() == key), None)

    def _heading(self) -> str:
        if self._place is None:
            return "Routes"
        if self._route is None:
            return f"“{self._place.text}”: no route is known yet"
        route = f"Route {self._route.id}" + (f", {self._route.name}" if self._route.name else "")
        if self._days is None:
            return f"{route}: its days are not known yet"
        if not self._days:
            return f"{route}: CleanCloud tells no free day"
        first = self.shop.ask.first_delivery(self._route.id)
        deliveries = f", deliveries from {self.wording.day(first)} on" if first else ""
        return f"{route}: {counted(len(self._days), 'free day')}{deliveries}"

    def _row(self, day: AvailableDay) -> TableRow:
        told = [each.left for each in day.slots]
        left = [each for each in told if each is not None]
        total = str(sum(left)) if left and len(left) == len(told) else UNKNOWN
        times = ", ".join(map(_slot, day.slots)) or UNKNOWN
        return TableRow(day.day.isoformat(), (self.wording.day(day.day), times, total))

    def _show_times(self) -> None:
        """Show the times of the day under the cursor, as they were told last."""
        day = self._day
        self.query_one("#times", Static).update(self._times_of(day) if day else "")

    def _times_of(self, day: AvailableDay) -> str:
        asked = self._times.get(day.day)
        before = {each.window: each for each in day.slots}  # what `getSlots` tells has no figures
        slots = day.slots if asked is None else [before.get(each.window, each) for each in asked]
        left = [f"{_slot(each)} left" if each.left is not None else each.window for each in slots]
        just = "" if asked is None else ", just asked"
        if asked is None:
            none = "not told; Enter asks"
        elif day.slots:
            none = "CleanCloud tells no time, though it told some with the days"
        else:
            none = "CleanCloud tells no time"
        return f"{self.wording.day(day.day)}{just}: {', '.join(left) or none}"


def _slot(slot: TimeSlot) -> str:
    return slot.window if slot.left is None else f"{slot.window} {slot.left}"
