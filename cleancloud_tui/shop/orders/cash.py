"""Cash over the counter: the change to give, what is handed over."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Final

CENT: Final = Decimal("0.01")

_NOTES: Final = tuple(Decimal(note) for note in (5, 10, 20, 50, 100))
_MOST_LIKELY: Final = 4


def change_of(due: Decimal, given: Decimal) -> Decimal | None:
    """Return the change to give; None where what was given is too little."""
    return given - due if given >= due else None


def likely_amounts(due: Decimal) -> tuple[Decimal, ...]:
    """Return what a customer may hand over for an amount, in whole notes, the least first.

    Notes grow with the amount, so that it works for currencies of large numbers, too.
    """
    scale = Decimal(10) ** max(0, due.adjusted() - 2)
    amounts = {
        (due / (note * scale)).to_integral_value(ROUND_CEILING) * note * scale for note in _NOTES
    }
    likely = sorted(amount.quantize(CENT) for amount in amounts if amount > due)
    return tuple(likely[:_MOST_LIKELY])
