"""What is on a day of the calendar, and what a move makes of a schedule, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest

from ..api.models.repeat_pickups import RepeatPickup
from ..shop.pickups.moves import Moved
from ..shop.pickups.occurrences import Occurrence
from ..shop.pickups.route_days import DayState
from ..shop.pickups.troubles import OnDay, Trouble, TroubleKind
from ..values.cells import cells, left
from .orders import status_of
from .pickups import rhythm_in_words, troubles_in_words, window_in_words
from .values import Wording, joined

_STATES = {DayState.CLOSED: "closed", DayState.NOTHING_LEFT: "closed or full"}
_SHORT = {
    TroubleKind.SAME_SCHEDULE: "collides",
    TroubleKind.SAME_ORDER: "order there",
    TroubleKind.WINDOW_FULL: "full",
    TroubleKind.BEFORE_DELIVERIES: "too early",
}
_COLUMN = 3
"""Cells between the days before and those after."""


def on_day_in_words(day: OnDay, wording: Wording) -> str:
    """Say what is on a day: `Tue 8 Dec: pickup, every week on Tuesday, 9am to 11am`."""
    wrong = ", ".join(dict.fromkeys(_short(each) for each in day.troubles if _is_more(each)))
    told = joined(
        _STATES.get(day.state, ""),
        *(f"pickup, {rhythm_in_words(each)}" for each in day.pickups),
        *(f"delivery, {_delivery(each)}" for each in day.deliveries),
        *(f"order {each.id}, {status_of(each)}" for each in day.orders),
        f"! {wrong}" if wrong else "",
    )
    said = wording.day(day.day)
    return f"{said[:1].upper()}{said[1:]}: {told or 'nothing'}"


def wrong_in_words(found: Sequence[Trouble], wording: Wording) -> str:
    """Say in a table's cell what is wrong: `closed Fri 25 Dec`, `collides Tue 8 Dec +3`."""
    days: dict[str, list[date]] = defaultdict(list)
    for each in found:
        days[_short(each)].append(each.day)
    return "; ".join(
        f"{kind} {wording.day(told[0])}" + (f" +{len(told) - 1}" if told[1:] else "")
        for kind, told in days.items()
    )


def moved_in_words(moved: Moved, today: date, wording: Wording) -> Iterator[str]:
    """Yield what a move passes over, and the days before it and after it side by side."""
    if moved.passed_over:
        yield f"Passed over: {troubles_in_words(moved.passed_over, wording)}."
    before = [_day(each, wording) for each in moved.before(today)]
    after = [_day(each, wording) for each in moved.after(today)]
    yield ""
    if not before:
        yield from after
        return
    room = max(map(cells, (*before, "Now"))) + _COLUMN
    for was, then in zip_longest(["Now", *before], ["Then", *after], fillvalue=""):
        yield f"{left(was, room)}{then}".rstrip()


def next_in_words(pickup: RepeatPickup, wording: Wording) -> str:
    """Say when a schedule comes next, and between which hours."""
    window = window_in_words(pickup.pickup_start, pickup.pickup_end)
    return f"{wording.day(pickup.next_day)}, {window}" if window else wording.day(pickup.next_day)


def _short(trouble: Trouble) -> str:
    return "delivery " * trouble.is_delivery + _SHORT.get(trouble.kind, trouble.kind.value)


def _is_more(trouble: Trouble) -> bool:
    """Tell whether a trouble says more of a day than that it is closed."""
    return trouble.kind not in (TroubleKind.CLOSED, TroubleKind.NOTHING_LEFT)


def _day(occurrence: Occurrence, wording: Wording) -> str:
    delivered = occurrence.delivery
    said = wording.day(occurrence.pickup)
    return f"{said}, back {wording.day(delivered)}" if delivered else said


def _delivery(pickup: RepeatPickup) -> str:
    window = window_in_words(pickup.delivery_start, pickup.delivery_end)
    return window or "at a time that is unknown"
