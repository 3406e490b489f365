"""Whether a ledger adds up: a day's total is at least what was counted on it, one by one.

It is asked each time the file is opened: too low a total would let more be sent than there is.
"""

from __future__ import annotations

import sqlite3
from typing import Final

OLD: Final = "spent"
"""What versions without purposes counted into."""

MOST: Final = 100_000_000
"""More requests than anybody sends in a day."""

_MONTH_AND_MORE: Final = "-40 days"

_OLD_COUNTS: Final = "UNION ALL SELECT shop, day, requests FROM spent WHERE day >= :first"
_OTHER_TOTALS: Final = """
WITH each AS (SELECT shop, day, requests FROM counted WHERE day >= :first {old})
SELECT day FROM (SELECT shop, day, sum(requests) AS counted FROM each GROUP BY shop, day)
LEFT JOIN days USING (shop, day) WHERE coalesce(requests, 0) < counted
UNION ALL SELECT day FROM days WHERE day >= :first AND requests >= {most}
"""


def flaw_of_last_days(database: sqlite3.Connection) -> str:
    """Return, in words, what of the last days does not add up; it takes little time."""
    last = database.execute("SELECT date(max(day), ?) FROM days", (_MONTH_AND_MORE,)).fetchone()
    return flaw_of_totals(database, last[0] or "")


def flaw_of_totals(database: sqlite3.Connection, first: str = "") -> str:
    """Return, in words, a day whose total is absurd, or less than what was counted on it.

    It may be more: of what the first versions counted there is the total only.
    """
    old = _OLD_COUNTS if has_old(database) else ""
    found = database.execute(_OTHER_TOTALS.format(old=old, most=MOST), {"first": first}).fetchone()
    return f"what was counted on {found[0]} does not add up" if found else ""


def has_old(database: sqlite3.Connection) -> bool:
    """Tell whether an old version left what it counted."""
    found = database.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (OLD,))
    return found.fetchone() is not None
