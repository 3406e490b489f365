"""What is private: what is never kept, and what is kept but not shown in the audit trail.

Passwords, card data, birthday and gender enter neither the mirror nor the journal's replies. Names,
phone numbers, addresses, notes and whatever else tells about a person stand in the journal until
the person is forgotten, and never in the audit trail.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from . import wire
from .operations import OPERATIONS, Parameter, Wire
from .readers.fields import folded

_SMALLEST_CARD_NUMBER: Final = 10**12
"""Card numbers have 13 to 19 digits."""

WITHHELD: Final = "(not kept)"
"""Stands in a report in the place of what is private."""

_PRIVATE: Final = re.compile(
    "password|secret|setupintent|stripe|evotoken|pushtoken|apitoken|card|cvc|cvv|birth|gender"
)
"""What stands in private names, as `folded` writes them."""

_PERSONAL_KINDS: Final = frozenset({Wire.TEXT, Wire.SECRET, Wire.NUMBER})
"""Kinds of parameters that tell about a person, if nothing else is known: co-ordinates are the only
numbers that are neither counts nor amounts."""

_PERSONAL: Final = frozenset({"birthdayDay", "birthdayMonth", "customerGender"})
"""Parameters of other kinds that do."""

_HARMLESS: Final = frozenset(
    {"barcodeID", "bundleID", "conveyorLocation", "lockerNumber", "subscriptionID"}
)
"""Parameters of these kinds that do not."""


_SECRET: Final = frozenset(
    parameter.name
    for operation in OPERATIONS.values()
    for parameter in operation.parameters
    if parameter.wire is Wire.SECRET
)


def is_secret(name: str) -> bool:
    """Tell whether a parameter of that name holds a password or a token, which is never kept."""
    return name in _SECRET


def is_personal(parameter: Parameter) -> bool:
    """Tell whether a parameter's value is kept out of the audit trail."""
    if parameter.wire in _PERSONAL_KINDS:
        return parameter.name not in _HARMLESS
    return parameter.name in _PERSONAL


def without_private(value: object) -> object:
    """Return a JSON value without the private fields of any object in it."""
    if isinstance(value, str):  # nearly all are, and asking for a Mapping takes three times as long
        return value
    if isinstance(value, Mapping):
        return {
            key: without_private(each)
            for key, each in value.items()
            if not _is_named_private(str(key))
        }
    if isinstance(value, list | tuple):
        return [without_private(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None  # SQLite takes a text with such a number for no JSON at all
    return value


def private_withheld(value: object, *, is_of_cards: bool = False) -> object:
    """Return a report about days, in which what cards brought is no card's number.

    `summaryReport` names ways of payment and what was counted: "Credit Card", `giftCardsSold`. What
    is private is replaced, so that it is seen that something was told.

    Args:
        value: The report, or a value in it.
        is_of_cards: Whether it stands under a name that is private for the word card: only counts
            and amounts are kept of it.
    """
    if isinstance(value, Mapping):
        return {key: _withheld(str(key), each, is_of_cards) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [private_withheld(each, is_of_cards=is_of_cards) for each in value]
    if is_of_cards and value not in (None, ""):
        figure = wire.decimal_of(value)
        return WITHHELD if figure is None or abs(figure) >= _SMALLEST_CARD_NUMBER else value
    return without_private(value)


def _withheld(key: str, value: object, is_of_cards: bool) -> object:
    if not _is_named_private(key):
        return private_withheld(value, is_of_cards=is_of_cards)
    if _is_named_of_cards(key):
        return private_withheld(value, is_of_cards=True)
    return WITHHELD


def _is_named_of_cards(key: str) -> bool:
    """Tell whether a name is private for nothing but cards, or who charges them."""
    name = folded(key)
    others = name.replace("card", " ").replace("stripe", " ")
    return _PRIVATE.search(others) is None and "number" not in name


# The same names come with every row: remembering them stores an order a third faster.
@lru_cache(maxsize=1024)
def _is_named_private(key: str) -> bool:
    return _PRIVATE.search(folded(key)) is not None
