"""What every screen and dialog is: nothing of it begins before whoever began it is done.

From Python 3.12 on Textual lets each task begin at once, in the middle of the function that makes
it, where it began after that function before (`asyncio.eager_task_factory`). What is begun here
does so after that function on every Python: a screen when it stands on the stack, a worker when
the key or the scan that it works for was dealt with.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar, cast

from textual.events import Compose, Event
from textual.screen import Screen, ScreenResultType
from textual.worker import Worker, WorkType

Result = TypeVar("Result")


class StackedScreen(Screen[ScreenResultType]):
    """A screen whose widgets are made after it was put on the stack, and workers after a turn.

    Otherwise widgets are mounted while `app.screen` is still the screen before, or none at all:
    the counter's first field ended the program; and a worker that failed at once told so before
    what it had to undo was said. A dialog names Textual's `ModalScreen` first: looks are inherited
    from the first class only.
    """

    async def on_event(self, event: Event) -> None:
        """Let whoever opens the screen finish before its first event is handled."""
        if isinstance(event, Compose):
            await asyncio.sleep(0)
        await super().on_event(event)

    async def lost_by_quitting(self) -> str:
        """Return, as a sentence, what would be lost if the program ended now; empty for nothing."""
        return ""

    def run_worker(self, work: WorkType[Result], *arguments: Any, **options: Any) -> Worker[Result]:
        """Let whoever starts a worker finish before it begins."""
        return super().run_worker(after_this(work), *arguments, **options)


def after_this(work: WorkType[Result]) -> Callable[[], Coroutine[None, None, Result]]:
    """Return a worker's work so that it begins after the function that starts it."""

    async def begin() -> Result:
        await asyncio.sleep(0)
        begun = work() if callable(work) else work
        return await cast(Awaitable[Result], begun)  # nobody here brings a thread's work

    return begin
