"""Routes, and when they have time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TimeSlot:
    """A window of time that a route offers, such as `10am-12pm`, and how often it is left."""

    window: str
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """A route that a driver takes (`getRoute`)."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class AvailableDay:
    """A day on which a route has slots (`getDates`)."""

    day: date
    slots: tuple[TimeSlot, ...] = ()
