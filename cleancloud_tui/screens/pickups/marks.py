"""What a calendar shows of the days that schedules have to fit into."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from ...shop.pickups.days import Days, OnDay
from ...shop.pickups.route_days import DayState
from ...shop.pickups.troubles import TroubleKind
from ...widgets.day_marks import DayMarks

_CLASHES: Final = (TroubleKind.SAME_SCHEDULE, TroubleKind.SAME_ORDER)


def marks_of(days: Days) -> Mapping[date, DayMarks]:
    """Return what a calendar shows of days."""
    return {day: _marks(each) for day, each in days.items()}


def _marks(day: OnDay) -> DayMarks:
    return DayMarks(
        pickup=bool(day.pickups),
        delivery=bool(day.deliveries),
        order=bool(day.orders),
        closed=day.state is DayState.CLOSED,
        nothing_left=day.state is DayState.NOTHING_LEFT,
        clash=any(each.kind in _CLASHES for each in day.troubles),
    )
