"""How often the background may ask for changes: what the month has left, spread over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ...api.pace.usage import Usage
from ..opening_hours import OpeningHours
from .forecast import LONGEST_PERIOD, Outlook

SHORTEST_PERIOD: Final = 60.0
SHORTEST_WHERE_THICK: Final = 45.0
CLOSED_PERIOD: Final = 1200.0
"""Seconds between two asks while the shop is closed and nobody works at the counter."""

MOST_STRETCHED: Final = 2.0
"""By how much a period is stretched where little changes."""

_NOTICED: Final = 1.2
"""Requests so much further apart than usual are told of."""

_AT_WORK: Final = 600.0
"""Seconds for which somebody who asked for something is taken to be still at work."""


@dataclass(frozen=True, slots=True)
class AskingPlan:
    """How often to ask for changes from now on.

    Attributes:
        period: Seconds between two asks for changes.
        background_left: Requests that the background may still send; at 0 it has stopped, and
            `period` tells when to look again whether it may go on.
        is_open: Whether the shop is open, or people work outside of its hours.
        reason: Why, as a sentence for people.
    """

    period: float
    background_left: int
    is_open: bool
    reason: str


def plan(
    usage: Usage,
    hours: OpeningHours,
    rest: Outlook,
    *,
    quiet: bool = False,
    thick: bool = False,
) -> AskingPlan:
    """Make a plan.

    Args:
        usage: What was counted.
        hours: When the shop is open.
        rest: What the rest of the month is expected to take.
        quiet: Whether little changes: it may be asked half as often.
        thick: Whether changes come thick: it may be asked a little more often.
    """
    is_open = hours.is_open(rest.now) or _people_at_work(usage)
    if rest.background_left == 0:
        return AskingPlan(LONGEST_PERIOD, 0, is_open, "stopped: what is left belongs to people")
    if not is_open:
        why = f"{_every(CLOSED_PERIOD)}: the shop is closed"
        return AskingPlan(CLOSED_PERIOD, rest.background_left, is_open, why)
    even = even_period(rest)
    period = max(even, SHORTEST_WHERE_THICK if thick else SHORTEST_PERIOD)
    if quiet:
        period *= MOST_STRETCHED
    period = min(period, LONGEST_PERIOD)
    why = f"{_every(period)}: {_why(rest, even, quiet)}{_beside_others(usage)}"
    return AskingPlan(period, rest.background_left, is_open, why)


def even_period(rest: Outlook) -> float:
    """Return the period that spends what is left for asking evenly, to the month's end."""
    room = _room(rest)
    return rest.open_left / room if room > 0 else LONGEST_PERIOD


def _room(rest: Outlook) -> float:
    """Return what is left for asking in opening hours."""
    return rest.room - rest.closed_left / CLOSED_PERIOD


def _people_at_work(usage: Usage) -> bool:
    return usage.people_at is not None and 0 <= usage.now - usage.people_at < _AT_WORK


def _why(rest: Outlook, even: float, quiet: bool) -> str:
    if quiet and even < LONGEST_PERIOD / MOST_STRETCHED:
        return "little changes"
    if even <= SHORTEST_PERIOD:
        return "the month has room"
    room = _room(rest)
    if room < 1:
        return "people are expected to need what is left"
    days = "today" if rest.days_left == 1 else f"{rest.days_left} days"
    return f"{room:,.0f} requests are left for {days}"


def _beside_others(usage: Usage) -> str:
    """Return, in words, that requests were refused for the rate of late."""
    is_wide = usage.spacing >= _NOTICED
    return "; slowly, for another program seems to use the token, too" if is_wide else ""


def _every(seconds: float) -> str:
    return f"every {seconds:.0f} s" if seconds < 120 else f"every {seconds / 60:.0f} min"
