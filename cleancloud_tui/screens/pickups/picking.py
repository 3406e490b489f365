"""Picking what an entry of a schedule's form holds: a day, or a window of time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...api.models.repeat_pickups import RepeatPickup
from ...shop.pickups.fields import PickupField
from ...shop.pickups.troubles import Surroundings
from ...values.days import day_text
from .day_dialog import chosen_day
from .schedule_form import DELIVERY, WINDOWS
from .windows import chosen_window, first_day

if TYPE_CHECKING:
    from ..form_screen import FormScreen


async def picked(
    screen: FormScreen, name: str, pickup: RepeatPickup, around: Surroundings
) -> Mapping[str, str]:
    """Let what an entry holds be picked.

    Args:
        screen: Asks, and says why nothing can be picked.
        name: The entry's field.
        pickup: The schedule as it stands in the form.
        around: What it has to fit into.

    Returns:
        What stands in which field then; empty where nothing was picked.
    """
    if name == PickupField.DAY:
        day = await chosen_day(screen, "Day of the pickup", pickup, around)
        return {PickupField.DAY: day_text(day)} if day else {}
    if name in WINDOWS:
        return await _window(screen, name, pickup)
    screen.notice.say("F6 picks a day or a time: go to one of them first.")
    return {}


async def _window(screen: FormScreen, name: str, pickup: RepeatPickup) -> Mapping[str, str]:
    is_delivery = name in DELIVERY
    day = first_day(pickup, is_delivery=is_delivery)
    if day is None:
        first = PickupField.DELIVERY_DAYS if is_delivery else PickupField.DAY
        screen.notice.failed(f"Type “{screen.form.label_of(first)}” first: times go by the day.")
        return {}
    what = "delivery" if is_delivery else "pickup"
    window = await chosen_window(screen, screen.customer_id, day, what)
    return dict(zip(WINDOWS[name], window, strict=True)) if window else {}
