"""What a schedule is known by among those of a holiday."""

from __future__ import annotations

from ...api.models.repeat_pickups import RepeatPickup

Key = tuple[str, str]
"""A customer and one of the customer's schedules."""


def key_of(pickup: RepeatPickup) -> Key:
    """Return what a schedule is known by here."""
    return pickup.customer_id, pickup.id
