"""All that is told of a period: its figures from both sources, and those of another one beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from .compared import Comparison, Difference, compared, differences
from .counted import Counted, counted_figures
from .figures import Figures
from .patterns import BandCount, ages_of_open, orders_by_hour, ways_of_payment
from .periods import Period, before, same_days_last_week, same_days_last_year
from .told import Told, told_figures

if TYPE_CHECKING:
    from ..shop import Shop

BESIDE: Final[Mapping[str, Callable[[Period], Period]]] = {
    "before": before,
    "week": same_days_last_week,
    "year": same_days_last_year,
}
"""What a period can have beside it: what came before it, the same days of last week or year."""


@dataclass(frozen=True, slots=True)
class Source:
    """A period's figures as they were told and as they were counted."""

    told: Told
    counted: Counted

    @property
    def period(self) -> Period:
        """Which period."""
        return self.told.period

    def day(self, day: date) -> Figures:
        """Return a day's figures: those that were told, else those that were counted."""
        return self.told.days.get(day) or self.counted.days.get(day) or Figures()

    def is_counted(self, day: date) -> bool:
        """Tell whether a day's figures are counted, for none were told."""
        return day not in self.told.days and day in self.counted.days


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of a period.

    Attributes:
        this: Its figures.
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

    @property
    def compared(self) -> Mapping[str, Comparison]:
        """The period's figures beside those of the other one; a source is never mixed with another.

        What CleanCloud told counts first, where it told of all days of both.
        """
        if self.that is None:
            return {}
        own = compared(self.this.counted.total, self.that.counted.total)
        if self.this.told.missing or self.that.told.missing:
            return own
        told = compared(self.this.told.total, self.that.told.total)
        return {**own, **{name: each for name, each in told.items() if each.difference is not None}}

    @property
    def differences(self) -> Sequence[Difference]:
        """Where the period's two sources differ."""
        return differences(self.this.told, self.this.counted)


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
    return Source(told_figures(shop, period), counted_figures(shop, period))
