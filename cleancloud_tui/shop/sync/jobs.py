"""What keeps the mirror current: each job is one thing to ask for, and knows when it is due.

When something was last done stands in the mirror's facts, in wall time: another process that takes
over goes on where the last one stopped, and a machine that slept knows for how long.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import partial
from typing import Final

from ...api.errors import (
    AskingRefusedError,
    NothingFoundError,
    RefusedError,
)
from ...api.readers.customers import customer_rows
from ...api.readers.orders import order_row
from ..budget.plan import AskingPlan
from ..mirror import storing
from ..mirror.facts import RETENTION_ASKS
from ..mirror.mirror import Mirror
from ..nothing_found import another_record
from ..reading import Reader
from .changes import ASKED_AT, refresh_changes
from .looking import look

A_DAY: Final = 86_400.0
_AN_HOUR: Final = 3_600.0

SIGN_UPS_READ_AT: Final = "new customers asked at"
FORGOTTEN_AT: Final = "retention done at"

_WINDOW: Final = timedelta(days=29)
"""From the first to the last day of a window of sign-ups; `getCustomer` takes 31 days at most."""

_DAY: Final = timedelta(days=1)

_PERIODS_A_LOOK: Final = 10
"""How many times changes are asked for until new customers are asked for once."""

_FEW: Final = 5
"""Requests of one kind in one go: more would keep what is more urgent waiting."""

_QUIET_ANSWERS: Final = 3
"""Answers in a row without any change, after which the shop is taken to be quiet."""

_THICK_ANSWER: Final = 5
"""Changed orders in one answer, from which on changes are taken to come thick."""


class Job(ABC):
    """One thing to do now and then.

    Args:
        mirror: What is kept current.
        clock: Tells Unix seconds.
    """

    def __init__(self, mirror: Mirror, clock: Callable[[], float]) -> None:
        self._mirror = mirror
        self._clock = clock

    @abstractmethod
    async def do(self, plan: AskingPlan) -> None:
        """Do what is due of it, if anything is.

        Raises:
            CleanCloudError: It could not be done; it stays due.
        """

    def _is_due(self, fact: str, seconds: float) -> bool:
        done_at = self._mirror.facts.done_at(fact)
        return done_at is None or self._clock() - done_at >= seconds


class AskingJob(Job):
    """A job that asks CleanCloud.

    Args:
        mirror: What is kept current.
        clock: Tells Unix seconds.
        reader: Asks, and keeps the answers.
    """

    def __init__(self, mirror: Mirror, clock: Callable[[], float], reader: Reader) -> None:
        super().__init__(mirror, clock)
        self.reader = reader

    async def _read(self, name: str, parameters: Mapping[str, object], purpose: str) -> bool:
        """Ask for one thing; tell whether there was an answer, and not a refusal of just this."""
        try:
            await self.reader.read(name, parameters, background=True, purpose=purpose)
        except AskingRefusedError:
            raise
        except RefusedError:
            return False
        return True


class NewCustomers(AskingJob):
    """Customers who signed up lately, and those of whom only an order is known."""

    def __init__(
        self, mirror: Mirror, clock: Callable[[], float], reader: Reader, time_zone: tzinfo
    ) -> None:
        super().__init__(mirror, clock, reader)
        self._time_zone = time_zone
        self._heard_of: set[str] = set()
        self._asked: set[str] = set()

    def hear_of(self, customer_ids: Iterable[str]) -> None:
        """Take note of the customers of orders: whoever is not known is asked for."""
        self._heard_of.update(customer_ids)

    async def do(self, plan: AskingPlan) -> None:
        """Read the last days' sign-ups every few periods, and a few unknown customers."""
        if self._is_due(SIGN_UPS_READ_AT, _PERIODS_A_LOOK * plan.period):
            await self._read_sign_ups()
        await self._read_unknown(few(plan))

    async def _read_sign_ups(self) -> None:
        now = self._clock()
        first = self._day(self._mirror.facts.done_at(SIGN_UPS_READ_AT) or now) - _DAY
        today = self._day(now)
        while first < today:
            last = min(first + _WINDOW, today)
            await read_sign_ups(self.reader, first, last, "new customers")
            first = last  # ends may not count, so windows share a day
        await self._mirror.facts.remember_done(SIGN_UPS_READ_AT, now)

    async def _read_unknown(self, most: int) -> None:
        unknown = self._mirror.coverage.unknown_customers(self._heard_of - self._asked)
        self._heard_of = set(unknown)
        for customer_id in unknown[:most]:
            await self._read("getCustomer", {"customerID": customer_id}, "new customers")
            self._asked.add(customer_id)

    def _day(self, moment: float) -> date:
        return datetime.fromtimestamp(moment, UTC).astimezone(self._time_zone).date()


