"""The shop's figures by day, as `summaryReport` tells them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from ..models.reports import DaySummary
from .fields import ReplyRow, day_of

_LISTS: Final = ("Days", "Summary", "Report", "Dates", "Metrics")

_PAYMENT_TYPES: Final = {"0": "Other", "1": "Cash", "2": "Card", "3": "Check"}
"""`paymentType` codes, in case the ways of payment are told by them."""


def day_summaries(reply: Mapping[str, object]) -> tuple[DaySummary, ...]:
    """Read the figures of each day: a list of days, or an object whose keys are the days."""
    fields = ReplyRow(reply)
    listed = fields.row(*_LISTS) or fields
    told = [
        (row.day("date", "day", "dateStamp"), row) for row in map(ReplyRow, fields.rows(*_LISTS))
    ]
    told += [(day_of(name), listed.row(name)) for name in listed.names()]
    return tuple(_day_summary(day, row) for day, row in told if day is not None and row)


def _day_summary(day: date, fields: ReplyRow) -> DaySummary:
    return DaySummary(
        day=day,
        orders=fields.integer("orders", "orderCount"),
        pieces=fields.integer("pieces"),
        sales=fields.decimal("sales"),
        revenue=fields.decimal("revenue"),
        by_payment_type={
            _PAYMENT_TYPES.get(name, name): amount
            for name, amount in fields.amounts("revenueByPaymentType", "paymentTypes").items()
        },
        cleaned=fields.integer("cleaned"),
        completed=fields.integer("completed"),
        unpaid_orders=fields.integer("unpaidOrders", "unpaid"),
        unpaid_total=fields.decimal("unpaidTotal", "unpaidAmount"),
        unique_customers=fields.integer("uniqueCustomers"),
        new_customers=fields.integer("newCustomers"),
    )
