"""A timer behind keys: those that have arrived and are not read yet come before what it does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

from textual._time import get_time  # the clock that events are stamped by; there is no public one
from textual.app import App

from .later import call_in

HELD_UP: Final = 0.01
"""Seconds after which a timer is late: then the program was busy, and keys may wait to be read."""


def call_behind_keys(
    app: App[Any], due: float, act: Callable[[], Awaitable[None]], *, soonest: float
) -> None:
    """Call when a moment has passed, and a little later where the program was busy then.

    Args:
        app: Has the timer.
        due: The moment, by the clock of events.
        act: What is called.
        soonest: Seconds that pass at least.
    """

    async def look() -> None:
        if get_time() - due > HELD_UP:
            call_in(app, HELD_UP, act)
        else:
            await act()

    call_in(app, max(soonest, due - get_time()), look)
