"""What is done with a schedule that comes on a holiday, worked out as it would be sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice
from typing import Final

from ...api.errors import BadParametersError
from ...api.models.repeat_pickups import RepeatPickup
from ..pickups.moving.moves import Moved, moved
from ..pickups.occurrences import Occurrence, occurrences
from ..pickups.repeat_pickups import unknown_to_skip
from ..pickups.route_days import DayState
from ..pickups.troubles import Surroundings, Trouble, closed_kind, odd_times, troubles
from .affected import Affected
from .span import Span

_MOST_TRIED: Final = 21
"""Days, or pickups, that are looked at for one that is open."""


class Choice(StrEnum):
    """What is done with a schedule."""

    LEAVE = "leave"
    SKIP = "skip"
    """Its next pickup of the same rhythm comes first."""
    EARLIER = "earlier"
    LATER = "later"
    """It comes on the nearest day that is open, and on that weekday from then on."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a choice does to a schedule.

    Attributes:
        choice: What was chosen.
        occurrence: What comes in place of what came on the holiday.
        moved: The change as it would be sent, with the days before and after.
        passed_over: Other days that it would have come to, on which, or on the delivery behind
            which, is nothing left.
        troubles: What is wrong with the day that it comes to, as far as is known.
        unknown: Days of it of which nobody knows whether they are open.
    """

    choice: Choice
    occurrence: Occurrence
    moved: Moved
    passed_over: tuple[date, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    unknown: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class CantMove:
    """Why nothing can be done with a schedule, as a sentence."""

    why: str


def planned(case: Affected, choice: Choice, span: Span, around: Surroundings) -> Plan | CantMove:
    """Work out what a choice does to a schedule.

    Args:
        case: The schedule, and what of it comes on the holiday.
        choice: Anything but to leave it.
        span: The holiday.
        around: What the schedule has to fit into.
    """
    pickup = case.pickup
    if unknown := unknown_to_skip(pickup, around.today):
        return CantMove(f"CleanCloud did not tell {_listed(unknown)}, which has to be sent.")
    days = list(islice(_days(case, choice, around.today), _MOST_TRIED))
    come = [_on(pickup, case.occurrence, day) for day in days]
    free = [each for each in come if _is_free(each, span, around)]
    # Where each delivery falls on a day that is always closed, that is said of the plan.
    picked_up = [each for each in come if _is_free(each, span, around, delivered=False)]
    if not (chosen := next(iter(free or picked_up), None)):
        return CantMove("No open day was found for it.")
    before = days[: days.index(chosen.pickup)]
    passed_over = [day for day in before if not span.holds(day)]
    return _plan(case, choice, chosen, passed_over, around)


def _plan(
    case: Affected,
    choice: Choice,
    occurrence: Occurrence,
    passed_over: list[date],
    around: Surroundings,
) -> Plan | CantMove:
    try:
        change = moved(case.pickup, occurrence.pickup, around)
    except BadParametersError:
        return CantMove("CleanCloud told something of it that it does not take: open it, save it.")
    if change is None:
        return CantMove("Nothing comes of it any more.")
    after = change.pickup_after
    wrong = (*troubles(after, occurrence, around), *odd_times(after, occurrence, around))
    unknown = tuple(
        day
        for day in (occurrence.pickup, occurrence.delivery)
        if day and around.route.state(day) is DayState.UNKNOWN
    )
    return Plan(choice, occurrence, change, tuple(passed_over), wrong, unknown)


def _days(case: Affected, choice: Choice, today: date) -> Iterator[date]:
    """Yield the days that a choice may lead to, the best first."""
    day = case.occurrence.pickup
    if choice is Choice.SKIP:
        rhythm = replace(case.pickup, duration=0)
        yield from (each.pickup for each in islice(occurrences(rhythm, day), 1, None))
        return
    step = timedelta(-1 if choice is Choice.EARLIER else 1)
    while (day := day + step) > today:
        yield day


def _on(pickup: RepeatPickup, came: Occurrence, day: date) -> Occurrence:
    days = pickup.delivery_days
    return replace(came, pickup=day, delivery=day + timedelta(days) if days else None)


def _is_free(
    occurrence: Occurrence, span: Span, around: Surroundings, *, delivered: bool = True
) -> bool:
    """Tell whether it comes on an open day, and is delivered on one unless that is no matter.

    On a day of the holiday it never comes.
    """
    days = [day for day in (occurrence.pickup, occurrence.delivery) if day]
    open_on = days if delivered else days[:1]
    return not (any(map(span.holds, days)) or any(closed_kind(day, around) for day in open_on))


def _listed(unknown: tuple[str, ...]) -> str:
    return ", ".join(unknown)
