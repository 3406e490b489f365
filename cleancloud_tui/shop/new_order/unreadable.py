"""What is typed into the fields of a new order and tells no amount, day or time, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...values.days import iso_day
from ...values.numbers import amount_typed, unclear
from ...values.times import time_typed
from .quick_entry import amount_or_percent

ALL_CREDIT: Final = "all"
"""Typed as the credit to use: as much as there is."""

TIMES: Final = ("Start", "End", "Time")
"""How the names of times end."""

_PERCENT: Final = ("discount", "tip")
"""What may be typed as a percentage, too."""

PRICES: Final[Mapping[str, tuple[str, str]]] = {
    "discount": ("The discount", " such as 5.00 or 10%"),
    "tip": ("The tip", " such as 5.00 or 10%"),
    "deliveryFee": ("The delivery fee", " such as 3.50"),
    "creditUsed": ("The credit", "; all takes as much as there is"),
}
"""What amounts are called, and how they are typed, by their names."""


def why_unreadable(name: str, text: str) -> str:
    """Return why a text can't be read as what its field is for; empty where it can."""
    if name in PRICES:
        return _why_no_amount(name, text)
    if name.endswith("Date") and iso_day(text) is None:
        return f"“{text}” is no day such as 2026-11-25, tue or +2."
    if name.endswith(TIMES) and time_typed(text) is None:
        return f"“{text}” is no time such as 9:30am or 17:30."
    return ""


def _why_no_amount(name: str, text: str) -> str:
    if name == "creditUsed" and text.lower() == ALL_CREDIT:
        return ""
    amount = amount_or_percent(text) if name in _PERCENT else amount_typed(text)
    if amount is not None:
        return ""
    what, such = PRICES[name]
    two = unclear(text)
    return f"{what}: {two}" if two else f"{what} “{text}” is no amount{such}."
