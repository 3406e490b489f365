"""What stands on the form of a customer, and under which labels."""

from __future__ import annotations

from calendar import month_name
from typing import Final

from ...shop.customers.fields import CustomerField
from ...widgets.form import Field, Section

ADVANCED: Final = "advanced"
"""The section of what is seldom wanted, which is shown on request."""

AS_IT_IS: Final = "as it is"
"""Shown in the empty entries of what is not known here of a customer."""

_PREFERENCES: Final = (
    Field(CustomerField.STARCH, "Starch"),
    Field(CustomerField.SHIRTS, "Shirts"),
    Field(CustomerField.TROUSERS, "Trousers"),
    Field(CustomerField.DETERGENT, "Detergent"),
    Field(CustomerField.SCENT, "Scent"),
    Field(CustomerField.SOFTENER, "Softener"),
    Field(CustomerField.WHITES_WASH, "Whites wash"),
    Field(CustomerField.WHITES_DRYER, "Whites dryer"),
    Field(CustomerField.COLORS_WASH, "Colors wash"),
    Field(CustomerField.COLORS_DRYER, "Colors dryer"),
)

_CONTACT: Final = (
    Field(CustomerField.NAME, "Name", is_wide=True),
    Field(CustomerField.PHONE, "Phone", is_wide=True),
    Field(CustomerField.EMAIL, "Email", is_wide=True),
    Field(
        CustomerField.ADDRESS, "Address", "street, then town: a line each", lines=3, is_wide=True
    ),
    Field(CustomerField.NOTES, "Notes", lines=2, is_wide=True),
)

_DELIVERY: Final = (
    Field(CustomerField.FOR_THE_DRIVER, "For the driver", "floor, doorman", is_wide=True),
    Field(CustomerField.ROUTE, "Route", "F6 looks it up"),
    Field(CustomerField.FIND_ROUTE, "Find the route", choices={"0": "no", "1": "by the address"}),
    Field(CustomerField.LATITUDE, "Latitude", "51.5072"),
    Field(CustomerField.LONGITUDE, "Longitude", "-0.1276"),
    Field(CustomerField.FIND_PLACE, "Find the place", choices={"0": "no", "1": "by the address"}),
)


def sections(*, is_new: bool) -> tuple[Section, ...]:
    """Return the form's sections; what is not known here of a customer begins empty."""
    unknown = "" if is_new else AS_IT_IS
    months = {str(month): month_name[month] for month in range(1, 13)}
    person = (
        Field(CustomerField.BIRTHDAY, "Birthday, day", unknown or "1 to 31"),
        Field(CustomerField.BIRTH_MONTH, "Month", choices={"": unknown or "–", **months}),
        Field(CustomerField.GENDER, "Gender"),
        Field(CustomerField.MARKETING, "Marketing"),
        Field(CustomerField.PROMO_CODE, "Promo code"),
        Field(CustomerField.NO_EMAIL, "No email", choices={"0": "it has one", "1": "none needed"}),
    )
    advanced = (
        Field(CustomerField.SIGN_IN, "Password", unknown, is_wide=True),
        Field(CustomerField.STRIPE, "Stripe token", unknown, is_wide=True),
        Field(CustomerField.EVO, "EVO card token", unknown, is_wide=True),
    )
    not_kept = "" if is_new else ": not kept on this computer; empty leaves it as it is"
    return (
        Section("contact", "", _CONTACT),
        Section("delivery", "Delivery", _DELIVERY),
        Section("preferences", "Preferences", _PREFERENCES),
        Section("person", f"{'Person' if is_new else 'Birthday'}{not_kept}", person),
        Section(ADVANCED, "Advanced: never kept on this computer", advanced),
    )
