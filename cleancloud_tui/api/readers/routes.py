"""Routes, and what they offer: days and windows of time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..models.routes import AvailableDay, Route, TimeSlot
from ..wire import time_of, window_parts
from .fields import ReplyRow, all_read, folded, integer_of, window_of
from .replies.listing import Listing
from .replies.not_understood import NotUnderstoodError, content, record

Row = Mapping[str, object]

_TIMES: Final = ("times", "slots", "availableTimes", "windows")
_DAY: Final = ("dateStamp", "date", "day")
_DATES: Final = Listing(("Dates", "Days"), ids=_DAY, marks=_TIMES)
_LEFT: Final = ("remaining", "left", "available", "slotsLeft", "remainingSlots")
"""Names for how often a slot is left: of one slot a number, of several a list in their order."""

_LISTS: Final = frozenset(map(folded, _TIMES))
_BESIDE: Final = frozenset(map(folded, (*_DAY, *_LEFT, "routeID")))
"""What tells no slots by itself."""


def route(reply: Mapping[str, object]) -> Route | None:
    """Read the route that serves a place (`getRoute`); None where the reply names none.

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    fields = ReplyRow(reply)
    for place in (fields, fields.row("Route", "Routes")):
        if route_id := place.code("Route", "routeID", "routeNumber", "id"):
            return Route(route_id, place.line("RouteName", "name"))
    if content(reply):
        raise NotUnderstoodError(reply)
    return None


def available_days(reply: Mapping[str, object]) -> tuple[AvailableDay, ...]:
    """Read the days on which a route has slots (`getDates`).

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    return _DATES.read(reply, lambda row: _available_day(row, reply))


def slots(reply: Mapping[str, object]) -> tuple[TimeSlot, ...]:
    """Read the slots that a route has left on a day (`getSlots`).

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    return _slots_in(reply, reply)


def _slots_in(row: Mapping[str, object], reply: Mapping[str, object]) -> tuple[TimeSlot, ...]:
    """Read the slots of an object: those under a known name, or its only windows of time."""
    held = {key: each for key, each in content(row).items() if folded(key) not in _BESIDE}
    named = [value for key, value in held.items() if folded(key) in _LISTS]
    told = [found for value in named or held.values() if (found := _slots(value, row, bool(named)))]
    is_none = not named and any(folded(str(key)) in _LISTS for key in record(row))
    if len(told) > 1 or (held and not told and not is_none):
        raise NotUnderstoodError(reply)
    return told[0] if told else ()


def _slots(value: object, beside: Row, is_known: bool) -> tuple[TimeSlot, ...]:
    """Read slots told as one comma-separated text, or a list or an object of texts or objects."""
    fields = ReplyRow({"slots": value})
    if rows := fields.rows("slots"):
        return all_read(rows, _slot) or _by_window(ReplyRow(value))
    windows = [window_of(each) or "" for each in fields.listed("slots")]
    left = [integer_of(each) for each in ReplyRow(beside).listed(*_LEFT)]
    if len(left) != len(windows):  # a figure for all of them together, or none
        left = [None] * len(windows)
    return tuple(
        TimeSlot(window, count)
        for window, count in zip(windows, left, strict=True)
        if window and (is_known or _is_window(window))
    )


def _by_window(told: ReplyRow) -> tuple[TimeSlot, ...]:
    """Read how often each slot is left, by its window."""
    windows = (each for each in told.names() if _is_window(each))
    return tuple(TimeSlot(each, told.integer(each)) for each in windows)


def _is_window(text: str) -> bool:
    return time_of(window_parts(text)[0]) is not None


def _available_day(row: Row, reply: Mapping[str, object]) -> AvailableDay | None:
    day = ReplyRow(row).day(*_DAY)
    return None if day is None else AvailableDay(day, _slots_in(row, reply))


def _slot(row: Mapping[str, object]) -> TimeSlot | None:
    fields = ReplyRow(row)
    window = fields.window("time", "slot", "times", "window") or _joined(fields)
    if not window:
        return None
    return TimeSlot(window, fields.integer(*_LEFT))


def _joined(fields: ReplyRow) -> str:
    start, end = fields.window("start", "from", "startTime"), fields.window("end", "to", "endTime")
    return f"{start}-{end}" if start and end else start
