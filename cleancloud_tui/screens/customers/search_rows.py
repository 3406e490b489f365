"""What the search lists: customers, an order asked for by its number, and today's work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.text import Text

from ...api.text import one_line
from ...shop.mirror.todays_work import TodaysWork
from ...widgets.columns import Column
from ...widgets.table import TableRow
from ...wording.orders import (
    NOT_KNOWN,
    due_of,
    short_paid_of,
    status_of,
    total_of,
)

if TYPE_CHECKING:
    from ...api.models.orders import Order
    from ...shop.mirror.todays_work import FoundOrder
    from ...shop.search.found import FoundCustomer
    from ...wording.values import Wording

ORDER: Final = "order:"
"""Begins the keys of rows that open an order; the others are customers' ids."""

CUSTOMERS: Final = (
    Column("Name", 13, share=3),
    Column("Phone", 14),
    Column("Address", 8, share=2),
    Column("Last in", 10),
    Column("Open", 4, align="right"),
    Column("Ready", 5, align="right"),
    Column("Owes", 9, align="right"),
    Column("Number", 7, align="right", wide_only=True),
    Column("Email", 10, share=2, wide_only=True),
)
ORDERS: Final = (
    Column("Order", 6, align="right"),
    Column("Name", 11, share=3),
    Column("Phone", 14),
    Column("Status", 8, share=1),
    Column("Due", 13, share=1, cut="words"),
    Column("Place", 5),
    Column("Total", 8, align="right"),
    Column("Paid", 7, wide_only=True),
    Column("Address", 10, share=2, wide_only=True),
)


def row_of_order_asked_for(order: Order, name: str, wording: Wording) -> TableRow:
    """Return the row of an order among customers; `name` is its customer's."""
    return TableRow(
        f"{ORDER}{order.id}",
        (
            Text(f"Order {order.id}  {name}", style="bold"),
            status_of(order),
            due_of(order, wording) if order.is_open else "",
            wording.day_of(order.created),
            "",
            "",
            total_of(order, wording) if order.due or order.is_due_unknown else "",
            "",
            "",
        ),
    )


def row_of_customer(found: FoundCustomer, wording: Wording) -> TableRow:
    """Return the row of a customer; one that was guessed is marked."""
    customer = found.customer
    name = customer.name or f"Customer {customer.id}"
    return TableRow(
        customer.id,
        (
            f"≈ {name}" if found.guessed else name,
            customer.phone,
            one_line(customer.address),
            wording.day_of(found.last_order) if found.last_order else "",
            str(found.open_orders or ""),
            Text(str(found.ready_orders), style="bold") if found.ready_orders else "",
            Text(_owed(found, wording), style="bold"),
            customer.id,
            customer.email,
        ),
    )


def _owed(found: FoundCustomer, wording: Wording) -> str:
    """Return what a customer owes, in few signs: `$43.00`, `$43.00+?`, `unknown`."""
    if not found.owed:
        return NOT_KNOWN if found.owed_unknown else ""
    return wording.money(found.owed) + "+?" * bool(found.owed_unknown)


def row_of_work(found: FoundOrder, work: TodaysWork, wording: Wording) -> TableRow:
    """Return the row of an order that somebody has to do something about."""
    order, customer = found.order, found.customer
    return TableRow(
        f"{ORDER}{order.id}",
        (
            order.id,
            customer.name if customer else f"customer {order.customer_id}",
            customer.phone if customer else "",
            status_of(order),
            _due(order, work, wording),
            order.rack,
            total_of(order, wording),
            short_paid_of(order),
            one_line(customer.address) if customer else "",
        ),
    )


def _due(order: Order, work: TodaysWork, wording: Wording) -> str:
    return due_of(order, wording)
