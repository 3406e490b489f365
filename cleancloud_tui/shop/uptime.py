"""A clock that nobody can set: it tells how long something has been going on."""

from __future__ import annotations

import time


def uptime() -> float:
    """Return the seconds since this computer was started: the same in all of its processes.

    The time that it slept is counted where the system tells it.
    """
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def seconds_since(then: float, now: float) -> float:
    """Return how long ago something was, at the least.

    A computer that was started anew counts from the beginning: what was noted before that is at
    least as old as the computer has been running since.

    Args:
        then: What `uptime` told.
        now: What it tells now.
    """
    return now - then if now >= then else now
