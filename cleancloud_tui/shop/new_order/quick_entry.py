"""What staff type into the one field of a new order, read.

`3 shirts`, `2.5 wash & fold`, `curtain hem 12.50` (a one-off item with its price),
`2 cushions 8.00 4p` (of four pieces each), `10%` and `-5` (a discount), `no delivery fee -3.50`
(an item with a price below nothing).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ...values.numbers import (
    CURRENCY,
    amount_typed,
    count_typed,
    percent_typed,
    quantity_typed,
    unclear,
)

_ITEM: Final = re.compile(
    r"(?:(?P<quantity>\d[\d.,']*)\s*(?:[x×*]\s+|(?=[^\d\s.,'%])|\s+))?"
    r"(?P<name>\S.*?)??"
    r"(?:(?:^|\s+)(?P<price>-?"
    rf"(?:[\d.,']*[.,]\d{{2,}}|{CURRENCY} ?[\d.,']+|[\d.,']+ ?{CURRENCY})))?"
    r"(?:\s+(?P<pieces>\d+)\s*(?:p|pc|pcs|pieces?))?",
    re.IGNORECASE,
)
_THOUSANDS: Final = re.compile(r"(?:^|\s)([1-9]\d{0,2}(?: \d{3})*)$")
"""What may be the thousands of the price behind it, parted by a space."""

_NO_PRICE: Final = re.compile(r"[-+]\D?\d[\d.,']*|\d[\d.,']*-|\d+[.,'][\d.,']*\d%?")
"""It has a sign, decimals, or thousands; a mere `501` is the name of trousers."""

_HUNDREDS: Final = re.compile(r"\d{3}[.,]\d+")
_MOST_PIECES: Final = 999


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """Some of an item.

    Attributes:
        price: Of one, below nothing for what waives a fee; None where none was typed.
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


@dataclass(frozen=True, slots=True)
class UnclearEntry:
    """What can't be taken, since one of its numbers is none or may be two; says which and why."""

    sentence: str


def read_entry(text: str) -> ItemEntry | DiscountEntry | UnclearEntry:
    """Read what was typed; what is nothing else is an item's name."""
    text = text.strip()
    discount = text.removeprefix("-").strip()
    if text.startswith("-") or text.endswith("%"):
        if amount_or_percent(discount):
            return DiscountEntry(discount)
        if two := unclear(discount.removesuffix("%")):
            return UnclearEntry(two)
    found = _ITEM.fullmatch(text)
    if found is None:
        return ItemEntry(text)
    quantity, pieces = found["quantity"] or "1", found["pieces"] or "1"
    name, price = (found["name"] or "").strip(), found["price"] or ""
    wrong = _wrong_quantity(quantity) or _wrong_price(name, price) or _wrong_pieces(pieces)
    if wrong:
        return UnclearEntry(wrong)
    return ItemEntry(
        name,
        quantity_typed(quantity) or Decimal(1),
        price=price_typed(price) if price else None,
        pieces=count_typed(pieces) if found["pieces"] else None,
    )


def no_price_in(name: str) -> str:
    """Return what of a name looks like a price and is none, `-5.00`; empty for nothing."""
    return next((word for word in name.split() if _NO_PRICE.fullmatch(word)), "")


def price_typed(text: str) -> Decimal | None:
    """Read a price, which may be below nothing: `12.50`, `-3.50`; None where it is none."""
    amount = amount_typed(text.strip().removeprefix("-"))
    return -amount if amount is not None and text.strip().startswith("-") else amount


def amount_or_percent(text: str) -> tuple[Decimal, Decimal] | None:
    """Read `5.00` or `10%`: an amount and a percentage of which one is 0.

    Returns:
        None where the text tells neither; both are 0 for an empty one.
    """
    text = text.strip()
    if not text:
        return Decimal(0), Decimal(0)
    if text.endswith("%"):
        percent = percent_typed(text)
        return None if percent is None else (Decimal(0), percent)
    amount = amount_typed(text)
    return None if amount is None else (amount, Decimal(0))


def _wrong_quantity(text: str) -> str:
    if quantity_typed(text):
        return ""
    return unclear(text) or f"“{text}” is no quantity such as 3 or 2.5."


def _wrong_price(name: str, text: str) -> str:
    if not text:
        return ""
    before = _THOUSANDS.search(name) if _HUNDREDS.fullmatch(text) else None
    if before:
        whole = f"{before[1]} {text}"
        return f"“{whole}” may be {whole.replace(' ', '')} or {text}: type it without a space."
    if price_typed(text) is None:
        return unclear(text.removeprefix("-")) or f"“{text}” is no amount such as 12.50."
    return ""


def _wrong_pieces(text: str) -> str:
    pieces = count_typed(text)
    if pieces and pieces <= _MOST_PIECES:
        return ""
    return f"“{text}” pieces can't be: an item has 1 to {_MOST_PIECES}."
