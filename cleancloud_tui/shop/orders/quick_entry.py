"""What staff type into the one field of a new order, read.

`3 shirts`, `2.5 wash & fold`, `curtain hem 12.50` (a one-off item with its price),
`2 cushions 8.00 4p` (of four pieces each), `10%` and `-5` (a discount).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from .cash import amount_typed

_ITEM: Final = re.compile(
    r"(?:(?P<quantity>\d{1,4}(?:[.,]\d{1,3})?)\s*(?:[x×*]\s+|(?=[^\d\s.,%])|\s+))?"
    r"(?P<name>\S.*?)??"
    r"(?:(?:^|\s+)(?P<price>\d{1,6}[.,]\d{2}))?"
    r"(?:\s+(?P<pieces>\d{1,3})\s*(?:p|pc|pcs|pieces?))?",
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*%")
_WHOLE: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """Some of an item.

    Attributes:
        price: Of one; None where none was typed.
        pieces: Of one; None where none were typed.
    """

    name: str
    quantity: Decimal = Decimal(1)
    price: Decimal | None = None
    pieces: int | None = None


@dataclass(frozen=True, slots=True)
class DiscountEntry:
    """A discount as it was typed: `10%`, `5.00`."""

    text: str


def read_entry(text: str) -> ItemEntry | DiscountEntry:
    """Read what was typed; what is nothing else is an item's name."""
    text = text.strip()
    discount = text.removeprefix("-").strip()
    if (text.startswith("-") or text.endswith("%")) and amount_or_percent(discount):
        return DiscountEntry(discount)
    found = _ITEM.fullmatch(text)
    if found is None:
        return ItemEntry(text)
    price = amount_typed(found["price"]) if found["price"] else None
    return ItemEntry(
        name=(found["name"] or "").strip(),
        quantity=_number(found["quantity"]) or Decimal(1),
        price=price,
        pieces=int(found["pieces"]) if found["pieces"] else None,
    )


def amount_or_percent(text: str) -> tuple[Decimal, Decimal] | None:
    """Read `5.00` or `10%`: an amount and a percentage of which one is 0.

    Returns:
        None where the text tells neither; both are 0 for an empty one.
    """
    text = text.strip()
    if not text:
        return Decimal(0), Decimal(0)
    if match := _PERCENT.fullmatch(text):
        percent = _number(match[1])
        return None if percent > _WHOLE else (Decimal(0), percent)
    amount = amount_typed(text)
    return None if amount is None else (amount, Decimal(0))


def _number(text: str | None) -> Decimal:
    return Decimal(text.replace(",", ".")) if text else Decimal(0)
