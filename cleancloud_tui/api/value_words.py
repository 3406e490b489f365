"""What was sent, in words: subjects, the names of parameters, their values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..values.days import day_text
from . import wire
from .operations import Parameter, Wire
from .text import one_line

PERSONAL: Final = "(personal)"
"""Stands for a value that is not shown."""

EMPTY: Final = "(empty)"
"""Stands for an empty text: a field was or is cleared."""

_SUBJECT_IDS: Final = {"order": "orderID", "customer": "customerID", "garment": "barcodeID"}

_NAMES: Final = {
    "pickupStart": "pickup from",
    "pickupEnd": "pickup to",
    "deliveryStart": "delivery from",
    "deliveryEnd": "delivery to",
    "frequency": "how often",
    "duration": "orders in all",
    "deliveryDays": "delivery after",
    "tipPercent": "tip per cent",
    "schedulerType": "confirmation",
    "schedulerConfirmDays": "asked ahead",
    "ordersCreatedSoFar": "made so far",
    "deleteOld": "other pickups",
}
"""Parameters whose names say nothing to people, or another thing."""

NOTHING: Final = {"duration": "until cancelled", "deliveryDays": "no delivery"}
"""What 0 means where it is no number."""

_DAYS: Final = frozenset({"deliveryDays", "schedulerConfirmDays"})
"""Parameters that count days."""

_SHORT_CHOICES: Final = {"schedulerType": {"0": "none", "1": "by SMS"}}
"""Labels in place of the documentation's sentences."""

_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a write.

    Attributes:
        name: Of the parameter, on the wire.
        before: What it replaced, in words; None where that is not known.
        after: What was sent, in words.
    """

    name: str
    before: str | None
    after: str

    def __str__(self) -> str:
        """Return `status: Cleaning → Ready`."""
        if self.before is None or self.after == PERSONAL:
            return f"{name_in_words(self.name)}: {self.after}"
        return f"{name_in_words(self.name)}: {self.before} → {self.after}"


def subject_in_words(subject: str) -> str:
    """Return `order 437` for `order:437`; empty for what has no number yet."""
    kind, _, number = subject.partition(":")
    return f"{kind} {one_line(number)}" if number and kind != "new" else ""


def id_of_subject(subject: str) -> str:
    """Return the name of the parameter that says what a write is about: `orderID`."""
    return _SUBJECT_IDS.get(subject.partition(":")[0], "")


def name_in_words(name: str) -> str:
    """Return a parameter's name in words: `order notes` for `orderNotes`."""
    if name in _NAMES:
        return _NAMES[name]
    words = _HUMP.sub(" ", name).split()
    return " ".join(word if word.isupper() else word.lower() for word in words)


def value_in_words(parameter: Parameter, value: object, *, is_iso: bool = False) -> str:
    """Return a parameter's value as people read it: labels, days, `yes` and `no`.

    Args:
        parameter: What it is of.
        value: As it is sent, or told.
        is_iso: Whether days are written as scripts read and sort them.
    """
    if parameter.wire is Wire.PRODUCTS:
        count = len(value) if isinstance(value, list) else 0
        return f"{count} item" if count == 1 else f"{count} items"
    text = one_line(str(value)) if value is not None else ""
    if not text:
        return EMPTY
    if text == "0" and parameter.name in NOTHING:
        return NOTHING[parameter.name]
    match parameter.wire:
        case Wire.CHOICE:
            return _SHORT_CHOICES.get(parameter.name, parameter.choices).get(text, text)
        case Wire.FLAG:
            return {"1": "yes", "0": "no"}.get(text, text)
        case Wire.DAY:
            day = wire.day_of(text)
            if day is None:
                return text
            return day.isoformat() if is_iso else day_text(day)
        case Wire.MONEY:
            amount = wire.decimal_of(text)
            return text if amount is None else wire.money_text(amount)
        case Wire.PERCENT:
            return f"{text} %"
        case Wire.INTEGER if parameter.name in _DAYS:
            return f"{text} day" if text == "1" else f"{text} days"
    return text


def items_in_words(products: object) -> list[str]:
    """Return the rows of `products`, one a line: `2 × Shirt at 3.50`."""
    rows = products if isinstance(products, list) else []
    return [
        one_line(f"{row.get('quantity', '')} × {row.get('name', '')} at {row.get('price', '')}")
        for row in rows
        if isinstance(row, Mapping)
    ]
