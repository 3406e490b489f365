"""Amounts, quantities, percentages and counts as people type them, in any country.

Two different marks part thousands and decimals: `1,250.00`, `1.250,5`, `1'250.00`. A single mark is
the decimals' where one or two digits stand behind it: `12,50`. With three digits it parts thousands
or decimals, by country:

| typed | an amount | a quantity, a percentage | a count |
|---|---|---|---|
| `1250` | 1250.00 | 1250 | 1250 |
| `1,250`, `1.250` | asked about | asked about | 1250 |
| `0.500` | 0.50 | 0.5 | none |
| `0.005` | none: it is no whole cent | 0.005 | none |

Nobody writes tenths of a cent, but a key may be pressed twice: `12.500` for `12.50`. So `1,250` is
1250 wherever it is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from .signs import plain

MOST_OF_AN_ITEM: Final = Decimal(9_999)
"""A quantity beyond it is a number of something else."""

MOST_DECIMALS: Final = 3
"""Of a quantity: nothing is weighed or measured more exactly."""

TOO_MUCH: Final = Decimal(10**9)
"""No amount comes to it, in any currency."""

_NUMBER: Final = re.compile(
    r"(?P<whole>\d{1,12}"
    r"|[1-9]\d{0,2}(?:(?P<mark>[., '])\d{3})(?:(?P=mark)\d{3}){0,2}"
    r"|[1-9]\d?(?:,\d\d){1,3},\d{3}"  # as in India: 1,25,000
    r"|)(?:(?P<point>[.,])(?P<decimals>\d{0,6}))?"
)
CURRENCY: Final = "[$€£¥₹₩₽₺฿]"
"""A sign that stands before or behind an amount, as a regular expression."""

_CURRENCY: Final = re.compile(f"^{CURRENCY} ?| ?{CURRENCY}$")
_CENT: Final = Decimal("0.01")
_WHOLE: Final = Decimal(100)
_GROUP: Final = 3
"""Digits between two marks of thousands."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A number as it was written.

    Attributes:
        whole: Its digits before the decimals.
        decimals: The digits behind the last mark.
        is_unclear: Whether that mark may as well part thousands.
    """

    whole: str
    decimals: str
    is_unclear: bool

    @property
    def thousands(self) -> Decimal:
        """The number where its mark parts thousands."""
        return Decimal(self.whole + self.decimals)

    @property
    def value(self) -> Decimal:
        """The number where its mark parts decimals."""
        return Decimal(f"{self.whole or 0}.{self.decimals}".rstrip("."))


def amount_typed(text: str) -> Decimal | None:
    """Read an amount of money: `20`, `20.00`, `20,00`, `1,250.00`, `.50`, `€ 5`.

    Returns:
        The amount with its cents; None where the text tells none, or may mean two (`unclear`).
    """
    number = _read(_CURRENCY.sub("", plain(text), count=1))
    if number is None or number.is_unclear:
        return None
    if number.decimals[2:].strip("0") or number.value >= TOO_MUCH:
        return None
    return number.value.quantize(_CENT)


def quantity_typed(text: str) -> Decimal | None:
    """Read how much of something there is: `3`, `2.5`, `0,750`; None where it is not clear."""
    number = _read(text)
    if number is None or number.is_unclear or len(number.decimals) > MOST_DECIMALS:
        return None
    return number.value if number.value <= MOST_OF_AN_ITEM else None


def percent_typed(text: str) -> Decimal | None:
    """Read a percentage from 0 to 100: `10`, `12,5 %`; None where the text tells none."""
    number = _read(plain(text).removesuffix("%"))
    if number is None or number.is_unclear or number.value > _WHOLE:
        return None
    return number.value


def percent_text(percent: Decimal) -> str:
    """Return a percentage as it is typed: read again, it is the same."""
    text = f"{percent.normalize():f}"
    return f"{text}0%" if unclear(text) else f"{text}%"


def count_typed(text: str) -> int | None:
    """Read a whole number: `3`, `1,250`, `1 250`; None where the text tells none."""
    number = _read(text)
    if number is None or (number.decimals and not number.is_unclear):
        return None
    return int(number.thousands)


def number_in(text: str) -> Decimal | None:
    """Read a number as people write it: `1.021,5`; None where it is none, or may be two."""
    number = _read(text)
    return None if number is None or number.is_unclear else number.value


def unclear(text: str) -> str:
    """Return, as a sentence, which two numbers a text may mean; empty where it means one or none.

    For what is no count: there it is always clear.
    """
    number = _read(_CURRENCY.sub("", plain(text), count=1))
    if number is None or not number.is_unclear:
        return ""
    fraction = f"{number.value.normalize():f}"
    return f"“{text.strip()}” may be {number.thousands} or {fraction}: type the one that is meant."


def _read(text: str) -> _Written | None:
    found = _NUMBER.fullmatch(plain(text))
    if found is None:
        return None
    whole, point, decimals = found["whole"], found["point"] or "", found["decimals"] or ""
    digits = re.sub(r"\D", "", whole)
    if not digits + decimals or (point and point in whole):
        return None
    if len(decimals) != _GROUP or len(whole) > _GROUP:
        return _Written(digits, decimals, is_unclear=False)
    if whole.startswith("0") and whole != "0":
        return None  # 01,250 is written by nobody
    return _Written(digits, decimals, is_unclear=whole not in ("", "0"))
