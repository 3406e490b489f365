"""Orders, their photos and their driver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final


class OrderStatus(Enum):
    """Where an order stands; the values are the API's."""

    CLEANING = "0"
    READY = "1"
    COMPLETED = "2"
    PICKUP_TO_CONFIRM = "3"
    AWAITING_PICKUP = "4"
    DETAILING = "5"

    @property
    def label(self) -> str:
        """The words that staff use for it."""
        return self.name.replace("_", " ").capitalize()


AWAITED: Final = (OrderStatus.PICKUP_TO_CONFIRM, OrderStatus.AWAITING_PICKUP)
"""The statuses of an order that is still with the customer."""

TO_BE_DONE: Final = (OrderStatus.CLEANING, OrderStatus.DETAILING)
"""The statuses of an order that the shop works at."""


class OrderKind(Enum):
    """Where an order comes from."""

    STORE = "store"
    PICKUP = "pickup"
    LOCKER = "locker"

    @property
    def label(self) -> str:
        """The words that staff use for it."""
        return _KINDS[self]


_KINDS: Final = {
    OrderKind.STORE: "Store order",
    OrderKind.PICKUP: "Pickup and delivery",
    OrderKind.LOCKER: "Locker order",
}


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of an order's items.

    Attributes:
        price: Price of one.
        pieces: Pieces of one.
    """

    name: str
    quantity: Decimal | None = None
    price: Decimal | None = None
    pieces: int | None = None
    product_id: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """An order (`getOrders`).

    Attributes:
        status: None where the reply told no status that is known; see `status_code`.
        status_code: The status as it came.
        lines: The items: from `products` where they were sent, else read from `summary`.
        remarks: Lines of `summary` that are no item (discount, credit, tip, notes of items).
        delivery_day: The day of delivery; for an order that is no delivery, the day it is ready by.
        pickup_time, delivery_time: Windows or times on the 12-hour clock; as they came where they
            are told in no times.
        paid_told: What is told of its payment where that is neither yes nor no: `partial`.
        express_percent: The surcharge for express, where it was told as a percentage.
        business_id: The business account that it belongs to.
        invoice_id: The invoice on which it stands; a business pays that, whoever collects.
        services, review_status, invoice_status: Codes that the API does not explain.
        receipt_link: An address, or a path on CleanCloud's site.
        is_retail: Whether it is a sale of goods, with nothing to clean.
        locker_return: Where it is put back: the locker's number, and the code that opens it.
        picked_up: When the driver took it along.
        staff: Ids of the staff by what they did: create, cleaned, completed, payment, pickup.
        odd_moments: The names of days and instants that are told in no form that is known.
    """

    id: str
    customer_id: str = ""
    status: OrderStatus | None = None
    status_code: str = ""
    created: datetime | None = None
    cleaned: datetime | None = None
    completed: datetime | None = None
    rack: str = ""
    pieces: int | None = None
    weight: Decimal | None = None
    lines: tuple[OrderLine, ...] = ()
    remarks: tuple[str, ...] = ()
    notes: str = ""
    address: str = ""
    route: str = ""
    total: Decimal | None = None
    discount: Decimal | None = None
    discount_percent: Decimal | None = None
    credit_used: Decimal | None = None
    tax: Decimal | None = None
    tax2: Decimal | None = None
    tax3: Decimal | None = None
    tip: Decimal | None = None
    tip_percent: Decimal | None = None
    delivery_fee: Decimal | None = None
    express_fee: Decimal | None = None
    express_percent: Decimal | None = None
    minimum_adjust: Decimal | None = None
    paid: bool | None = None
    paid_told: str = ""
    payment_type: str = ""
    paid_at: datetime | None = None
    is_pickup: bool | None = None
    pickup_day: date | None = None
    pickup_time: str = ""
    is_delivery: bool | None = None
    delivery_day: date | None = None
    delivery_time: str = ""
    price_list_id: str = ""
    business_id: str = ""
    invoice_id: str = ""
    invoice_number: str = ""
    invoice_status: str = ""
    receipt_link: str = ""
    is_retail: bool | None = None
    services: str = ""
    review_status: str = ""
    has_photos: bool | None = None
    has_signature: bool | None = None
    is_locker: bool | None = None
    locker_number: str = ""
    locker_location_id: str = ""
    locker_return: tuple[str, str] = ("", "")
    pickup_reschedule: str = ""
    delivery_reschedule: str = ""
    split_parent_id: str = ""
    bags_to_pickup: int | None = None
    driver_on_the_way: bool | None = None
    picked_up: datetime | None = None
    staff: Mapping[str, str] = field(default_factory=dict)
    odd_moments: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether work or collection is still to come, as far as is known."""
        return self.status is not OrderStatus.COMPLETED

    @property
    def due_day(self) -> date | None:
        """When it is to be picked up, while that is to come; else when it is to be ready."""
        return self.pickup_day if self.awaits_pickup else self.delivery_day

    @property
    def is_day_unknown(self) -> bool:
        """Whether the day on which it is due is told, in no form that is known."""
        return ("pickupDate" if self.awaits_pickup else "deliveryDate") in self.odd_moments

    @property
    def awaits_pickup(self) -> bool:
        """Whether it is still to be picked up."""
        return self.status in AWAITED

    @property
    def is_on_invoice(self) -> bool:
        """Whether a business pays for it by an invoice, and has not yet as far as is known."""
        # "null" or -1 is no invoice, and who asks for money that is owed does no harm.
        is_told = self.invoice_id[-1:].isdecimal() and not self.invoice_id.startswith("-")
        return is_told and not self.paid

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been ready by now and is not."""
        return self.status in TO_BE_DONE and bool(self.due_day and self.due_day < today)

    @property
    def due(self) -> Decimal | None:
        """What is still to pay at the counter; None where unknown.

        Nothing once paid and nothing of what stands on an invoice, the total before.
        """
        if self.is_on_invoice:
            return Decimal("0.00")
        if self.paid is None:
            return None
        return Decimal("0.00") if self.paid else self.total

    @property
    def is_due_unknown(self) -> bool:
        """Whether it is not known to be paid, and nobody knows how much it comes to."""
        return self.due is None and (self.paid is False or bool(self.paid_told))


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of an order (`getPhotos`)."""

    url: str
    id: str = ""
    taken: datetime | None = None
    caption: str = ""


@dataclass(frozen=True, slots=True)
class DriverLocation:
    """Where an order's driver was last seen (`driverLocation`)."""

    latitude: Decimal
    longitude: Decimal
    at: datetime | None = None
    driver: str = ""
