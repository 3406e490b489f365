"""How an order moves: its status with dates, rack and staff, and its payment."""

from __future__ import annotations

from typing import Final

from ..racks import rack_of
from ..store import PracticeStore, Row, StoredValue
from . import garments

CLEANING: Final = 0
READY: Final = 1
COMPLETED: Final = 2
PICKUP_TO_CONFIRM: Final = 3
AWAITING_PICKUP: Final = 4
DETAILING: Final = 5

_WAITING: Final = (PICKUP_TO_CONFIRM, AWAITING_PICKUP)


def begin(store: PracticeStore, order_id: int, now: int) -> None:
    """Give a new order the history, dates and garments of the status that it begins with."""
    order = _order(store, order_id)
    _remember(store, order, order["status"], now)


def move(store: PracticeStore, order_id: int, status: int, now: int) -> None:
    """Set an order's status; the one that it has already is accepted and changes nothing."""
    order = _order(store, order_id)
    if order["status"] != status:
        _remember(store, order, status, now)


def pay(store: PracticeStore, order_id: int, payment_type: int, now: int) -> None:
    """Set an order as paid; the customer earns a loyalty point for each whole unit of money."""
    order = _order(store, order_id)
    if order["paid"]:
        if payment_type:
            store.update("orders", order_id, {"payment_type": payment_type})
        return
    store.update(
        "orders",
        order_id,
        {
            "paid": 1,
            "payment_type": payment_type,
            "payment_time": now,
            "staff_payment": staff_on_duty(store),
            "updated": now,
        },
    )
    _add_points(store, order["customer_id"], order["total"] // 100)


def take_payment_back(store: PracticeStore, order_id: int) -> None:
    """Set an order as unpaid, and take the loyalty points back as far as they are still there."""
    order = _order(store, order_id)
    if not order["paid"]:
        return
    unpaid: dict[str, StoredValue] = {
        "paid": 0,
        "payment_type": 0,
        "payment_time": 0,
        "staff_payment": 0,
    }
    store.update("orders", order_id, unpaid)
    _add_points(store, order["customer_id"], -(order["total"] // 100))


def staff_on_duty(store: PracticeStore) -> int:
    """Return who is named for what comes through the API: the first of the staff."""
    return store.number("SELECT min(id) FROM staff")


def _order(store: PracticeStore, order_id: int) -> Row:
    order = store.row("SELECT * FROM orders WHERE id = ?", (order_id,))
    if order is None:
        raise LookupError(f"no order {order_id}")
    return order


def _remember(store: PracticeStore, order: Row, status: int, now: int) -> None:
    store.update(
        "orders",
        order["id"],
        {"status": status, "updated": now, **_traces(order, status, now, staff_on_duty(store))},
    )
    store.insert(
        "order_statuses",
        {"order_id": order["id"], "at": now, "status": status, "staff_id": staff_on_duty(store)},
    )
    if status not in _WAITING:
        garments.take_in(store, order["id"])


def _traces(order: Row, status: int, now: int, staff: int) -> dict[str, StoredValue]:
    """Return the dates, rack and staff that a status leaves; going back takes them away."""
    traces: dict[str, StoredValue] = {"completed": 0, "staff_completed": 0}
    if status == COMPLETED:
        traces = {"completed": now, "staff_completed": staff, "driver_on_the_way": 0}
    if status in (READY, COMPLETED):
        traces |= {
            "cleaned": order["cleaned"] or now,
            "staff_cleaned": order["staff_cleaned"] or staff,
        }
    else:
        traces |= {"cleaned": 0, "staff_cleaned": 0, "rack": "0"}
    if status == READY and order["rack"] in ("", "0"):
        traces["rack"] = rack_of(order["id"])
    if order["pickup"] and order["status"] in _WAITING and status not in _WAITING:
        traces |= {"driver_picked_up": now, "staff_pickup": staff}
    return traces


def _add_points(store: PracticeStore, customer_id: int, points: int) -> None:
    store.execute(
        "UPDATE customers SET loyalty_points = max(0, loyalty_points + ?) WHERE id = ?",
        (points, customer_id),
    )
