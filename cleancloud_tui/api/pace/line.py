"""The line in which the background requests of a process stand: first come, first served."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Awaitable


class WaitingLine:
    """Who stands in it waits for those before, unless a person is in a hurry for it."""

    def __init__(self) -> None:
        self._places: deque[asyncio.Event] = deque()

    @contextlib.asynccontextmanager
    async def stood_in(self, hurry: asyncio.Event) -> AsyncIterator[None]:
        """Enter as the first of the line, or in a hurry; the next one is first afterwards."""
        if hurry.is_set():
            yield
            return
        place = asyncio.Event()
        self._places.append(place)
        self._places[0].set()
        try:
            await wait_unless(hurry, place.wait())
            yield
        finally:
            self._places.remove(place)
            if self._places:
                self._places[0].set()


async def wait_unless(hurry: asyncio.Event, waiting: Awaitable[object]) -> None:
    """Wait for something, but no longer than until somebody is in a hurry."""
    ways = [asyncio.ensure_future(waiting), asyncio.ensure_future(hurry.wait())]
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
