"""How often something may be asked for: much at once, little in the long run."""

from __future__ import annotations

from collections.abc import Callable


class Allowance:
    """Requests that scans may cost; what was used comes back one by one.

    Args:
        most: Requests that may be sent one after another.
        seconds: After how many one comes back.
        clock: Tells Unix seconds.
    """

    def __init__(self, most: int, seconds: float, clock: Callable[[], float]) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._left = float(most)
        self._since = clock()

    def take(self) -> bool:
        """Use one, where there is one left."""
        now = self._clock()
        gone = max(0.0, now - self._since)
        self._left = min(self._most, self._left + gone / self._seconds)
        self._since = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
