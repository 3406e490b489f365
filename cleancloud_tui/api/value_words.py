"""What was sent, in words: subjects, the names of parameters, their values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from . import wire
from .operations import Parameter, Wire
from .text import one_line

PERSONAL: Final = "(personal)"
"""Stands for a value that is not shown."""

EMPTY: Final = "(empty)"
"""Stands for an empty text: a field was or is cleared."""

_SUBJECT_IDS: Final = {"order": "orderID", "customer": "customerID", "garment": "barcodeID"}

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
    words = _HUMP.sub(" ", name).split()
    return " ".join(word if word.isupper() else word.lower() for word in words)


def value_in_words(parameter: Parameter, value: object) -> str:
    """Return a parameter's value as people read it: labels, days, `yes` and `no`."""
    if parameter.wire is Wire.PRODUCTS:
        count = len(value) if isinstance(value, list) else 0
        return f"{count} item" if count == 1 else f"{count} items"
    text = one_line(str(value)) if value is not None else ""
    if not text:
        return EMPTY
    match parameter.wire:
        case Wire.CHOICE:
            return parameter.choices.get(text, text)
        case Wire.FLAG:
            return {"1": "yes", "0": "no"}.get(text, text)
        case Wire.DAY:
            day = wire.day_of(text)
            return day.isoformat() if day else text
        case Wire.MONEY:
            amount = wire.decimal_of(text)
            return text if amount is None else wire.money_text(amount)
        case Wire.PERCENT:
            return f"{text} %"
    return text


def items_in_words(products: object) -> list[str]:
    """Return the rows of `products`, one a line: `2 × Shirt at 3.50`."""
    rows = products if isinstance(products, list) else []
    return [
        one_line(f"{row.get('quantity', '')} × {row.get('name', '')} at {row.get('price', '')}")
        for row in rows
        if isinstance(row, Mapping)
    ]
