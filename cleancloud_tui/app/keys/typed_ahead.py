"""What is typed ahead of what opens: it waits, and where that takes too long, all of it goes.

Of a chain of keys that a person typed for a dialog, no part may be taken for something else. So
none of them is given once the first was left out, until that person makes a pause.
"""

from __future__ import annotations

from math import inf
from typing import Any, Final, Protocol

from textual.app import App
from textual.events import Key, Paste

from ...scanner.scanner import ESCAPE

_PAUSE: Final = 0.5
"""Seconds after which what a person types has nothing to do with what was typed before."""

_LEFT_OUT: Final = (
    "What you typed ahead was left out: what it was for takes longer to open. Type it again, from "
    "the beginning, when it is there."
)


class Ready(Protocol):
    """Knows when a key may be handed on."""

    late_at: float
    """When it was last given up to wait for what keys led to."""

    async def wait(self) -> None:
        """Wait until all is there that the keys before opened."""

    def give_up(self) -> bool:
        """Give up what keys lead to, and was not asked yet; tell whether there was anything."""


class Chain:
    """Knows which keys are left out."""

    def __init__(self, app: App[Any], ready: Ready) -> None:
        self._app = app
        self._ready = ready
        self._left_out_at = -inf

    def leaves_out(self, event: Key | Paste) -> bool:
        """Tell whether a key is left out, and say so once a chain."""
        goes_on = event.time - self._left_out_at < _PAUSE
        if event.time > self._ready.late_at and not goes_on:
            return False
        self._left_out_at = event.time
        if isinstance(event, Key) and event.key == ESCAPE:
            self._ready.give_up()
        if not goes_on:
            self._app.bell()
            self._app.notify(_LEFT_OUT, severity="warning", markup=False)
        return True
