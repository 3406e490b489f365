"""Reading what webhooks told of: each object once, whatever number of them came about it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from ...api.errors import (
    AskingRefusedError,
    CleanCloudError,
    RefusedError,
)
from ..reading import Reader
from .events import Subject
from .hearing import Hearing
from .waiting import Waiting

PURPOSE: Final = "webhooks"
"""What these requests are counted as."""

MOST_WAITING: Final = 1_000
"""Customers that wait to be read; nothing else tells of their changes."""

MOST_ORDERS: Final = 100
"""Orders that do; of more, asking for changes learns sooner and with fewer requests."""

_SETTLE_SECONDS: Final = 0.5
"""One change may set off several webhooks, one right after another."""

_PAUSED_SECONDS: Final = 3.0
_FAILED_SECONDS: Final = 30.0

_log = logging.getLogger(__name__)

Sleep = Callable[[float], Awaitable[None]]


class Follower:
    """Reads, one after another, the objects that webhooks told of.

    Its requests share the pace with all processes of the host, and people go first.

    Args:
        reader: Asks CleanCloud, and puts into the mirror what it tells.
        hearing: Is told that webhooks arrive, and that one could not be followed.
        kept: What is still to be read when the program ends.
        clock: Tells Unix seconds.
        is_paused: Tells whether the background rests.
        sleep: How to wait.
    """

    def __init__(
        self,
        reader: Reader,
        hearing: Hearing,
        kept: Waiting,
        clock: Callable[[], float],
        is_paused: Callable[[], bool],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._reader = reader
        self._hearing = hearing
        self._kept = kept
        self._clock = clock
        self._is_paused = is_paused
        self._sleep = sleep
        self._waiting: dict[Subject, None] = {}
        self._has_missed = False
        self._woken = asyncio.Event()

    async def take(self, subject: Subject) -> None:
        """Take note of an object that changed, and keep it until it is read.

        Raises:
            StorageError: It can't be kept, and is read all the same if the program goes on.
        """
        if self._has_room_for(subject):
            self._add(subject)
            await self._kept.keep(subject, self._clock())
        else:
            self._has_missed = True
            self._woken.set()

    def _has_room_for(self, subject: Subject) -> bool:
        most = MOST_ORDERS if subject.kind == "order" else MOST_WAITING
        alike = sum(each.kind == subject.kind for each in self._waiting)
        return alike < most or subject in self._waiting

    def _add(self, subject: Subject) -> None:
        self._waiting[subject] = None
        self._woken.set()

    def resume(self) -> None:
        """Take up what the last program was told of and did not read.

        Raises:
            StorageError: It can't be read.
        """
        for subject in self._kept.subjects():
            self._add(subject)

    async def run(self) -> None:
        """Go on until cancelled."""
        self.resume()
        while True:
            await self._woken.wait()
            self._woken.clear()
            await self._sleep(_SETTLE_SECONDS)
            while self._waiting:
                await self._sleep(await self.step())

    async def step(self) -> float:
        """Read the object that waits longest; return for how long to rest behind it."""
        if self._is_paused():
            return _PAUSED_SECONDS
        subject, begun_at = next(iter(self._waiting)), self._clock()
        del self._waiting[subject]  # what is told of it from now on is read anew
        try:
            await (self._hearing.missed() if self._has_missed else self._hearing.heard())
            self._has_missed = False
            await self._read(subject)
            await self._kept.drop(subject, begun_at)
        except CleanCloudError as error:
            _log.warning("%s %s is read later: %s", subject.kind, subject.id, error)
            self._add(subject)
            return _FAILED_SECONDS
        return 0.0

    async def _read(self, subject: Subject) -> None:
        if subject.kind == "order":
            asked = "getOrders", {"orderID": subject.id, "sendProductDetails": "1"}
        else:
            asked = "getCustomer", {"customerID": subject.id}
        try:
            await self._reader.read(*asked, background=True, purpose=PURPOSE)
        except AskingRefusedError:
            raise
        except RefusedError as error:  # the reader has noted what it means
            _log.info("%s %s: %s", subject.kind, subject.id, error)
