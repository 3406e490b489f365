"""An order as the store's `orders` table holds it, and the marks it may bear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Final

CLEANING: Final = 0
READY: Final = 1
COMPLETED: Final = 2
TO_CONFIRM: Final = 3
AWAITING: Final = 4
DETAILING: Final = 5

CASH: Final = 1
CARD: Final = 2
CHECK: Final = 3


@dataclass(slots=True)
class OrderRow:
    """An order; every field is the column of that name, in the column's units.

    It has the columns that the generator sets or changes, and no others.
    """

    id: int
    customer_id: int
    status: int
    created: int
    updated: int
    cleaned: int = 0
    completed: int = 0
    store_order: int = 0
    express: int = 0
    route_id: int = 0
    repeat_pickup_id: int = 0
    split_parent_id: int = 0
    business_id: str = "0"
    invoice_id: int = 0
    retail: int = 0
    rack: str = "0"
    pieces: int = 0
    weight: str = "0.00"
    notes: str = ""
    address: str = ""
    has_signature: int = 0
    price_list_id: int = 0
    subtotal: int = 0
    total: int = 0
    discount: int = 0
    discount_percent: str = "0"
    credit_used: int = 0
    tax1: int = 0
    tax2: int = 0
    tip: int = 0
    tip_percent: str = "0"
    delivery_fee: int = 0
    express_fee: int = 0
    express_fee_percent: str = "0"
    minimum_adjust: int = 0
    paid: int = 0
    payment_type: int = 0
    payment_time: int = 0
    pickup: int = 0
    pickup_date: int = 0
    pickup_start: str = ""
    pickup_end: str = ""
    pickup_reschedule: int = 0
    delivery: int = 0
    delivery_date: int = 0
    delivery_start: str = ""
    delivery_end: str = ""
    driver_picked_up: int = 0
    driver_on_the_way: int = 0
    bags_to_pickup: int = 0
    locker_order: int = 0
    locker_location_id: int = 0
    locker_number: str = ""
    notify_method: int = 0
    staff_create: int = 0
    staff_cleaned: int = 0
    staff_completed: int = 0
    staff_payment: int = 0
    staff_pickup: int = 0

    def pay(self, payment_type: int, moment: int, staff: int) -> None:
        """Receive all that is due."""
        self.paid = 1
        self.payment_type = payment_type
        self.payment_time = moment
        self.staff_payment = staff


ORDER_COLUMNS: Final = tuple(field.name for field in fields(OrderRow))
"""The columns of `orders` that the generator knows."""

order_row: Final[Callable[[OrderRow], tuple[int | str, ...]]] = attrgetter(*ORDER_COLUMNS)
"""Return an order's values, in the order of `ORDER_COLUMNS`."""
