"""Looks for garbage in the pauses between keys, so that nobody waits for it.

A closed screen leaves ten thousand objects that refer to one another. Left to itself, Python
collects them when enough have gathered, which is as a rule while the next screen is being made: it
then came 20 to 60 ms later.
"""

from __future__ import annotations

import gc
from typing import Any, Final

from textual._time import get_time  # the clock that events are stamped by; there is no public one
from textual.app import App

from ..widgets.later import call_in

COLLECT_AFTER: Final = 50_000
"""New objects after which garbage is looked for in any case. A large reply is all new objects and
no garbage: with Python's own 700, reading 100,000 orders was held up 841 times, up to 21 ms each.
"""

PAUSE: Final = 0.15
"""Seconds without a key after which the new objects are looked through: a few milliseconds."""

LONG_PAUSE: Final = 3.0
"""Seconds without a key after which all objects are looked through."""

_WORTH_IT: Final = 2_000
"""New objects at least."""


class GarbageCollector:
    """Collects for an app once it is told of keys."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._touched_at = 0.0
        self._is_looking = False

    def begin(self) -> None:
        """Leave alone what is loaded: it stays. From now on, look for garbage."""
        gc.freeze()
        gc.set_threshold(COLLECT_AFTER)
        gc.enable()

    def touched(self) -> None:
        """Take note of a key: what it sets off is not to be held up."""
        self._touched_at = get_time()
        if not self._is_looking:
            self._is_looking = True
            call_in(self._app, PAUSE, self._look)

    def _look(self) -> None:
        """Collect if it has been quiet for long enough, and look again if not."""
        quiet = get_time() - self._touched_at
        if quiet >= LONG_PAUSE:
            gc.collect()
            self._is_looking = False
            return
        if quiet >= PAUSE and gc.get_count()[0] >= _WORTH_IT:
            gc.collect(0)
        call_in(self._app, PAUSE, self._look)
