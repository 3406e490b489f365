"""A clock that nobody can set: it tells how long something has been going on."""

from __future__ import annotations

import secrets
import sys
import time
from functools import cache
from pathlib import Path
from typing import Final

_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")


def uptime() -> float:
    """Return the seconds since this computer was started: the same in all of its processes.

    The time that it slept is counted where the system tells it.
    """
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":  # where it goes on in sleep, and `time.monotonic` does not
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


@cache
def boot() -> str:
    """Return what tells this start of the computer from others, the same in all processes.

    Where the system does not tell, it is another one for each process: what `uptime` told to
    another process is then taken for told before the computer was started.
    """
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return secrets.token_hex(16)


def seconds_since(then: float, now: float) -> float:
    """Return how long ago something was, at the least.

    A computer that was started anew counts from the beginning: what was noted before that is at
    least as old as the computer has been running since.

    Args:
        then: What `uptime` told.
        now: What it tells now.
    """
    return now - then if now >= then else now
