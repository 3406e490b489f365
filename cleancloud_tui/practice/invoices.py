"""Invoices: what a business account orders in a month stands on one, and is paid in the next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from .shop_days import ShopDays, date_of, day_number
from .store import PracticeStore

if TYPE_CHECKING:
    from .generator.calendar import Calendar

CHECK: Final = 3
"""How invoices are paid (`paymentType`)."""

PAID: Final = 1
"""The `invoiceStatus` of one that was paid; 0 is open. What CleanCloud's codes mean is not told."""

_DUE_DAY: Final = 15
"""Of the month after an invoice's."""

_MONTHS: Final = 10_000
"""A number above all of `yymm`, with which an invoice's number ends."""


def invoice_for(business_id: str, moment: int, days: ShopDays) -> int:
    """Return the number of the invoice on which a business's order of a moment stands."""
    day = date_of(days.of(moment))
    return int(business_id) * _MONTHS + day.year % 100 * 100 + day.month


def settle(store: PracticeStore, calendar: Calendar, until: int, *, seen_at: int = 0) -> None:
    """Let the invoices be paid that are due by a moment.

    Args:
        store: The shop.
        calendar: When it is open.
        until: The last moment at which something may happen.
        seen_at: From when on it can be seen, where that is later.
    """
    for row in store.rows(
        "SELECT DISTINCT invoice_id FROM orders WHERE invoice_id > 0 AND paid = 0 AND deleted = 0"
    ):
        at = calendar.at(calendar.next_open(_due_day(row["invoice_id"])), 0.1)
        if at <= until:
            store.execute(
                "UPDATE customers SET loyalty_points = loyalty_points + (SELECT sum(total / 100)"
                " FROM orders WHERE customer_id = customers.id AND invoice_id = ? AND paid = 0)"
                " WHERE id IN (SELECT customer_id FROM orders WHERE invoice_id = ? AND paid = 0)",
                (row["invoice_id"], row["invoice_id"]),
            )
            store.execute(
                "UPDATE orders SET paid = 1, invoice_status = ?, payment_type = ?,"
                " payment_time = ?, staff_payment = 1, updated = max(updated, ?)"
                " WHERE invoice_id = ? AND paid = 0",
                (PAID, CHECK, at, max(at, seen_at), row["invoice_id"]),
            )


def _due_day(invoice_id: int) -> int:
    year, month = divmod(invoice_id % _MONTHS, 100)
    next_month = date(2000 + year, month, 1) + timedelta(days=31)
    return day_number(next_month.replace(day=_DUE_DAY))
