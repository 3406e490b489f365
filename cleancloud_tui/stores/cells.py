"""What one cell of a row holds; anything else than it should is damage, and a `ValueError`.

SQLite keeps whatever it finds in a column: a single changed byte makes a number a blob, and nobody
but whoever reads it sees that.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Final

from .columns import LAST_MOMENT

_LAST_NUMBER: Final = 1 << 62


def text(value: object) -> str:
    """Return a text."""
    if isinstance(value, str):
        return value
    raise ValueError("no text")


def moment(value: object) -> float:
    """Return a time in seconds, of Unix or since the computer was started."""
    if isinstance(value, int | float) and 0 <= value < LAST_MOMENT:
        return float(value)
    raise ValueError("no moment")


def instant(value: object) -> datetime:
    """Return a moment of Unix time."""
    return datetime.fromtimestamp(moment(value), UTC)


def number(value: object) -> int:
    """Return the number of a row, or a count."""
    if isinstance(value, int) and 0 <= value < _LAST_NUMBER:
        return value
    raise ValueError("no number")


def flag(value: object) -> bool:
    """Return a yes or a no."""
    if isinstance(value, int) and value in (0, 1):
        return bool(value)
    raise ValueError("no flag")


def json_object(value: object) -> dict[str, object]:
    """Return an object of JSON."""
    try:
        found = json.loads(text(value))
    except RecursionError as error:
        raise ValueError("no JSON that can be read") from error
    if isinstance(found, dict):
        return found
    raise ValueError("no object")
