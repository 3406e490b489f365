"""Where a screen can lead: each says what is to be opened, and the app opens it.

No screen knows another one of another room; `app/navigation.py` knows them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True)
class OpenCustomer:
    """Open a customer."""

    customer_id: str


@dataclass(frozen=True)
class OpenNewCustomer:
    """Open the form of a new customer, with what was typed in the search in its fields."""

    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OpenCustomerForm:
    """Open the form of a known customer."""

    customer_id: str


@dataclass(frozen=True)
class OpenOrder:
    """Open an order."""

    order_id: str


@dataclass(frozen=True)
class OpenOrderForm:
    """Open the form of an order."""

    order_id: str


@dataclass(frozen=True)
class OpenTicket:
    """Open the ticket of an order.

    Attributes:
        change: What is to be given back now.
        instead: Whether it takes the place of the screen that leads there.
    """

    order_id: str
    change: Decimal | None = None
    instead: bool = False


@dataclass(frozen=True)
class OpenPhotos:
    """Open the photos of an order."""

    order_id: str


@dataclass(frozen=True)
class OpenDriver:
    """Open the place of an order's driver."""

    order_id: str


@dataclass(frozen=True)
class OpenHandOut:
    """Open what a customer collects, some orders ticked already."""

    customer_id: str
    order_ids: Sequence[str] = ()


@dataclass(frozen=True)
class OpenCharge:
    """Open the saved cards that an order can be charged to."""

    order_id: str


@dataclass(frozen=True)
class OpenRepeatPickups:
    """Open a customer's repeat pickups."""

    customer_id: str


@dataclass(frozen=True)
class OpenNewOrder:
    """Open a new order of a customer, or the one that was parked."""

    customer_id: str


@dataclass(frozen=True)
class OpenParkedOrders:
    """Open the orders that were parked, or go back to them."""


@dataclass(frozen=True)
class OpenOperations:
    """Open the console of all operations, with the ids that are known filled in."""

    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OpenAudit:
    """Open the audit trail, or go back to it."""


@dataclass(frozen=True)
class OpenToResolve:
    """Open what waits for a person's decision, or go back to it."""


@dataclass(frozen=True)
class OpenBudget:
    """Open the budget of requests, or go back to it."""


@dataclass(frozen=True)
class OpenProducts:
    """Open the price lists and their products, or go back to them."""


@dataclass(frozen=True)
class OpenInventory:
    """Open the inventory, or go back to it."""


@dataclass(frozen=True)
class OpenRoutes:
    """Open what a route has left, or go back to it."""


@dataclass(frozen=True)
class OpenTodaysRoute:
    """Open the stops of a day's route, or go back to them."""


@dataclass(frozen=True)
class OpenHolidays:
    """Open the repeat pickups that come on closed days, or go back to them."""


@dataclass(frozen=True)
class OpenOrderList:
    """Open the orders of all customers by filters, or go back to them."""


@dataclass(frozen=True)
class OpenAllPickups:
    """Open the repeat pickups of all customers, or go back to them."""


@dataclass(frozen=True)
class OpenClosing:
    """Open the closing sheets of the till, or go back to them."""


@dataclass(frozen=True)
class OpenSettings:
    """Open what is set, or go back to it."""


@dataclass(frozen=True)
class OpenPeople:
    """Open the people who sign in, or go back to them."""


@dataclass(frozen=True)
class OpenSubject:
    """Open the order, the customer, or the order of the garment that an entry is about."""

    subject: str


ShopDestination = (
    OpenProducts
    | OpenInventory
    | OpenRoutes
    | OpenTodaysRoute
    | OpenOrderList
    | OpenHolidays
    | OpenAllPickups
    | OpenClosing
    | OpenSettings
)
"""What the shop sells, holds and drives: no customer's and no order's."""

ScreenDestination = (
    OpenCustomer
    | OpenNewCustomer
    | OpenCustomerForm
    | OpenOrder
    | OpenOrderForm
    | OpenTicket
    | OpenPhotos
    | OpenDriver
    | OpenHandOut
    | OpenCharge
    | OpenRepeatPickups
    | OpenNewOrder
    | OpenParkedOrders
    | OpenOperations
    | OpenAudit
    | OpenToResolve
    | OpenBudget
    | OpenPeople
    | ShopDestination
)
"""What is a screen of its own."""

Destination = ScreenDestination | OpenSubject


class Navigates(Protocol):
    """An app that opens what a screen leads to."""

    def go(self, destination: Destination) -> None:
        """Open it."""
        ...
