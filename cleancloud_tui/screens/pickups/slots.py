"""Choosing a day and a time from what a route has left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError
from ...api.models.routes import AvailableDay, TimeSlot
from ...api.wire import window_times
from ...wording.schedules.surroundings import slot_in_words
from ..dialogs.choose import ChooseDialog

if TYPE_CHECKING:
    from ..base import ShopScreen


@dataclass(frozen=True, slots=True)
class ChosenSlot:
    """A day, and a window of time on it, empty where the route tells none."""

    day: date
    start: str = ""
    end: str = ""


async def chosen_slot(
    screen: ShopScreen, route: str, what: str, since: date | None = None
) -> ChosenSlot | None:
    """Let a day and a time of a route be chosen; None where none was, or none can be.

    Args:
        screen: Asks, and says what went wrong.
        route: The route's id.
        what: What it is for: `pickup`, `delivery`.
        since: The first day that may be chosen; None for any.
    """
    if not route:
        screen.notice.failed("No route is known for this order, so type the day and the time.")
        return None
    days = await _days_of(screen, route, what, since)
    if not days:
        return None
    labels = {each.day.isoformat(): _day(screen, each) for each in days}
    chosen = await screen.ask(ChooseDialog(f"Day of the {what} (route {route})", labels))
    day = next((each for each in days if each.day.isoformat() == chosen), None)
    if day is None:
        return None
    slots = day.slots or await _slots_of(screen, route, day.day)
    if not slots:
        return ChosenSlot(day.day)
    question = f"Time of the {what} on {screen.wording.day(day.day)}"
    window = await screen.ask(
        ChooseDialog(question, {each.window: slot_in_words(each) for each in slots})
    )
    if not window:
        return None
    start, end = window_times(window)
    return ChosenSlot(day.day, start, end)


async def _days_of(
    screen: ShopScreen, route: str, what: str, since: date | None
) -> Sequence[AvailableDay]:
    screen.notice.waiting()
    try:
        found = await screen.shop.ask.days_of_route(route, for_delivery=what == "delivery")
    except CleanCloudError as error:
        screen.notice.failed(error)
        return ()
    screen.notice.arrived()
    days = [each for each in found if since is None or each.day >= since]
    if not days:
        from_then = f" from {screen.wording.day(since)} on" if found and since else ""
        screen.notice.failed(
            f"Route {route} has no free day{from_then}. Type the day and the time instead."
        )
    return days


async def _slots_of(screen: ShopScreen, route: str, day: date) -> Sequence[TimeSlot]:
    try:
        return await screen.shop.ask.slots_of(route, day)
    except CleanCloudError as error:
        screen.notice.failed(error)
        return ()


def _day(screen: ShopScreen, day: AvailableDay) -> str:
    windows = ", ".join(slot.window for slot in day.slots)
    return f"{screen.wording.day(day.day)}  {windows}"
