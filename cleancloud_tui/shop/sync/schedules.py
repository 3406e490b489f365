"""Repeat pickups of all customers: CleanCloud tells them of one customer at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ...api.clocks.true_time import was_within
from ..budget.plan import AskingPlan
from ..mirror.mirror import Mirror
from ..reading import Reader
from .jobs import A_DAY, AskingJob, few

SCHEDULES_ASKED_AT: Final = "repeat pickups asked at"

_PURPOSE: Final = "repeat pickups"
"""What its requests are counted as."""

_RESTS: Final = 1_800.0
"""Seconds between two goes of a few requests: some hundred a day at most, and only at first."""

_WEEK: Final = 7 * A_DAY
"""After so many seconds a customer is asked about again."""

LOOKS_BACK: Final = 366 * A_DAY
"""A pickup made longer ago tells nothing about schedules of today."""


async def to_be_asked(mirror: Mirror, now: float, *, week: float = _WEEK) -> list[str]:
    """Return the customers whose schedules are to be read, those who never were first.

    Args:
        mirror: Tells who had a pickup, and when each was read.
        now: In Unix seconds.
        week: Seconds for which an answer is good enough.
    """
    customers = await mirror.coverage.customers_with_schedules(now - LOOKS_BACK)
    return [each for each, asked_at in customers if not was_within(asked_at, now, week)]


class Schedules(AskingJob):
    """The schedules of who has or had pickups: each customer's once a week, a few at a time.

    Args:
        mirror: What is kept current.
        clock: Tells Unix seconds.
        reader: Asks, and keeps the answers.
    """

    def __init__(self, mirror: Mirror, clock: Callable[[], float], reader: Reader) -> None:
        super().__init__(mirror, clock, reader)
        self._refused: set[str] = set()

    async def do(self, plan: AskingPlan) -> None:
        """Read a few customers' schedules, twice an hour.

        Not right after the first fill, which asked for so much.
        """
        now = self._clock()
        if self._mirror.facts.done_at(SCHEDULES_ASKED_AT) is None:
            await self._mirror.facts.remember_done(SCHEDULES_ASKED_AT, now)
        if few(plan) == 0 or not self._is_due(SCHEDULES_ASKED_AT, _RESTS):
            return
        wanting = [
            each for each in await to_be_asked(self._mirror, now) if each not in self._refused
        ]
        for customer_id in wanting[: few(plan)]:
            if not await self._read("getPickups", {"customerID": customer_id}, _PURPOSE):
                self._refused.add(customer_id)
        await self._mirror.facts.remember_done(SCHEDULES_ASKED_AT, now)
