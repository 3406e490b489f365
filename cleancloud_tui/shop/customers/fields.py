"""The fields of a customer's form, under the names that drafts on disk have them by."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from ...api.operations import OPERATIONS, Operation

NEW: Final[Operation] = OPERATIONS["addCustomer"]
"""What the form of somebody new fills in."""

KNOWN: Final[Operation] = OPERATIONS["updateCustomer"]
"""What the form of a known customer fills in."""


class CustomerField(StrEnum):
    """What can be typed about a customer; the values are the API's."""

    NAME = "customerName"
    PHONE = "customerTel"
    EMAIL = "customerEmail"
    ADDRESS = "customerAddress"
    NOTES = "customerNotes"
    FOR_THE_DRIVER = "customerAddressInstructions"
    ROUTE = "customerRoute"
    FIND_ROUTE = "findRoute"
    LATITUDE = "customerLat"
    LONGITUDE = "customerLng"
    FIND_PLACE = "makeLatLng"
    STARCH = "starchPreference"
    SHIRTS = "shirtPreference"
    TROUSERS = "trouserPreference"
    DETERGENT = "detergentType"
    SCENT = "detergentScent"
    SOFTENER = "fabricSoftenerType"
    WHITES_WASH = "whitesWashTemp"
    WHITES_DRYER = "whitesDryerHeat"
    COLORS_WASH = "colorsWashTemp"
    COLORS_DRYER = "colorsDryerHeat"
    BIRTHDAY = "birthdayDay"
    BIRTH_MONTH = "birthdayMonth"
    GENDER = "customerGender"
    MARKETING = "marketingOptIn"
    PROMO_CODE = "promoCode"
    NO_EMAIL = "noEmailRequired"
    SIGN_IN = "customerPassword"
    STRIPE = "stripe"
    EVO = "evoToken"


FOUND_BY_ADDRESS: Final = (CustomerField.FIND_PLACE, CustomerField.FIND_ROUTE)
"""Switches by which CleanCloud works something out from the address."""


def operation_for(customer_id: str) -> Operation:
    """Return what a form fills in: of a known customer, or of somebody new without an id."""
    return KNOWN if customer_id else NEW
