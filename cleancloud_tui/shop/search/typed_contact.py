"""What was typed into the search, as the fields of a new customer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ...values.phones import phone_typed

_STREET: Final = re.compile(r"\d+\w?\s+\w.*|.*\w\s+\d+\w?")
"""A house number before or behind a name."""


def contact_in(text: str) -> Mapping[str, str]:
    """Return what was typed by the parameter of `addCustomer` that it belongs to.

    A text that is neither a phone number, nor an email, nor a street is a name.
    """
    text = text.strip()
    if not text:
        return {}
    if "@" in text and " " not in text:
        return {"customerEmail": text}
    if phone := phone_typed(text):
        return {"customerTel": phone}
    if not any(sign.isalpha() for sign in text):
        return {}  # a number of something else, or the last digits of one not known whole
    if _STREET.fullmatch(text):
        return {"customerAddress": text}
    return {"customerName": text if text != text.lower() else text.title()}
