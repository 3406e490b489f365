"""How a code's bars were written: the three signs of AIM that a scanner may send before a code."""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = {
    "A": "Code 39",
    "C": "Code 128",
    "E": "EAN/UPC",
    "F": "Codabar",
    "G": "Code 93",
    "I": "Interleaved 2 of 5",
    "L": "PDF417",
    "Q": "QR",
    "S": "2 of 5",
    "X": "another one",
    "d": "Data Matrix",
    "e": "GS1 DataBar",
    "z": "Aztec",
}
_TURNED: Final = {
    letter.swapcase(): name for letter, name in _NAMES.items() if letter.swapcase() not in _NAMES
}
"""What comes of their letters while Caps Lock is on."""

_IDENTIFIER: Final = re.compile(
    rf"\](?:([{''.join(_NAMES)}])[0-9A-Za-z]|([{''.join(_TURNED)}])[0-9])"
)


def begin_of(text: str) -> int:
    """Return where the last identifier begins in a text that goes on after it; -1 if there is none.

    Nobody types one.
    """
    places = [found.start() for found in _IDENTIFIER.finditer(text) if found.end() < len(text)]
    return places[-1] if places else -1


def is_in(text: str) -> bool:
    """Tell whether an identifier stands in a text."""
    return _IDENTIFIER.search(text) is not None


def split(text: str) -> tuple[str, str]:
    """Return the symbology's name, empty where the scanner told none, and the code itself."""
    found = _IDENTIFIER.match(text)
    return (_NAMES.get(found[1]) or _TURNED[found[2]], text[found.end() :]) if found else ("", text)


def is_turned(text: str) -> bool:
    """Tell whether an identifier leads whose letter Caps Lock turned."""
    found = _IDENTIFIER.match(text)
    return found is not None and found[2] is not None
