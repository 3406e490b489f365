"""Payment cards: what looks like one is dropped, never stored, shown or logged."""

from __future__ import annotations

import re
from typing import Final

from ...values.cards import in_plain_digits, is_confirmed

_TRACK: Final = re.compile(r"%?[A-Z]?\d[\d ]{10,18}\^|[;+]\d{8,19}=|[;+]\d{12,19}\?", re.ASCII)
"""What a magnetic stripe begins with, whether or not its first sign arrived."""

_NUMBER: Final = re.compile(r"(?<!\d)(?:\d{13,19}|\d(?:[ -]?\d){12,18})(?!\d)", re.ASCII)
_PARTING: Final = re.compile(r"[ -]")


def begin_of_track(text: str) -> int:
    """Return where in a text a card's magnetic stripe begins; -1 if there is none."""
    found = _TRACK.search(in_plain_digits(text))
    return found.start() if found else -1


def begin_of_number(text: str) -> int:
    """Return where 13 to 19 digits begin, parted or not, that check as a card's do; -1 for none."""
    numbers = _NUMBER.finditer(in_plain_digits(text))
    found = (each.start() for each in numbers if is_confirmed(_PARTING.sub("", each[0])))
    return next(found, -1)
