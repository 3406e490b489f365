"""How an order goes through the shop: from status to status, until a given moment.

The next step follows from the order as it stands and from its plan. Whatever a person changes by
hand is therefore where it goes on from: an order set back to Cleaning becomes Ready once more, one
that was moved ahead or paid is left so, one with another day of pickup waits for that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Final, NamedTuple

from ....api.wire import time_of
from ...racks import rack_of
from ...shop_days import DAY
from ..calendar import HOUR, Calendar, day_of
from ..chance import is_true, pick, whole
from .order import (
    AWAITING,
    CARD,
    CASH,
    CHECK,
    CLEANING,
    COMPLETED,
    DETAILING,
    READY,
    TO_CONFIRM,
    OrderRow,
)

COUNTER_STAFF: Final = (1, 2, 3)
"""Staff who receive, hand out and take money."""

PLANT_STAFF: Final = (4, 5, 6)
"""Staff who clean."""

DRIVERS: Final = (7, 8)
"""Staff who drive."""

_DEFAULT_DAYS: Final = 2
"""Days that an order takes which nobody promised for a day."""

_LEAST: Final = 10 * 60
"""Seconds that an order stays in a status at least."""


_DRIVE: Final = 40 * 60
"""Seconds for which a driver is on the way."""


class LifePlan(NamedTuple):
    """What will become of an order as far as nobody interferes.

    Attributes:
        hesitation: Seconds until a pickup that needs it is confirmed.
        missed: Open days by which the pickup is late: nobody was at home.
        detailing: Seconds of work before cleaning.
        late: Open days from the day it is promised for to the day it is ready; below 0 early.
        absence: Days that the customer lets it hang beyond the promised day.
        spread: Where in a window, or in the shop's hours, each of it happens; 0 to 1.
        prepaid: Paid when it is handed in, or as soon as it is ready if it was picked up.
        settled: Paid on collection, if it was not before; otherwise it stays unpaid.
        payment_type: How.
        receiver: The member of staff at the counter.
        cleaner: The one in the plant.
        driver: The one on the road.
    """

    hesitation: int
    missed: int
    detailing: int
    late: int
    absence: int
    spread: float
    prepaid: bool
    settled: bool
    payment_type: int
    receiver: int
    cleaner: int
    driver: int

    @property
    def is_quick(self) -> bool:
        """Whether it is out of the shop within about three weeks."""
        return self.late < 5 and self.absence < 14


class LifeStep(NamedTuple):
    """A status that an order enters."""

    status: int
    at: int
    staff: int


def plan_of(rng: Random) -> LifePlan:
    """Draw a plan from the beginning of an order's stream."""
    chance = rng.random
    return LifePlan(
        hesitation=whole(rng, 600, 2 * HOUR) if is_true(rng, 20) else whole(rng, DAY, 5 * DAY),
        missed=1 if is_true(rng, 6) else 0,
        detailing=DAY if is_true(rng, 6) else whole(rng, 20 * 60, 5 * HOUR),
        late=_lateness(rng),
        absence=whole(rng, 30, 200) if is_true(rng, 1.5) else int(rng.expovariate(0.4)),
        spread=chance(),
        prepaid=is_true(rng, 35),
        settled=is_true(rng, 95),
        payment_type=CARD if is_true(rng, 62) else CASH if is_true(rng, 90) else CHECK,
        receiver=pick(rng, COUNTER_STAFF),
        cleaner=pick(rng, PLANT_STAFF),
        driver=pick(rng, DRIVERS),
    )


def live(
    order: OrderRow, plan: LifePlan, entered: int, until: int, calendar: Calendar
) -> Iterator[LifeStep]:
    """Take an order through all steps up to a moment, and yield each when it is taken.

    Args:
        order: The order; it is changed.
        plan: Its plan.
        entered: When it got the status that it has.
        until: The last moment at which something may happen.
        calendar: When the shop is open.
    """
    while order.status != COMPLETED:
        step = _next_step(order, plan, entered, calendar)
        if step.at > until:
            return
        _take(order, plan, step)
        yield step
        entered = step.at


def is_driver_near(
    order: OrderRow, plan: LifePlan, entered: int, now: int, calendar: Calendar
) -> bool:
    """Return whether the driver is on the way with an order, or to fetch it."""
    if order.status == AWAITING or (order.status == READY and order.delivery):
        return _next_step(order, plan, entered, calendar).at - now < _DRIVE
    return False


def _lateness(rng: Random) -> int:
    if is_true(rng, 90):
        return -1 if is_true(rng, 40) else 0
    return whole(rng, 6, 15) if is_true(rng, 8) else whole(rng, 1, 3)


