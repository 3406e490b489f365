"""What comes of a schedule, in words: which of its pickups it is, or why none comes."""

from __future__ import annotations

from datetime import date
from typing import Final

from ...api.models.repeat_pickups import RepeatPickup
from ...shop.pickups.occurrences import Occurrence
from ..values import Wording, counted

_NO_DAY: Final = "Type the day: what comes of it stands here."


def number_in_words(pickup: RepeatPickup, occurrence: Occurrence) -> str:
    """Say which of a schedule's orders it is: `3`; `?` where it is unknown how many are done."""
    return "?" if pickup.orders_created is None else str(occurrence.number)


def is_last(pickup: RepeatPickup, occurrence: Occurrence) -> bool:
    """Tell whether it is known to be the last pickup of a schedule."""
    return pickup.orders_created is not None and occurrence.number == pickup.duration


def none_comes_in_words(pickup: RepeatPickup, today: date, wording: Wording) -> str:
    """Say why nothing comes of what was typed; empty where something does."""
    made, orders, day = pickup.orders_created or 0, pickup.duration, pickup.next_day
    if orders and made >= orders:
        return f"None is left: {made} of {counted(orders, 'order')} are done."
    if day is None:
        return _NO_DAY
    if day < today:
        said = wording.day(day)
        return f"{said[:1].upper()}{said[1:]} has gone: today or later."
    return ""
