"""How long keys are held back until the next one of a code was due."""

from __future__ import annotations

from typing import Final

from . import pace
from .judging import SLOW_GAP
from .strokes import Run, Sort

TYPING_HOLD: Final = 0.015
"""Seconds that a key is held back from a text field: nobody notices."""

CODE_HOLD: Final = 0.5
"""Seconds that a key is held back where it is certain that a code has begun."""

KEY_HOLD: Final = 0.06
"""Seconds that a key is held back that is a command: the line may hang behind a code's first."""

COMMAND_HOLD: Final = 0.03
"""Seconds that Enter and the like are held back from a text field: a code may begin with them."""

_CERTAIN_AFTER: Final = 2


def in_text(run: Run) -> float:
    """Return how long keys are held back from a text field."""
    has_command = any(each.sort is Sort.COMMAND for each in run.held)
    return COMMAND_HOLD if has_command else TYPING_HOLD


def from_commands(run: Run, gap: float, *, is_scanning: bool) -> float:
    """Return how long keys are held back that are commands.

    Args:
        run: The keys.
        gap: Seconds between a scanner's keys at most.
        is_scanning: Whether another scan is likely.
    """
    times = [stroke.time for stroke in run.strokes[-_CERTAIN_AFTER:]]
    if len(times) == _CERTAIN_AFTER and pace.is_unbroken(times, gap):
        return CODE_HOLD
    hold = max(KEY_HOLD, gap)
    return max(hold, SLOW_GAP) if is_scanning else hold
