"""Customers of whom only orders are known: the windows of sign-ups do not tell them.

They were deactivated, or signed up before a long time in which nobody did. By id they are told all
the same.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, timedelta
from functools import partial
from typing import Final, Protocol

from ...api.clocks.true_time import was_within
from ...api.errors import (
    AskingRefusedError,
    NothingFoundError,
    RefusedError,
)
from ..budget.plan import AskingPlan
from ..mirror import storing
from ..mirror.mirror import Mirror
from ..reading import Reader
from .jobs import A_DAY, AskingJob, few

PURPOSE: Final = "customers of old orders"
"""What its requests are counted as."""

_NOBODY: Final = "customers that are nobody"
"""The fact that tells ids of orders' customers of whom CleanCloud tells nothing."""

_MOST_NOBODY: Final = 5_000
_URGENT: Final = 1_000
_DAY: Final = timedelta(days=1)

_RESTS: Final = 60.0
"""Seconds until it is looked again, once all are known: of thousands of orders it takes a while."""


class _Read(Protocol):
    def __call__(
        self, name: str, parameters: Mapping[str, object], /
    ) -> Awaitable[Mapping[str, object]]: ...


class Nameless:
    """Who they are, and reading them one by one.

    Args:
        mirror: What is kept current.
        clock: Tells Unix seconds.
    """

    def __init__(self, mirror: Mirror, clock: Callable[[], float]) -> None:
        self._mirror = mirror
        self._clock = clock
        self._asked: set[str] = set()

    def urgent(self) -> list[str]:
        """Return those with an order that is open or not paid."""
        return self.unasked(self._mirror.coverage.customers_of_open_orders(_URGENT))

    async def others(self) -> list[str]:
        """Return all of them."""
        return self.unasked(await self._mirror.coverage.customers_of_orders())

    async def ask(self, customer_id: str, read: _Read) -> None:
        """Read one.

        Raises:
            CleanCloudError: It could not be read.
        """
        asked_at = self._clock()
        try:
            await read("getCustomer", {"customerID": customer_id})
        except AskingRefusedError:
            raise
        except RefusedError as error:
            if isinstance(error, NothingFoundError) and error.is_sure:
                nobody = [*self._nobody(), customer_id][-_MOST_NOBODY:]
                await self._mirror.facts.remember(_NOBODY, json.dumps(nobody))
        else:
            await self._note_deactivated(customer_id, asked_at)
        self._asked.add(customer_id)

    async def _note_deactivated(self, customer_id: str, asked_at: float) -> None:
        """Note that a customer is not active who was not told among the active ones."""
        known = self._mirror.customer(customer_id)
        if known is None or known.value.signed_up is None:
            return
        day = known.value.signed_up.astimezone(UTC).date()
        windows = self._mirror.coverage.filled_windows("customers")
        # The days beside it as well: whatever the time zone, and whether ends count or not.
        if all(
            any(first <= each <= last for first, last, _ in windows)
            for each in (day - _DAY, day, day + _DAY)
        ):
            reading = self._mirror.reading(asked_at)
            put = partial(storing.deactivate_customer, customer_id=customer_id, reading=reading)
            await self._mirror.file.run(put)

    def unasked(self, customer_ids: list[str]) -> list[str]:
        """Return those that were not asked for yet."""
        known = self._asked.union(self._nobody())
        return [each for each in customer_ids if each not in known]

    def _nobody(self) -> list[str]:
        try:
            return list(json.loads(self._mirror.facts.get(_NOBODY)))
        except ValueError:
            return []


class NamelessCustomers(AskingJob):
    """Reading them in the background, those first whose orders somebody is to do something about.

    Args:
        mirror: What is kept current.
        clock: Tells Unix seconds.
        reader: Asks, and keeps the answers.
    """

    def __init__(self, mirror: Mirror, clock: Callable[[], float], reader: Reader) -> None:
        super().__init__(mirror, clock, reader)
        self._nameless = Nameless(mirror, clock)
        self._others: list[str] = []
        self._looked_at = 0.0
        self._rests_since = 0.0

    async def do(self, plan: AskingPlan) -> None:
        """Read a few."""
        now, most = self._clock(), few(plan)
        if was_within(self._rests_since, now, _RESTS):
            return
        wanting = self._nameless.urgent()
        if len(wanting) < most:
            wanting += [each for each in await self._others_left() if each not in wanting]
        if not wanting:
            self._rests_since = now
        read = partial(self.reader.read, background=True, purpose=PURPOSE)
        for customer_id in wanting[:most]:
            await self._nameless.ask(customer_id, read)

    async def _others_left(self) -> list[str]:
        """Return those of all orders: they are looked for once a day, which takes a while."""
        now = self._clock()
        if not was_within(self._looked_at, now, A_DAY):
            self._looked_at = now
            self._others = await self._nameless.others()
        self._others = self._nameless.unasked(self._others)
        return self._others
