"""Leaving what has failed for a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_SECONDS: Final = (2.0, 5.0, 10.0, 30.0)
"""After one, two, more failures."""


class Backoff:
    """A while in which nothing is tried, for it would fail again; longer each time.

    Args:
        uptime: Tells seconds by a clock that nobody can set.
    """

    def __init__(self, uptime: Callable[[], float]) -> None:
        self._uptime = uptime
        self._failures = 0
        self._until = 0.0

    def is_on(self) -> bool:
        """Tell whether nothing is to be tried."""
        return self._uptime() < self._until

    def begin(self) -> None:
        """Rest, for it has failed."""
        pause = _SECONDS[min(self._failures, len(_SECONDS) - 1)]
        self._failures, self._until = self._failures + 1, self._uptime() + pause

    def end(self, seconds: float = 0.0) -> None:
        """Go on in so many seconds, or before."""
        self._failures = 0
        self._until = min(self._until, self._uptime() + seconds)
