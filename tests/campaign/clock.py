"""A clock that runs faster than real time, the same in all processes of a campaign."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Final

SPEED: Final = 10.0
"""Seconds that the campaign's clock goes on in a real one."""

START: Final = 1_779_958_800.0
"""2026-05-28 09:00 UTC, a Thursday."""

PATIENCE: Final = 10.0
"""Seconds on this clock after which a desk looks up a lost write: a real one, much longer than a
busy host takes to deliver what is on its way."""

DOUBT: Final = 3 * PATIENCE
"""Seconds on this clock after which nothing that was lost is carried out any more."""


@dataclass(slots=True)
class FastClock:
    """The campaign's clock.

    Attributes:
        began: When it told `START`, in real Unix seconds.
    """

    began: float = field(default_factory=time.time)

    def __call__(self) -> float:
        """Return Unix seconds on this clock."""
        return START + (time.time() - self.began) * SPEED

    def skip(self, seconds: float) -> None:
        """Let so many seconds of this clock go by at once, in this process."""
        self.began -= seconds / SPEED

    async def sleep(self, seconds: float) -> None:
        """Wait for so many seconds of this clock."""
        await asyncio.sleep(seconds / SPEED)
