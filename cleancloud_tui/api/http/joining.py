"""Identical reads in flight are joined: one request, and everybody gets its reply."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass

Reply = Mapping[str, object]
SendRead = Callable[[asyncio.Event], Coroutine[None, None, Reply]]
"""Sends a read; the event is set once a person waits for it."""

Before = Callable[[], Awaitable[None]]
"""Looks whether a read may still be sent, and raises where it may not."""


@dataclass(eq=False, slots=True)
class _Flight:
    task: asyncio.Task[Reply]
    hurry: asyncio.Event
    waiting: int = 0


class JoinedReads:
    """The reads that are in flight, by what they ask."""

    def __init__(self) -> None:
        self._flights: dict[str, _Flight] = {}

    async def join(self, question: str, read: SendRead, *, background: bool) -> Reply:
        """Return the reply of the flight that asks the same, or of a new one.

        A person who joins a background flight makes it go first. A flight lives as long as
        anybody waits for it.
        """
        flight = self._flights.get(question)
        if flight is None or flight.task.done():
            flight = self._begin(question, read, background=background)
        if not background:
            flight.hurry.set()
        flight.waiting += 1
        try:
            return await asyncio.shield(flight.task)
        finally:
            flight.waiting -= 1
            if not flight.waiting:
                self._forget(question, flight)
                flight.task.cancel()

    def forget(self) -> None:
        """Let nobody join the present flights any more: a write may have made them stale."""
        self._flights.clear()

    async def aclose(self) -> None:
        """Cancel what is in flight."""
        tasks = [flight.task for flight in self._flights.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self, question: str, read: SendRead, *, background: bool) -> _Flight:
        hurry = asyncio.Event()
        if not background:
            hurry.set()  # before the task is made: it may begin with that
        flight = _Flight(asyncio.create_task(read(hurry), name=f"read {question[:40]}"), hurry)
        self._flights[question] = flight
        return flight

    def _forget(self, question: str, flight: _Flight) -> None:
        if self._flights.get(question) is flight:
            del self._flights[question]
