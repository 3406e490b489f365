"""When the next key may be given to a widget: when all that the keys before it opened is there.

Textual hands a key on at once, to whatever has the focus then. What a person typed for a dialog
that was about to open went to the screen beneath, or was lost on the way, and the next key was
taken for something else.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any, Final

from textual._time import get_time  # the clock that events are stamped by; there is no public one
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen

from .deeds.leads import Leads

READY_SECONDS: Final = 5.0
"""How long a screen is waited for at most."""

_LOOK_SECONDS: Final = 0.005
"""How often it is looked whether something has arrived that tells nobody."""

_HOP_SECONDS: Final = 1.0
"""How long a widget is waited for that has its hands full; those that are closed tell nothing."""

_ROUNDS: Final = 3
"""Ways from the widget up to the app: of the key, of what its action says, and of the answer."""


class Readiness:
    """Follows each key that is given, to where it leads.

    Attributes:
        late_at: When it was last given up to wait for what keys led to.

    Args:
        app: Whose keys they are.
        leads: What is on its way.
    """

    def __init__(self, app: App[Any], leads: Leads) -> None:
        self._app = app
        self._leads = leads
        self._path: tuple[MessagePump, ...] = ()
        self._shown: Screen[Any] | None = None
        self.late_at = 0.0

    def given(self) -> None:
        """Take note that a key goes to the focused widget now."""
        stack = self._app.screen_stack
        node = (stack[-1].focused or stack[-1]) if stack else self._app
        self._path = tuple(node.ancestors_with_self)

    def give_up(self) -> bool:
        """Give up what keys lead to, and was not asked yet; tell whether there was anything.

        What was typed ahead for it is for nothing else.
        """
        is_given_up = self._leads.give_up(self._app)
        if is_given_up:
            self.late_at = get_time()
        return is_given_up

    async def wait(self) -> None:
        """Wait until a key that was typed may be given."""
        while self._app.screen_stack:
            if self._path:
                await self._follow()
            elif on_the_way := self._leads.on_the_way(self._app):
                await asyncio.sleep(_LOOK_SECONDS)
                if any(map(self._leads.is_late, on_the_way)):
                    self.late_at = get_time()
            elif self._app.screen is not self._shown:
                await self._paint(self._app.screen)
            else:
                return

    async def _follow(self) -> None:
        """Let what was given go its way: each widget deals with what it got in its order."""
        path, self._path = self._path, ()
        for _ in range(_ROUNDS):
            for node in path:
                await _reached(node)

    async def _paint(self, screen: Screen[Any]) -> None:
        """Wait for a screen to be whole, and on the terminal."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(READY_SECONDS):
                await screen._mounted_event.wait()  # there is no public way to wait for it
                painted = asyncio.Event()
                screen.call_after_refresh(painted.set)
                while self._app.screen_stack and self._app.screen is screen:
                    if painted.is_set():
                        break
                    await asyncio.sleep(_LOOK_SECONDS)
        self._path = (screen, self._app)  # by which its cursor is put into a field
        self._shown = screen


async def _reached(node: MessagePump) -> None:
    """Wait until a widget has dealt with all that it has got by now."""
    reached = asyncio.Event()
    if node.call_later(reached.set):
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_HOP_SECONDS):
                await reached.wait()
