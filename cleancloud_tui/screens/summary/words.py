"""The figures' names and values on the screen, and how a comparison is said."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ...shop.reports.compared import Comparison
from ...shop.reports.figures import Amount
from ...shop.reports.periods import Period
from ...wording.values import UNKNOWN, Wording, number

LABELS: Final[Mapping[str, str]] = {
    "sales": "Sales",
    "revenue": "Revenue",
    "orders": "Orders",
    "pieces": "Pieces",
    "average_order": "Average order",
    "pieces_an_order": "Pieces an order",
    "cleaned": "Cleaned",
    "completed": "Done",
    "unpaid_orders": "Unpaid orders",
    "unpaid_total": "Unpaid",
    "unique_customers": "Customers",
    "new_customers": "New customers",
    "pickup_orders": "Picked up",
    "store_orders": "In the store",
    "express_orders": "Express orders",
    "express_fees": "Express fees",
    "discounts": "Discounts",
    "tips": "Tips",
    "tax": "Tax",
}
"""By their names in `Figures`, in the order of the screen."""

_MONEY: Final = frozenset(
    (
        "sales",
        "revenue",
        "average_order",
        "unpaid_total",
        "express_fees",
        "discounts",
        "tips",
        "tax",
    )
)
_LESS: Final = "▼"
_MORE: Final = "▲"
_SAME: Final = "="


def value_said(name: str, value: Amount | None, wording: Wording) -> str:
    """Return a figure's value: money with its currency, a count as it is."""
    if value is None:
        return UNKNOWN
    if name in _MONEY:
        return wording.money(Decimal(value))
    return f"{value:,}" if isinstance(value, int) else number(value)


def change_said(compared: Comparison | None) -> str:
    """Return shortly by how much a figure is more or less: `▲ +12 %`, `▼ -3`, `=`."""
    difference = compared.difference if compared else None
    if compared is None or difference is None:
        return UNKNOWN
    if not difference:
        return _SAME
    sign = _MORE if difference > 0 else _LESS
    percent = compared.percent
    return f"{sign} {percent:+} %" if percent is not None else f"{sign} {difference:+,}"


def change_in_words(compared: Comparison, beside: str, wording: Wording) -> str:
    """Return a comparison as a sentence; `beside` says what with."""
    name, difference = compared.name, compared.difference
    this = value_said(name, compared.this, wording)
    that = value_said(name, compared.that, wording)
    label = LABELS[name]
    if compared.this is None:
        return f"{label}: not known. {beside}: {that}."
    if difference is None:
        return f"{label}: {this}. {beside}: not known."
    if not difference:
        return f"{label}: {this}, as in {beside}."
    by = value_said(name, difference if difference > 0 else -difference, wording)
    percent = f" ({compared.percent:+} %)" if compared.percent is not None else ""
    word = "more" if difference > 0 else "less"
    return f"{label}: {this}, {by} {word}{percent} than {that} in {beside}."


def period_said(period: Period) -> str:
    """Say a period by its name and its days: `last week, 16 Nov to 22 Nov 2026`."""
    days = days_said(period)
    return days if period.name[:1].isdigit() or period.name == days else f"{period.name}, {days}"


def days_said(period: Period) -> str:
    """Say a period by its days alone."""
    first, last = period.first, period.last
    if first == last:
        return f"{first:%a} {first.day} {first:%b %Y}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%b}{year} to {last.day} {last:%b %Y}"
