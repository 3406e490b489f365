"""What is known of a route's days: which are open, and the times that are left on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from ...api.models.routes import TimeSlot
from ...api.wire import time_of, window_times
from .repeat_pickups import overlap, window_of


class DayState(Enum):
    """What is known of a day."""

    OPEN = "open"
    CLOSED = "closed"
    """Staff said so, or the shop's hours do."""
    NOTHING_LEFT = "closed or full"
    """The route tells no time on it, which says no more than that."""
    UNKNOWN = "unknown"
    """The route was not asked about it, or there is none."""


@dataclass(frozen=True, slots=True)
class RouteDays:
    """A route's days as they were told last (`getDates`, `getSlots`), and the shop's closed days.

    Attributes:
        route: The route's id; empty where none is known.
        days: The times left by day; a day that was asked about and has none stands there empty.
        closed: Days on which the shop is closed, by its settings.
        closed_weekdays: Weekdays without opening hours, Monday being 0.
        first_delivery: The first day of deliveries (`MinDeliveryDateStamp`); None for untold.
        read_at: When the route was asked; None for never.
    """

    route: str = ""
    days: Mapping[date, tuple[TimeSlot, ...]] = field(default_factory=dict)
    closed: Collection[date] = frozenset()
    closed_weekdays: Collection[int] = frozenset()
    first_delivery: date | None = None
    read_at: datetime | None = None

    def state(self, day: date) -> DayState:
        """Say what is known of a day."""
        if day in self.closed:
            return DayState.CLOSED
        if (slots := self.days.get(day)) is not None:
            return DayState.OPEN if any(_is_left(slot) for slot in slots) else DayState.NOTHING_LEFT
        return DayState.CLOSED if day.weekday() in self.closed_weekdays else DayState.UNKNOWN

    def slots(self, day: date) -> tuple[TimeSlot, ...]:
        """Return the times that the route told for a day; empty for none, or an unknown day."""
        return self.days.get(day, ())

    def has_time(self, day: date, start: str, end: str) -> bool | None:
        """Tell whether a window of a day is left; None where that is not known.

        A route leaves out what is full, so a window that it has on other such weekdays and not on
        this day is full. One that it never has was agreed on otherwise.
        """
        wanted = (start, end)
        if not any(wanted) or not (slots := self.slots(day)):
            return None
        there = [slot for slot in slots if overlap(wanted, window_times(slot.window))]
        if there:
            return any(map(_is_left, there))
        usual = self.usual_windows(day.weekday())
        return False if any(overlap(wanted, window_times(each)) for each in usual) else None

    def has_window(self, day: date, start: str, end: str) -> bool | None:
        """Tell whether a window is one of the route's on a day; None where that is not known.

        What it has on other such weekdays counts as well: on this day it is full.
        """
        wanted, slots = window_of(start, end), self.slots(day)
        told = [window_of(*window_times(each.window)) for each in slots]
        if not (_is_window(*wanted) and told and all(map(all, told))):
            return None
        return wanted in told or wanted in (
            window_of(*window_times(each)) for each in self.usual_windows(day.weekday())
        )

    def usual_windows(self, weekday: int) -> tuple[str, ...]:
        """Return the windows that the route has on a weekday, where it told any, in their order."""
        told = (
            slot.window
            for day, slots in sorted(self.days.items())
            if day.weekday() == weekday
            for slot in slots
        )
        return tuple(dict.fromkeys(told))


def _is_window(start: str, end: str) -> bool:
    first, last = time_of(start), time_of(end)
    return first is not None and last is not None and first < last


def _is_left(slot: TimeSlot) -> bool:
    return slot.left is None or slot.left > 0
