"""The orders of all customers, by what they are asked for: status, payment, route, days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from ...api.models.orders import Order, OrderStatus
from ...shop.mirror.order_filter import OPEN, OrderFilter
from ...shop.routes.stops import routes_of
from ...widgets.columns import Column
from ...widgets.table import Table, TableRow
from ...wording.orders import due_of, short_paid_of, status_of
from ...wording.values import UNKNOWN, counted
from ..base import ShopScreen
from ..desk import Desk
from ..destinations import OpenOrder
from ..dialogs.choose import ChooseDialog

MOST_SHOWN: Final = 200
"""Orders that are listed; filters leave fewer."""

_ANY: Final = "any"

_STATUSES: Final[Mapping[str, str]] = {
    _ANY: "Any status",
    OPEN: "All open",
    **{each.value: each.label for each in OrderStatus},
}
_PAID: Final[Mapping[str, tuple[str, bool | None]]] = {
    _ANY: ("Paid or not", None),
    "unpaid": ("Not paid", False),
    "paid": ("Paid", True),
}
_DAYS: Final[Mapping[str, str]] = {
    "1": "made today",
    "7": "made in the last 7 days",
    "30": "made in the last 30 days",
    "90": "made in the last 90 days",
}


class OrderListScreen(ShopScreen):
    """Orders as this computer knows them; F5 asks CleanCloud by the same filters."""

    HELP = (
        "Orders by status, payment, route and the days on which they were made, as this computer "
        "knows them. F5 asks CleanCloud for just these (one request); where they are too many to "
        "come at once, fewer days or a filter help. An order on an invoice is not paid at the "
        "counter: it stands under Not paid until the invoice is."
    )

    BINDINGS = [
        Binding("s", "status", "Status", id="status"),
        Binding("p", "paid", "Paid", id="paid"),
        Binding("r", "route", "Route", id="route"),
        Binding("d", "days", "Days", id="days"),
    ]

    COLUMNS: Final = (
        Column("Order", 7),
        Column("Made", 11, cut="words"),
        Column("Customer", 14, share=1),
        Column("Status", 10, share=1),
        Column("Paid", 7),
        Column("Total", 8, align="right"),
        Column("Due", 15, wide_only=True, cut="words"),
        Column("Route", 5, wide_only=True),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._days = "7"
        self._which = self._of_days(OrderFilter(desk.wording.today, desk.wording.today, OPEN))
        self._asked_at: datetime | None = None

    def body(self) -> Iterator[Widget]:
        """The filters, and the orders that they leave."""
        yield Static(id="filters", classes="heading", markup=False)
        yield Table(self.COLUMNS, id="found-orders")

    def on_mount(self) -> None:
        """Put the cursor into the orders."""
        self.query_one(Table).focus()

    def show(self) -> None:
        """List the orders as the mirror knows them."""
        orders = self._orders(self._which)
        self.query_one("#filters", Static).update(f"{self._filters()}: {self._count(orders)}")
        self.query_one(Table).fill(map(self._row, orders))

    def read_at(self) -> datetime | None:
        """Return when just these were asked for; None where they were not."""
        return self._asked_at

    def is_fresh(self) -> bool:
        """Whether nothing need be asked for: what is kept current in the background is."""
        return True

    async def fetch(self) -> None:
        """Ask for just these: one request."""
        which = self._which
        await self.shop.ask.refresh_orders_made(which)
        if which == self._which:
            self._asked_at = self.wording.now()

    @on(Table.RowSelected)
    def _selected(self, event: Table.RowSelected) -> None:
        self.go(OpenOrder(event.key))

    def action_status(self) -> None:
        """Let the status be picked."""
        current = self._which.status or _ANY
        self.app.push_screen(ChooseDialog("Status", _STATUSES, current), self._pick_status)

    def _pick_status(self, status: str | None) -> None:
        if status:
            self._look_for(replace(self._which, status="" if status == _ANY else status))

    def action_paid(self) -> None:
        """Let it be picked whether they are paid."""
        labels = {code: label for code, (label, _) in _PAID.items()}
        current = next(code for code, (_, paid) in _PAID.items() if paid is self._which.paid)
        self.app.push_screen(ChooseDialog("Paid", labels, current), self._pick_paid)

    def _pick_paid(self, paid: str | None) -> None:
        if paid:
            self._look_for(replace(self._which, paid=_PAID[paid][1]))

    def action_route(self) -> None:
        """Let the route be picked, of those that the days' orders are on."""
        orders = self._orders(replace(self._which, status="", paid=None, route=""))
        choices = {
            _ANY: "Any route, or none",
            **{each: f"Route {each}" for each in routes_of(orders)},
        }
        dialog = ChooseDialog("Route", choices, self._which.route or _ANY)
        self.app.push_screen(dialog, self._pick_route)

    def _pick_route(self, route: str | None) -> None:
        if route:
            self._look_for(replace(self._which, route="" if route == _ANY else route))

    def action_days(self) -> None:
        """Let the days be picked."""
        self.app.push_screen(ChooseDialog("Days", _DAYS, self._days), self._pick_days)

    def _pick_days(self, days: str | None) -> None:
        if days:
            self._days = days
            self._look_for(self._of_days(self._which))

    def _of_days(self, which: OrderFilter) -> OrderFilter:
        today = self.wording.today
        return replace(which, first=today - timedelta(days=int(self._days) - 1), last=today)

    def _look_for(self, which: OrderFilter) -> None:
        if which != self._which:
            self._which, self._asked_at = which, None
            self.query_one(Table).forget_cursor()
        self.show_again()

    def _orders(self, which: OrderFilter) -> list[Order]:
        return self.shop.mirror.orders_made(which, self.wording.time_zone, MOST_SHOWN)

    def _filters(self) -> str:
        which = self._which
        paid = next(label for label, paid in _PAID.values() if paid is which.paid)
        parts = (
            _STATUSES[which.status or _ANY],
            "" if which.paid is None else paid.lower(),
            f"route {which.route}" if which.route else "",
            _DAYS[self._days],
        )
        return ", ".join(part for part in parts if part)

    def _count(self, orders: Sequence[Order]) -> str:
        if orders:
            return (
                f"the last {MOST_SHOWN} of them"
                if len(orders) == MOST_SHOWN
                else counted(len(orders), "order")
            )
        return "none, as just read" if self._asked_at else "none known here; F5 asks CleanCloud"

    def _row(self, order: Order) -> TableRow:
        made = self.wording.day_of(order.created) if order.created else UNKNOWN
        cells = (
            order.id,
            made,
            self.name_of(order.customer_id),
            status_of(order),
            short_paid_of(order),
            self.wording.money(order.total),
            due_of(order, self.wording),
            order.route or UNKNOWN,
        )
        return TableRow(order.id, cells)
