"""The limits of an account: so many requests a second, and so many a month."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime
from typing import Final

from ..store import PracticeStore

RATE_EXCEEDED: Final = "Rate Limit Exceeded. You are making too many requests per second."
MONTH_EXCEEDED: Final = "Monthly Limit Exceeded. You have used all API requests of this month."

_WINDOW: Final = 1.0
_MOST_ARRIVALS: Final = 100_000


class Rate:
    """A sliding second: at most so many requests are admitted in any one of them.

    Attributes:
        arrivals: Monotonic instants of all requests with the right token, refused ones included.
    """

    def __init__(self, rate: int) -> None:
        self._admitted: deque[float] = deque(maxlen=rate)
        self.arrivals: deque[float] = deque(maxlen=_MOST_ARRIVALS)

    def admits(self, now: float) -> bool:
        """Note an arrival and tell whether it is admitted; a refused one does not count on."""
        self.arrivals.append(now)
        is_full = len(self._admitted) == self._admitted.maxlen
        if is_full and now - self._admitted[0] < _WINDOW:
            return False
        self._admitted.append(now)
        return True


def spend(store: PracticeStore, now: int, month: int) -> bool:
    """Count a request of this month and tell whether it was still to be had."""
    name = f"{datetime.fromtimestamp(now, UTC):%Y-%m}"
    with store.transaction():
        spent = store.number("SELECT requests FROM usage WHERE month = ?", (name,))
        if spent >= month:
            return False
        store.execute("INSERT OR REPLACE INTO usage VALUES (?, ?)", (name, spent + 1))
    return True
