"""Repeat pickups, as `getPickups` tells them: by the names that `repeatPickup` sets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ..models.repeat_pickups import RepeatPickup
from ..wire import day_stamp, window_times
from .fields import ReplyRow, folded
from .replies.listing import Listing

_IDS: Final = ("pickupID", "ID", "repeatPickupID")
_SCHEDULES: Final = Listing(
    names=("Pickups", "repeatPickups", "Pickup", "repeatPickup", "Schedules"),
    ids=_IDS,
    marks=("pickupDate", "nextPickupDate", "nextPickup", "nextDate", "pickupStart", "frequency"),
    is_whole=True,
)

_EVERY: Final = re.compile(r"(every )?(?P<weeks>[1-9]|[1-4]\d) weeks?|every week|weekly", re.I)
_UNTIL: Final = re.compile(r"(?P<orders>[1-9]\d{0,2}) orders?|until cancell?ed", re.I)
"""As the documentation words what is sent as numbers."""

_MOST_WEEKS: Final = 53
_MOST_DAYS: Final = 366
_MOST_ORDERS: Final = 5_000
"""What is beyond these is understood by nobody, and counts as not told."""


def repeat_pickup_rows(reply: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Return a customer's schedules, just as they came.

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    return _SCHEDULES.rows(reply)


def repeat_pickups(reply: Mapping[str, object]) -> tuple[RepeatPickup, ...]:
    """Read a customer's schedules."""
    return _SCHEDULES.read(reply, repeat_pickup_row)


def repeat_pickup_row(row: Mapping[str, object]) -> RepeatPickup | None:
    """Read one schedule's object; None where it has no id."""
    fields = ReplyRow(row)
    pickup_id = fields.code(*_IDS)
    if not pickup_id:
        return None
    scheduler_type = fields.flag("schedulerType")
    start, end = fields.ends("pickup")
    delivery_start, delivery_end = fields.ends("delivery")
    return RepeatPickup(
        id=pickup_id,
        customer_id=fields.code("customerID"),
        next_day=fields.day("pickupDate", "nextPickupDate", "nextPickup", "nextDate"),
        pickup_start=start,
        pickup_end=end,
        frequency=_weeks(fields),
        duration=_orders(fields),
        delivery_days=fields.count(_MOST_DAYS, "deliveryDays"),
        delivery_start=delivery_start,
        delivery_end=delivery_end,
        tip=fields.decimal("tip"),
        tip_percent=fields.decimal("tipPercent"),
        has_odd_tip=any(_is_no_number(fields, name) for name in ("tip", "tipPercent")),
        needs_confirmation=scheduler_type,
        confirm_days=fields.count(_MOST_DAYS, "schedulerConfirmDays"),
        orders_created=fields.count(_MOST_ORDERS, "ordersCreatedSoFar", "ordersCreated"),
    )


def schedule_as_sent(row: Mapping[str, object]) -> dict[str, object]:
    """Return a schedule's object with what is read of it under the names that requests have.

    It may tell that by other names and in other words: `10am-12pm`, `Every 2 weeks`. So what was
    sent can be held against what stands, however that is told.
    """
    schedule = repeat_pickup_row(row)
    if schedule is None:
        return dict(row)
    start, end = _window(schedule.pickup_start, schedule.pickup_end)
    delivery_start, delivery_end = _window(schedule.delivery_start, schedule.delivery_end)
    read: dict[str, object] = {
        "pickupDate": day_stamp(schedule.next_day) if schedule.next_day else "",
        "pickupStart": start,
        "pickupEnd": end,
        "frequency": schedule.frequency,
        "duration": schedule.duration,
        "deliveryDays": schedule.delivery_days,
        "deliveryStart": delivery_start,
        "deliveryEnd": delivery_end,
        "tip": _figure(schedule.tip),
        "tipPercent": _figure(schedule.tip_percent),
    }
    known = {name: str(value) for name, value in read.items() if value not in (None, "")}
    names = set(map(folded, known))
    return {key: value for key, value in row.items() if folded(str(key)) not in names} | known


def _window(start: str, end: str) -> tuple[str, str]:
    """Return a window's start and end, where it may be told as a whole as its start."""
    first, last = window_times(start)
    return first, last or end


def _figure(told: Decimal | None) -> str | None:
    """Return an amount as text: as a number of JSON's, `3.5`, it is not sent."""
    return None if told is None else f"{told:f}"


def _weeks(fields: ReplyRow) -> int | None:
    """Return how many weeks lie between pickups: their number, or `Every 2 weeks`."""
    if (number := fields.count(_MOST_WEEKS, "frequency", least=1)) is not None:
        return number
    match = _EVERY.fullmatch(fields.line("frequency"))
    return int(match["weeks"] or 1) if match else None


def _orders(fields: ReplyRow) -> int | None:
    """Return how many orders there will be: their number, `2 orders`, `Until cancelled`."""
    if (number := fields.count(_MOST_ORDERS, "duration")) is not None:
        return number
    match = _UNTIL.fullmatch(fields.line("duration"))
    return int(match["orders"] or 0) if match else None


def _is_no_number(fields: ReplyRow, name: str) -> bool:
    return fields.line(name) != "" and fields.decimal(name) is None
