"""Repeat pickups in words: a schedule, one time that it comes, and what is wrong with that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import Final

from ..api.models.repeat_pickups import RepeatPickup
from ..shop.pickups.moving.moves import Moved
from ..shop.pickups.occurrences import Occurrence
from ..shop.pickups.repeat_pickups import (
    UNKNOWN,
    comes_once,
    is_tip_known,
    next_day,
    sane_tip,
    sane_tip_percent,
    window_of,
)
from ..shop.pickups.troubles import Trouble, TroubleKind
from ..values.cells import cells, left
from ..values.days import WEEKDAYS
from .values import Wording, counted, number

_NAMED: Final = 3
"""Days with the same trouble that are named one by one."""

_SHORT: Final = {
    TroubleKind.SAME_SCHEDULE: "collides",
    TroubleKind.SAME_ORDER: "order there",
    TroubleKind.WINDOW_FULL: "full",
    TroubleKind.BEFORE_DELIVERIES: "too early",
    TroubleKind.NO_SUCH_WINDOW: "no such time",
}
_COLUMN: Final = 3
"""Cells between the days before and those after."""

ENDED: Final = "ended"
"""Says that all orders of a schedule were made."""


NOT_READ: Final = (
    "This customer's repeat pickups have not been read, so they are unknown: there may be some. "
    "F5 asks for them."
)
OTHERS_UNKNOWN: Final = f"; whether others stand is {UNKNOWN}"
"""Is said of a new one where the customer's schedules have not been read."""


def schedule_in_words(pickup: RepeatPickup, wording: Wording) -> str:
    """Say all of a schedule.

    `every 2 weeks on Tuesday, 9am to 11am; delivered 2 days later, 5pm to 7pm; 6 of 20 done; asked
    by SMS 1 day before; tip 10 %`. What is not known is said to be unknown.
    """
    parts = (rhythm_in_words(pickup, wording), *details_in_words(pickup, wording))
    return "; ".join(part for part in parts if part)


def details_in_words(pickup: RepeatPickup, wording: Wording) -> tuple[str, ...]:
    """Return what there is to say beside how often it comes; nothing where nothing is set."""
    parts = (
        delivery_in_words(pickup),
        done_in_words(pickup),
        _confirmation(pickup),
        tip_in_words(pickup, wording),
    )
    return tuple(part for part in parts if part)


def rhythm_in_words(pickup: RepeatPickup, wording: Wording) -> str:
    """Say how often, on which weekday and when: `every 2 weeks on Tuesday, 9am to 11am`.

    One that comes once has no rhythm: `one pickup, Tue 8 Dec, 9am to 11am`.
    """
    window = window_in_words(pickup.pickup_start, pickup.pickup_end)
    at_which_time = f", {_time(window)}" if window else ""
    if comes_once(pickup):
        day = wording.day(pickup.next_day) if pickup.next_day else f"on a day that is {UNKNOWN}"
        return f"one pickup, {day}{at_which_time}"
    return f"{_weeks(pickup)}{at_which_time}"


def _weeks(pickup: RepeatPickup) -> str:
    weeks = pickup.frequency
    said = "every week" if weeks == 1 else f"every {weeks} weeks"
    if weeks is None:
        said = "how often is unknown"
    if pickup.next_day:
        said += f"{', ' if weeks is None else ' '}on {WEEKDAYS[pickup.next_day.weekday()]}"
    return said


def short_in_words(pickup: RepeatPickup, wording: Wording) -> str:
    """Say how often it comes and how many are done, where there is one line for it."""
    return f"{rhythm_in_words(pickup, wording)}; {done_in_words(pickup)}"


def delivery_in_words(pickup: RepeatPickup) -> str:
    """Say when it is delivered: `delivered 2 days later, 5pm to 7pm`; `no delivery set`."""
    if pickup.delivery_days is None:
        return f"delivery {UNKNOWN}"
    if pickup.delivery_days == 0:
        return "no delivery set"
    window = window_in_words(pickup.delivery_start, pickup.delivery_end)
    when = counted(pickup.delivery_days, "day")
    return f"delivered {when} later" + (f", {_time(window)}" if window else "")


def done_in_words(pickup: RepeatPickup) -> str:
    """Say how many of its orders were made: `6 of 20 done`, `6 done, until cancelled`."""
    made, duration = pickup.orders_created, pickup.duration
    done = f"how many are done is {UNKNOWN}" if made is None else f"{made} done"
    if duration is None:
        return f"{done}, until when is {UNKNOWN}"
    if duration == 0:
        return "until cancelled" if not made else f"{done}, until cancelled"
    if made is None:
        return f"{counted(duration, 'order')}, {done}"
    return f"{made} of {duration} done"


def left_in_words(pickup: RepeatPickup) -> str:
    """Say how many of its orders are to come, behind how many were made: `, 14 left`."""
    if not pickup.duration or pickup.orders_created is None:
        return ""
    return f", {max(0, pickup.duration - pickup.orders_created)} left"


def tip_in_words(pickup: RepeatPickup, wording: Wording) -> str:
    """Say the tip: `tip 10 %`, `tip $3.50`; empty for none."""
    if not is_tip_known(pickup):
        return f"tip {UNKNOWN}"
    amount, percent = sane_tip(pickup), sane_tip_percent(pickup)
    tips = [wording.money(amount)] * bool(amount) + [f"{number(percent)} %"] * bool(percent)
    return f"tip {' and '.join(tips)}" if tips else ""


