"""Choosing a window from the times that a customer's route has on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError
from ...api.models.repeat_pickups import RepeatPickup
from ...api.wire import window_times
from ...shop.pickups.knowledge import refresh_day, surroundings_of
from ...shop.pickups.occurrences import occurrences
from ...shop.pickups.route_days import DayState, RouteDays
from ...wording.schedules.surroundings import slot_in_words
from ..dialogs.choose import ChooseDialog

if TYPE_CHECKING:
    from ..base import ShopScreen


def first_day(pickup: RepeatPickup, *, is_delivery: bool) -> date | None:
    """Return the day of a schedule's first pickup or delivery; None where that is not known."""
    first = next(occurrences(pickup, date.min), None)
    return (first.delivery if is_delivery else first.pickup) if first else None


async def chosen_window(
    screen: ShopScreen, customer_id: str, day: date, what: str
) -> tuple[str, str] | None:
    """Let a window of a day be chosen; None where none was, or none can be, which is said.

    A day beyond what the route told is asked for: one request.

    Args:
        screen: Asks, and says what went wrong.
        customer_id: Whose route it is.
        day: The day of the first pickup or delivery.
        what: What it is for: `pickup`, `delivery`.
    """
    route = surroundings_of(screen.shop, customer_id, screen.wording.today).route
    if not route.route:
        screen.notice.failed("No route is known for this customer: type the times, 9am and 11am.")
        return None
    if route.state(day) is DayState.UNKNOWN:
        route = await _asked(screen, customer_id, route.route, day) or route
    windows = windows_of(route, day)
    on_day = f"on {screen.wording.day(day)}"
    if not windows:
        screen.notice.failed(f"Route {route.route} tells no times {on_day}: type them instead.")
        return None
    question = f"Time of the {what} {on_day} (route {route.route})"
    window = await screen.ask(ChooseDialog(question, windows))
    return window_times(window) if window else None


def windows_of(route: RouteDays, day: date) -> Mapping[str, str]:
    """Return the windows of a day in words, with what is left of each.

    What the route has on other such weekdays, and not on this day, can be chosen, too: the
    schedule goes on after that day.
    """
    told = {slot.window: slot_in_words(slot) for slot in route.slots(day)}
    usual = {
        window: f"{window}  (not left that day)" for window in route.usual_windows(day.weekday())
    }
    return {**told, **{window: said for window, said in usual.items() if window not in told}}


async def _asked(screen: ShopScreen, customer_id: str, route: str, day: date) -> RouteDays | None:
    screen.notice.waiting()
    try:
        await refresh_day(screen.shop, route, day)
    except CleanCloudError as error:
        screen.notice.failed(error)
        return None
    screen.notice.arrived()
    return surroundings_of(screen.shop, customer_id, screen.wording.today).route
