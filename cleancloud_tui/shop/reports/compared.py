"""Figures beside others: this period's and that one's, or what was told and what was counted."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final

from ...api.operations.schema import PAYMENT_TYPES
from ..mirror.counting.order_figures import OTHER_PAYMENT
from .counted import Counted
from .figures import AMOUNTS, Amount, Figures
from .told import Told


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure of two periods, by its name in `Figures`; either may be unknown."""

    name: str
    this: Amount | None
    that: Amount | None

    @property
    def difference(self) -> Amount | None:
        """By how much it is more; less than nothing for less; None where one is unknown."""
        return None if self.this is None or self.that is None else self.this - self.that

    @property
    def percent(self) -> Decimal | None:
        """The same in per cent of that, to a whole one; None where that is nothing or unknown."""
        if self.difference is None or not self.that:
            return None
        return round(Decimal(self.difference) / abs(Decimal(self.that)) * 100, 0)


class Reason(Enum):
    """Why CleanCloud's figure and the counted one may differ; the likeliest that is known."""

    NOT_TOLD = "not told"
    """CleanCloud told none, or under a name that is not known."""
    DAYS_NOT_TOLD = "days not told"
    """CleanCloud told nothing of some days."""
    DAYS_NOT_COUNTED = "days not counted"
    """The mirror does not have all of these days."""
    OLD_ORDERS = "old orders"
    """Orders that were made before everything that is in the mirror may have to do with it."""
    READ_BEFORE = "read before"
    """Orders changed after CleanCloud's figures were read."""
    READ_SINCE = "read since"
    """CleanCloud's figures were read after the changes of orders were."""
    UNDATED = "undated"
    """Of some orders nobody knows of which day they are."""
    LACKING = "lacking"
    """Orders do not tell it all."""
    DAYS_ELSEWHERE = "days elsewhere"
    """CleanCloud's days begin at another hour: the shop's time zone is set wrong."""
    FORGOTTEN = "forgotten"
    """Customers were forgotten here, and their orders with them."""
    DEACTIVATED = "deactivated"
    """Customers who are deactivated are not read."""
    TIPS = "tips"
    """The difference is what the tips come to."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of which CleanCloud says something else than what was counted.

    Attributes:
        name: In `Figures`.
        told, counted: Both of them.
        reason: Why that may be.
        since: For `READ_BEFORE` and `READ_SINCE`, when the older ones were read.
        count: For `LACKING` and `UNDATED`, of how many orders; for `FORGOTTEN`, how many
            customers; of days not told or counted, how many.
        way: The way of payment, where the figure is what was received in one.
    """

    name: str
    told: Amount | None
    counted: Amount | None
    reason: Reason
    since: datetime | None = None
    count: int = 0
    way: str = ""


TOLD: tuple[str, ...] = (
    "orders",
    "pieces",
    "sales",
    "revenue",
    "cleaned",
    "completed",
    "unpaid_orders",
    "unpaid_total",
    "unique_customers",
    "new_customers",
)
"""The figures that CleanCloud is known to tell."""

_LATER: Final = frozenset({"revenue", "cleaned", "completed"})
"""What is done with orders some days after they were made."""

_LACKING_DAYS: Final = frozenset({Reason.NOT_TOLD, Reason.DAYS_NOT_TOLD, Reason.DAYS_NOT_COUNTED})
"""Surer than where days begin."""

_WAYS: Final = frozenset({*PAYMENT_TYPES.values(), OTHER_PAYMENT})
"""The ways of payment whose names are known."""

_EDITED: Final = frozenset({"sales", "pieces", "unpaid_orders", "unpaid_total"})
"""What changes of the orders of days that are long over."""

_DAYS_UNTIL_SETTLED: Final = 2
"""Wherever on earth the shop is, a day is over by then."""

_MONEY: Final = frozenset({"sales", "revenue", "unpaid_total"})


def compared(this: Figures, that: Figures) -> Mapping[str, Comparison]:
    """Return each figure of two periods that one of them knows, by its name."""
    both = (Comparison(name, value_of(this, name), value_of(that, name)) for name in COMPARED)
    return {each.name: each for each in both if not (each.this is None and each.that is None)}


def differences(
    told: Told, counted: Counted, *, is_elsewhere: bool = False
) -> Sequence[Difference]:
    """Return the figures of the same period that differ, and those that CleanCloud did not tell.

    Where it told nothing at all, or nothing was counted, nothing differs.

    Args:
        told: What CleanCloud told.
        counted: What was counted.
        is_elsewhere: Whether CleanCloud's days begin at another hour.
    """
    if not told.days or not counted.days:
        return ()
    is_one = len(told.days) == 1
    names = [name for name in TOLD if is_one or name != "unique_customers"]
    found = (_difference(name, told, counted, is_elsewhere) for name in names)
    return tuple(each for each in found if each)


def way_differences(
    told: Told, counted: Counted, *, is_elsewhere: bool = False
) -> Sequence[Difference]:
    """Return the ways of payment in which not as much was received by the one as by the other."""
    ways, own = told.total.by_payment_type, counted.total.by_payment_type
    if ways is None or own is None:
        return ()
    undated = counted.undated.paid
    return tuple(
        replace(
            _explained("revenue", one, other, told, counted, undated.get(way, 0), is_elsewhere),
            way=way,
        )
        for way, (one, other) in received_by_way(ways, own, undated).items()
        if other is not None and one != other
    )


