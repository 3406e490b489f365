"""The shop's figures by day, as `summaryReport` tells them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Final

from ..clocks.moments import day_of
from ..models.reports import DaySummary
from ..operations.schema import PAYMENT_TYPES
from ..text import one_line
from .fields import ReplyRow, folded, line_of
from .replies.listing import Listing
from .replies.not_understood import NotUnderstoodError

_DAY: Final = ("date", "day", "dateStamp")
_DAYS: Final = Listing(("Days", "Summary", "Report", "Dates", "Metrics"), ids=_DAY)

_COUNTS: Final[Mapping[str, tuple[str, ...]]] = {
    "orders": ("orders", "orderCount"),
    "pieces": ("pieces",),
    "cleaned": ("cleaned",),
    "completed": ("completed",),
    "unpaid_orders": ("unpaidOrders", "unpaid"),
    "unique_customers": ("uniqueCustomers",),
    "new_customers": ("newCustomers",),
}
_AMOUNTS: Final[Mapping[str, tuple[str, ...]]] = {
    "sales": ("sales",),
    "revenue": ("revenue",),
    "unpaid_total": ("unpaidTotal", "unpaidAmount"),
}
_RECEIVED: Final = ("revenueByPaymentType", "paymentTypes")

_DAYS_NAMED: Final = 7
"""How many days are named of which a figure was not read; of more it is said how many."""

_DEEPEST: Final = 3
"""How deep in objects days are looked for."""

_LONGEST: Final = 60
"""Signs of a figure that is not known, or of its name: more is no figure."""

_MOST_OTHERS: Final = 40
"""Figures of a day under names that are not known."""

_KNOWN: Final = frozenset(
    folded(name)
    for names in (*_COUNTS.values(), *_AMOUNTS.values(), _DAY, _RECEIVED)
    for name in names
)

_PAYMENT_TYPES: Final = {"0": "Other", **PAYMENT_TYPES}
"""`paymentType` codes, in case the ways of payment are told by them."""


Row = Mapping[str, object]


class UnreadFiguresError(NotUnderstoodError):
    """Some figures of a reply were told in a way that is not known; the others were read.

    Attributes:
        days: With the figures that were read.
    """

    def __init__(self, reply: Mapping[str, object], days: Sequence[DaySummary]) -> None:
        """Name the figures, and the days.

        Args:
            reply: As it came.
            days: As they were read.
        """
        self.days = days
        unread: dict[str, list[str]] = {}
        for each in days:
            for figure in each.unread:
                unread.setdefault(figure, []).append(each.day.isoformat())
        named = "; ".join(f"{_in_words(figure)} of {_named(of)}" for figure, of in unread.items())
        super().__init__(
            reply,
            f"with figures in a way that this version does not know: {named}",
            "They count as unknown; the others are as they were told.",
        )


def day_summaries(reply: Mapping[str, object]) -> tuple[DaySummary, ...]:
    """Read the figures of each day: a list of days, or an object whose keys are the days.

    Raises:
        NotUnderstoodError: The reply holds something else, or no figure that is known.
    """
    told: Sequence[tuple[date | None, Row]] = _by_day(reply) or [
        (ReplyRow(row).day(*_DAY), row) for row in _DAYS.rows(reply)
    ]
    days = tuple(_day_summary(day, row) for day, row in told if day is not None)
    if told and not any(map(_is_any_known, days)):
        raise NotUnderstoodError(reply)
    return days


def _in_words(figure: str) -> str:
    return "what was received" if figure == "by_payment_type" else figure.replace("_", " ")


def _named(days: Sequence[str]) -> str:
    return ", ".join(days) if len(days) <= _DAYS_NAMED else f"{len(days)} days"


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


def _is_any_known(day: DaySummary) -> bool:
    """Tell whether a day has a figure under a name that is known."""
    return day != DaySummary(day.day, others=day.others, unread=day.unread)


def _day_summary(day: date, row: Row) -> DaySummary:
    fields = ReplyRow(row)
    counts = {figure: fields.integer(*names) for figure, names in _COUNTS.items()}
    amounts = {figure: fields.decimal(*names) for figure, names in _AMOUNTS.items()}
    unread = [
        figure
        for figure, value in {**counts, **amounts}.items()
        if value is None and fields.tells(*_COUNTS.get(figure, ()), *_AMOUNTS.get(figure, ()))
    ]
    received = fields.row(*_RECEIVED)
    if any(received.tells(name) and received.decimal(name) is None for name in received.names()):
        unread.append("by_payment_type")
    return DaySummary(
        day=day,
        orders=counts["orders"],
        pieces=counts["pieces"],
        sales=amounts["sales"],
        revenue=amounts["revenue"],
        cleaned=counts["cleaned"],
        completed=counts["completed"],
        unpaid_orders=counts["unpaid_orders"],
        unpaid_total=amounts["unpaid_total"],
        unique_customers=counts["unique_customers"],
        new_customers=counts["new_customers"],
        by_payment_type={
            _PAYMENT_TYPES.get(name, name): amount
            for name, amount in fields.amounts(*_RECEIVED).items()
        },
        others=dict(islice(_others(row), _MOST_OTHERS)),
        unread=tuple(unread),
    )


def _others(row: Row) -> Iterator[tuple[str, str]]:
    """Return what stands under names that are not known, within objects and lists as well."""
    for name, value in row.items():
        if folded(str(name)) not in _KNOWN and day_of(str(name)) is None:
            yield from _told(str(name), value)


def _told(path: str, value: object, depth: int = _DEEPEST) -> Iterator[tuple[str, str]]:
    """Return the values that stand somewhere, each by the names that lead to it."""
    if line := line_of(value):
        yield one_line(path)[:_LONGEST], line[:_LONGEST]
    inner: Iterable[tuple[object, object]] = ()
    if isinstance(value, Mapping):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value, start=1)
    for name, of in inner if depth else ():
        yield from _told(f"{path}.{name}", of, depth - 1)
