"""How much slower the background asks after refusals for the rate: others use the same token, too.

Each refusal has it yield more, up to a point; left in peace it comes back to the full pace.
"""

from __future__ import annotations

import math
import sqlite3
from typing import Final

_GROWTH: Final = 1.6
_MOST: Final = 4.0
"""The longest spacing, in that of the full pace: three quarters of a second's requests are given
up to others."""

_HALVED_AFTER: Final = 120.0
"""Seconds in which half of it is taken back."""

_AT_ONCE: Final = 1.0
"""Seconds within which refusals are those of one burst."""


def spacing(database: sqlite3.Connection, shop: str, now: float) -> float:
    """Return by how much requests of the background are spaced further apart; 1 in full pace."""
    row = database.execute("SELECT at, spacing FROM refused WHERE shop = ?", (shop,)).fetchone()
    if row is None or row[0] > now:  # the clock was set back
        return 1.0
    at, then = float(row[0]), float(row[1])
    return 1.0 + (min(then, _MOST) - 1.0) * math.pow(0.5, (now - at) / _HALVED_AFTER)


def give_way(database: sqlite3.Connection, shop: str, now: float) -> None:
    """Ask more slowly from now on: a request was refused for the rate."""
    row = database.execute("SELECT at FROM refused WHERE shop = ?", (shop,)).fetchone()
    if row is not None and 0 <= now - row[0] < _AT_ONCE:
        return
    wider = min(_MOST, spacing(database, shop, now) * _GROWTH)
    database.execute("REPLACE INTO refused VALUES (?, ?, ?)", (shop, now, wider))
