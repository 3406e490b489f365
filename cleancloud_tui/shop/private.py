"""What never enters the mirror or the journal: passwords, card data, birthday, gender."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_PRIVATE: Final = re.compile(
    "password|secret|stripe|evotoken|pushtoken|api_?token|card|cvc|cvv|birth|gender", re.IGNORECASE
)


def without_private(value: object) -> object:
    """Return a JSON value without the private fields of any object in it."""
    if isinstance(value, Mapping):
        return {
            key: without_private(each)
            for key, each in value.items()
            if not _PRIVATE.search(str(key))
        }
    if isinstance(value, list | tuple):
        return [without_private(each) for each in value]
    return value
