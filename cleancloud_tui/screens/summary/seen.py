"""All that the screen shows of a period and the one beside it, read from the mirror at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ...shop.reports.compared import Comparison, Difference, compared, differences, value_of
from ...shop.reports.counted import Counted, counted_figures
from ...shop.reports.figures import Figures
from ...shop.reports.patterns import BandCount, ages_of_open, orders_by_hour, ways_of_payment
from ...shop.reports.told import Told, told_figures

if TYPE_CHECKING:
    from ...shop.reports.periods import Period
    from ...shop.shop import Shop


@dataclass(frozen=True, slots=True)
class Source:
    """One period's figures from both sources."""

    told: Told
    counted: Counted

    @classmethod
    def of(cls, shop: Shop, period: Period) -> Source:
        """Read both."""
        return cls(told_figures(shop, period), counted_figures(shop, period))

    def day(self, day: date) -> Figures:
        """Return a day's figures: what CleanCloud told, else what was counted."""
        return self.told.days.get(day) or self.counted.days.get(day) or Figures()

    def counts_all(self) -> bool:
        """Tell whether each day could be counted."""
        return not self.counted.unknown

    def tells_all(self) -> bool:
        """Tell whether CleanCloud told of each day."""
        return bool(self.told.days) and not self.told.missing


@dataclass(frozen=True, slots=True)
class Seen:
    """What is shown.

    Attributes:
        this, that: The period, and the one beside it.
        hours, ways, ages: What the plots are of.
    """

    this: Source
    that: Source
    hours: Sequence[Sequence[int]]
    ways: Mapping[str, tuple[int, Decimal]]
    ages: Sequence[BandCount]

    @classmethod
    def of(cls, shop: Shop, this: Period, that: Period, today: date) -> Seen:
        """Read all of it."""
        return cls(
            Source.of(shop, this),
            Source.of(shop, that),
            orders_by_hour(shop, this),
            ways_of_payment(shop, this),
            ages_of_open(shop, today),
        )

    def compared(self) -> Mapping[str, Comparison]:
        """Compare the two periods by one source each figure: never told with counted.

        A source that lacks days of one of them does not compare: it would seem less.
        """
        told = compared(self.this.told.total, self.that.told.total)
        counted = compared(self.this.counted.total, self.that.counted.total)
        sources = (
            (told, self.this.tells_all() and self.that.tells_all()),
            (counted, self.this.counts_all() and self.that.counts_all()),
        )
        return {name: _better(name, sources) for name in {**told, **counted}}

    def told(self, name: str) -> int | Decimal | None:
        """Return CleanCloud's figure of the period."""
        return value_of(self.this.told.total, name)

    def counted(self, name: str) -> int | Decimal | None:
        """Return the counted figure of the period."""
        return value_of(self.this.counted.total, name)

    def differences(self) -> Mapping[str, Difference]:
        """Return where the two sources differ, by the figures' names."""
        return {each.name: each for each in differences(self.this.told, self.this.counted)}


def _better(name: str, sources: Sequence[tuple[Mapping[str, Comparison], bool]]) -> Comparison:
    """Return the comparison of the first source that knows both figures of all days."""
    found = [(each[name], is_whole) for each, is_whole in sources if name in each]
    known = [each for each, is_whole in found if is_whole and each.difference is not None]
    of_this = [replace(each, that=None) for each, _ in found if each.this is not None]
    return next(iter((*known, *of_this)), Comparison(name, None, None))
