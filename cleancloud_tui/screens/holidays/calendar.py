"""What the calendar shows of the days that may be a holiday."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import Final

from ...api.models.repeat_pickups import RepeatPickup
from ...shop.holidays.offers import Offer
from ...shop.pickups.occurrences import occurrences
from ...widgets.day_marks import DayMarks

_AHEAD: Final = timedelta(days=366)


def marks_of(
    pickups: Iterable[RepeatPickup], closed: Iterable[date], offers: Sequence[Offer], today: date
) -> Mapping[date, DayMarks]:
    """Return on which days pickups and deliveries come, and which are closed.

    Args:
        pickups: All schedules that are known.
        closed: The days on which the shop is closed, by its settings.
        offers: Days that are closed, or full, and on which something comes.
        today: The shop's calendar day.
    """
    marks: defaultdict[date, set[str]] = defaultdict(set)
    until = today + _AHEAD
    for pickup in pickups:
        for each in takewhile(lambda one: one.pickup < until, occurrences(pickup, today)):
            marks[each.pickup].add("pickup")
            if each.delivery:
                marks[each.delivery].add("delivery")
    for day in closed:
        marks[day].add("closed")
    for offer in offers:
        for day in offer.span.days():
            marks[day].add("closed" if offer.is_sure else "nothing_left")
    return {day: DayMarks(**dict.fromkeys(each, True)) for day, each in marks.items()}
