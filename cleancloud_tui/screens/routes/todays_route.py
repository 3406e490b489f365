"""A day's stops by time: what is still to be fetched and brought, and by which route."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from ...api.models.orders import Order
from ...api.text import one_line
from ...shop.routes.stops import Stop, StopKind, routes_of, stops_on
from ...shop.sync.changes import ASKED_AT
from ...widgets.columns import Column
from ...widgets.table import Table, TableRow
from ...wording.order_sections import is_under_way
from ...wording.orders import NOT_KNOWN, short_paid_of, status_of, undated_in_words
from ...wording.values import UNKNOWN, counted
from ..base import ShopScreen
from ..desk import Desk
from ..destinations import OpenDriver, OpenOrder
from ..dialogs.choose import ChooseDialog

_ALL: Final = "all"


class StopTable(Table):
    """A table whose Left and Right belong to the screen."""

    BINDINGS = [
        Binding("left", "screen.day(-1)", "Day before", id="before"),
        Binding("right", "screen.day(1)", "Day after", id="after"),
    ]


class TodaysRouteScreen(ShopScreen):
    """The stops of a day, on all routes or one."""

    HELP = (
        "What is still to be fetched or brought on a day, by time, as this computer knows it; F5 "
        "asks CleanCloud for the open orders of each route shown (one request each). What is done "
        "is no longer listed. Left and Right move by a day, T goes back to today."
    )

    BINDINGS = [
        Binding("r", "route", "Route", id="route"),
        Binding("d", "driver", "Driver", id="driver"),
        Binding("t", "today", "Today", id="today"),
    ]

    COLUMNS: Final = (
        Column("Time", 10, is_whole=True),
        Column("", 8),
        Column("Customer", 13, share=1),
        Column("Address", 13, share=2),
        Column("Route", 5),
        Column("Order", 6),
        Column("Paid", 7),
        Column("Status", 15, wide_only=True),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._day = desk.wording.today
        self._only = ""
        self._asked_at: datetime | None = None

    def body(self) -> Iterator[Widget]:
        """Which day and routes, and the stops."""
        yield Static(id="which", classes="heading", markup=False)
        yield StopTable(self.COLUMNS, id="stops")

    def on_mount(self) -> None:
        """Put the cursor into the stops."""
        self.query_one(Table).focus()

    def show(self) -> None:
        """List the stops as the mirror knows them."""
        stops = self._stops()
        self.query_one("#which", Static).update(f"{self._which()}: {self._count(stops)}")
        self.query_one(Table).fill(map(self._row, stops))

    def read_at(self) -> datetime | None:
        """Return when the orders were last asked for, here or in the background."""
        told = self.shop.mirror.facts.done_at(ASKED_AT)
        background = datetime.fromtimestamp(told, self.wording.time_zone) if told else None
        return max((each for each in (self._asked_at, background) if each), default=None)

    def is_fresh(self) -> bool:
        """Whether nothing need be asked for: what is kept current in the background is."""
        return True

    async def fetch(self) -> None:
        """Ask for the open orders of each route that is shown; of none, for what changed."""
        routes = [self._only] if self._only else routes_of(self._stops())
        for route in routes:
            await self.shop.ask.refresh_orders_on(route)
        if not routes:
            await self.shop.ask.refresh_changes()
        self._asked_at = self.wording.now()

    @on(Table.RowSelected)
    def _selected(self, event: Table.RowSelected) -> None:
        self.go(OpenOrder(event.key))

    def action_day(self, days: int) -> None:
        """Move by some days."""
        self._day += timedelta(days=days)
        self.show_again()

    def action_today(self) -> None:
        """Go back to today."""
        self._day = self.wording.today
        self.show_again()

    def action_route(self) -> None:
        """Let one route be picked, of those that have stops on the day, or all."""
        routes = routes_of(stops_on(self.shop, self._day))
        choices = {_ALL: "All routes", **{each: f"Route {each}" for each in routes}}
        dialog = ChooseDialog("Which route?", choices, self._only or _ALL)
        self.app.push_screen(dialog, self._pick)

    def _pick(self, route: str | None) -> None:
        if route:
            self._only = "" if route == _ALL else route
            self.show_again()

    def action_driver(self) -> None:
        """Show where the driver of the stop under the cursor is."""
        order = self._order()
        if order is None:
            return
        if order.customer_id and is_under_way(order):
            self.go(OpenDriver(order.id))
        else:
            self.notice.failed(f"No driver is under way with order {order.id}.")

    def _order(self) -> Order | None:
        known = self.shop.order(self.query_one(Table).key or "")
        return known.value if known else None

    def _stops(self) -> list[Stop]:
        return stops_on(self.shop, self._day, self._only)

    def _which(self) -> str:
        route = f"route {self._only}" if self._only else "all routes"
        day = self.wording.day(self._day)
        return f"{day[0].upper()}{day[1:]}, {route}"

    def _count(self, stops: Sequence[Stop]) -> str:
        undated = undated_in_words(self.shop.undated_orders())
        if not stops:
            filling = self.shop.filling
            if filling is None or not filling.finished:
                return "none known yet, the shop's records are being fetched"
            return f"{NOT_KNOWN}; {undated}" if undated else "nothing is left to fetch or bring"
        pickups = sum(each.kind is StopKind.PICKUP for each in stops)
        fetched, brought = counted(pickups, "pickup"), len(stops) - pickups
        deliveries = counted(brought, "delivery", "deliveries")
        said = f"{counted(len(stops), 'stop')}, {fetched}, {deliveries}"
        return f"{said}; {undated}" if undated else said

    def _row(self, stop: Stop) -> TableRow:
        order = stop.order
        name = stop.customer.name if stop.customer else f"customer {order.customer_id}"
        cells = (
            stop.window or UNKNOWN,
            stop.kind.value,
            name,
            one_line(stop.address) or UNKNOWN,
            stop.route or UNKNOWN,
            order.id,
            short_paid_of(order),
            status_of(order),
        )
        return TableRow(order.id, cells)
