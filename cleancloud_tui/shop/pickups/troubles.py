"""What is wrong with a day of a schedule: closed, full, or two that come at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from ...api.models.orders import Order
from ...api.models.repeat_pickups import RepeatPickup
from .occurrences import Occurrence
from .route_days import RouteDays


class TroubleKind(Enum):
    """What is wrong; the values are what people read."""

    CLOSED = "closed"
    NOTHING_LEFT = "closed or full"
    WINDOW_FULL = "this time is full"
    SAME_SCHEDULE = "another schedule comes then"
    SAME_ORDER = "an order stands there"
    PAST = "the day has gone"
    BEFORE_DELIVERIES = "before the first delivery"


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
    """

    today: date
    route: RouteDays = field(default_factory=RouteDays)
    schedules: Sequence[RepeatPickup] = ()
    orders: Sequence[Order] = ()


def troubles(
    pickup: RepeatPickup, occurrence: Occurrence, around: Surroundings
) -> tuple[Trouble, ...]:
    """Return what is wrong with an occurrence of a schedule; empty where nothing is known to be."""
    raise NotImplementedError
