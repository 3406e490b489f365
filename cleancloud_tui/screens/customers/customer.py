"""One customer: who they are, and their orders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...api.models.orders import Order, OrderStatus
from ...api.rights import Right
from ...api.text import one_line
from ...shop.shop import MOST_ORDERS
from ...shop.writes.ids import ids_of
from ...widgets.columns import Column
from ...widgets.refused import needs
from ...widgets.table import Table, TableRow
from ...wording.customers import (
    UNTOLD_ORDERS,
    head_of,
    orders_in_words,
    other_address_in_words,
    profile_of,
)
from ...wording.orders import due_of, short_paid_of, status_of, total_of
from ...wording.values import joined, number
from ..base import ShopScreen
from ..deeds.deeds import deed
from ..deeds.undo import undo_last
from ..desk import Desk
from ..destinations import (
    OpenCustomerForm,
    OpenHandOut,
    OpenNewOrder,
    OpenOperations,
    OpenOrder,
    OpenRepeatPickups,
)


class CustomerScreen(ShopScreen):
    """A customer's profile and orders, open ones first."""

    CSS_PATH = "customer.tcss"

    HELP = (
        "Who the customer is, how they want it, and their orders: open ones first, then the "
        "newest. Enter opens the order under the cursor, s changes its status; Shift+Tab goes to "
        "a profile that is longer than its place. a opens the account: messages, credit and "
        "points, cards, promo and referral codes, subscription, the phone app, groups, "
        "deactivation."
    )

    BINDINGS = [
        Binding("o", "take_in", "New order", id="take_in"),
        Binding("h", "hand_out", "Hand out", id="hand_out"),
        Binding("s", "status", "Status", id="status"),
        Binding("e", "edit", "Edit", id="edit"),
        Binding("a", "account", "Account", id="account"),
        Binding("r", "repeat_pickups", "Pickups", id="repeat_pickups"),
        Binding("u", "undo", "Undo", id="undo"),
        Binding("f9", "operations", "All operations", id="operations", show=False),
    ]

    COLUMNS: Final = (
        Column("Order", 6, align="right"),
        Column("Status", 15),
        Column("Due", 15, share=1, cut="words"),
        Column("Place", 6),
        Column("Pieces", 6, align="right"),
        Column("Total", 9, align="right"),
        Column("Paid", 7),
        Column("Made", 12, wide_only=True),
        Column("Notes", 10, share=3, wide_only=True),
    )

    def __init__(self, desk: Desk, customer_id: str) -> None:
        super().__init__(desk)
        self.customer_id = customer_id

    def shows(self) -> str:
        """Return the customer's id."""
        return self.customer_id

    def body(self) -> Iterator[Widget]:
        """Who it is, the profile, and the orders under it, which stay in sight."""
        yield Static(id="customer-head", markup=False)
        with VerticalScroll(id="profile"):
            yield Static(id="profile-text", markup=False)
        yield Static(id="orders-heading", classes="heading", markup=False)
        yield Table(self.COLUMNS, id="orders")

    def show(self) -> None:
        """Show the customer as the mirror knows them."""
        known = self.shop.customer(self.customer_id)
        orders = self.shop.orders_of(self.customer_id)
        if known is None:
            head, profile = Content(f"Customer {self.customer_id}"), Content("")
        else:
            pickups = self.shop.repeat_pickups_of(self.customer_id)
            is_gone = self.shop.is_deactivated(self.customer_id)
            head = head_of(known.value, is_deactivated=is_gone)
            profile = profile_of(known.value, pickups, self.wording)
        elsewhere = other_address_in_words(known.value, orders) if known else ""
        self.query_one("#customer-head", Static).update(head)
        self.query_one("#profile-text", Static).update(profile)
        are_all = len(orders) < MOST_ORDERS
        untold = UNTOLD_ORDERS if self.shop.ask.are_orders_untold(self.customer_id) else ""
        self.query_one("#orders-heading", Static).update(
            joined(orders_in_words(orders, self.wording, are_all=are_all), untold, elsewhere)
        )
        self.query_one(Table).fill(self._row(order) for order in orders)

    def read_at(self) -> datetime | None:
        """Return when the customer was read."""
        known = self.shop.customer(self.customer_id)
        return known.read_at if known else None

    async def fetch(self) -> None:
        """Ask for the customer and their orders: two requests."""
        await self.shop.ask.refresh_customer(self.customer_id)

    def on_mount(self) -> None:
        """Put the cursor into the orders."""
        self.query_one(Table).focus()

    @on(Table.RowSelected)
    def _selected(self, event: Table.RowSelected) -> None:
        self.go(OpenOrder(event.key))

    @needs(Right.SEND)
    def action_edit(self) -> None:
        """Open the form with what is known of the customer."""
        if self.shop.customer(self.customer_id):
            self.go(OpenCustomerForm(self.customer_id))
        else:
            self.notice.failed("Nothing is known of this customer yet: F5 asks CleanCloud.")

    def commands(self) -> Iterator[tuple[str, str, str]]:
        """Yield the chapters of the account."""
        from ..account.menu import chapters_for

        for key, (name, chapter) in enumerate(chapters_for(self.desk.rights).items(), 1):
            yield chapter.label, f"A, {key}: of this customer", f"account('{name}')"

    @deed("change the account", right=None)
    async def action_account(self, chapter: str = "") -> None:
        """Open a chapter of the account; without one, offer them all."""
        from ..account.menu import offer_account

        if known := self.shop.customer(self.customer_id):
            await offer_account(self, known.value, chapter)

    @deed("change the status")
    async def action_status(self) -> None:
        """Change the status of the order under the cursor."""
        from ..orders.changes import change_status

        if known := self.shop.order(self.query_one(Table).key or ""):
            await change_status(self, known.value)

    @needs(Right.SEND)
    def action_hand_out(self) -> None:
        """Open what the customer collects."""
        self.go(OpenHandOut(self.customer_id))

    @needs(Right.SEND)
    def action_take_in(self) -> None:
        """Take in an order, or go on with the one that was parked."""
        self.go(OpenNewOrder(self.customer_id))

    def action_repeat_pickups(self) -> None:
        """Open the customer's repeat pickups."""
        self.go(OpenRepeatPickups(self.customer_id))

    @deed("take a change back")
    async def action_undo(self) -> None:
        """Take back the newest change of the customer, or of the order under the cursor."""
        await undo_last(
            self, [f"customer:{self.customer_id}", f"order:{self.query_one(Table).key}"]
        )

    def action_operations(self) -> None:
        """Open the console with this customer."""
        self.go(OpenOperations(ids_of(customer_id=self.customer_id)))

    def _row(self, order: Order) -> TableRow:
        wording = self.wording
        status = Text(status_of(order))
        if order.status is OrderStatus.READY:
            status = Text("READY", style="bold")
        due = due_of(order, wording) if order.is_open else wording.day_of(order.completed)
        if order.is_overdue(wording.today):
            due = f"LATE {wording.day(order.delivery_day)}"
        cells = (
            order.id,
            status,
            due,
            order.rack,
            number(order.pieces),
            total_of(order, wording),
            short_paid_of(order),
            wording.day_of(order.created),
            one_line(order.notes),
        )
        return TableRow(order.id, cells)
