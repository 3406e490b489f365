"""Cash over the counter: amounts as people type them, the change to give, what is handed over."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, Decimal
from typing import Final

CENT: Final = Decimal("0.01")

_TYPED: Final = re.compile(
    r"(?P<whole>\d{1,9}|\d{1,3}(?:(?P<mark>[., '])\d{3})(?:(?P=mark)\d{3})?|)"
    r"(?:[.,](?P<cents>\d{0,2}))?"
)
"""Three digits behind a mark are thousands, one or two are cents: `1,250`, `1.250,00`, `20,5`."""

_NOTES: Final = tuple(Decimal(note) for note in (5, 10, 20, 50, 100))
_MOST_LIKELY: Final = 4


def amount_typed(text: str) -> Decimal | None:
    """Read an amount as it is typed: `20`, `20.00`, `20,00`, `1,250.00`, `.50`.

    Returns:
        The amount with its cents; None where the text tells none.
    """
    found = _TYPED.fullmatch(text.strip())
    if found is None or not (found["whole"] or found["cents"]):
        return None
    whole = re.sub(r"\D", "", found["whole"]) or "0"
    return Decimal(f"{whole}.{(found['cents'] or ''):0<2}")


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
