"""The pace: each request waits here for its slot in the ledger.

The ledger works in a thread of its own, so that the event loop never waits for a disk. The
counter goes first: it books ahead, while background requests stand in line, and the first of them
asks again until a slot is due.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, ParamSpec, TypeVar

from ..errors import ReserveReachedError
from .ledger import AHEAD, HORIZON, Ledger, PaceSlot
from .line import WaitingLine, wait_unless

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[object]]
Random = Callable[[], float]

_MOST_MISSED: Final = 5
"""Slots that a caller may miss before it sends all the same: a host so busy keeps no pace."""

_LEAST_LATENESS: Final = 0.02
"""Seconds by which a request may always be late: nobody wakes up exactly on time."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Pace:
    """Hands out slots to the requests of this process."""

    def __init__(
        self, ledger: Ledger, *, margin: float, clock: Clock, sleep: Sleep, random: Random
    ) -> None:
        self._ledger = ledger
        # One half of the margin is for this host's lateness, the other for the network's.
        self._latest = max(margin / 2, _LEAST_LATENESS)
        self._clock = clock
        self._sleep = sleep
        self._random = random
        self._background = WaitingLine()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ledger")

    async def turn(self, operation: str, hurry: asyncio.Event, *, purpose: str = "") -> PaceSlot:
        """Wait until a request may be sent, and return its slot; it is counted.

        Args:
            operation: What it is counted as.
            hurry: Set where a person waits for it; it may be set at any time.
            purpose: What the background asks for.

        Raises:
            ReserveReachedError: What is left of the month belongs to people, and none waits.
            MonthUsedUpError: The month's requests are spent.
            LedgerError: The ledger can't be used.
        """
        slot = await self._booked(operation, hurry, purpose)
        for _ in range(_MOST_MISSED):
            wait = slot.due - self._clock()
            if wait > 0:
                await self._sleep(wait)
            if not await self._is_missed(slot, waited=wait > 0):
                break
            await self.give_back(operation, slot)
            slot = await self._booked(operation, hurry, purpose)
        return slot

    async def _booked(self, operation: str, hurry: asyncio.Event, purpose: str) -> PaceSlot:
        async with self._background.stood_in(hurry):
            return await self._booked_next(operation, hurry, purpose)

    async def _booked_next(self, operation: str, hurry: asyncio.Event, purpose: str) -> PaceSlot:
        while True:
            is_hurried = hurry.is_set()
            try:
                slot = await self._do(
                    self._ledger.book, operation, background=not is_hurried, purpose=purpose
                )
            except ReserveReachedError:
                if not hurry.is_set():
                    raise
                continue  # a person has joined meanwhile
            if slot.booked:
                return slot
            # Whoever asks first gets the slot: chance makes it fair between processes.
            early = self._random() * (HORIZON if is_hurried else AHEAD)
            wait = max(0.0, slot.due - early - self._clock())
            if is_hurried:
                await self._sleep(wait)
            else:
                await wait_unless(hurry, self._sleep(wait))

    async def _is_missed(self, slot: PaceSlot, *, waited: bool) -> bool:
        """Tell whether a booked slot must not be used, for what happened while waiting for it.

        Requests that all leave late would leave together: after the host slept, for one.
        """
        if waited and not await self._do(self._ledger.still_holds, slot):
            return True
        return self._is_late(slot)

    def _is_late(self, slot: PaceSlot) -> bool:
        return self._clock() - slot.due > self._latest

    async def leaves(self, slot: PaceSlot) -> None:
        """Note that the slot's request leaves now; opening a connection may have made it late."""
        if self._is_late(slot):
            await self._do(self._ledger.move, slot)

    async def give_back(self, operation: str, slot: PaceSlot) -> None:
        """Take back a slot whose request never left."""
        await self._do(self._ledger.give_back, operation, slot)

    async def pause(self, seconds: float) -> None:
        """Let no process that shares the token send for that long."""
        await self._do(self._ledger.pause, seconds)

    async def ask(self, question: Callable[[Ledger], _T]) -> _T:
        """Have the ledger answer a question, or note something, in its thread."""
        return await self._do(question, self._ledger)

    async def aclose(self) -> None:
        """Close the ledger and end its thread."""
        await self._do(self._ledger.close)
        self._thread.shutdown(wait=False)

    async def _do(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: work(*args, **kwargs))
