"""Repeat pickups, as `getPickups` tells them: by the names that `repeatPickup` sets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..models.repeat_pickups import RepeatPickup
from .fields import ReplyRow
from .replies.listing import Listing

_IDS: Final = ("pickupID", "ID", "repeatPickupID")
_SCHEDULES: Final = Listing(
    names=("Pickups", "repeatPickups", "Pickup", "repeatPickup", "Schedules"),
    ids=_IDS,
    marks=("pickupDate", "nextPickupDate", "nextPickup", "nextDate", "pickupStart", "frequency"),
    is_whole=True,
)

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
        frequency=fields.count(_MOST_WEEKS, "frequency", least=1),
        duration=fields.count(_MOST_ORDERS, "duration"),
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


def _is_no_number(fields: ReplyRow, name: str) -> bool:
    return fields.line(name) != "" and fields.decimal(name) is None
