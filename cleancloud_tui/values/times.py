"""Times of day as people type them; what may be morning or evening is neither."""

from __future__ import annotations

import re
from datetime import time
from typing import Final

from .signs import plain

_HALVES: Final = re.compile(r"(1[0-2]|0?[1-9])(?:[:.]([0-5][0-9]))?\s*([ap])\.?\s?m\.?", re.I)
_WHOLE: Final = re.compile(r"([01][0-9]|2[0-3]|0)[:.]([0-5][0-9])")
"""By its first digit it is told from `5:30`, which is the evening to whoever writes 5:30pm."""

_HOURS: Final = re.compile(
    r"([01]?[0-9]|2[0-3])(?:\s?h\s?([0-5][0-9])?|(?:[:.]([0-5][0-9]))?\s?uhr)", re.I
)
"""`17h30` and `9 Uhr` are said where nobody halves the day."""

_NOON: Final = ("noon", "midday")


def time_typed(text: str) -> time | None:
    """Read a time of day: `10am`, `5:30 PM`, `17:30`, `09.30`, `17h30`, `noon`.

    Returns:
        None where the text tells none, or one of two: `5:30`.
    """
    return time(12) if plain(text).lower() in _NOON else clock_time(text)


def clock_time(text: str) -> time | None:
    """Read a time of day that is told in figures; None where the text tells none, or one of two."""
    text = plain(text)
    if match := _HALVES.fullmatch(text):
        hour = int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0)
        return time(hour, int(match[2] or 0))
    if match := _WHOLE.fullmatch(text):
        return time(int(match[1]), int(match[2]))
    if match := _HOURS.fullmatch(text):
        return time(int(match[1]), int(match[2] or match[3] or 0))
    return None
