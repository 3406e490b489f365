"""One customer: who they are, and their orders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from rich.text import Text
from textual import on, work
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ..api.models.customers import Customer
from ..api.models.orders import Order, OrderStatus
from ..api.operations import OPERATIONS
from ..api.text import one_line
from ..widgets.order_words import due_of, is_overdue, short_paid_of, status_of
from ..widgets.table import Column, Row, Table
from ..widgets.wording import UNKNOWN, counted, joined, number
from .base import Desk, ShopScreen
from .navigation import open_operations, open_order, open_repeat_pickups, open_taking_in
from .undo import undo_last


class CustomerScreen(ShopScreen):
    """A customer's profile and orders, open ones first."""

    CSS_PATH = "customer.tcss"

    HELP = "Enter opens the order under the cursor. Open orders stand first, then the newest."

    BINDINGS = [
        Binding("o", "take_in", "New order", id="take_in"),
        Binding("r", "repeat_pickups", "Repeat pickups", id="repeat_pickups"),
        Binding("u", "undo", "Undo", id="undo"),
        Binding("f9", "operations", "All operations", id="operations", show=False),
    ]

    COLUMNS: Final = (
        Column("Order", 6, align="right"),
        Column("Status", 15),
        Column("Due", 15, share=1),
        Column("Place", 6),
        Column("Pieces", 6, align="right"),
        Column("Total", 9, align="right"),
        Column("Paid", 6),
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
        """The profile, and the orders under it."""
        yield Static(id="profile", markup=False)
        yield Static(id="orders-heading", classes="heading", markup=False)
        yield Table(self.COLUMNS, id="orders")

    def show(self) -> None:
        """Show the customer as the mirror knows them."""
        known = self.shop.customer(self.customer_id)
        orders = self.shop.orders_of(self.customer_id)
        self.query_one("#profile", Static).update(
            self._profile(known.value) if known else Content(f"Customer {self.customer_id}")
        )
        self.query_one("#orders-heading", Static).update(self._heading(orders))
        self.query_one(Table).fill(self._row(order) for order in orders)

    def read_at(self) -> datetime | None:
        """Return when the customer was read."""
        known = self.shop.customer(self.customer_id)
        return known.read_at if known else None

    async def fetch(self) -> None:
        """Ask for the customer and their orders: two requests."""
        await self.shop.refresh_customer(self.customer_id)

    def on_mount(self) -> None:
        """Put the cursor into the orders."""
        self.query_one(Table).focus()

    @on(Table.RowSelected)
    def _selected(self, event: Table.RowSelected) -> None:
        if event.row_key.value:
            open_order(self.app, self.desk, event.row_key.value)

    def action_take_in(self) -> None:
        """Take in an order, or go on with the one that was put aside."""
        open_taking_in(self.app, self.desk, self.customer_id)

    def action_repeat_pickups(self) -> None:
        """Open the customer's repeat pickups."""
        open_repeat_pickups(self.app, self.desk, self.customer_id)

    @work(group="edit", exclusive=True, exit_on_error=False, description="take a change back")
    async def action_undo(self) -> None:
        """Take back the newest change of the customer."""
        await undo_last(self, [f"customer:{self.customer_id}"])

    def action_operations(self) -> None:
        """Open the console with this customer."""
        open_operations(self.app, self.desk, customerID=self.customer_id)

    def _profile(self, customer: Customer) -> Content:
        lines = [
            Content.assemble((customer.name or UNKNOWN, "bold"), f"   customer {customer.id}"),
            Content(
                joined(customer.phone, customer.email, one_line(customer.address))
                or "No contact is known"
            ),
        ]
        money = self.wording.money
        account = joined(
            f"credit {money(customer.credit)}" if customer.credit else "",
            f"{number(customer.loyalty_points)} points" if customer.loyalty_points else "",
            f"{number(customer.discount_percent)} % off" if customer.discount_percent else "",
            f"route {customer.route}" if customer.route else "",
            f"since {self.wording.day_of(customer.signed_up)}" if customer.signed_up else "",
        )
        lines += [
            Content(line)
            for line in (
                account,
                preferences_in_words(customer),
                _labelled("Notes", customer.notes),
                _labelled("Private", customer.private_notes),
                _labelled("Driver", customer.address_instructions),
            )
            if line
        ]
        return Content("\n").join(lines)

    def _heading(self, orders: list[Order]) -> str:
        if not orders:
            return "No orders are known"
        unpaid = [order.due for order in orders if order.paid is False and order.due]
        owes = f", {self.wording.money(sum(unpaid[1:], unpaid[0]))} unpaid" if unpaid else ""
        is_open = sum(order.is_open for order in orders)
        return f"{counted(len(orders), 'order')}, {is_open} open{owes}"

    def _row(self, order: Order) -> Row:
        wording = self.wording
        status = Text(status_of(order))
        if order.status is OrderStatus.READY:
            status.stylize("bold")
        due = due_of(order, wording) if order.is_open else wording.day_of(order.completed)
        if is_overdue(order, wording.today):
            due = f"LATE {wording.day(order.delivery_day)}"
        cells = (
            order.id,
            status,
            due,
            order.rack,
            number(order.pieces),
            wording.money(order.total),
            short_paid_of(order),
            wording.day_of(order.created),
            one_line(order.notes),
        )
        return Row(order.id, cells)


def preferences_in_words(customer: Customer) -> str:
    """Return the preferences that were chosen, in the documentation's words."""
    words = []
    for parameter in OPERATIONS["addCustomer"].parameters:
        code = customer.preferences.get(parameter.name, "0")
        if code != "0" and (label := parameter.choices.get(code)):
            subject = parameter.meaning.removesuffix(" Preference").removesuffix(" Presentation")
            words.append(f"{subject}: {label}")
    return joined(*words)


def _labelled(label: str, text: str) -> str:
    return f"{label}: {one_line(text)}" if text else ""
