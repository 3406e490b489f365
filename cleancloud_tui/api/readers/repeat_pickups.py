"""Repeat pickups, as `getPickups` tells them: by the names that `repeatPickup` sets."""

from __future__ import annotations

from collections.abc import Mapping

from ..models.repeat_pickups import RepeatPickup
from .fields import Row, all_read


def repeat_pickup_rows(reply: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Return a customer's schedules, just as they came."""
    return Row(reply).rows("Pickups", "repeatPickups", "Pickup", "repeatPickup", "Schedules")


def repeat_pickups(reply: Mapping[str, object]) -> tuple[RepeatPickup, ...]:
    """Read a customer's schedules."""
    return all_read(repeat_pickup_rows(reply), repeat_pickup_row)


def repeat_pickup_row(row: Mapping[str, object]) -> RepeatPickup | None:
    """Read one schedule's object; None where it has no id."""
    fields = Row(row)
    pickup_id = fields.code("pickupID", "ID", "repeatPickupID")
    if not pickup_id:
        return None
    scheduler_type = fields.flag("schedulerType")
    return RepeatPickup(
        id=pickup_id,
        customer_id=fields.code("customerID"),
        next_day=fields.day("pickupDate", "nextPickupDate", "nextPickup", "nextDate"),
        pickup_start=fields.window("pickupStart"),
        pickup_end=fields.window("pickupEnd"),
        frequency=fields.integer("frequency"),
        duration=fields.integer("duration"),
        delivery_days=fields.integer("deliveryDays"),
        delivery_start=fields.window("deliveryStart"),
        delivery_end=fields.window("deliveryEnd"),
        tip=fields.decimal("tip"),
        tip_percent=fields.decimal("tipPercent"),
        needs_confirmation=scheduler_type,
        confirm_days=fields.integer("schedulerConfirmDays"),
        orders_created=fields.integer("ordersCreatedSoFar", "ordersCreated"),
    )
