"""Repeat pickups: schedules, and the orders that they make when their day has come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .. import replies
from ..call import Handler, PracticeCall, RefusalError, Reply, customer_of
from ..orders import order_state
from ..shop_days import DAY, NOON, ShopDays
from ..store import PracticeStore, Row, StoredValue
from .schedule_rules import refuse_wrong

_WEEK: Final = 7 * DAY

_COLUMNS: Final[Mapping[str, str]] = {
    "pickupDate": "next_pickup",
    "pickupStart": "pickup_start",
    "pickupEnd": "pickup_end",
    "frequency": "frequency",
    "duration": "duration",
    "deliveryDays": "delivery_days",
    "deliveryStart": "delivery_start",
    "deliveryEnd": "delivery_end",
    "tip": "tip",
    "tipPercent": "tip_percent",
    "schedulerType": "scheduler_type",
    "schedulerConfirmDays": "confirm_days",
    "ordersCreatedSoFar": "orders_created",
}


def add_repeat_pickup(call: PracticeCall) -> Reply:
    """Create a schedule, on request in place of all others of the customer."""
    customer = customer_of(call)
    refuse_wrong(call)
    if call.is_set("deleteOld"):
        call.store.execute(
            "UPDATE repeat_pickups SET ended = 1 WHERE customer_id = ?", (customer["id"],)
        )
    pickup_id = call.store.insert(
        "repeat_pickups", {"customer_id": customer["id"], **call.columns(_COLUMNS)}
    )
    advance(call.store, call.now, call.days)
    return replies.success(pickupID=str(pickup_id))


def update_repeat_pickup(call: PracticeCall) -> Reply:
    """Change a schedule from its next pickup on."""
    pickup = _pickup_of(call)
    refuse_wrong(call, pickup)
    call.store.update("repeat_pickups", pickup["id"], call.columns(_COLUMNS))
    advance(call.store, call.now, call.days)
    return replies.success()


def delete_pickup(call: PracticeCall) -> Reply:
    """End a schedule; the orders that it has made stay."""
    call.store.update("repeat_pickups", _pickup_of(call)["id"], {"ended": 1})
    return replies.success()


def get_pickups(call: PracticeCall) -> Reply:
    """Answer a customer's schedules, those that have ended left out."""
    rows = call.store.rows(
        "SELECT * FROM repeat_pickups WHERE customer_id = ? AND ended = 0 ORDER BY id",
        (customer_of(call)["id"],),
    )
    return replies.success(Pickups=[replies.repeat_pickup(row) for row in rows])


def advance(store: PracticeStore, now: int, days: ShopDays) -> None:
    """Make the orders that are due by the end of this day, and set the schedules on.

    They are made for closed days as well: a schedule knows nothing of holidays. A shop that nobody
    asked anything for weeks makes up for the latest missed pickup of a schedule only.
    """
    today = days.of(now) * DAY + NOON
    for pickup in store.rows(
        "SELECT * FROM repeat_pickups WHERE next_pickup <= ? AND ended = 0", (today,)
    ):
        period = max(1, pickup["frequency"]) * _WEEK
        missed = (today - pickup["next_pickup"]) // period
        day = pickup["next_pickup"] + missed * period
        _make_order(store, pickup, day, now)
        made = pickup["orders_created"] + 1
        store.update(
            "repeat_pickups",
            pickup["id"],
            {
                "next_pickup": day + period,
                "orders_created": made,
                "ended": 1 if 0 < pickup["duration"] <= made else 0,
            },
        )


def _make_order(store: PracticeStore, pickup: Row, day: int, now: int) -> None:
    customer = store.row("SELECT * FROM customers WHERE id = ?", (pickup["customer_id"],))
    if customer is None or customer["deactivated"]:
        return
    values: dict[str, StoredValue] = {
        "customer_id": customer["id"],
        "status": (
            order_state.PICKUP_TO_CONFIRM
            if pickup["scheduler_type"]
            else order_state.AWAITING_PICKUP
        ),
        "created": now,
        "updated": now,
        "route_id": customer["route_id"],
        "repeat_pickup_id": pickup["id"],
        "address": customer["address"],
        "total": pickup["tip"],
        "tip": pickup["tip"],
        "tip_percent": pickup["tip_percent"],
        "pickup": 1,
        "pickup_date": day,
        "pickup_start": pickup["pickup_start"],
        "pickup_end": pickup["pickup_end"],
    }
    if pickup["delivery_days"]:
        values |= {
            "delivery": 1,
            "delivery_date": day + pickup["delivery_days"] * DAY,
            "delivery_start": pickup["delivery_start"],
            "delivery_end": pickup["delivery_end"],
        }
    order_state.begin(store, store.insert("orders", values), now)


def _pickup_of(call: PracticeCall) -> Row:
    pickup = call.store.row(
        "SELECT * FROM repeat_pickups WHERE id = ? AND customer_id = ? AND ended = 0",
        (call.number("pickupID"), customer_of(call)["id"]),
    )
    if pickup is None:
        raise RefusalError("No Pickup With That ID")
    return pickup


HANDLERS: Final[Mapping[str, Handler]] = {
    "repeatPickup": add_repeat_pickup,
    "updateRepeatPickup": update_repeat_pickup,
    "deletePickup": delete_pickup,
    "getPickups": get_pickups,
}
