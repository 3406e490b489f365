"""What Excel makes of a CSV file that is opened with a double click, by its own documentation.

It takes UTF-8 only where a byte-order mark says so, parts cells by the list separator of its
country, turns what looks like a number, a day or a time into one (of a number fifteen digits are
kept), and calculates what begins with a sign of calculation. Written from Microsoft's pages about
importing text, number precision and data types, without a look at the program.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import Final

MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DATES: Final = (
    r"\d{1,2}[-/ ]\d{1,2}([-/ ]\d{2,4})?",
    r"\d{4}[-/]\d{1,2}([-/]\d{1,2})?( \d{1,2}:\d{2}(:\d{2})?)?",
    rf"\d{{1,2}}[-/ ]?({MONTHS})[a-z]*\.?([-/ ]?\d{{2,4}})?",
    rf"({MONTHS})[a-z]*\.?[-/ ]?\d{{1,4}}(,? \d{{2,4}})?",
    r"\d{1,2}(:\d{1,2}){1,2}( ?[ap]m?)?",
    r"\d{1,2} ?[ap]m?",
)


@dataclass(frozen=True)
class Number:
    """A number, as it can be calculated with: fifteen digits of it."""

    digits: str


@dataclass(frozen=True)
class Date:
    """A day, a time, or both."""

    text: str


class ExecutedError(AssertionError):
    """A cell was calculated."""


def opened(data: bytes, separator: str = ",", decimal: str = ".") -> list[list[object]]:
    """Return the cells: texts, numbers and dates."""
    text = (
        data.decode("utf-8-sig")
        if data.startswith(b"\xef\xbb\xbf")
        else data.decode("cp1252", "replace")
    )
    return [
        [_value(cell, separator, decimal) for cell in row]
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    ]


def _value(cell: str, separator: str, decimal: str) -> object:
    thousands = "," if decimal == "." else "."
    if found := re.fullmatch(r'="([^"]*)"', cell):
        return found[1]  # a text in quotes is calculated to that text
    if re.match(r'="[^"]*"[,;]', cell):
        return cell  # no formula goes on like that where cells are parted by the other sign
    bare = cell.strip(" \u00a0")
    number = rf"[-+(]*[$€£]? ?\d+({re.escape(thousands)}\d{{3}})*({re.escape(decimal)}\d*)?"
    if re.fullmatch(rf"{number}(e[-+]?\d+)?\)? ?[%€]?", bare, re.IGNORECASE):
        return Number(_fifteen(bare.replace(thousands, ""), decimal))
    if re.fullmatch(r"\d+ \d+/\d+", bare):
        return Number(bare)
    if any(re.fullmatch(each, bare, re.IGNORECASE) for each in DATES):
        return Date(bare)
    if re.match(r"[=+\-@]", bare):
        raise ExecutedError(cell)
    return cell


def _fifteen(text: str, decimal: str) -> str:
    number = float(re.sub(r"[^\de+.-]", "", text.lower().replace(decimal, ".")))
    return f"{number:.15g}"
