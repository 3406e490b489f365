"""A customer's account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer's account (`getCustomer`).

    Attributes:
        preferences: Preference codes by their request names, such as `starchPreference`.
        business_id: The business account that the customer belongs to.
        app_code: What the QR code of the customer in the shop's app holds.
        price_list_id: The price list that the customer's orders have.
        credit: Credit left to spend.
        discount_percent: What is taken off every order.
        tax_exempt: Whether the first tax is not charged.
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
    price_list_id: str = ""
    app_code: str = ""
    tax_id: str = ""
    credit: Decimal | None = None
    loyalty_points: Decimal | None = None
    loyalty_points_used: Decimal | None = None
    discount_percent: Decimal | None = None
    tax_exempt: bool | None = None
    preferences: Mapping[str, str] = field(default_factory=dict)
