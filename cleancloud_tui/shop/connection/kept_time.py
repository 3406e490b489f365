"""The time that CleanCloud told, shared with the other processes of this host."""

from __future__ import annotations

import contextlib

from ...api.clocks.true_time import ToldTime, TrueClock
from ..database import StorageError
from ..mirror.mirror import Mirror


class KeptTime:
    """Keeps what CleanCloud's clock told for all processes.

    Args:
        mirror: Where it is kept.
        clock: Goes by what is told.
    """

    def __init__(self, mirror: Mirror, clock: TrueClock) -> None:
        self._mirror = mirror
        self._clock = clock
        self._kept: ToldTime | None = None

    def recall(self) -> None:
        """Go by what time CleanCloud told another process, where that was later."""
        self._kept = told = self._mirror.facts.told_time()
        now = self._clock.told
        if told and (now is None or now.boot != told.boot or told.up > now.up):
            self._clock.told = told

    async def hear(self, told: ToldTime | None) -> bool:
        """Go by what CleanCloud told last; tell whether that is news to people."""
        if told is None or told == self._clock.told:
            return False
        self._clock.told = told
        if not told.is_news_to(self._kept):
            return False
        self._kept = told
        with contextlib.suppress(StorageError):  # the answer is there all the same
            await self._mirror.facts.remember_time(told)
        return True
