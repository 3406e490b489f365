"""Repeat pickups of all customers: CleanCloud tells them of one customer at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Final

from ...api.clocks.true_time import was_within
from ...api.errors import AskingRefusedError, RefusedError
from ...api.readers.replies.not_understood import NotUnderstoodError
from ..budget.plan import AskingPlan
from ..mirror.mirror import Mirror
from ..reading import Reader
from .jobs import A_DAY, Job, few

SCHEDULES_ASKED_AT: Final = "repeat pickups asked at"

_PURPOSE: Final = "repeat pickups"
"""What its requests are counted as."""

_RESTS: Final = 1_800.0
"""Seconds between two goes of a few requests: some hundred a day at most, and only at first."""

_WEEK: Final = 7 * A_DAY
"""After so many seconds a customer is asked about again."""

_ODD_ALL_OVER: Final = 3
"""Answers in a row that are not understood, behind which no others are likely to be."""

_LOOKS_BACK: Final = 366 * A_DAY
"""A pickup made longer ago tells nothing about schedules of today."""


class WantedSchedules:
    """Whose schedules are to be read, and reading them: in the background, and where somebody asks.

    Args:
        mirror: Tells who had a pickup, and when each was read.
        clock: Tells Unix seconds.
    """

    def __init__(self, mirror: Mirror, clock: Callable[[], float]) -> None:
        self._mirror = mirror
        self._clock = clock
        self._in_vain: dict[str, float] = {}

    async def customers(self, *, week: float = _WEEK) -> list[str]:
        """Return whom to ask about: who never was first, then who was longest ago.

        Who was asked about in vain was asked about as well.

        Args:
            week: Seconds for which an answer is good enough.
        """
        now = self._clock()
        asked = sorted(await self._asked(), key=lambda each: each[1])
        return [each for each, asked_at in asked if not was_within(asked_at, now, week)]

    async def never_asked(self) -> int:
        """Return how many had pickups and were never asked about."""
        return sum(not asked_at for _, asked_at in await self._asked())

    async def read(
        self,
        customers: Iterable[str],
        ask: Callable[[str], Awaitable[object]],
        on_progress: Callable[[int], None] = lambda _: None,
    ) -> int:
        """Read the schedules of customers.

        What is refused of one, or told in a way that is not understood, does not hold up the
        others.

        Args:
            customers: Their ids.
            ask: Reads those of one.
            on_progress: Is told how many were asked about.

        Returns:
            Of how many it was in vain.

        Raises:
            CleanCloudError: It can't go on, or nothing is understood; what was read is kept.
        """
        in_vain = odd = 0
        for number, customer_id in enumerate(customers):
            on_progress(number)
            try:
                await ask(customer_id)
            except AskingRefusedError:
                raise
            except (RefusedError, NotUnderstoodError) as error:
                self._in_vain[customer_id] = self._clock()
                in_vain += 1
                odd = odd + 1 if isinstance(error, NotUnderstoodError) else 0
                if odd == _ODD_ALL_OVER:
                    raise
            else:
                odd = 0
        return in_vain

    async def _asked(self) -> list[tuple[str, float]]:
        """Return who had pickups, and when each was asked about, in vain or not; 0.0 for never."""
        customers = await self._mirror.coverage.customers_with_schedules(
            self._clock() - _LOOKS_BACK
        )
        return [(each, max(read_at, self._in_vain.get(each, 0.0))) for each, read_at in customers]


class Schedules(Job):
    """The schedules of who has or had pickups: each customer's once a week, a few at a time.

    Args:
        mirror: What is kept current.
        clock: Tells Unix seconds.
        reader: Asks, and keeps the answers.
        wanted: Tells about whom to ask.
    """

    def __init__(
        self,
        mirror: Mirror,
        clock: Callable[[], float],
        reader: Reader,
        wanted: WantedSchedules,
    ) -> None:
        super().__init__(mirror, clock)
        self._reader = reader
        self._wanted = wanted

    async def do(self, plan: AskingPlan) -> None:
        """Read a few customers' schedules, twice an hour.

        Not right after the first fill, which asked for so much.
        """
        now = self._clock()
        if self._mirror.facts.done_at(SCHEDULES_ASKED_AT) is None:
            await self._mirror.facts.remember_done(SCHEDULES_ASKED_AT, now)
        if few(plan) == 0 or not self._is_due(SCHEDULES_ASKED_AT, _RESTS):
            return
        await self._wanted.read((await self._wanted.customers())[: few(plan)], self._ask)
        await self._mirror.facts.remember_done(SCHEDULES_ASKED_AT, now)

    async def _ask(self, customer_id: str) -> None:
        parameters = {"customerID": customer_id}
        await self._reader.read("getPickups", parameters, background=True, purpose=_PURPOSE)