def received_by_way(
    told: Mapping[str, Decimal], counted: Mapping[str, Decimal], undated: Container[str] = ()
) -> Mapping[str, tuple[Decimal | None, Decimal | None]]:
    """Return what was received in each way of payment, as it was told and as it was counted.

    A way that one of them does not have came to nothing, unless it may be called otherwise there:
    CleanCloud may tell the money of `Card` as `Credit Card`.

    Args:
        told: What was received in each, as CleanCloud told it.
        counted: The same as it was counted.
        undated: The ways of payment in which orders were paid on days that nobody knows.
    """
    is_told_by_names = {*told} - {*counted} <= _WAYS
    return {
        way: (
            told.get(way, Decimal(0) if is_told_by_names else None),
            counted.get(way, Decimal(0) if way in _WAYS and way not in undated else None),
        )
        for way in {**told, **counted}
    }


def _difference(name: str, told: Told, counted: Counted, is_elsewhere: bool) -> Difference | None:
    one, other = value_of(told.total, name), value_of(counted.total, name)
    if other is None or one == other:
        return None
    return _explained(name, one, other, told, counted, counted.may_lack(name), is_elsewhere)


def _explained(
    name: str,
    one: Amount | None,
    other: Amount,
    told: Told,
    counted: Counted,
    undated: int,
    is_elsewhere: bool,
) -> Difference:
    since, count = None, 0
    reason = _reason(name, one, other, told, counted, undated)
    if is_elsewhere and reason not in _LACKING_DAYS:
        reason = Reason.DAYS_ELSEWHERE
    match reason:
        case Reason.DAYS_NOT_TOLD:
            count = len(told.missing)
        case Reason.DAYS_NOT_COUNTED:
            count = len(counted.unknown)
        case Reason.UNDATED:
            count = undated
        case Reason.LACKING:
            count = counted.partial[name]
        case Reason.FORGOTTEN:
            count = _forgotten(name, counted)
        case Reason.READ_BEFORE:
            since = told.read_at
        case Reason.READ_SINCE:
            since = counted.as_of
    return Difference(name, one, other, reason, since, count)


def _reason(
    name: str, one: Amount | None, other: Amount, told: Told, counted: Counted, undated: int
) -> Reason:
    """Return the first reason that may be, the surest before others.

    What one source lacks makes its figure the smaller one, and explains nothing else.
    """
    if one is None:
        return Reason.NOT_TOLD
    is_less_told, is_less_counted = one < other, one > other
    of_other_days = _told_on(counted.unknown, name, told)
    may_be = {
        Reason.DAYS_NOT_TOLD: is_less_told and bool(told.missing),
        Reason.DAYS_NOT_COUNTED: is_less_counted and of_other_days == one - other,
        Reason.TIPS: name in _MONEY and abs(one - other) == counted.total.tips,
        Reason.FORGOTTEN: is_less_counted and _forgotten(name, counted) > 0,
        Reason.UNDATED: is_less_counted and undated > 0,
        Reason.LACKING: is_less_counted and name in counted.partial,
        Reason.OLD_ORDERS: is_less_counted and name in _LATER and not counted.is_all_read,
        Reason.DEACTIVATED: is_less_counted and name == "new_customers",
        Reason.READ_BEFORE: _is_before(told.read_at, counted.as_of) and told.goes_on,
        Reason.READ_SINCE: _is_before(counted.as_of, told.read_at)
        and not _is_settled(name, counted),
    }
    if is_less_counted and of_other_days and not may_be[Reason.FORGOTTEN]:
        return Reason.DAYS_NOT_COUNTED
    return next((reason for reason, is_so in may_be.items() if is_so), Reason.UNKNOWN)


def _is_settled(name: str, counted: Counted) -> bool:
    """Tell whether orders were read so long after a period that nothing of a figure changes."""
    if name in _EDITED or counted.as_of is None:
        return False
    return (counted.as_of.date() - counted.period.last).days >= _DAYS_UNTIL_SETTLED


def _told_on(days: Sequence[date], name: str, told: Told) -> Amount:
    """Return what CleanCloud told of some days."""
    figures = (value_of(told.days.get(day, Figures()), name) for day in days)
    return sum((each for each in figures if each is not None), 0)


def _forgotten(name: str, counted: Counted) -> int:
    """Return how many customers were forgotten whose orders may have been among those of a figure.

    Who was forgotten before the period made no order in it that would not have brought them back;
    what was done later with orders from before is lacking all the same.
    """
    return counted.forgotten if name in _LATER else counted.forgotten_since


def _is_before(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one < other


COMPARED: tuple[str, ...] = (*AMOUNTS, "average_order", "pieces_an_order")
"""What can be compared, by its names in `Figures`."""


def value_of(figures: Figures, name: str) -> Amount | None:
    """Return a figure by its name."""
    value: Amount | None = getattr(figures, name)
    return value
