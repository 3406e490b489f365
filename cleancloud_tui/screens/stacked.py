"""What every screen and dialog is: it comes to life once it stands on the stack."""

from __future__ import annotations

import asyncio

from textual.events import Compose, Event
from textual.screen import Screen, ScreenResultType


class StackedScreen(Screen[ScreenResultType]):
    """A screen whose widgets are made after it was put on the stack, on every Python.

    Textual starts a screen's task and then puts the screen on the stack, in one go. From Python
    3.12 on it lets tasks begin at once, so the widgets would be made and mounted while `app.screen`
    is still the screen before, or none at all: the counter's first field ended the program.
    """

    async def on_event(self, event: Event) -> None:
        """Let whoever opens the screen finish before its first event is handled."""
        if isinstance(event, Compose):
            await asyncio.sleep(0)
        await super().on_event(event)
