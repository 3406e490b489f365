"""What never enters the mirror or the journal: passwords, card data, birthday, gender."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ..api import wire

_SMALLEST_CARD_NUMBER: Final = 10**12
"""Card numbers have 13 to 19 digits."""

_PRIVATE: Final = re.compile(
    "password|secret|stripe|evotoken|pushtoken|api_?token|card|cvc|cvv|birth|gender", re.IGNORECASE
)


def without_private(value: object) -> object:
    """Return a JSON value without the private fields of any object in it."""
    if isinstance(value, Mapping):
        return {
            key: without_private(each)
            for key, each in value.items()
            if not _is_private(str(key), each)
        }
    if isinstance(value, list | tuple):
        return [without_private(each) for each in value]
    return value


def _is_private(key: str, value: object) -> bool:
    if key.lower() == "card":
        # `summaryReport` names the ways of payment so: what came in by card is no card's number.
        amount = wire.decimal_of(value)
        return amount is None or abs(amount) >= _SMALLEST_CARD_NUMBER
    return _PRIVATE.search(key) is not None
