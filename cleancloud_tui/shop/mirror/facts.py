"""What a mirror notes about itself: when something was done, how late it is, how full it is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Final

from ...api.clocks.true_time import ToldTime
from ..records import FillProgress
from .counting.behind import NOT_COUNTED, left_of
from .file import MirrorFile

FILL_PROGRESS: Final = "fill progress"
"""The fact that tells how far filling the mirror is."""

RETENTION_ASKS: Final = "retention asks"
"""The fact that tells whom a person is asked about before they are forgotten."""

_TOLD_TIME: Final = "time told"
"""The fact that tells what time CleanCloud told last."""

_CLOCK_STEP_SECONDS: Final = 60.0
"""By how much a clock may be put back without what it told before being wrong."""


class Facts:
    """The facts about one mirror, by their names.

    Args:
        file: Where they are kept.
        clock: Tells Unix seconds.
    """

    def __init__(self, file: MirrorFile, clock: Callable[[], float]) -> None:
        self.file = file
        self._clock = clock

    def get(self, name: str) -> str:
        """Return a fact about the mirror itself, or an empty text."""
        rows = self.file.rows("SELECT value FROM facts WHERE name = ?", name)
        return rows[0]["value"] if rows else ""

    def done_at(self, name: str) -> float | None:
        """Return when something was last done, in Unix seconds; None where that is not known.

        A moment that is yet to come is a clock's mistake, and tells nothing.
        """
        try:
            at = float(self.get(name))
        except ValueError:
            return None
        now = self._clock()
        return min(at, now) if at <= now + _CLOCK_STEP_SECONDS else None

    def told_time(self) -> ToldTime | None:
        """Return what time CleanCloud told last, to whichever process; None where it never did."""
        return ToldTime.of_text(self.get(_TOLD_TIME))

    async def remember_time(self, told: ToldTime) -> None:
        """Keep what time CleanCloud told."""
        await self.remember(_TOLD_TIME, told.as_text())

    def fill_progress(self) -> FillProgress | None:
        """Return how far filling the mirror is, by whichever process; None before it began."""
        try:
            return FillProgress(**json.loads(self.get(FILL_PROGRESS)))
        except (ValueError, TypeError):  # there is none, or another version wrote it
            return None

    def not_counted(self) -> int:
        """Return how many orders of a mirror from before figures were kept are still to count."""
        return left_of(self.get(NOT_COUNTED))

    async def remember(self, name: str, value: str) -> None:
        """Keep a fact about the mirror itself."""

        def put(connection: sqlite3.Connection) -> None:
            connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

        await self.file.run(put)

    async def remember_done(self, name: str, at: float) -> None:
        """Keep when something was last done, in Unix seconds."""
        await self.remember(name, repr(at))
