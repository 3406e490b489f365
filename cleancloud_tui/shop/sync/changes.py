"""Asking what changed since the last time: one request, whatever the size of the shop.

Who asks, and how often, is decided by the caller: of the processes of a host, one is enough.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

from ...api.errors import NothingFoundError
from ..mirror.mirror import Mirror
from ..reading import Reader
from ..records import Row
from .many_orders import orders_by_status, orders_since

ASKED_AT: Final = "changes asked at"
"""The fact that tells when changes were last asked for, in Unix seconds."""

_UNSURE_SINCE: Final = "changes unsure since"
"""The fact that tells from when on changes are to be asked for again, in Unix seconds: what was
answered since may mean that there were none, or anything else. Empty where all answers were clear.
"""

COMPARED_AT: Final = "open orders compared at"
"""The fact that tells when all open orders were last asked for, in Unix seconds."""

PURPOSE: Final = "changes"
"""What the background's requests for them are counted as."""

_OVERLAP_SECONDS: Final = 60
"""Clocks differ, and a change may be made while the answer is on its way."""

_STEP_SECONDS: Final = 120.0
"""Longer than answers take: a clock that goes on by more was set."""

_FIRST_TIME_SECONDS: Final = 86_400

_TURNAROUND_SECONDS: Final = 31 * 86_400
"""An order older than this that still changes is found by the comparison of open orders."""


async def refresh_changes(
    mirror: Mirror, reader: Reader, clock: Callable[[], float], *, background: bool = True
) -> Sequence[Row]:
    """Read the orders that changed since changes were last asked for (`updatedSecondsAgoFrom`).

    Deleted orders do not show in it. After so long a time that they are too many, the days in
    which such orders were made are read anew, and a comparison of open orders is asked for.

    Args:
        mirror: Knows when they were last asked for.
        reader: Reads them.
        clock: Tells Unix seconds.
        background: Whether nobody waits for it.

    Returns:
        The orders told, as they came.

    Raises:
        CleanCloudError: Nothing was learned; the next time asks from the same moment on.
    """
    asked_at = clock()
    rows = await _ask(mirror, reader, asked_at, background=background)
    if not -1.0 <= clock() - asked_at <= _STEP_SECONDS:
        # The answer told that the clock is wrong, so that it was asked for the wrong time.
        asked_at = clock()
        rows = [*rows, *await _ask(mirror, reader, asked_at, background=background)]
    await mirror.facts.remember_done(ASKED_AT, asked_at)
    return rows


async def _ask(mirror: Mirror, reader: Reader, now: float, *, background: bool) -> Sequence[Row]:
    purpose = PURPOSE if background else ""
    facts = mirror.facts
    last = facts.done_at(_UNSURE_SINCE) or facts.done_at(ASKED_AT)
    since = now - _FIRST_TIME_SECONDS if last is None else last
    try:
        rows = await orders_by_status(
            reader,
            {"updatedSecondsAgoFrom": math.ceil(now - since) + _OVERLAP_SECONDS},
            completed=True,
            background=background,
            purpose=purpose,
            surely=True,
        )
    except NothingFoundError:
        await facts.remember_done(_UNSURE_SINCE, since)
        return []
    if facts.get(_UNSURE_SINCE):
        await facts.remember(_UNSURE_SINCE, "")
    if rows is None:
        oldest = max(mirror.coverage.oldest_open_order() or since, since - _TURNAROUND_SECONDS)
        made_from = min(since, oldest)
        rows = await orders_since(reader, made_from, now, background=background, purpose=purpose)
        await mirror.facts.remember(COMPARED_AT, "")
    return rows
