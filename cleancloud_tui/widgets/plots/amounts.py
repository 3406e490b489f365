"""Amounts as short as an axis needs them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

_STEPS: Final = tuple(map(Decimal, ("1", "1.2", "1.6", "2", "2.4", "3", "4", "5", "6", "8")))
_EIGHTHS: Final = " ▁▂▃▄▅▆▇█"
_EIGHT: Final = 8
_THOUSAND: Final = 1_000


def short(amount: Decimal | int) -> str:
    """Return an amount in five cells at most: `950`, `1.2k`, `15k`, `1.3M`."""
    value, sign = Decimal(amount), ""
    for larger in ("k", "M", "G"):
        if abs(value) < _THOUSAND - Decimal("0.5"):
            break
        value, sign = value / _THOUSAND, larger
    digits = 1 if sign and abs(value) < 10 else 0
    text = f"{round(value, digits):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + sign


def top_of(amounts: Sequence[Decimal]) -> Decimal:
    """Return a round amount that none of these is beyond, the top of a scale."""
    highest = max(amounts, default=Decimal(0))
    if highest <= 0:
        return Decimal(1)
    power = Decimal(10) ** highest.adjusted()
    return next((power * step for step in _STEPS if power * step >= highest), power * 10)


def stacked(amount: Decimal, top: Decimal, height: int) -> str:
    """Return a column from its foot up, one character a line, to an eighth of a line.

    What is more than nothing is never drawn as nothing.
    """
    eighths = round(max(amount, Decimal(0)) * height * _EIGHT / top)
    eighths = min(max(eighths, 1 if amount > 0 else 0), height * _EIGHT)
    full, rest = divmod(eighths, _EIGHT)
    column = _EIGHTHS[_EIGHT] * full + (_EIGHTHS[rest] if rest else "")
    return column.ljust(height)


def lying(amount: Decimal, top: Decimal, width: int) -> int:
    """Return how many cells a bar takes; one at least for what is more than nothing."""
    if amount <= 0 or top <= 0:
        return 0
    return min(width, max(1, round(amount * width / top)))
