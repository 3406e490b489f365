"""All that is told of a period: its figures from both sources, and those of another one beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from .compared import (
    TOLD,
    Comparison,
    Difference,
    compared,
    differences,
    value_of,
    way_differences,
)
from .counted import Counted, counted_figures
from .figures import Amount, Figures
from .patterns import (
    BandCount,
    ages_of_open,
    begin_elsewhere,
    orders_by_hour,
    ways_of_payment,
)
from .periods import Period
from .told import Told, told_figures

if TYPE_CHECKING:
    from ..shop import Shop


@dataclass(frozen=True, slots=True)
class Source:
    """A period's figures as they were told and as they were counted.

    Attributes:
        is_elsewhere: Whether CleanCloud's days begin at another hour than the shop's time zone has.
    """

    told: Told
    counted: Counted
    is_elsewhere: bool = False

    @property
    def period(self) -> Period:
        """Which period."""
        return self.told.period

    @property
    def is_all_told(self) -> bool:
        """Whether CleanCloud told of each day."""
        return bool(self.told.days) and not self.told.missing

    def is_all_counted(self, name: str) -> bool:
        """Whether a figure could be counted on each day, and no order may be lacking."""
        return not self.counted.unknown and not self.counted.may_lack(name)

    def day(self, day: date) -> Figures:
        """Return a day's figures: those that were told, counted ones in the place of all others."""
        told, counted = self.told.days.get(day, Figures()), self.counted.days.get(day, Figures())
        return told.completed_by(counted)

    def counted_in_place(self, day: date) -> tuple[str, ...]:
        """Return the figures of a day that CleanCloud tells usually, and that were counted."""
        told, counted = self.told.days.get(day, Figures()), self.counted.days.get(day, Figures())
        return tuple(
            name
            for name in TOLD
            if value_of(told, name) is None and value_of(counted, name) is not None
        )

    def is_counted(self, day: date) -> bool:
        """Tell whether a day's figures are counted, for none were told."""
        return day not in self.told.days and day in self.counted.days


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of a period, and of the one beside it.

    Attributes:
        this: The period's figures.
        that: Those of the period beside it; None without one.
        hours: Orders made, by weekday and hour.
        ways: Orders paid and what they came to, by way of payment.
        ages: How old the open orders are.
    """

    this: Source
    that: Source | None
    hours: Sequence[Sequence[int]]
    ways: Mapping[str, tuple[int, Decimal]]
    ages: Sequence[BandCount]

    @property
    def is_anything_known(self) -> bool:
        """Whether any figure of the period was told or counted."""
        return bool(self.this.told.days or self.this.counted.days)

    def told(self, name: str) -> Amount | None:
        """Return CleanCloud's figure of the period."""
        return value_of(self.this.told.total, name)

    def counted(self, name: str) -> Amount | None:
        """Return the counted figure of the period."""
        return value_of(self.this.counted.total, name)

    def compared(self) -> Mapping[str, Comparison]:
        """Compare the two periods by one source each figure: never told with counted.

        A source that lacks days of one of them does not compare: it would seem less.
        """
        this, that = self.this, self.that
        if that is None:
            return {}
        told = compared(this.told.total, that.told.total)
        own = compared(this.counted.total, that.counted.total)
        return {
            name: _better(
                name,
                (
                    _Whole(told, this.is_all_told, that.is_all_told),
                    _Whole(own, this.is_all_counted(name), that.is_all_counted(name)),
                ),
            )
            for name in {**told, **own}
        }

    def differences(self) -> Mapping[str, Difference]:
        """Return where the period's two sources differ, by the figures' names."""
        this = self.this
        found = differences(this.told, this.counted, is_elsewhere=this.is_elsewhere)
        return {each.name: each for each in found}

    def way_differences(self) -> Mapping[str, Difference]:
        """Return the ways of payment of which the two sources say different things."""
        this = self.this
        found = way_differences(this.told, this.counted, is_elsewhere=this.is_elsewhere)
        return {each.way: each for each in found}

    def not_understood(self) -> tuple[str, ...]:
        """Return the figures that CleanCloud tells usually, and told under other names at most.

        There are none where it told nothing under a name that is not known.
        """
        told = self.this.told
        if not told.total.others:
            return ()
        days = told.days.values()
        return tuple(name for name in TOLD if all(value_of(day, name) is None for day in days))


def report_of(shop: Shop, period: Period, beside: Period | None, today: date) -> Report:
    """Return what is known of a period; nothing is asked for."""
    return Report(
        _source(shop, period),
        _source(shop, beside) if beside else None,
        orders_by_hour(shop, period),
        ways_of_payment(shop, period),
        ages_of_open(shop, today),
    )


def _source(shop: Shop, period: Period) -> Source:
    told, counted = told_figures(shop, period), counted_figures(shop, period)
    return Source(told, counted, begin_elsewhere(shop, told, counted))


@dataclass(frozen=True, slots=True)
class _Whole:
    """What a source compares, and whether it knows all of a figure in this period, and in that."""

    compared: Mapping[str, Comparison]
    is_this: bool
    is_that: bool


def _better(name: str, sources: Sequence[_Whole]) -> Comparison:
    """Return the comparison of the first source that knows both figures of all days.

    Where there is none, one of the two figures is left out: what it comes to is not known.
    """
    found = [(each, each.compared[name]) for each in sources if name in each.compared]
    both = (c for each, c in found if each.is_this and each.is_that and c.difference is not None)
    that = (replace(c, this=None) for each, c in found if each.is_that and c.that is not None)
    this = (replace(c, that=None) for _, c in found if c.this is not None)
    return next(chain(both, that, this), Comparison(name, None, None))
