"""Looks for garbage between keys, a little at a time, so that nobody waits for it.

A closed screen leaves some thousand objects that refer to one another. Left to itself, Python
collects them when enough have gathered, which is as a rule while the next screen is being made: it
then came 20 to 60 ms later. Kept for a pause that somebody in a hurry does not make, they came to
hundreds of megabytes. What a look costs is what it goes through: all that was made since the
program stood, the garbage and what is in use. So both are kept few.
"""

from __future__ import annotations

import gc
from typing import Any, Final

from textual._time import get_time  # the clock that events are stamped by; there is no public one
from textual.app import App

from ..widgets.closed import forget_closed, share_colors

COLLECT_AFTER: Final = 50_000
"""New objects after which Python looks by itself. A large reply is all new objects and no garbage:
with Python's own 700, reading 100,000 orders was held up 841 times, up to 21 ms each.
"""

PAUSE: Final = 0.15
"""Seconds without a key after which it is looked for garbage, and between two looks."""

LONG_PAUSE: Final = 3.0
"""Seconds without a key after which nobody is there: what little is left is collected."""

WORTH_IT: Final = 2_000
"""New objects after which it is looked in a pause."""

TOO_MANY: Final = 10_000
"""New objects after which it is looked without one: a few milliseconds."""

AT_REST: Final = 25_000
"""Objects in use that are left alone from then on where no screen is open that will be closed."""

AT_MOST: Final = 100_000
"""Objects in use that are left alone in any case: to go through them takes too long."""


class GarbageCollector:
    """Collects for an app once it is told of keys."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._touched_at = 0.0
        self._is_looking = False

    def begin(self) -> None:
        """Leave alone what is loaded: it stays. From now on, look for garbage."""
        share_colors()
        gc.freeze()
        gc.set_threshold(COLLECT_AFTER)
        gc.enable()

    def touched(self) -> None:
        """Take note of a key: what it sets off is not to be held up."""
        self._touched_at = get_time()
        if not self._is_looking:
            self._is_looking = True
            self._app.set_timer(PAUSE, self._look, name="garbage")

    def _look(self) -> None:
        """Collect what is worth it, and look again until nobody is there."""
        quiet = get_time() - self._touched_at
        if gc.get_count()[0] >= (WORTH_IT if quiet >= PAUSE else TOO_MANY):
            forget_closed(self._app)
            collect(is_at_rest=self._is_at_rest)
        elif quiet >= LONG_PAUSE:
            self._is_looking = False
            return
        self._app.set_timer(PAUSE, self._look, name="garbage")

    @property
    def _is_at_rest(self) -> bool:
        return all(len(stack) == 1 for stack in self._app._screen_stacks.values())


def collect(*, is_at_rest: bool) -> None:
    """Collect all garbage, and leave alone from now on what is in use for good."""
    gc.collect()
    in_use = len(gc.get_objects(2))
    if in_use > (AT_REST if is_at_rest else AT_MOST):
        gc.freeze()
