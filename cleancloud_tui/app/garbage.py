"""Looks for garbage between keys, a little at a time, so that nobody waits for it.

A closed screen leaves some thousand objects that refer to one another. Left to itself, Python
collects them when enough have gathered, which is as a rule while the next screen is being made: it
then came 20 to 60 ms later. Kept for a pause that somebody in a hurry does not make, they came to
hundreds of megabytes.

What a look costs is what it goes through, garbage and what is in use alike. So it is looked as soon
as there is a little, and whenever the first screen is come back to: what is in use then is left out
for good.
"""

from __future__ import annotations

import gc
from typing import Any, Final

from textual._time import get_time  # the clock that events are stamped by; there is no public one
from textual.app import App
from textual.widget import Widget

from ..widgets.later import call_in
from .closed import forget_closed, keep_no_pieces_of_lines, let_go_of_closed, share_colors

COLLECT_AFTER: Final = 20_000
"""New objects after which Python looks by itself. A large reply is all new objects and no garbage:
with Python's own 700, reading 100,000 orders was held up 841 times, up to 21 ms each.
"""

TURN: Final = 0.05
"""Seconds from one look to the next."""

PAUSE: Final = 0.15
"""Seconds without a key after which there is time to look for little."""

LONG_PAUSE: Final = 3.0
"""Seconds without a key after which nobody is there, and it is looked for the last time."""

WORTH_IT: Final = 2_000
"""New objects for which it is looked in a pause."""

TOO_MANY: Final = 5_000
"""New objects for which it is looked without one: a few milliseconds."""

AT_REST: Final = 10_000
"""Objects in use that are left out from then on, where no screen is open that will be closed."""

AT_MOST: Final = 100_000
"""Objects in use that are left out in any case: to go through them takes too long."""


class GarbageCollector:
    """Collects for an app once it is told of keys."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._touched_at = 0.0
        self._is_looking = False
        self._has_been_away = False  # from the first screen
        share_colors()
        keep_no_pieces_of_lines()
        let_go_of_closed()

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
            call_in(self._app, TURN, self.look)

    def look(self) -> None:
        """Collect what is worth it, and look again until nobody is there."""
        quiet = get_time() - self._touched_at
        self._is_looking = quiet < LONG_PAUSE
        worth_it = WORTH_IT if quiet >= PAUSE else TOO_MANY
        is_back = self._has_been_away and not self._is_any_open()
        if is_back or not self._is_looking or gc.get_count()[0] >= worth_it:
            self.collect()
        self._has_been_away = self._is_any_open()
        if self._is_looking:
            call_in(self._app, TURN, self.look)

    def collect(self) -> None:
        """Collect all garbage, and leave out from now on what is in use for good."""
        forget_closed(self._app)
        gc.collect()
        in_use = gc.get_objects(2)
        if len(in_use) > AT_MOST or (len(in_use) > AT_REST and self._is_at_rest(in_use)):
            gc.freeze()

    def _is_at_rest(self, in_use: list[Any]) -> bool:
        """Tell whether nothing on its way out is among what would be left out for good."""
        return not self._is_any_open() and not any(
            issubclass(type(each), Widget) and not (each._running and each.is_attached)
            for each in in_use
        )

    def _is_any_open(self) -> bool:
        return any(len(stack) > 1 for stack in self._app._screen_stacks.values())
