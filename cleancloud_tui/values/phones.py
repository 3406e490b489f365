"""Phone numbers as people write them: which digits count, and when two are the same number.

Dashes, dots, slashes, brackets and spaces part the digits of one number, so that none of its parts
is ever a number of something else, such as an order's.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from .signs import plain

FEWEST_DIGITS: Final = 5
"""Fewer digits are no phone number that could be anybody's own."""

_FEWEST_WITHOUT_COUNTRY: Final = 6
"""Digits that a number has without its country's code."""

_FEWEST_BY_A_SLASH: Final = 7
"""Digits from which on what stands by a slash is a number of its own."""

_RUSSIAN: Final = 11
"""Digits of a Russian number, dialled with 8 within the country, where +7 stands in the world."""

_MOST_DIGITS: Final = 20
"""Of the longest number that is dialled, with what leads out of a country or a house."""

_PHONE: Final = re.compile(
    r"(?:(?:tel|phone|ph|mobile|mob|cell)\b[.:]?\s*)?"
    r"(?P<number>[+(]?[\d\s()./+-]*\d)"
    r"(?:\s*(?:\bext\b\.?|\bx|#)\s*\d{1,6})?",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(r"#?\s*([0-9]{1,18})")

_TRUNK_ZERO: Final = re.compile(r"\(\s*0\s*\)")
"""As in `+44 (0)20`: dialled within the country only."""

_APART: Final = re.compile(r"[^\d\s().+/-]+")
"""What stands between two numbers in one field, or before an extension."""

_COUNTRY: Final = re.compile(
    r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"
    r"|(?:2[1-689]|3[578]|42|5[09]|6[7-9]|8[0578]|9[679])\d"
)
"""The countries' calling codes, by their first digits."""


def digits_of(text: str) -> str:
    """Return the digits of a text, in ASCII, whatever script they are written in."""
    signs = unicodedata.normalize("NFKD", text)
    return "".join(str(unicodedata.decimal(sign)) for sign in signs if sign.isdecimal())


def numbers_in(text: str) -> list[str]:
    """Return the digits of every number in a text, without trunk zeros in brackets."""
    written = _TRUNK_ZERO.sub(" ", plain(text))
    return [digits for part in _APART.split(written) for digits in _numbers_by_slashes(part)]


def phone_typed(text: str) -> str:
    """Return a phone number as it was typed, its extension included; empty where it is none."""
    found = _PHONE.fullmatch(plain(text))
    digits = len(re.sub(r"\D", "", found["number"])) if found else 0
    return text.strip() if FEWEST_DIGITS <= digits <= _MOST_DIGITS else ""


def number_alone(text: str) -> str:
    """Return the digits of a text that is one number without a mark in it; else an empty text.

    Only such a text may be the number of an order: `437`, `#437`.
    """
    found = _ALONE.fullmatch(plain(text))
    return found[1] if found else ""


def _numbers_by_slashes(text: str) -> list[str]:
    """Take a slash for what parts two numbers, or an area's code: `089/1234567` is one."""
    parts = [re.sub(r"\D", "", part) for part in text.split("/")]
    if min(map(len, parts)) < _FEWEST_BY_A_SLASH:
        parts = ["".join(parts)]
    return [digits for digits in parts if digits]


def core_of(number: str) -> str:
    """Return a number's digits without the zeros that are dialled before it."""
    return number.lstrip("0")


def is_same_number(one: str, other: str) -> bool:
    """Tell whether two numbers are the same, with or without the country's code."""
    shorter, longer = sorted((core_of(one), core_of(other)), key=len)
    if len(shorter) < FEWEST_DIGITS:
        return False
    if len(shorter) == len(longer) == _RUSSIAN and {shorter[0], longer[0]} == {"7", "8"}:
        return shorter[1:] == longer[1:]
    if not longer.endswith(shorter):
        return False
    before = longer.removesuffix(shorter)
    if not before:
        return True
    codes = (before, before.removesuffix("0"))
    return len(shorter) >= _FEWEST_WITHOUT_COUNTRY and any(map(_COUNTRY.fullmatch, codes))
