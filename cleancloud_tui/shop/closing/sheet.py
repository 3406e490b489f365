"""A closing sheet: what was counted in the till, and what should have been there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from ...values.numbers import amount_typed

NOTHING: Final = Decimal("0.00")


def _amounts(text: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, text.split()))


_PLAIN: Final = _amounts("100 50 20 10 5 2 1 0.50 0.20 0.10 0.05 0.02 0.01")
_BY_CURRENCY: Final[Mapping[str, tuple[Decimal, ...]]] = {
    "$": _amounts("100 50 20 10 5 2 1 0.50 0.25 0.10 0.05 0.01"),
    "€": _amounts("500 200 100 50 20 10 5 2 1 0.50 0.20 0.10 0.05 0.02 0.01"),
    "£": _amounts("50 20 10 5 2 1 0.50 0.20 0.10 0.05 0.02 0.01"),
    "¥": _amounts("10000 5000 2000 1000 500 100 50 10 5 1"),
    "₹": _amounts("500 200 100 50 20 10 5 2 1"),
}


def notes_and_coins(currency: str, settled: str = "") -> Sequence[Decimal]:
    """Return what there is of notes and coins, the largest first.

    Args:
        currency: The sign before amounts; a plain set where it is not known.
        settled: What the shop has settled, see `amounts_in`; empty for the currency's.
    """
    return amounts_in(settled) or _BY_CURRENCY.get(currency, _PLAIN)


def amounts_in(text: str) -> tuple[Decimal, ...]:
    """Return amounts that blanks part, the largest first, each once.

    Raises:
        ValueError: One is no amount of whole cents.
    """
    read = [amount_typed(each) for each in text.split()]
    amounts = {each for each in read if each}
    if len(amounts) != len(read):
        raise ValueError(text)
    return tuple(sorted(amounts, reverse=True))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One count of the till.

    Attributes:
        day: The day of the shop that it closes.
        float: What was in the till when the day began.
        counts: How many of each note or coin there were, by its amount.
        loose: Cash that was counted as an amount: rolls, cheques to be cashed, other money.
        received: Cash payments of the day, as this computer counts them; None for unknown.
        taken_out: What was taken out of the till during the day, as for the bank.
        note: What is to be said about it.
        at: When it was kept.
        staff: Who was at the counter; empty where nobody said so.
        user: The system's user.
        number: Tells it from all others; 0 where it is not kept yet.
    """

    day: date
    float: Decimal = NOTHING
    counts: Mapping[Decimal, int] = field(default_factory=dict)
    loose: Decimal = NOTHING
    received: Decimal | None = None
    taken_out: Decimal = NOTHING
    note: str = ""
    at: datetime | None = None
    staff: str = ""
    user: str = ""
    number: int = 0

    @property
    def counted(self) -> Decimal:
        """What was in the till."""
        of_each = (amount * count for amount, count in self.counts.items())
        return sum(of_each, NOTHING) + self.loose

    @property
    def expected(self) -> Decimal | None:
        """What should have been there; None where the payments of the day are not known."""
        return None if self.received is None else self.float + self.received - self.taken_out

    @property
    def difference(self) -> Decimal | None:
        """By how much there was more; less than nothing where there was less; None for unknown."""
        return None if self.expected is None else self.counted - self.expected


def changed(before: Sheet, after: Sheet) -> Sequence[tuple[str, Decimal | None, Decimal | None]]:
    """Return what a later sheet of the same day says otherwise: a name, before, after."""
    both = (
        (name, getattr(before, name), getattr(after, name))
        for name in ("float", "counted", "received", "taken_out", "difference")
    )
    return [each for each in both if each[1] != each[2]]
