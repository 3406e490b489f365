"""What orders leave to be asked for, one by one: looked for again when more orders came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ....api.clocks.true_time import was_within

_LOOK_EVERY: Final = 1.0
"""Seconds between two looks, while something is left: among thousands it takes milliseconds."""


class Wanting:
    """Ids of one kind.

    Args:
        look: Returns all that are wanting, those to be asked for first at the front.
        clock: Tells Unix seconds.
    """

    def __init__(self, look: Callable[[], list[str]], clock: Callable[[], float]) -> None:
        self._look = look
        self._clock = clock
        self._left: list[str] = []
        self._asked: set[str] = set()
        self._has_news = True
        self._looked_at = 0.0

    def __len__(self) -> int:
        """Return how many are known to be left."""
        return len(self._left)

    def hear(self) -> None:
        """Note that there may be more."""
        self._has_news = True

    def next(self) -> str:
        """Return the next one, that nobody asked for; empty where none is left."""
        now = self._clock()
        is_recent = was_within(self._looked_at, now, _LOOK_EVERY)
        if self._has_news and not (is_recent and self._left):
            self._has_news = False
            self._looked_at = now
            self._left = [each for each in reversed(self._look()) if each not in self._asked]
        if not self._left:
            return ""
        self._asked.add(self._left[-1])
        return self._left.pop()
