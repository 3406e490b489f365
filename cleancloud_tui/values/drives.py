"""When somebody drives: nothing is brought back before it is fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Drive:
    """A day, and a window of time on it; None for what is not settled."""

    day: date | None
    start: time | None = None
    end: time | None = None

    def is_before(self, other: Drive) -> bool:
        """Tell whether it is over, or has begun, before the other one has ended."""
        if self.day is None or other.day is None:
            return False
        ended = other.end or other.start
        if self.day != other.day or self.start is None or ended is None:
            return self.day < other.day
        return self.start < ended
