"""How a program ends in the middle of its work."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from tests.terminal import Terminal

_ENDED_SECONDS: Final = 25.0
"""A program may finish what is under way; that is bounded."""


def _signalled(counter: Terminal, number: int) -> bool:
    counter.signal(number)
    counter.wait_for_end(_ENDED_SECONDS)
    return True


def _killed(counter: Terminal) -> bool:
    counter.kill()
    return True


def _hung_up(counter: Terminal) -> bool:
    counter.hang_up()
    until = time.monotonic() + _ENDED_SECONDS
    while counter.is_running and time.monotonic() < until:
        time.sleep(0.02)
    has_ended = not counter.is_running
    counter.kill()
    return has_ended


ENDS: Final[Mapping[str, Callable[[Terminal], bool]]] = {
    "kill -9": _killed,
    "SIGTERM": partial(_signalled, number=signal.SIGTERM),
    "SIGHUP": partial(_signalled, number=signal.SIGHUP),
    "closed terminal": _hung_up,
}
"""Each ends the program, and tells whether it ended by itself as it should."""


def drawn(dice: random.Random) -> str:
    """Return one by chance."""
    return dice.choice(("kill -9", "kill -9", "SIGTERM", "SIGHUP", "closed terminal"))
