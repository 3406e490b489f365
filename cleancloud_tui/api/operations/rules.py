"""Rules between parameters, each named after what it asks for.

A rule sees the parameters as they will be sent, after each alone was found right. An empty text
clears a field; a rule counts it as not given.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from .schema import Rule, WireParameters

LONGEST_CUSTOMER_WINDOW_DAYS: Final = 31
"""`getCustomer`: "Date Range is also limited to 31 days"."""

MOST_CUSTOM_ITEMS: Final = 5
"""`addOrder`: one-time items (id 0) in one order."""

TAXES: Final = ("tax", "tax2", "tax3")
"""What `addOrder` and `updateOrder` call the three taxes."""

_CARD_NUMBER: Final = re.compile(r"[\s-]*(?:\d[\s-]*){13,19}")


def needs(name: str, *others: str) -> Rule:
    """Where `name` is given, `others` must be given too."""

    def rule(parameters: WireParameters) -> str | None:
        if not parameters.get(name):
            return None
        missing = [other for other in others if not parameters.get(other)]
        return f"{name} needs {' and '.join(missing)} too" if missing else None

    return rule


def flag_needs(flag: str, *others: str) -> Rule:
    """Where `flag` is 1, `others` must be given too."""

    def rule(parameters: WireParameters) -> str | None:
        if parameters.get(flag) != "1":
            return None
        missing = [other for other in others if not parameters.get(other)]
        return f"{flag} 1 needs {' and '.join(missing)} too" if missing else None

    return rule


def at_least_one_of(*names: str) -> Rule:
    """One of `names` at least must be given."""

    def rule(parameters: WireParameters) -> str | None:
        if any(parameters.get(name) for name in names):
            return None
        return f"at least one of {', '.join(names)} is needed"

    return rule


def something_to_change(*identifying: str) -> Rule:
    """An update without anything beside its ids would spend a request on nothing."""

    def rule(parameters: WireParameters) -> str | None:
        return None if set(parameters) - set(identifying) else "there is nothing to change in it"

    return rule


def dates_in_order(parameters: WireParameters) -> str | None:
    """`dateFrom` is not after `dateTo`."""
    first, last = _text(parameters, "dateFrom"), _text(parameters, "dateTo")
    return "dateFrom is after dateTo" if first and last and first > last else None


def customer_or_window(parameters: WireParameters) -> str | None:
    """`getCustomer` wants a customer, or a window of sign-up dates of at most 31 days."""
    if parameters.get("customerID"):
        return None
    first, last = _text(parameters, "dateFrom"), _text(parameters, "dateTo")
    if not (first and last):
        return "customerID, or dateFrom and dateTo, are needed"
    if (date.fromisoformat(last) - date.fromisoformat(first)).days > LONGEST_CUSTOMER_WINDOW_DAYS:
        return f"the window is longer than {LONGEST_CUSTOMER_WINDOW_DAYS} days"
    return None


def place_or_address(parameters: WireParameters) -> str | None:
    """`getRoute` wants both co-ordinates, or an address."""
    if parameters.get("customerAddress") or (parameters.get("lat") and parameters.get("lng")):
        return None
    return "lat and lng, or customerAddress, are needed"


def few_custom_items(parameters: WireParameters) -> str | None:
    """`addOrder` takes at most five one-time items."""
    products = parameters.get("products")
    if not isinstance(products, list):
        return None
    custom = sum(1 for product in products if product.get("id") == "0")
    if custom > MOST_CUSTOM_ITEMS:
        return f"an order takes {MOST_CUSTOM_ITEMS} one-time items at most, not {custom}"
    return None


def taxes_follow_items(parameters: WireParameters) -> str | None:
    """A tax is less than nothing only where an item's price is."""
    products = parameters.get("products")
    if isinstance(products, list) and any(each["price"].startswith("-") for each in products):
        return None
    below = [name for name in TAXES if _text(parameters, name).startswith("-")]
    return f"{below[0]} is to be nothing or more, not “{parameters[below[0]]}”" if below else None


def real_birthday(parameters: WireParameters) -> str | None:
    """`birthdayDay` exists in `birthdayMonth`, leap years allowed."""
    day, month = _text(parameters, "birthdayDay"), _text(parameters, "birthdayMonth")
    if not (day and month):
        return None
    try:
        date(2024, int(month), int(day))
    except ValueError:
        return f"there is no day {day} in month {month}"
    return None


def no_card_number(parameters: WireParameters) -> str | None:
    """`addCard` takes a token; a card's number must never enter the program."""
    if _CARD_NUMBER.fullmatch(_text(parameters, "paymentMethodID")):
        return "paymentMethodID looks like a card number; only a token of the card may be sent"
    return None


def _text(parameters: WireParameters, name: str) -> str:
    value = parameters.get(name)
    return value if isinstance(value, str) else ""
