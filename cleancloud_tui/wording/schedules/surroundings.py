"""What a schedule has to fit into, in words: a route's times, closed days, what stands already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from ...api.models.repeat_pickups import RepeatPickup
from ...api.models.routes import TimeSlot
from ...shop.pickups.days import OnDay
from ...shop.pickups.occurrences import occurrences
from ...shop.pickups.repeat_pickups import comes_once
from ...shop.pickups.route_days import DayState
from ...shop.pickups.troubles import Surroundings, Trouble, TroubleKind
from ..orders import status_of
from ..pickups import rhythm_in_words, short_trouble, window_in_words
from ..values import Wording, joined

_STATES: Final = {DayState.CLOSED: "closed", DayState.NOTHING_LEFT: "closed or full"}
_CLOSED_AHEAD: Final = timedelta(days=92)
_MOST_CLOSED: Final = 4
"""How many of the closed days to come are named."""


def surroundings_in_words(
    pickup: RepeatPickup, around: Surroundings, wording: Wording
) -> Iterator[str]:
    """Yield a sentence for each thing that a schedule has to fit into.

    Args:
        pickup: The schedule: its own pickups are none of them.
        around: What is known of the rest.
        wording: How the shop writes its days.
    """
    yield from _route(pickup, around, wording)
    if closed := _closed(around):
        yield f"Closed: {', '.join(map(wording.day, closed))}"
    for other in around.schedules:
        coming = next(occurrences(other, around.today), None)
        if other.id != pickup.id and coming:
            rhythm, day = rhythm_in_words(other, wording), wording.day(coming.pickup)
            yield f"Another schedule: {rhythm}" + ("" if comes_once(other) else f"; next {day}")
    for order in around.orders:
        if order.is_open and order.awaits_pickup and order.pickup_day:
            yield f"Order {order.id}: pickup {wording.day(order.pickup_day)} {order.pickup_time}"


def on_day_in_words(day: date, what: OnDay, wording: Wording) -> str:
    """Say what is on a day: `Tue 8 Dec: pickup, every week on Tuesday, 9am to 11am`."""
    wrong = ", ".join(
        dict.fromkeys(short_trouble(each) for each in what.troubles if _is_more(each))
    )
    told = joined(
        _STATES.get(what.state, ""),
        *(f"pickup, {rhythm_in_words(each, wording)}" for each in what.pickups),
        *(f"delivery, {_delivery(each)}" for each in what.deliveries),
        *(f"order {each.id}, {status_of(each)}" for each in what.orders),
        f"! {wrong}" if wrong else "",
        f"unknown whether {_schedules(len(what.may_come))}" if what.may_come else "",
    )
    said = wording.day(day)
    return f"{said[:1].upper()}{said[1:]}: {told or 'nothing'}"


def slot_in_words(slot: TimeSlot) -> str:
    """Say a window, and how often it is left where that is told."""
    return slot.window if slot.left is None else f"{slot.window} ({slot.left} left)"


def _schedules(many: int) -> str:
    return "a schedule comes" if many == 1 else f"{many} schedules come"


def _is_more(trouble: Trouble) -> bool:
    """Tell whether a trouble says more of a day than that it is closed."""
    return trouble.kind not in (TroubleKind.CLOSED, TroubleKind.NOTHING_LEFT)


def _delivery(pickup: RepeatPickup) -> str:
    window = window_in_words(pickup.delivery_start, pickup.delivery_end)
    return window or "at a time that is unknown"


def _route(pickup: RepeatPickup, around: Surroundings, wording: Wording) -> Iterator[str]:
    route = around.route
    if not route.route:
        yield "No route is known, so no times of it."
        return
    age = f"asked {wording.age(route.read_at)}" if route.read_at else "not asked yet; F5 asks"
    yield f"Route {route.route}, {age}"
    first = next(occurrences(pickup, around.today), None)
    for day in (first.pickup, first.delivery) if first else ():
        if day is None:
            continue
        match route.state(day):
            case DayState.OPEN:
                yield f"{wording.day(day)}: {', '.join(map(slot_in_words, route.slots(day)))}"
            case DayState.UNKNOWN:
                yield f"{wording.day(day)}: its times are unknown; F6 at a time asks"
            case state:
                yield f"{wording.day(day)}: {state.value}"
    if route.first_delivery:
        yield f"First delivery: {wording.day(route.first_delivery)}"


def _closed(around: Surroundings) -> list[date]:
    """Return the closed days to come, but for the weekdays that are closed in every week."""
    until = around.today + _CLOSED_AHEAD
    days = {day for day in around.route.closed if around.today <= day < until}
    return sorted(days)[:_MOST_CLOSED]
