"""Routes, and what they offer: days and windows of time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from ..models.routes import AvailableDay, Route, TimeSlot
from .fields import ReplyRow, all_read, integer_of, window_of

_LEFT: Final = ("remaining", "left", "available", "slotsLeft", "remainingSlots")
"""Names for how often a slot is left: of one slot a number, of several a list in their order."""


def route(reply: Mapping[str, object]) -> Route | None:
    """Read the route that serves a place (`getRoute`); None where the reply names none."""
    fields = ReplyRow(reply)
    route_id = fields.code("Route", "routeID", "routeNumber")
    return Route(route_id, fields.line("RouteName", "name")) if route_id else None


def available_days(reply: Mapping[str, object]) -> tuple[AvailableDay, ...]:
    """Read the days on which a route has slots (`getDates`)."""
    return all_read(ReplyRow(reply).rows("Dates", "Days"), _available_day)


def first_delivery(reply: Mapping[str, object]) -> date | None:
    """Read the first day on which a route delivers (`getDates`); None where it is not told."""
    return ReplyRow(reply).day("MinDeliveryDateStamp")


def slots(reply: Mapping[str, object]) -> tuple[TimeSlot, ...]:
    """Read the slots that a route has left on a day (`getSlots`)."""
    return slots_in(ReplyRow(reply), "Slots", "times")


def slots_in(fields: ReplyRow, *names: str) -> tuple[TimeSlot, ...]:
    """Read slots told as one comma-separated text, as a list of texts, or as objects."""
    if rows := fields.rows(*names):
        return all_read(rows, _slot)
    windows = [window_of(each) or "" for each in fields.listed(*names)]
    left = [integer_of(each) for each in fields.listed(*_LEFT)]
    if len(left) != len(windows):  # a figure for all of them together, or none
        left = [None] * len(windows)
    return tuple(
        TimeSlot(window, count) for window, count in zip(windows, left, strict=True) if window
    )


def _available_day(row: Mapping[str, object]) -> AvailableDay | None:
    fields = ReplyRow(row)
    day = fields.day("dateStamp", "date", "day")
    return None if day is None else AvailableDay(day, slots_in(fields, "times", "slots"))


def _slot(row: Mapping[str, object]) -> TimeSlot | None:
    fields = ReplyRow(row)
    window = fields.window("time", "slot", "times", "window")
    if not window:
        return None
    return TimeSlot(window, fields.integer(*_LEFT))
