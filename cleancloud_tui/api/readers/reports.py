"""The shop's figures by day, as `summaryReport` tells them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from ..models.reports import DaySummary
from ..operations.schema import PAYMENT_TYPES
from .fields import ReplyRow, day_of
from .replies.listing import Listing
from .replies.not_understood import NotUnderstoodError

_DAY: Final = ("date", "day", "dateStamp")
_DAYS: Final = Listing(("Days", "Summary", "Report", "Dates", "Metrics"), ids=_DAY)

_DEEPEST: Final = 3
"""How deep in objects days are looked for."""

_PAYMENT_TYPES: Final = {"0": "Other", **PAYMENT_TYPES}
"""`paymentType` codes, in case the ways of payment are told by them."""


Row = Mapping[str, object]


def day_summaries(reply: Mapping[str, object]) -> tuple[DaySummary, ...]:
    """Read the figures of each day: a list of days, or an object whose keys are the days.

    Raises:
        NotUnderstoodError: The reply holds something else, or no figure that is known.
    """
    told: Sequence[tuple[date | None, Row]] = _by_day(reply) or [
        (ReplyRow(row).day(*_DAY), row) for row in _DAYS.rows(reply)
    ]
    days = tuple(_day_summary(day, ReplyRow(row)) for day, row in told if day is not None)
    if told and not any(each != DaySummary(each.day) for each in days):
        raise NotUnderstoodError(reply)
    return days


def _by_day(value: object, depth: int = _DEEPEST) -> list[tuple[date, Row]]:
    """Return the objects that stand under days, wherever in a reply."""
    if not isinstance(value, Mapping) or not depth:
        return []
    found = [
        (day, row)
        for name, row in value.items()
        if isinstance(row, Mapping) and (day := day_of(str(name))) is not None
    ]
    return found or [pair for each in value.values() for pair in _by_day(each, depth - 1)]


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
