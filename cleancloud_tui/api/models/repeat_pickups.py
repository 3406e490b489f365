"""Repeat pickups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class RepeatPickup:
    """A schedule that makes a pickup order every few weeks (`getPickups`).

    What is None was not told, or can't be: a schedule every 0 weeks.

    Attributes:
        next_day: The day of the next pickup as it was told; it may have gone since.
        frequency: Weeks between pickups, at least 1.
        duration: How many orders it makes in all; 0 until cancelled.
        has_odd_tip: Whether a tip, or its percentage, was told that is no number.
        delivery_days: Days from pickup to delivery; 0 not set.
        needs_confirmation: Whether the customer confirms each order by SMS (`schedulerType` 1).
    """

    id: str
    customer_id: str = ""
    next_day: date | None = None
    pickup_start: str = ""
    pickup_end: str = ""
    frequency: int | None = None
    duration: int | None = None
    delivery_days: int | None = None
    delivery_start: str = ""
    delivery_end: str = ""
    tip: Decimal | None = None
    tip_percent: Decimal | None = None
    has_odd_tip: bool = False
    needs_confirmation: bool | None = None
    confirm_days: int | None = None
    orders_created: int | None = None
