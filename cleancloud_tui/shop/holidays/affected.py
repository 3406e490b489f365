"""Which schedules come on a holiday."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from ...api.models.repeat_pickups import RepeatPickup
from ..pickups.occurrences import Occurrence, as_of, occurrences
from .span import Span


@dataclass(frozen=True, slots=True)
class Affected:
    """A schedule that picks up or delivers on a holiday.

    Attributes:
        pickup: The schedule as it stands today.
        occurrence: What of it comes on the holiday, the first where it is several.
        sooner: Its pickups before that one. CleanCloud knows the next pickup of a schedule only,
            so whatever moves a later one drops these.
    """

    pickup: RepeatPickup
    occurrence: Occurrence
    sooner: tuple[date, ...] = ()


def affected_by(schedules: Iterable[RepeatPickup], span: Span, today: date) -> Iterator[Affected]:
    """Yield those of some schedules that come on a holiday, as far as is known of them."""
    for told in schedules:
        pickup = as_of(told, today)
        until = list(takewhile(lambda each: each.pickup <= span.last, occurrences(pickup, today)))
        for number, each in enumerate(until):
            if span.holds(each.pickup) or span.holds(each.delivery):
                sooner = tuple(before.pickup for before in until[:number])
                yield Affected(pickup, each, sooner)
                break
