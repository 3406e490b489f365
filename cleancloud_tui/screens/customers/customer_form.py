"""What stands on the form of a customer, and what is sent of it."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Mapping
from typing import Final

from ...api.models.customers import Customer
from ...api.operations import Operation, Wire
from ...widgets.form import Field, Section
from ..forms import changed_fields

ADVANCED: Final = "advanced"
"""The section of what is seldom wanted, which is shown on request."""

FOUND_BY_CLEANCLOUD: Final = ("makeLatLng", "findRoute")
"""Switches by which CleanCloud works something out from the address."""

AS_IT_IS: Final = "as it is"
"""Shown in the empty entries of what is not known here of a customer."""

_PREFERENCES: Final = (
    Field("starchPreference", "Starch"),
    Field("shirtPreference", "Shirts"),
    Field("trouserPreference", "Trousers"),
    Field("detergentType", "Detergent"),
    Field("detergentScent", "Scent"),
    Field("fabricSoftenerType", "Softener"),
    Field("whitesWashTemp", "Whites wash"),
    Field("whitesDryerHeat", "Whites dryer"),
    Field("colorsWashTemp", "Colors wash"),
    Field("colorsDryerHeat", "Colors dryer"),
)

_CONTACT: Final = (
    Field("customerName", "Name", is_wide=True),
    Field("customerTel", "Phone", is_wide=True),
    Field("customerEmail", "Email", is_wide=True),
    Field("customerAddress", "Address", "street, then town: a line each", lines=3, is_wide=True),
    Field("customerNotes", "Notes", lines=2, is_wide=True),
)

_DELIVERY: Final = (
    Field("customerAddressInstructions", "For the driver", "floor, doorman", is_wide=True),
    Field("customerRoute", "Route", "F6 looks it up"),
    Field("findRoute", "Find the route", choices={"0": "no", "1": "by the address"}),
    Field("customerLat", "Latitude", "51.5072"),
    Field("customerLng", "Longitude", "-0.1276"),
    Field("makeLatLng", "Find the place", choices={"0": "no", "1": "by the address"}),
)


def sections(*, is_new: bool) -> tuple[Section, ...]:
    """Return the form's sections; what is not known here of a customer begins empty."""
    unknown = "" if is_new else AS_IT_IS
    months = {str(month): month_name[month] for month in range(1, 13)}
    person = (
        Field("birthdayDay", "Birthday, day", unknown or "1 to 31"),
        Field("birthdayMonth", "Month", choices={"": unknown or "–", **months}),
        Field("customerGender", "Gender"),
        Field("marketingOptIn", "Marketing"),
        Field("promoCode", "Promo code"),
        Field("noEmailRequired", "No email", choices={"0": "it has one", "1": "none needed"}),
    )
    advanced = (
        Field("customerPassword", "Password", unknown, is_wide=True),
        Field("stripe", "Stripe token", unknown, is_wide=True),
        Field("evoToken", "EVO card token", unknown, is_wide=True),
    )
    not_kept = "" if is_new else ": not kept on this computer; empty leaves it as it is"
    return (
        Section("contact", "", _CONTACT),
        Section("delivery", "Delivery", _DELIVERY),
        Section("preferences", "Preferences", _PREFERENCES),
        Section("person", f"{'Person' if is_new else 'Birthday'}{not_kept}", person),
        Section(ADVANCED, "Advanced: never kept on this computer", advanced),
    )


def new_values(operation: Operation) -> dict[str, str]:
    """Return what the form of a new customer begins with: nothing typed, nothing picked."""
    return {
        parameter.name: next(iter(parameter.choices), "0")
        if parameter.wire in (Wire.CHOICE, Wire.FLAG)
        else ""
        for parameter in operation.parameters
    }


def values_of(customer: Customer, operation: Operation) -> dict[str, str]:
    """Return what the form of a known customer begins with, by the names of `updateCustomer`."""
    known = {
        "customerName": customer.name,
        "customerTel": customer.phone,
        "customerEmail": customer.email,
        "customerAddress": customer.address,
        "customerAddressInstructions": customer.address_instructions,
        "customerNotes": customer.notes,
        "customerRoute": "" if customer.route == "0" else customer.route,
        "customerLat": "" if customer.latitude is None else str(customer.latitude),
        "customerLng": "" if customer.longitude is None else str(customer.longitude),
        **customer.preferences,
    }
    begun = new_values(operation)
    return begun | {name: value for name, value in known.items() if name in begun}


def change_of(before: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that were changed.

    Where CleanCloud is to work something out by the address, the address goes along.
    """
    change = changed_fields(before, typed)
    if change.keys() & set(FOUND_BY_CLEANCLOUD) and typed.get("customerAddress"):
        change["customerAddress"] = typed["customerAddress"]
    return change
