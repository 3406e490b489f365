"""Customers: accounts, sign-in, groups."""

from __future__ import annotations

from typing import Final

from .rules import customer_or_window, dates_in_order, needs, real_birthday, something_to_change
from .schema import Operation, OperationKind, Parameter, Wire, choice, optional, required

_CUSTOMER_ID: Final = required("customerID", Wire.ID, "ID of Customer")

_ADDRESS: Final[tuple[Parameter, ...]] = (
    optional("customerAddress", Wire.TEXT, "Address of customer"),
    optional("customerAddressInstructions", Wire.TEXT, "Additional address instructions to help driver; e.g. Leave with Doorman or Floor 6"),
    optional("customerRoute", Wire.ID, "Route Number of Customer"),
    optional("customerLat", Wire.NUMBER, "Latitude of customer address"),
    optional("customerLng", Wire.NUMBER, "Longitude of customer address"),
    optional("makeLatLng", Wire.FLAG, "Have CleanCloud convert customer address to Latitude / Longitude; 1 = convert address to GPS co-ordinates"),
    optional("findRoute", Wire.FLAG, "Have CleanCloud assign customer to route based on customer address and your geofences; 1 = assign to route based on customer address/GPS co-ordinates"),
)

_BIRTHDAY: Final[tuple[Parameter, ...]] = (
    optional("birthdayDay", Wire.INTEGER, "The day of the month without leading zeros (from 1 to 31). You must send with birthdayMonth as well."),
    optional("birthdayMonth", Wire.INTEGER, "The numeric representation of a month, without leading zeros (1 to 12)"),
)

_STARCH: Final = choice("starchPreference", "Starch Preference", "None selected", "No starch", "Normal", "Light", "Heavy")

_AFTER_SHIRTS: Final[tuple[Parameter, ...]] = (
    choice("trouserPreference", "Trouser Preference", "None selected", "Hanger", "Boxed", "Folded"),
    choice("detergentType", "Detergent Type", "None selected", "Standard", "Premium"),
    choice("detergentScent", "Detergent Scent", "None selected", "No scent", "Light", "Medium", "Heavy", "Sensitive skin"),
    choice("fabricSoftenerType", "Fabric Softener", "None selected", "No Softener", "Standard", "Premium"),
    choice("whitesWashTemp", "Whites Wash Temperature", "None selected", "Cold Wash", "Warm Wash"),
    choice("whitesDryerHeat", "Whites Dryer Heat", "None selected", "Low", "Regular"),
    choice("colorsWashTemp", "Colors Wash Temperature", "None selected", "Cold Wash", "Warm Wash"),
    choice("colorsDryerHeat", "Colors Dryer Heat", "None selected", "Low", "Regular"),
    optional("stripe", Wire.SECRET, "Stripe customer token"),
    optional("evoToken", Wire.SECRET, "EVO card token"),
)

_BIRTHDAY_RULES: Final = (
    needs("birthdayDay", "birthdayMonth"),
    needs("birthdayMonth", "birthdayDay"),
    real_birthday,
)

_SHIRTS: Final = "shirtPreference"

_TOLD_AS: Final = {
    "customerName": "Name",
    "customerTel": "Tel",
    "customerEmail": "Email",
    "customerAddress": "Address",
    "customerLat": "Lat",
    "customerLng": "Lng",
    "customerNotes": "Notes",
    **{name: name for name in ("customerAddressInstructions", "customerRoute", "marketingOptIn")},
    **{each.name: each.name for each in (_STARCH, *_AFTER_SHIRTS) if each.wire is Wire.CHOICE},
    _SHIRTS: _SHIRTS,
}

OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        "addCustomer", "Create a Customer Account", OperationKind.NON_IDEMPOTENT_WRITE,
        "Creates a customer and answers the new customer's id.",
        (
            required("customerName", Wire.TEXT, "Name of Customer"),
            required("customerTel", Wire.TEXT, "Telephone number of customer"),
            required("customerEmail", Wire.TEXT, "Email of customer", unless="noEmailRequired"),
            *_ADDRESS,
            optional("customerNotes", Wire.TEXT, "Saved Notes for customer account"),
            optional("customerPassword", Wire.SECRET, "Password for customer account, only required if CleanCloud will handle customer login"),
            choice("customerGender", "Gender", "Not set", "Male", "Female", "Prefer Not to Say"),
            *_BIRTHDAY,
            optional("promoCode", Wire.TEXT, "Invite or Promo Code that customer can use on signup"),
            choice("marketingOptIn", "If a customer provides marketing permission", "No permission given", "Opt in"),
            _STARCH,
            choice(_SHIRTS, "Shirt Presentation Preference", "None selected", "Hanger", "Boxed", "Folded"),
            *_AFTER_SHIRTS,
            optional("noEmailRequired", Wire.FLAG, "Set to 1 if you do not require email address to be provided"),
        ),
        rules=_BIRTHDAY_RULES,
        told_as=_TOLD_AS,
        new_id=("CustomerID", "cid", "ID"),
    ),
    Operation(
        "updateCustomer", "Update a Customer Account", OperationKind.IDEMPOTENT_WRITE,
        "Changes the fields of a customer that are sent, and no others.",
        (
            _CUSTOMER_ID,
            optional("customerName", Wire.TEXT, "Name of Customer"),
            optional("customerTel", Wire.TEXT, "Telephone number of customer"),
            optional("customerEmail", Wire.TEXT, "Email of customer"),
            *_ADDRESS,
            *_BIRTHDAY,
            optional("customerPassword", Wire.SECRET, "Password for customer account"),
            optional("customerNotes", Wire.TEXT, "Saved Notes for customer account"),
            _STARCH,
            choice(_SHIRTS, "Shirt Presentation Preference", "No preference", "Hanger", "Boxed"),
            *_AFTER_SHIRTS,
        ),
        rules=(something_to_change("customerID"), *_BIRTHDAY_RULES),
        told_as=_TOLD_AS,
    ),
    Operation(
        "deleteCustomer", "Delete a Customer Account", OperationKind.IDEMPOTENT_WRITE,
        "Deactivates a customer; the order history stays.",
        (_CUSTOMER_ID,),
    ),
    Operation(
        "loginCustomer", "Login to Customer Account", OperationKind.READ,
        "Checks a customer's email and password and answers the customer's id.",
        (
            required("customerEmail", Wire.TEXT, "Email of the customer"),
            required("customerPassword", Wire.SECRET, "Password of the customer"),
        ),
    ),
    Operation(
        "getCustomer", "Get Customer Information", OperationKind.READ,
        "Answers one customer, or those who signed up in a window of at most 31 days.",
        (
            optional("customerID", Wire.ID, "ID of the customer"),
            optional("dateFrom", Wire.DATE, "Beginning date of when customer signed up (yyyy-mm-dd)"),
            optional("dateTo", Wire.DATE, "End date of when customer signed up (yyyy-mm-dd)"),
            optional("excludeDeactivated", Wire.FLAG, "1 = Exclude deactivated customers"),
        ),
        rules=(customer_or_window, dates_in_order),
    ),
    Operation(
        "passwordCustomer", "Reset Customer Password", OperationKind.NON_IDEMPOTENT_WRITE,
        "Sends the customer an email with instructions to reset the password.",
        (required("customerEmail", Wire.TEXT, "Email of the customer"),),
    ),
    Operation(
        "addToCustomerGroup", "Add To Customer Group", OperationKind.IDEMPOTENT_WRITE,
        "Puts a customer into a customer group.",
        (
            required("customerID", Wire.ID, "ID of the customer"),
            required("groupID", Wire.ID, "ID of the Customer Group"),
        ),
    ),
)