def window_in_words(start: str, end: str) -> str:
    """Say a window, what of it is unknown included; empty where none was told."""
    times = window_of(start, end)
    if not any(times):
        return UNKNOWN if start or end else ""
    return " to ".join(each or UNKNOWN for each in times)


def occurrence_in_words(occurrence: Occurrence, wording: Wording) -> str:
    """Say one time that a schedule comes: `Tue 8 Dec, delivered Thu 10 Dec`."""
    delivered = occurrence.delivery
    said = wording.day(occurrence.pickup)
    return said + (f", delivered {wording.day(delivered)}" if delivered else "")


def trouble_in_words(
    trouble: Trouble, wording: Wording, schedules: Iterable[RepeatPickup] = ()
) -> str:
    """Say what is wrong: `Fri 25 Dec: closed`, `Sat 26 Dec, delivery: closed`.

    Args:
        trouble: What it is.
        wording: Says the day.
        schedules: The customer's, to name the one that it collides with.
    """
    where = wording.day(trouble.day) + ", delivery" * trouble.is_delivery
    return f"{where}: {_kind(trouble, wording, schedules)}"


def trouble_at_in_words(trouble: Trouble, wording: Wording) -> str:
    """Say what is wrong beside the day on which it is: `closed`, `delivery closed`."""
    return "delivery " * trouble.is_delivery + _kind(trouble, wording)


def troubles_in_words(
    found: Sequence[Trouble], wording: Wording, schedules: Sequence[RepeatPickup] = ()
) -> str:
    """Say what is wrong in one sentence, the same trouble of several days said once."""
    return "; ".join(_gathered(found, wording, schedules))


def _gathered(
    found: Sequence[Trouble], wording: Wording, schedules: Sequence[RepeatPickup]
) -> Iterator[str]:
    days: dict[tuple[bool, str], list[str]] = {}
    for each in found:
        told = days.setdefault((each.is_delivery, _kind(each, wording, schedules)), [])
        if (day := wording.day(each.day)) not in told:
            told.append(day)
    for (is_delivery, kind), told in days.items():
        named = told if len(told) <= _NAMED else [told[0], f"and {len(told) - 1} more"]
        yield f"{', '.join(named)}{', delivery' * is_delivery}: {kind}".replace(", and", " and")


def wrong_in_words(found: Sequence[Trouble], wording: Wording) -> str:
    """Say in a table's cell what is wrong: `closed Fri 25 Dec`, `collides Tue 8 Dec +3`."""
    days: dict[str, list[date]] = defaultdict(list)
    for each in found:
        days[short_trouble(each)].append(each.day)
    return "; ".join(
        f"{kind} {wording.day(told[0])}" + (f" +{len(told) - 1}" if told[1:] else "")
        for kind, told in days.items()
    )


def moved_in_words(moved: Moved, today: date, wording: Wording) -> Iterator[str]:
    """Yield what a move passes over, what is wrong with where it leads, and its days.

    Those before it and after it stand side by side.
    """
    if moved.passed_over:
        yield f"Passed over: {troubles_in_words(moved.passed_over, wording)}."
    if moved.troubles:
        yield f"Not free: {troubles_in_words(moved.troubles, wording)}."
    before = [_days(each, wording) for each in moved.before(today)]
    after = [_days(each, wording) for each in moved.after(today)]
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


def gone_in_words(pickup: RepeatPickup, wording: Wording) -> str:
    """Say that the next pickup that CleanCloud tells has gone; empty where it has not."""
    told = pickup.next_day
    if told is None or told >= wording.today:
        return ""
    said = f"CleanCloud tells {wording.day(told)} as its next pickup, which has gone"
    coming = next_day(pickup, wording.today)
    return f"{said}: {wording.day(coming)} is reckoned from it." if coming else f"{said}."


def in_vain_in_words(customers: int) -> str:
    """Say that the schedules of some customers were asked for in vain."""
    return (
        f"CleanCloud told nothing of the repeat pickups of {counted(customers, 'customer')}, or "
        "nothing that is understood: what is known of them stays as it was. They are asked about "
        "again last."
    )


def short_trouble(trouble: Trouble) -> str:
    """Say in a word or two what is wrong: `closed`, `delivery full`."""
    return "delivery " * trouble.is_delivery + _SHORT.get(trouble.kind, trouble.kind.value)


def _days(occurrence: Occurrence, wording: Wording) -> str:
    delivered = occurrence.delivery
    said = wording.day(occurrence.pickup)
    return f"{said}, back {wording.day(delivered)}" if delivered else said


def _kind(trouble: Trouble, wording: Wording, schedules: Iterable[RepeatPickup] = ()) -> str:
    if trouble.kind is TroubleKind.SAME_SCHEDULE:
        other = next((each for each in schedules if each.id == trouble.other_id), None)
        if other is not None:
            return f"collides with {rhythm_in_words(other, wording)}"
    if trouble.kind is TroubleKind.SAME_ORDER and trouble.other_id:
        return f"order {trouble.other_id} stands there"
    return trouble.kind.value


def _confirmation(pickup: RepeatPickup) -> str:
    if pickup.needs_confirmation is None:
        return f"whether it is asked by SMS is {UNKNOWN}"
    if not pickup.needs_confirmation:
        return ""
    days = pickup.confirm_days
    return f"asked by SMS {UNKNOWN if days is None else counted(days, 'day')} before"


def _time(window: str) -> str:
    return f"at a time that is {UNKNOWN}" if window == UNKNOWN else window
