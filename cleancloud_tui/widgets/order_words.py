"""An order in words: status, payment, due date; items, money and dates, line by line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from textual.content import Content

from ..api.models.orders import Order, OrderLine, OrderStatus
from ..api.text import one_line
from .wording import UNKNOWN, Wording, number

_PAYMENT_TYPES: Final = {"1": "cash", "2": "card", "3": "check"}

_WIDTH: Final = 26
"""Cells for a line's label; the amount stands behind it."""

READY_SETS_OFF: Final = (
    "CleanCloud may tell the customer that the order is ready and, if the shop set it so, "
    "charge the saved card."
)
"""What making an order Ready may set off (`updateOrder`)."""


def due_of(order: Order, wording: Wording) -> str:
    """Return when an order is due: the day, and the time where there is one."""
    if order.delivery_day is None:
        return UNKNOWN
    return f"{wording.day(order.delivery_day)} {order.delivery_time}".rstrip()


def is_overdue(order: Order, today: date) -> bool:
    """Whether an order should have been ready by now and is not."""
    waiting = (OrderStatus.CLEANING, OrderStatus.DETAILING)
    return order.status in waiting and order.delivery_day is not None and order.delivery_day < today


def status_of(order: Order) -> str:
    """Return an order's status in words; the API's code where it is not known."""
    if order.status is not None:
        return order.status.label
    return f"Status {order.status_code}" if order.status_code else UNKNOWN


def short_paid_of(order: Order) -> str:
    """Return one word on how an order was paid: `UNPAID`, `cash`, `card`, `check`, `paid`."""
    if order.paid is None:
        return UNKNOWN
    return _PAYMENT_TYPES.get(order.payment_type, "paid") if order.paid else "UNPAID"


def paid_of(order: Order) -> str:
    """Return whether and how an order was paid."""
    if order.paid is None:
        return UNKNOWN
    if not order.paid:
        return "UNPAID"
    how = _PAYMENT_TYPES.get(order.payment_type, "")
    return f"paid, {how}" if how else "paid"


def items_of(order: Order, wording: Wording) -> list[Content]:
    """Return the items, then the remarks among them and the order's notes."""
    lines = [_heading("Items")]
    lines += [_item(line, wording) for line in order.lines] or [Content("no items are known")]
    lines += [Content(f"  {remark}") for remark in order.remarks]
    if order.notes:
        lines += [_heading("Notes"), Content(order.notes)]
    return lines


def money_of(order: Order, wording: Wording) -> list[Content]:
    """Return what makes up the total, line by line, and what is paid."""
    parts: list[tuple[str, Decimal | None, int]] = [
        ("Discount", order.discount, -1),
        ("Credit used", order.credit_used, -1),
        ("Express", order.express_fee, 1),
        ("Delivery", order.delivery_fee, 1),
        ("To the minimum", order.minimum_adjust, 1),
        ("Tax", order.tax, 1),
        ("Tax 2", order.tax2, 1),
        ("Tax 3", order.tax3, 1),
        ("Tip", order.tip, 1),
    ]
    lines = [_heading("Money")]
    lines += [
        _amount(label, wording.money(amount * sign)) for label, amount, sign in parts if amount
    ]
    lines.append(_amount("Total", wording.money(order.total), style="bold"))
    paid_at = f" {wording.moment(order.paid_at)}" if order.paid and order.paid_at else ""
    lines.append(Content(f"{paid_of(order)}{paid_at}"))
    return lines


def dates_of(order: Order, wording: Wording) -> list[Content]:
    """Return when it was made, is due, was cleaned and collected, and how it travels."""
    lines = [_heading("Dates")]
    for label, instant in (
        ("Made", order.created),
        ("Cleaned", order.cleaned),
        ("Completed", order.completed),
    ):
        if instant is not None:
            lines.append(Content(f"{label:<10}{wording.moment(instant)}"))
    if order.is_pickup and order.pickup_day:
        lines.append(Content(f"{'Pickup':<10}{wording.day(order.pickup_day)} {order.pickup_time}"))
    if order.delivery_day:
        label = "Delivery" if order.is_delivery else "Ready by"
        lines.append(Content(f"{label:<10}{due_of(order, wording)}"))
    if order.is_locker:
        lines.append(Content(f"{'Locker':<10}{order.locker_number}"))
    if order.address:
        lines.append(Content(f"{'Address':<10}{one_line(order.address)}"))
    return lines


def _heading(text: str) -> Content:
    return Content.styled(text, "bold underline")


def _item(line: OrderLine, wording: Wording) -> Content:
    quantity = f"{number(line.quantity)} × " if line.quantity is not None else ""
    if line.price is None or line.quantity is None:
        return Content(f"{quantity}{line.name}")
    return _amount(f"{quantity}{line.name}", wording.money(line.price * line.quantity))


def _amount(label: str, amount: str, style: str = "") -> Content:
    short = label if len(label) <= _WIDTH else label[: _WIDTH - 1] + "…"
    return Content.styled(f"{short:<{_WIDTH}}{amount:>10}", style)
