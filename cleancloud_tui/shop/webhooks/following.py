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

PURPOSE: Final = "webhooks"
"""What these requests are counted as."""

MOST_WAITING: Final = 1_000
"""Objects that wait to be read; of more, asking for changes learns sooner."""

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
        is_paused: Tells whether the background rests.
        sleep: How to wait.
    """

    def __init__(
        self,
        reader: Reader,
        hearing: Hearing,
        is_paused: Callable[[], bool],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._reader = reader
        self._hearing = hearing
        self._is_paused = is_paused
        self._sleep = sleep
        self._waiting: dict[Subject, None] = {}
        self._has_missed = False
        self._woken = asyncio.Event()

    def take(self, subject: Subject) -> None:
        """Take note of an object that changed; it returns at once."""
        if len(self._waiting) < MOST_WAITING or subject in self._waiting:
            self._waiting[subject] = None
        else:
            self._has_missed = True
        self._woken.set()

    async def run(self) -> None:
        """Go on until cancelled."""
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
        subject = next(iter(self._waiting))
        del self._waiting[subject]  # what is told of it from now on is read anew
        try:
            await (self._hearing.missed() if self._has_missed else self._hearing.heard())
            self._has_missed = False
            await self._read(subject)
        except CleanCloudError as error:
            _log.warning("%s %s is read later: %s", subject.kind, subject.id, error)
            self.take(subject)
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
