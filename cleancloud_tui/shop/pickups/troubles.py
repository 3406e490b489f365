"""What is wrong with a day of a schedule: closed, full, or two come at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from enum import Enum

from ...api.models.orders import Order
from ...api.models.repeat_pickups import RepeatPickup
from ...api.wire import time_of, window_times
from .occurrences import Occurrence, comes_on
from .repeat_pickups import overlap, window_of
from .route_days import DayState, RouteDays


class TroubleKind(Enum):
    """What is wrong; the values are what people read."""

    CLOSED = "closed"
    NOTHING_LEFT = "closed or full"
    WINDOW_FULL = "this time is full"
    SAME_SCHEDULE = "another schedule comes then"
    SAME_ORDER = "an order stands there"
    PAST = "the day has gone"
    BEFORE_DELIVERIES = "before the first delivery"
    NO_SUCH_WINDOW = "no such time on the route"
    WINDOW_OVER = "this time is over"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong with one day of an occurrence.

    Attributes:
        kind: What it is.
        day: On which day.
        is_delivery: Whether it is about the delivery, and not the pickup.
        other_id: The schedule or the order that it collides with; empty for none.
    """

    kind: TroubleKind
    day: date
    is_delivery: bool = False
    other_id: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a customer's schedule has to fit into.

    Attributes:
        today: The shop's calendar day.
        route: What is known of the customer's route and of closed days.
        schedules: The customer's schedules, the one in question among them or not.
        orders: The customer's orders, of which those that are open count.
        now: How late it is in the shop; None where that is not known.
    """

    today: date
    route: RouteDays = field(default_factory=RouteDays)
    schedules: Sequence[RepeatPickup] = ()
    orders: Sequence[Order] = ()
    now: time | None = None


def troubles(
    pickup: RepeatPickup, occurrence: Occurrence, around: Surroundings
) -> tuple[Trouble, ...]:
    """Return what is wrong with an occurrence of a schedule; empty where nothing is known to be."""
    return (
        *_of_pickup(pickup, occurrence.pickup, around),
        *_of_delivery(pickup, occurrence, around),
    )


def odd_times(
    pickup: RepeatPickup, occurrence: Occurrence, around: Surroundings
) -> tuple[Trouble, ...]:
    """Return what is odd about the times of an occurrence that is being agreed on.

    Of one that stands it says nothing: other times than the route's were agreed on before, and a
    time that is over today was kept.
    """
    if _stands(pickup, occurrence.pickup, around):
        return ()
    return (*odd_windows(pickup, occurrence, around), *_over(occurrence.pickup, pickup, around))


def times_over(
    pickup: RepeatPickup, occurrence: Occurrence, around: Surroundings
) -> tuple[Trouble, ...]:
    """Return whether the time of an occurrence is over today, unless it was agreed on before."""
    if _stands(pickup, occurrence.pickup, around):
        return ()
    return tuple(_over(occurrence.pickup, pickup, around))


def odd_windows(
    pickup: RepeatPickup, occurrence: Occurrence, around: Surroundings
) -> tuple[Trouble, ...]:
    """Return which times of an occurrence the route does not have, agreed on before or not."""
    return (
        *_not_of_route(occurrence.pickup, pickup.pickup_start, pickup.pickup_end, around),
        *(
            replace(trouble, is_delivery=True)
            for trouble in _not_of_route(
                occurrence.delivery, pickup.delivery_start, pickup.delivery_end, around
            )
        ),
    )


def all_troubles(
    pickup: RepeatPickup, coming: Sequence[Occurrence], around: Surroundings
) -> tuple[Trouble, ...]:
    """Return what is wrong with some occurrences of a schedule that stands.

    Last comes which times the route does not have: somebody may have agreed on these.
    """
    return (
        *(trouble for each in coming for trouble in troubles(pickup, each, around)),
        *(trouble for each in coming for trouble in odd_windows(pickup, each, around)),
    )


def _stands(pickup: RepeatPickup, day: date, around: Surroundings) -> bool:
    known = next((each for each in around.schedules if each.id == pickup.id), None)
    return known is not None and comes_on(known, day) and _times(known) == _times(pickup)


def _times(pickup: RepeatPickup) -> tuple[str, ...]:
    window = window_of(pickup.pickup_start, pickup.pickup_end)
    return *window, *window_of(pickup.delivery_start, pickup.delivery_end)


def _not_of_route(
    day: date | None, start: str, end: str, around: Surroundings
) -> Iterator[Trouble]:
    route = around.route
    if day and closed_kind(day, around) is None and route.has_window(day, start, end) is False:
        yield Trouble(TroubleKind.NO_SUCH_WINDOW, day)


def _over(day: date, pickup: RepeatPickup, around: Surroundings) -> Iterator[Trouble]:
    end = time_of(window_of(pickup.pickup_start, pickup.pickup_end)[1])
    if day == around.today and around.now and end and end <= around.now:
        yield Trouble(TroubleKind.WINDOW_OVER, day)


def closed_kind(day: date, around: Surroundings) -> TroubleKind | None:
    """Return in which way a day has no time for anybody; None where it may have some."""
    match around.route.state(day):
        case DayState.CLOSED:
            return TroubleKind.CLOSED
        case DayState.NOTHING_LEFT:
            return TroubleKind.NOTHING_LEFT
    return None


def _of_pickup(pickup: RepeatPickup, day: date, around: Surroundings) -> Iterator[Trouble]:
    if day < around.today:
        yield Trouble(TroubleKind.PAST, day)
        return
    if kind := closed_kind(day, around):
        yield Trouble(kind, day)
    elif around.route.has_time(day, pickup.pickup_start, pickup.pickup_end) is False:
        yield Trouble(TroubleKind.WINDOW_FULL, day)
    for schedule in around.schedules:
        if schedule.id != pickup.id and _meet(pickup, schedule, day):
            yield Trouble(TroubleKind.SAME_SCHEDULE, day, other_id=schedule.id)
    for order in around.orders:
        if _is_awaited_on(day, order) and not _is_own(pickup, order, day, around.today):
            yield Trouble(TroubleKind.SAME_ORDER, day, other_id=order.id)


def _of_delivery(
    pickup: RepeatPickup, occurrence: Occurrence, around: Surroundings
) -> Iterator[Trouble]:
    day = occurrence.delivery
    if day is None:
        return
    first = around.route.first_delivery
    if kind := closed_kind(day, around):
        yield Trouble(kind, day, is_delivery=True)
    elif around.route.has_time(day, pickup.delivery_start, pickup.delivery_end) is False:
        yield Trouble(TroubleKind.WINDOW_FULL, day, is_delivery=True)
    if first and day < first:
        yield Trouble(TroubleKind.BEFORE_DELIVERIES, day, is_delivery=True)


def _meet(pickup: RepeatPickup, other: RepeatPickup, day: date) -> bool:
    windows = (pickup.pickup_start, pickup.pickup_end), (other.pickup_start, other.pickup_end)
    return comes_on(other, day) and overlap(*windows)


def _is_awaited_on(day: date, order: Order) -> bool:
    return order.pickup_day == day and order.is_pickup is not False and order.awaits_pickup


def _is_own(pickup: RepeatPickup, order: Order, day: date, today: date) -> bool:
    """Tell whether a schedule has made an order itself, and its next day was told before that.

    An order is made when its day comes, or when the customer is asked to confirm it. What stands
    on a later day, even at the same time, somebody else made.
    """
    ahead = (pickup.confirm_days or 0) if pickup.needs_confirmation else 0
    window = window_of(pickup.pickup_start, pickup.pickup_end)
    is_same_window = window_of(*window_times(order.pickup_time)) == window
    return is_same_window and day <= today + timedelta(days=ahead)
