"""What replies say, as frozen dataclasses.

A field that a reply did not tell is `None`, or empty where it is a text or a tuple: readers never
invent a value. Ids and codes are text, money is `Decimal` in the shop's currency, a calendar day
is a `date`, an instant an aware `datetime` in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum


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


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer's account (`getCustomer`).

    Attributes:
        preferences: Preference codes by their request names, such as `starchPreference`.
        credit: Credit left to spend.
        discount_percent: What is taken off every order.
    """

    id: str
    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    address_instructions: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    notes: str = ""
    private_notes: str = ""
    route: str = ""
    signed_up: datetime | None = None
    marketing_opt_in: bool | None = None
    business_id: str = ""
    tax_id: str = ""
    credit: Decimal | None = None
    loyalty_points: Decimal | None = None
    loyalty_points_used: Decimal | None = None
    discount_percent: Decimal | None = None
    preferences: Mapping[str, str] = field(default_factory=dict)


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
        pickup_time, delivery_time: Windows or times on the 12-hour clock, as they came.
        staff: Ids of the staff by what they did: create, cleaned, completed, payment, pickup.
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
    minimum_adjust: Decimal | None = None
    paid: bool | None = None
    payment_type: str = ""
    paid_at: datetime | None = None
    is_pickup: bool | None = None
    pickup_day: date | None = None
    pickup_time: str = ""
    is_delivery: bool | None = None
    delivery_day: date | None = None
    delivery_time: str = ""
    price_list_id: str = ""
    invoice_id: str = ""
    receipt_link: str = ""
    has_photos: bool | None = None
    has_signature: bool | None = None
    is_locker: bool | None = None
    locker_number: str = ""
    pickup_reschedule: str = ""
    delivery_reschedule: str = ""
    split_parent_id: str = ""
    bags_to_pickup: int | None = None
    driver_on_the_way: bool | None = None
    staff: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether work or collection is still to come, as far as is known."""
        return self.status is not OrderStatus.COMPLETED

    @property
    def due(self) -> Decimal | None:
        """What is still to pay: nothing once paid, the total before; None where unknown."""
        if self.paid is None:
            return None
        return Decimal("0.00") if self.paid else self.total


@dataclass(frozen=True, slots=True)
class Garment:
    """One garment of an order (`getGarment`, `getGarments`).

    Attributes:
        barcode: The `barcodeID`: text, leading zeros kept; it may stand on several orders.
        place: Its `conveyorLocation`.
        upcharges: Ids of the upcharges, in their order.
    """

    barcode: str
    order_id: str = ""
    color1: str = ""
    color2: str = ""
    notes: str = ""
    custom_status: str = ""
    place: str = ""
    square_meters: Decimal | None = None
    width: Decimal | None = None
    height: Decimal | None = None
    upcharges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RepeatPickup:
    """A schedule that makes a pickup order every few weeks (`getPickups`).

    Attributes:
        next_day: The day of the next pickup.
        frequency: Weeks between pickups, 1 to 4.
        duration: How many orders it makes in all; 0 until cancelled.
        delivery_days: Days from pickup to delivery; 0 not set.
        needs_confirmation: Whether the customer confirms each order by SMS (`schedulerType` 1).
    """

    id: str
    customer_id: str = ""
    next_day: date | None = None
    pickup_start: str = ""
    pickup_end: str = ""
    frequency: int | None = None
    duration: int | None = None
    delivery_days: int | None = None
    delivery_start: str = ""
    delivery_end: str = ""
    tip: Decimal | None = None
    tip_percent: Decimal | None = None
    needs_confirmation: bool | None = None
    confirm_days: int | None = None
    orders_created: int | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """Something the shop sells (`getProducts`).

    Attributes:
        section: The name of its section, where the reply told one.
        parent_id: The parent product it is a variant of.
        tax_exempt: For taxes 1, 2 and 3.
    """

    id: str
    name: str = ""
    price: Decimal | None = None
    pieces: int | None = None
    section: str = ""
    parent_id: str = ""
    is_parent: bool = False
    is_upcharge: bool = False
    by_area: bool = False
    tax_exempt: tuple[bool, bool, bool] = (False, False, False)


@dataclass(frozen=True, slots=True)
class PriceList:
    """A price list (`getPriceLists`); id `0` is the default one."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A message between a customer and the shop (`getMessages`)."""

    text: str
    id: str = ""
    at: datetime | None = None
    from_customer: bool | None = None


@dataclass(frozen=True, slots=True)
class InventoryItem:
    """Stock of one inventory product (`getInventory`)."""

    id: str
    name: str = ""
    quantity: Decimal | None = None
    price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A window of time that a route offers, such as `10am-12pm`, and how often it is left."""

    window: str
    left: int | None = None


@dataclass(frozen=True, slots=True)
class AvailableDay:
    """A day on which a route has slots (`getDates`)."""

    day: date
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A saved card (`getCards`): brand and last four, never its number."""

    id: str
    brand: str = ""
    last_four: str = ""
    expires: str = ""
    is_default: bool | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a customer pays regularly (`getSubscription`)."""

    id: str
    name: str = ""
    status: str = ""
    price: Decimal | None = None
    started: datetime | None = None
    renews: datetime | None = None


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


@dataclass(frozen=True, slots=True)
class DaySummary:
    """The shop's figures of one day (`summaryReport`).

    Attributes:
        sales: Value of the orders made that day, paid or not.
        revenue: Money received that day; it excludes what is unpaid.
        by_payment_type: Money received by way of payment: Cash, Card, Check, ….
    """

    day: date
    orders: int | None = None
    pieces: int | None = None
    sales: Decimal | None = None
    revenue: Decimal | None = None
    by_payment_type: Mapping[str, Decimal] = field(default_factory=dict)
    cleaned: int | None = None
    completed: int | None = None
    unpaid_orders: int | None = None
    unpaid_total: Decimal | None = None
    unique_customers: int | None = None
    new_customers: int | None = None
