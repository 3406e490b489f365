"""The summary of an order's items: a text that people read, with a line an item.

`Shirt x 2`, `Shirt x2` and `Wash & Fold x 12.5kg` are items, and so is a name with its count on
the next line; discounts, tips and notes are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from ..models.orders import OrderLine
from ..wire import decimal_of

_NUMBER: Final = r"[0-9][0-9.,]*"
_UNIT: Final = r"(?:\s?(?:kgs?|lbs?|g|oz|pcs?|pieces?|m²|sqm|m2))?"
_COUNT: Final = re.compile(rf"[x×*]\s?(?P<number>{_NUMBER}){_UNIT}", re.IGNORECASE)
_ITEM: Final = re.compile(rf"(?P<name>\S.*?)\s+{_COUNT.pattern}", re.IGNORECASE)
_BARE: Final = re.compile(r"(?P<number>[0-9]{1,3})")
_TAG: Final = re.compile(r"</?(?:p|div|li|ul|ol|tr|td|th|table|tbody|hr)\b[^<>]*>", re.IGNORECASE)
_MARK: Final = re.compile(r"</?(?:b|i|u|strong|em|small|span|font)\b[^<>]*>", re.IGNORECASE)
"""Tags that end a line, as `<br>` does, of which cleaning has made an end; and tags that do not."""


def items_and_remarks(text: str) -> tuple[tuple[OrderLine, ...], tuple[str, ...]]:
    """Part the lines of a cleaned summary into items and everything else."""
    items: list[OrderLine] = []
    remarks: list[str] = []
    for line in _lines(text):
        if item := _item(line):
            items.append(item)
        else:
            remarks.append(line)
    return tuple(items), tuple(remarks)


def _lines(text: str) -> Iterator[str]:
    """Return the lines that hold something; a count on a line of its own goes to its name."""
    before = ""
    if "<" in text:
        text = _TAG.sub("\n", _MARK.sub("", text))
    for line in map(str.strip, text.split("\n")):
        if before and _is_count_of(line, before):
            before = f"{before} {line}" if _COUNT.fullmatch(line) else f"{before} x {line}"
        elif line:
            if before:
                yield before
            before = line
    if before:
        yield before


def _is_count_of(line: str, before: str) -> bool:
    if _COUNT.fullmatch(line):
        return not _item(before)
    # A number alone may be the end of a note, too.
    return bool(_BARE.fullmatch(line)) and not _item(before) and ":" not in before


# The same items stand in many orders.
@lru_cache(maxsize=1024)
def _item(line: str) -> OrderLine | None:
    match = _ITEM.fullmatch(line)
    quantity: Decimal | None = decimal_of(match["number"]) if match else None
    return OrderLine(match["name"], quantity) if match and quantity is not None else None
