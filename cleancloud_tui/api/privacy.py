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


def without_private(value: object, *, are_figures: bool = False) -> object:
    """Return a JSON value without the private fields of any object in it.

    Args:
        value: As it came.
        are_figures: Whether it is about days and not about people: what came in by card, or the
            fees of cards, are amounts then, whatever they are called.
    """
    if isinstance(value, str):  # nearly all are, and asking for a Mapping takes three times as long
        return value
    if isinstance(value, Mapping):
        return {
            key: without_private(each, are_figures=are_figures)
            for key, each in value.items()
            if not _is_private(str(key), each, are_figures)
        }
    if isinstance(value, list | tuple):
        return [without_private(each, are_figures=are_figures) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None  # SQLite takes a text with such a number for no JSON at all
    return value


def _is_private(key: str, value: object, are_figures: bool) -> bool:
    if key.lower() == "card" or (are_figures and _is_named_of_cards(key)):
        # `summaryReport` names the ways of payment so: what came in by card is no card's number.
        amount = wire.decimal_of(value)
        return amount is None or abs(amount) >= _SMALLEST_CARD_NUMBER
    return _is_named_private(key)


def _is_named_of_cards(key: str) -> bool:
    """Tell whether a name is private for nothing but cards, or who charges them."""
    name = folded(key)
    others = name.replace("card", " ").replace("stripe", " ")
    return others != name and _PRIVATE.search(others) is None and "number" not in name


# The same names come with every row: remembering them stores an order a third faster.
@lru_cache(maxsize=1024)
def _is_named_private(key: str) -> bool:
    return _PRIVATE.search(folded(key)) is not None
