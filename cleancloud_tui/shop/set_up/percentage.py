"""The percentage that many roundings have in common."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

Span = tuple[Decimal, Decimal]
"""Between which percentages an amount was."""

_STEPS: Final = tuple(map(Decimal, ("1", "0.5", "0.25", "0.1", "0.125", "0.05", "0.01", "0.001")))
"""Percentages are multiples of these: the rounder, the likelier."""


def percentage_within(spans: Sequence[Span]) -> Decimal | None:
    """Return the roundest percentage that lies within most spans.

    Args:
        spans: Between which percentages each of the amounts was.

    Returns:
        None where no percentage lies within most of them, or more than one equally round.
    """
    low, high, met = _met_most(spans)
    if met * 2 <= len(spans):
        return None
    for step in _STEPS:
        first = (low / step).to_integral_value(ROUND_CEILING)
        last = (high / step).to_integral_value(ROUND_FLOOR)
        if first <= last:
            return (first * step).normalize() if first == last else None
    return None


def _met_most(spans: Sequence[Span]) -> tuple[Decimal, Decimal, int]:
    """Return what most spans have in common, and how many they are."""
    ends = sorted([(low, 0) for low, _ in spans] + [(high, 1) for _, high in spans])
    best, open_now = (Decimal(0), Decimal(0), 0), 0
    for place, (at, is_end) in enumerate(ends):
        open_now += -1 if is_end else 1
        if open_now > best[2]:
            best = at, ends[place + 1][0], open_now
    return best
