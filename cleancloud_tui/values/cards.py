"""Numbers of payment cards in what people type: they are never kept, sent, shown again or logged.

A card's number has 13 to 19 digits, begins as one of the card organisations' do, and its last digit
confirms the others. It may be written in groups, with any signs between them, in digits of any
script; where they differ from one another, only in the groups that stand on cards. Short numbers,
one a line, are none. A number that begins with `+` or `0` is one that people are called by.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LEAST: Final = 13
MOST: Final = 19
"""Digits that a card's number has."""

MOST_OF_PHONE: Final = 15
"""Digits that a phone number has at most."""

ADVICE: Final = (
    "it looks like a payment card's number, which is never kept or sent (a phone number of so many "
    "digits is taken with + in front)"
)

_BEGINS: Final = ("2", "3", "4", "5", "6", "81", "82", "9792")
_FIRST_GROUP: Final = 4
_GROUP: Final = 3
_DIGITS: Final = re.compile(r"[0-9]+")
_PARTING: Final = re.compile(r"(?:[^\w+]|_){1,4}")
_FOURS: Final = 4
_SIZES_ON_CARDS: Final = ((4, 6, 5), (4, 6, 4))
"""Of groups, where they are not of four digits each but the last."""


@dataclass(frozen=True, slots=True)
class _Span:
    """Where digits stand that may be a card's, and what they are."""

    start: int
    end: int
    digits: str


def holds_card(text: str) -> bool:
    """Tell whether the number of a card stands in a text."""
    return next(_cards(text), None) is not None


def without_cards(text: str, mark: str = "", *, is_being_typed: bool = False) -> str:
    """Return a text without the numbers of cards in it.

    Args:
        text: What was typed.
        mark: What stands in their places.
        is_being_typed: Whether digits at the end may still become one: they are left out, too.
    """
    while found := list(_cards(text, is_being_typed=is_being_typed)):
        for span in reversed(found):
            text = f"{text[: span.start]}{mark}{text[span.end :]}"
    return text


def is_confirmed(digits: str) -> bool:
    """Tell whether the last digit confirms the others, by Luhn's rule."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def in_plain_digits(text: str) -> str:
    """Return a text of the same length in ASCII digits, with one kind of blank and of dash."""
    return text if text.isascii() else "".join(map(_plain, text))


def _plain(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category in ("Zs", "Zl", "Zp", "Cf"):
        return " "
    return "-" if category == "Pd" or sign == "\N{MINUS SIGN}" else sign


def _cards(text: str, *, is_being_typed: bool = False) -> Iterator[_Span]:
    if sum(map(str.isdecimal, text)) < LEAST:  # nearly all are done with here
        return
    written, end = re.sub(r"[^\S\n]", " ", in_plain_digits(text)), 0
    groups = list(_DIGITS.finditer(written))
    for first in range(len(groups)):
        if groups[first].start() < end:
            continue
        for span in _spans(written, groups[first:]):
            is_last = is_being_typed and not written[span.end :].strip()
            if is_confirmed(span.digits) or is_last:
                end = span.end
                yield span
                break


def _spans(written: str, groups: list[re.Match[str]]) -> Iterator[_Span]:
    """Yield what may be a card's number from a group of digits on, the longest first."""
    start = groups[0].start()
    is_phone = written[:start].rstrip(" (").endswith("+")
    least = MOST_OF_PHONE + 1 if is_phone else LEAST
    found: list[_Span] = []
    for count, group in enumerate(_parted(written, groups), start=1):
        digits = "".join(each[0] for each in groups[:count])
        if len(digits) > MOST:
            break
        if (
            least <= len(digits)
            and digits.startswith(_BEGINS)
            and _is_written_so(written, groups[:count])
        ):
            found.append(_Span(start, group.end(), digits))
    yield from reversed(found)


def _parted(written: str, groups: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield groups of digits for as long as nothing but a few signs stands between them."""
    for before, group in zip([None, *groups], groups, strict=False):
        if before is not None and not _PARTING.fullmatch(written, before.end(), group.start()):
            return
        yield group


def _is_written_so(written: str, groups: list[re.Match[str]]) -> bool:
    """Tell whether people write a card's number in such groups."""
    *sizes, last = (len(group[0]) for group in groups)
    between = {
        written[one.end() : next_one.start()] for one, next_one in itertools.pairwise(groups)
    }
    if len(between) > 1:
        is_of_fours = set(sizes) == {_FOURS} and last <= _FOURS
        return is_of_fours or (*sizes, last) in _SIZES_ON_CARDS
    if sizes and "\n" in written[groups[0].start() : groups[-1].end()] and min(sizes) < _GROUP:
        return False
    if not sizes or len(set(sizes)) == 1:
        return True
    return sizes[0] >= _FIRST_GROUP and min(sizes) >= _GROUP
