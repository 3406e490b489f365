"""A new order: how it comes to the shop, and what is agreed when it does."""

from __future__ import annotations

from enum import Enum
from functools import cache
from random import Random
from typing import Final, NamedTuple

from ...invoices import invoice_for
from ...store import PracticeStore, Row
from ..calendar import HOUR, Calendar, noon, weekday
from ..chance import is_true, pick, whole
from ..clients import PracticeCustomer
from ..people import known_people
from ..tables import table
from .life import COUNTER_STAFF
from .order import AWAITING, CLEANING, DETAILING, TO_CONFIRM, OrderRow

_READY_BY: Final = ("5pm", "5pm", "5pm", "12pm", "6:30pm")
_EXPRESS_HOURS: Final = 3
"""Hours after opening up to which express is ready on the same day."""

_LOCKERS: Final = 24


class Way(Enum):
    """How an order comes to the shop."""

    COUNTER = "counter"
    PICKUP = "pickup"
    LOCKER = "locker"
    SCHEDULE = "schedule"
    WALK_IN = "walk-in"


class Visit(NamedTuple):
    """Somebody who wants something.

    Attributes:
        at: The moment at which the order is made.
        schedule: The repeat pickup that makes it, for `Way.SCHEDULE`.
        splits: The order that it takes a part of, which is to be ready apart; 0 for none.
    """

    at: int
    client: PracticeCustomer
    way: Way
    schedule: Row | None = None
    splits: int = 0


class VisitWindows:
    """The windows in which drivers come, by route and weekday."""

    def __init__(self, store: PracticeStore) -> None:
        self._windows: dict[tuple[int, int], list[tuple[str, str]]] = {}
        for row in store.rows("SELECT * FROM route_slots"):
            key = (row["route_id"], row["weekday"])
            self._windows.setdefault(key, []).append((row["start_time"], row["end_time"]))

    def draw(self, rng: Random, route_id: int, day: int) -> tuple[str, str]:
        """Draw one of a route's windows on a day; none is two empty texts."""
        return pick(rng, self._windows.get((route_id, weekday(day)), [("", "")]))


def new_order(
    number: int, visit: Visit, rng: Random, calendar: Calendar, windows: VisitWindows
) -> OrderRow:
    """Make the order of a visit, with nothing in it yet."""
    order = OrderRow(
        id=number,
        customer_id=visit.client.id,
        status=AWAITING,
        created=visit.at,
        updated=visit.at,
        address=visit.client.address,
        notes=_notes(visit.client, rng),
        notify_method=whole(rng, 1, 4),
        split_parent_id=visit.splits,
        business_id=visit.client.business_id,
    )
    if visit.client.pays_by_invoice:
        order.invoice_id = invoice_for(order.business_id, visit.at, calendar.days)
    if visit.schedule:
        _agree_on_schedule(order, visit, visit.schedule, calendar)
    elif visit.way is Way.PICKUP:
        _agree_on_pickup(order, visit, rng, calendar, windows)
    elif visit.way is Way.LOCKER:
        _agree_on_locker(order, visit, rng, calendar)
    else:
        _agree_at_counter(order, visit, rng, calendar, windows)
    return order


def _agree_at_counter(
    order: OrderRow, visit: Visit, rng: Random, calendar: Calendar, windows: VisitWindows
) -> None:
    today = calendar.days.of(visit.at)
    order.status = CLEANING if is_true(rng, 15) else DETAILING
    order.store_order = 1
    order.staff_create = pick(rng, COUNTER_STAFF)
    order.pickup_date = noon(today)
    order.delivery_start = pick(rng, _READY_BY)
    days = 3 if is_true(rng, 30) else 2
    if is_true(rng, 6):
        order.express = 1
        days = 0 if visit.at < calendar.hours(today)[0] + _EXPRESS_HOURS * HOUR else 1
        order.delivery_start = "5pm"
    due = calendar.later(today, days)
    order.delivery_date = noon(due)
    if visit.client.route_id and days >= 2 and is_true(rng, 6):
        order.route_id = visit.client.route_id
        order.delivery = 1
        order.delivery_start, order.delivery_end = windows.draw(rng, order.route_id, due)


def _agree_on_pickup(
    order: OrderRow, visit: Visit, rng: Random, calendar: Calendar, windows: VisitWindows
) -> None:
    day = calendar.next_open(calendar.days.of(visit.at) + whole(rng, 1, 6))
    order.status = TO_CONFIRM if is_true(rng, 65) else AWAITING
    order.route_id = visit.client.route_id
    order.pickup = 1
    order.pickup_date = noon(day)
    order.pickup_start, order.pickup_end = windows.draw(rng, order.route_id, day)
    order.bags_to_pickup = whole(rng, 1, 3)
    due = calendar.later(day, whole(rng, 2, 3))
    order.delivery_date = noon(due)
    if is_true(rng, 85):
        order.delivery = 1
        order.delivery_start, order.delivery_end = windows.draw(rng, order.route_id, due)
    else:
        order.delivery_start = pick(rng, _READY_BY)


def _agree_on_locker(order: OrderRow, visit: Visit, rng: Random, calendar: Calendar) -> None:
    day = calendar.later(calendar.days.of(visit.at), 1)
    order.pickup_date = noon(day)
    order.route_id = visit.client.route_id
    order.locker_order = 1
    order.locker_location_id = 1
    order.locker_number = str(whole(rng, 1, _LOCKERS))
    order.delivery_date = noon(calendar.later(day, 2))
    order.delivery_start = "5pm"


def _agree_on_schedule(order: OrderRow, visit: Visit, schedule: Row, calendar: Calendar) -> None:
    day = calendar.days.of(visit.at)
    order.status = TO_CONFIRM if schedule["scheduler_type"] else AWAITING
    order.repeat_pickup_id = schedule["id"]
    order.route_id = visit.client.route_id
    order.pickup = 1
    order.pickup_date = noon(day)
    order.pickup_start = schedule["pickup_start"]
    order.pickup_end = schedule["pickup_end"]
    order.bags_to_pickup = 1
    order.total = order.tip = schedule["tip"]
    order.tip_percent = schedule["tip_percent"]
    if schedule["delivery_days"]:
        order.delivery = 1
        order.delivery_date = noon(calendar.next_open(day + schedule["delivery_days"]))
        order.delivery_start = schedule["delivery_start"]
        order.delivery_end = schedule["delivery_end"]


def _notes(client: PracticeCustomer, rng: Random) -> str:
    own = _known_notes().get(client.id, "")
    if own and is_true(rng, 50):
        return own
    return str(pick(rng, table("orders")["order_notes"])) if is_true(rng, 9) else ""


@cache
def _known_notes() -> dict[int, str]:
    """Return the notes that the first customers' orders bear, by customer."""
    return {
        number: known["order_notes"]
        for number, known in enumerate(known_people(), start=1)
        if "order_notes" in known
    }
