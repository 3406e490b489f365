"""Asking what changed since the last time: one request, whatever the size of the shop.

Who asks, and how often, is decided by the caller: of the processes of a host, one is enough.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from .mirror import Mirror
from .reading import Reader

ASKED_AT: Final = "changes asked at"
"""The fact that tells when changes were last asked for, in Unix seconds."""

_OVERLAP_SECONDS: Final = 60
"""Clocks differ, and a change may be made while the answer is on its way."""

_FIRST_TIME_SECONDS: Final = 86_400


async def refresh_changes(mirror: Mirror, reader: Reader, clock: Callable[[], float]) -> None:
    """Read the orders that changed since changes were last asked for (`updatedSecondsAgoFrom`).

    Deleted orders do not show in it.

    Raises:
        CleanCloudError: Nothing was learned; the next time asks from the same moment on.
    """
    now = clock()
    last = mirror.fact(ASKED_AT)
    age = max(0.0, now - float(last)) if last else _FIRST_TIME_SECONDS
    seconds = math.ceil(age) + _OVERLAP_SECONDS
    await reader.read("getOrders", {"updatedSecondsAgoFrom": seconds}, background=True)
    await mirror.remember(ASKED_AT, repr(now))
