"""The shop's figures by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class DaySummary:
    """The shop's figures of one day (`summaryReport`).

    Attributes:
        sales: Value of the orders made that day, paid or not.
        revenue: Money received that day; it excludes what is unpaid.
        by_payment_type: Money received by way of payment: Cash, Card, Check, ….
        others: Figures under names that are not known, as they were told; of an object within the
            day, by its name, a dot and the names in it.
        unread: The figures that were told in a way that is not known, by their names here.
    """

    day: date
    orders: int | None = None
    pieces: int | None = None
    sales: Decimal | None = None
    revenue: Decimal | None = None
    by_payment_type: Mapping[str, Decimal] = field(default_factory=dict)
    cleaned: int | None = None
    completed: int | None = None
    unpaid_orders: int | None = None
    unpaid_total: Decimal | None = None
    unique_customers: int | None = None
    new_customers: int | None = None
    others: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
