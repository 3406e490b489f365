"""This computer's clock beside CleanCloud's, in words: for the status line and for `doctor`."""

from __future__ import annotations

from typing import Final

from ..api.clocks.true_time import TOLERANCE
from .values import counted

_SPANS: Final = ((365 * 86_400, "year"), (86_400, "day"), (3_600, "hour"), (60, "minute"))
_AT_LEAST: Final = 2
"""What is less than two of a unit is told in the next smaller one."""


def clock_in_words(ahead: float | None) -> str:
    """Return that the clock is wrong, in a few words; empty where it is not, as far as known."""
    if ahead is None or abs(ahead) <= TOLERANCE:
        return ""
    return f"! CLOCK {_span(ahead)} {'AHEAD' if ahead > 0 else 'BEHIND'}"


def clock_sentence(ahead: float | None) -> str:
    """Return how this computer's clock and CleanCloud's differ, as a sentence."""
    if ahead is None:
        return "CleanCloud did not tell the time, so this computer's was not compared with it"
    if abs(ahead) <= TOLERANCE:
        return "agrees with CleanCloud's"
    return (
        f"! is {_span(ahead)} {'ahead of' if ahead > 0 else 'behind'} CleanCloud's. Days, ages and "
        "what is forgotten go by CleanCloud's meanwhile; set the clock of this computer."
    )


def _span(seconds: float) -> str:
    seconds = abs(seconds)
    size, name = next(each for each in _SPANS if seconds >= _AT_LEAST * each[0])
    return counted(round(seconds / size), name)