class Changes(AskingJob):
    """Orders that changed."""

    def __init__(
        self,
        mirror: Mirror,
        clock: Callable[[], float],
        reader: Reader,
        newcomers: NewCustomers,
    ) -> None:
        super().__init__(mirror, clock, reader)
        self._newcomers = newcomers
        self._empty_answers = 0
        self._told = 0

    @property
    def is_quiet(self) -> bool:
        """Whether nothing changed for a while."""
        return self._empty_answers >= _QUIET_ANSWERS

    @property
    def is_thick(self) -> bool:
        """Whether much changed of late."""
        return self._told >= _THICK_ANSWER

    async def do(self, plan: AskingPlan) -> None:
        """Ask once a period."""
        if self._is_due(ASKED_AT, plan.period):
            await self.ask(self.reader, background=True)

    async def ask(self, reader: Reader, *, background: bool) -> None:
        """Ask now.

        Raises:
            CleanCloudError: Nothing was learned.
        """
        rows = await refresh_changes(self._mirror, reader, self._clock, background=background)
        self._told = len(rows)
        self._empty_answers = 0 if rows else self._empty_answers + 1
        orders = [order for row in rows if (order := order_row(row))]
        self._newcomers.hear_of(order.customer_id for order in orders)


class Garments(AskingJob):
    """The garments of orders in work that changed since they were read."""

    async def do(self, plan: AskingPlan) -> None:
        """Read a few orders' garments, of the newest orders first."""
        for order_id in self._mirror.coverage.orders_wanting_garments(few(plan)):
            asked_at = self._clock()
            try:
                await self.reader.read(
                    "getGarments", {"orderID": order_id}, background=True, purpose="garments"
                )
            except AskingRefusedError:
                raise
            except RefusedError as error:
                if not await note_refused_garments(self._mirror, order_id, asked_at, error):
                    raise


class Retention(Job):
    """Forgetting, once a day, whoever was not in for as long as the shop keeps anybody.

    Args:
        mirror: What is kept current.
        clock: Tells Unix seconds.
        forget: Does it.
    """

    def __init__(
        self,
        mirror: Mirror,
        clock: Callable[[], float],
        forget: Callable[[], Awaitable[object]],
    ) -> None:
        super().__init__(mirror, clock)
        self._forget = forget

    async def do(self, plan: AskingPlan) -> None:
        """Forget once a day, and only while the last orders are known.

        While a person is asked, it is looked more often whether that still has a reason.
        """
        seconds = _AN_HOUR if self._mirror.facts.get(RETENTION_ASKS) else A_DAY
        if self._is_due(FORGOTTEN_AT, seconds) and not self._is_due(ASKED_AT, A_DAY):
            now = self._clock()
            await self._forget()
            await self._mirror.facts.remember_done(FORGOTTEN_AT, now)


async def note_refused_garments(
    mirror: Mirror, order_id: str, asked_at: float, error: RefusedError
) -> bool:
    """Note that an order's garments are not told: deleted in the meantime, for one.

    They are not asked for again until it changes.

    Returns:
        False where that may be for now only: those of other orders are refused as well.
    """
    if isinstance(error, NothingFoundError) and another_record("getGarments", order_id, mirror):
        return False
    reading = mirror.reading(asked_at)
    await mirror.file.run(partial(storing.note_garments_read, order_id=order_id, reading=reading))
    return True


def few(plan: AskingPlan) -> int:
    """Return how many requests of one kind may be sent in one go."""
    return max(0, min(_FEW, plan.background_left))


async def read_sign_ups(
    reader: Reader,
    first: date,
    last: date,
    purpose: str,
    *,
    background: bool = True,
    active: bool = True,
) -> int:
    """Read the customers who signed up in a window of days, 31 at most; return how many came.

    Args:
        reader: Reads them.
        first: The window's first day.
        last: Its last.
        purpose: What it is counted as.
        background: Whether nobody waits for it.
        active: Whether only active ones are wanted.

    Raises:
        CleanCloudError: They could not be read.
    """
    window = {"dateFrom": first, "dateTo": last, **({"excludeDeactivated": "1"} if active else {})}
    reply = await look(reader, "getCustomer", window, background=background, purpose=purpose)
    return len(customer_rows(reply))
