"""How far a fill is: counted, told to who began it, and kept for the other processes."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from dataclasses import asdict
from typing import Final

from ....api.clocks.true_time import was_within
from ...mirror.facts import FILL_PROGRESS
from ...mirror.mirror import Mirror
from ...records import FillProgress

_KEPT_EVERY: Final = 1.0
"""Seconds between two countings of the rows: a million of them take tens of milliseconds."""

_PACE_OF: Final = 60
"""Requests of late by which the time that is left is estimated."""


class FillMeter:
    """Counts the requests of a fill and tells what is done and what is left.

    Args:
        mirror: Keeps the progress, and goes on counting where an earlier fill stopped.
        clock: Tells Unix seconds.
        requests_left: Tells about how many requests are to come.
        on_progress: Is told after every answer.

    Attributes:
        is_paused: Whether nothing is asked for.
    """

    def __init__(
        self,
        mirror: Mirror,
        clock: Callable[[], float],
        requests_left: Callable[[], int],
        on_progress: Callable[[FillProgress], None],
    ) -> None:
        self.is_paused = False
        self._mirror = mirror
        self._clock = clock
        self._requests_left = requests_left
        self._on_progress = on_progress
        before = mirror.facts.fill_progress()
        self._done = before.done if before and not before.finished else 0
        self._rows = (0, 0, 0)
        self._kept_at = 0.0
        self._moments: deque[float] = deque(maxlen=_PACE_OF)

    def count(self) -> None:
        """Count one more request."""
        self._done += 1
        self._moments.append(self._clock())

    async def tell(self, what: str) -> None:
        """Tell that something was read."""
        await self._tell(what, keep=not was_within(self._kept_at, self._clock(), _KEPT_EVERY))

    async def pause(self, what: str) -> None:
        """Tell that nothing is asked for; the time of a pause does not count for the pace."""
        self._moments.clear()
        await self._tell(what, keep=True)

    async def stop(self, what: str) -> None:
        """Tell that it can't go on for now."""
        await self._tell(what, keep=True, is_stopped=True)

    async def finish(self, what: str) -> None:
        """Tell that all there is to read is here."""
        await self._tell(what, keep=True, finished=True)

    async def _tell(
        self, what: str, *, keep: bool, finished: bool = False, is_stopped: bool = False
    ) -> None:
        if keep:
            self._kept_at = self._clock()
            self._rows = await self._mirror.coverage.counts()
        left = 0 if finished else self._requests_left()
        progress = FillProgress(
            what,
            self._done,
            self._done + left,
            *self._rows,
            finished=finished,
            seconds_left=self._seconds_for(left),
            is_paused=self.is_paused,
            is_stopped=is_stopped,
        )
        self._on_progress(progress)
        if keep:
            await self._mirror.facts.remember(FILL_PROGRESS, json.dumps(asdict(progress)))

    def _seconds_for(self, requests: int) -> float | None:
        if requests == 0:
            return 0.0
        if len(self._moments) < 2:
            return None
        return requests * (self._moments[-1] - self._moments[0]) / (len(self._moments) - 1)
