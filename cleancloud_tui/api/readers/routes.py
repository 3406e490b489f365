"""Routes, and what they offer: days and windows of time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from ..models.routes import AvailableDay, Route, TimeSlot
from ..text import one_line
from ..wire import time_of, window_parts, window_text
from .fields import ReplyRow, folded, integer_of, note_asked, window_of
from .replies.listing import Listing
from .replies.not_understood import NotUnderstoodError, content, only_thing, record

Row = Mapping[str, object]

_ROUTE: Final = ("Route", "routeID", "routeNumber")
_TIMES: Final = ("times", "slots", "availableTimes", "windows")
_WINDOW: Final = ("time", "slot", "times", "window")
_START: Final = ("start", "from", "startTime")
_SLOTS: Final = Listing(_TIMES, ids=(*_WINDOW, *_START))
_DAY: Final = ("dateStamp", "date", "day")
_DATES: Final = Listing(("Dates", "Days"), ids=_DAY, marks=_TIMES)
_LEFT: Final = (
    *("remaining", "left", "available", "slotsLeft", "remainingSlots", "slotsRemaining"),
    *("slotsAvailable", "availableSlots", "spaces", "spacesLeft", "places", "free"),
)
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
    # What has no more than an id is a route only where it is called one.
    for place, names in (
        (fields, (*_ROUTE, "id")),
        (fields.row("Route", "Routes"), (*_ROUTE, "id")),
        *((each, _ROUTE) for each in fields.places()),
    ):
        if route_id := place.code(*names):
            return Route(route_id, place.line("RouteName", "name"))
    if content(reply):
        raise NotUnderstoodError(reply)
    return None


def available_days(reply: Mapping[str, object]) -> tuple[AvailableDay, ...]:
    """Read the days on which a route has slots (`getDates`).

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    if any(map(_is_day_odd, _DATES.rows(reply))):
        # Without it the others would be all that the route offers.
        raise NotUnderstoodError(reply, "with days in a form that this version does not know")
    return _DATES.read(reply, _available_day)


def first_delivery(reply: Mapping[str, object]) -> date | None:
    """Read the first day on which a route delivers (`getDates`); None where it is not told."""
    days = (place.day("MinDeliveryDateStamp") for place in ReplyRow(reply).places())
    return next(filter(None, days), None)


def slots(reply: Mapping[str, object]) -> tuple[TimeSlot, ...]:
    """Read the slots that a route has left on a day (`getSlots`).

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    within = only_thing(reply)
    if isinstance(within, Mapping) and any(folded(str(key)) in _LISTS for key in within):
        return _slots_in(within)
    return _slots_in(reply)


def _slots_in(row: Row) -> tuple[TimeSlot, ...]:
    """Read the slots of an object: those under a known name, or its only windows of time."""
    note_asked(_TIMES, row)
    held = {key: each for key, each in record(row).items() if folded(key) not in _BESIDE}
    named = [value for key, value in held.items() if folded(key) in _LISTS]
    written = [told for each in named or held.values() if (told := _written(each, row, named))]
    if len(written) == 1:
        return written[0]
    return _SLOTS.read(held, _slot)


def _written(value: object, beside: Row, named: Sequence[object]) -> tuple[TimeSlot, ...]:
    """Read slots told as one comma-separated text, a list of texts, or an object by window."""
    if isinstance(value, Mapping) and not all(str(key).isdecimal() for key in value):
        return _by_window(value)
    windows = [window_of(each) or "" for each in ReplyRow({"slots": value}).listed("slots")]
    left = [integer_of(each) for each in ReplyRow(beside).listed(*_LEFT)]
    if len(left) != len(windows):  # a figure for all of them together, or none
        left = [None] * len(windows)
    return tuple(
        TimeSlot(window, count)
        for window, count in zip(windows, left, strict=True)
        if window and (named or _is_window(window))
    )


def _by_window(told: Row) -> tuple[TimeSlot, ...]:
    """Read how often each slot is left, by its window."""
    windows = {window: left for key, left in told.items() if _is_window(window := one_line(key))}
    return tuple(TimeSlot(window_text(each), integer_of(left)) for each, left in windows.items())


def _is_window(text: str) -> bool:
    """Tell whether a text is from when to when; a time alone may be anything's."""
    start, end = window_parts(text)
    return None not in (time_of(start), time_of(end))


def _available_day(row: Row) -> AvailableDay | None:
    day = ReplyRow(row).day(*_DAY)
    return None if day is None else AvailableDay(day, _slots_in(row))


def _is_day_odd(row: Row) -> bool:
    fields = ReplyRow(row)
    return fields.day(*_DAY) is None and bool(fields.odd_moments)


def _slot(row: Mapping[str, object]) -> TimeSlot | None:
    fields = ReplyRow(row)
    window = fields.window(*_WINDOW) or _joined(fields)
    if not window:
        return None
    return TimeSlot(window, fields.integer(*_LEFT))


def _joined(fields: ReplyRow) -> str:
    start, end = fields.window(*_START), fields.window("end", "to", "endTime")
    return f"{start}-{end}" if start and end else start
