"""Percentages of amounts in cents, rounded half a cent up, and the shop's own ones."""

from __future__ import annotations

from typing import Final

EXPRESS_PERCENT: Final = 25
"""What express adds to an order's items."""

WHOLE: Final = 10_000
"""Hundredths of a percent in a whole."""


def percent(amount: int, hundredths_of_a_percent: int) -> int:
    """Return a share of an amount."""
    return rounded(amount * hundredths_of_a_percent, WHOLE)


def rounded(dividend: int, divisor: int) -> int:
    """Divide, rounding half up."""
    return (2 * dividend + divisor) // (2 * divisor)