def _next_step(order: OrderRow, plan: LifePlan, entered: int, calendar: Calendar) -> LifeStep:
    if order.status == TO_CONFIRM:
        at, status, staff = _confirmation(order, plan, entered, calendar), AWAITING, plan.receiver
    elif order.status == AWAITING:
        at, status, staff = _pickup(order, plan, calendar), DETAILING, plan.driver
    elif order.status == DETAILING:
        at = calendar.soonest(entered + plan.detailing, plan.spread)
        status, staff = CLEANING, plan.cleaner
    elif order.status == CLEANING:
        at, status, staff = _readiness(order, plan, calendar), READY, plan.cleaner
    else:
        at, status = _collection(order, plan, entered, calendar), COMPLETED
        staff = plan.driver if order.delivery else plan.receiver
    least = entered + (HOUR if status == READY else _LEAST)
    # What was planned for a time that has gone by happens as soon as it can.
    return LifeStep(status, at if at >= least else calendar.soonest(least, plan.spread), staff)


def _confirmation(order: OrderRow, plan: LifePlan, entered: int, calendar: Calendar) -> int:
    """Some hesitate, but the driver has to know in the morning."""
    last, _ = calendar.hours(calendar.next_open(_day(order.pickup_date, order, calendar)))
    return min(calendar.soonest(entered + plan.hesitation, plan.spread), last)


def _pickup(order: OrderRow, plan: LifePlan, calendar: Calendar) -> int:
    day = calendar.next_open(_day(order.pickup_date, order, calendar))
    day = calendar.later(day, plan.missed)
    return _within(day, order.pickup_start, order.pickup_end, plan.spread, calendar)


def _readiness(order: OrderRow, plan: LifePlan, calendar: Calendar) -> int:
    day = calendar.later(calendar.next_open(_due(order, calendar)), plan.late)
    # In the morning of the promised day, or some time on any other.
    return calendar.at(day, plan.spread * (0.4 if plan.late == 0 else 0.95))


def _collection(order: OrderRow, plan: LifePlan, entered: int, calendar: Calendar) -> int:
    if order.delivery:
        day = calendar.next_open(max(_due(order, calendar), calendar.days.of(entered)))
        at = _within(day, order.delivery_start, order.delivery_end, plan.spread, calendar)
        if at > entered:
            return at
        day = calendar.later(day, 1)
        return _within(day, order.delivery_start, order.delivery_end, plan.spread, calendar)
    day = calendar.next_open(max(_due(order, calendar), calendar.days.of(entered)) + plan.absence)
    # Most come after work, and all at another time of day than the order became ready.
    return calendar.at(day, 1 - 0.6 * plan.spread**2)


def _take(order: OrderRow, plan: LifePlan, step: LifeStep) -> None:
    order.status = step.status
    order.updated = step.at
    if step.status == DETAILING:
        order.driver_picked_up = step.at
        order.staff_pickup = plan.driver
    elif step.status == READY:
        order.cleaned = step.at
        order.staff_cleaned = plan.cleaner
        if order.rack in ("", "0"):
            order.rack = rack_of(order.id)
        if plan.prepaid and order.delivery:
            _settle(order, CARD, step)
    elif step.status == COMPLETED:
        order.completed = step.at
        order.staff_completed = step.staff
        order.has_signature = order.delivery
        if plan.settled:
            _settle(order, plan.payment_type, step)


def _settle(order: OrderRow, payment_type: int, step: LifeStep) -> None:
    if not order.paid and not order.invoice_id:
        order.pay(payment_type, step.at, step.staff)


def _within(day: int, start: str, end: str, spread: float, calendar: Calendar) -> int:
    """Return a moment in a window of an open day; in the shop's hours where there is none."""
    opens = _seconds(start)
    if opens is None:
        return calendar.at(day, spread)
    closes = _seconds(end) or opens + HOUR
    return calendar.days.at(day, opens + int(max(closes - opens, 0) * spread))


@cache
def _seconds(text: str) -> int | None:
    moment = time_of(text)
    return moment.hour * HOUR + moment.minute * 60 if moment else None


def _due(order: OrderRow, calendar: Calendar) -> int:
    """Return the day for which an order is promised."""
    if order.delivery_date:
        return day_of(order.delivery_date)
    return calendar.days.of(max(order.created, order.driver_picked_up)) + _DEFAULT_DAYS


def _day(stamp: int, order: OrderRow, calendar: Calendar) -> int:
    """Return the day of a stamp, that of the order where it has none."""
    return day_of(stamp) if stamp else calendar.days.of(order.created)
