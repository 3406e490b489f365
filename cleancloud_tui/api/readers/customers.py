"""Customers, as `getCustomer` tells them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ..models.customers import Customer
from .fields import ReplyRow
from .replies.listing import Listing
from .replies.not_understood import NotUnderstoodError

PREFERENCES: Final = (
    "starchPreference",
    "shirtPreference",
    "trouserPreference",
    "detergentType",
    "detergentScent",
    "fabricSoftenerType",
    "whitesWashTemp",
    "whitesDryerHeat",
    "colorsWashTemp",
    "colorsDryerHeat",
)
"""The preference codes, under the names by which `updateCustomer` sets them.

Named here since the catalogue takes 20 ms to load and the first screen shows customers."""

_CUSTOMERS: Final = Listing(
    names=("Customers", "Customer"),
    ids=("ID", "customerID"),
    marks=("Name", "customerName", "Tel", "customerTel", "Phone", "Email", "customerEmail"),
)

_ADDRESS_BREAK: Final = re.compile(r"(?:^|\s)//(?=\s|$)")


def customer_rows(reply: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Return the customers of a window of sign-up dates, or the only one, just as they came.

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    return _CUSTOMERS.rows(reply)


def customers(reply: Mapping[str, object]) -> tuple[Customer, ...]:
    """Read the customers of a window of sign-up dates."""
    return _CUSTOMERS.read(reply, customer_row)


def customer(reply: Mapping[str, object]) -> Customer | None:
    """Read one customer: a flat object beside `Success`, or within `Customer`."""
    return next(iter(customers(reply)), None)


def made_customer(reply: Mapping[str, object]) -> str:
    """Return the id of a customer who was made; empty where the reply does not tell it."""
    return str(reply.get("CustomerID", ""))


def signed_in(reply: Mapping[str, object]) -> str:
    """Read whose email and password were right (`loginCustomer`).

    Raises:
        NotUnderstoodError: The reply does not tell.
    """
    for place in ReplyRow(reply).places():
        if customer_id := place.code("cid", "customerID", "ID"):
            return customer_id
    raise NotUnderstoodError(reply)


def customer_row(row: Mapping[str, object]) -> Customer | None:
    """Read one customer's object; None where it has no id."""
    fields = ReplyRow(row)
    customer_id = fields.code("ID", "customerID")
    if not customer_id:
        return None
    latitude, longitude = place_in(fields)
    return Customer(
        id=customer_id,
        name=fields.line("Name", "customerName"),
        phone=fields.line("Tel", "customerTel", "Phone"),
        email=fields.line("Email", "customerEmail"),
        address=address_in(fields),
        address_instructions=fields.text("customerAddressInstructions", "addressInstructions"),
        latitude=latitude,
        longitude=longitude,
        notes=fields.text("Notes", "customerNotes"),
        private_notes=fields.text("privateNotes"),
        route=fields.code("customerRoute", "routeID", "Route"),
        signed_up=fields.instant("signedUpTimeStamp"),
        marketing_opt_in=fields.flag("marketingOptIn"),
        business_id=fields.code("businessID"),
        app_code=fields.line("qr", "qrCode"),
        price_list_id=fields.line("priceListID"),
        tax_id=fields.code("taxID"),
        credit=fields.decimal("creditAvailable"),
        loyalty_points=fields.decimal("loyaltyPointsAvailable"),
        loyalty_points_used=fields.decimal("loyaltyPointsUsed"),
        discount_percent=fields.decimal("discountPercentage"),
        tax_exempt=fields.flag("tax1Exempt"),
        preferences={name: code for name in PREFERENCES if (code := fields.line(name))},
    )


def address_in(fields: ReplyRow) -> str:
    """Return the lines of an address: `Address`, or `addressDetailed` where it is missing."""
    told = fields.text("Address", "customerAddress", "addressDetailed")
    if told:
        lines = (
            _ADDRESS_BREAK.sub("\n", told).split("\n")
            if "//" in told
            else [line for line in told.split("\n") if line]
        )
        return "\n".join(filter(None, map(str.strip, lines)))
    parts = fields.row("addressDetailed", "Address")
    region = " ".join(filter(None, (parts.line("state"), parts.line("zip"))))
    town = ", ".join(filter(None, (parts.line("city"), region)))
    return "\n".join(filter(None, (parts.line("street"), parts.line("unit"), town)))


def place_in(fields: ReplyRow) -> tuple[Decimal | None, Decimal | None]:
    """Return latitude and longitude in degrees; None where it is no place on earth, or 0 and 0."""
    latitude, longitude = fields.decimal("Lat", "latitude"), fields.decimal("Lng", "longitude")
    if not latitude and not longitude:
        return None, None
    return _within(latitude, 90), _within(longitude, 180)


def _within(degrees: Decimal | None, limit: int) -> Decimal | None:
    return degrees if degrees is not None and abs(degrees) <= limit else None
