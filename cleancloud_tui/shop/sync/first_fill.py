"""Filling the mirror for the first time, in the background, the newest first.

The open orders come first, in one request where the API allows it: with them the counter is
useful. Then customers and orders are read by windows of days, back in time, then whoever else has
an open order, and the garments of the orders that are in the shop: in several lanes side by side,
so that there is always a request that waits for its turn while answers are read and stored. What
was read is remembered: a restart goes on.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import partial
from typing import Final

from ...api.clocks.true_time import TOLERANCE, was_within
from ...api.errors import RefusedError, TooLargeError
from ...api.readers.replies.not_understood import NotUnderstoodError
from ..mirror.mirror import Mirror
from ..reading import Reader
from ..records import FillProgress
from .changes import ASKED_AT
from .fill.progress import FillMeter
from .fill.questions import Doubtful, FillQuestions, Told
from .fill.wanting import Wanting
from .nameless import Nameless
from .windows import FIRST_SIGN_UPS, DayWindows, Filled

FILLED_AT: Final = "filled at"
"""The fact that tells when the mirror was first full, in Unix seconds."""

_CUSTOMER_DAYS: Final = 30
"""Days of a window of customers; `getCustomer` takes 31 at most."""

_ORDER_DAYS: Final = 14
_MOST_ORDER_DAYS: Final = 112
_GROWING: Final = timedelta(days=2)
"""The last days are read again next time: in some time zone they were not over."""

_MOST_WANTING: Final = 100_000
"""Orders in work: more than any shop has."""

_CUSTOMER_LANES: Final = 3
_ORDER_LANES: Final = 4
_SINGLE_LANES: Final = 5

_OPERATIONS: Final = {"customers": "getCustomer", "orders": "getOrders"}

_log = logging.getLogger(__name__)


class Filling:
    """One go at filling the mirror.

    Args:
        mirror: What is filled.
        reader: Reads, and keeps what it reads.
        clock: Tells Unix seconds.
        time_zone: The shop's.
        first_day: The shop's first day, where it is known.
        on_progress: Is told after every answer.
    """

    def __init__(
        self,
        mirror: Mirror,
        reader: Reader,
        *,
        clock: Callable[[], float],
        time_zone: tzinfo,
        first_day: date | None,
        on_progress: Callable[[FillProgress], None],
    ) -> None:
        self._mirror = mirror
        self._clock = clock
        self._time_zone = time_zone
        self._first_day = first_day
        self._lay_out()
        self._nameless = Nameless(mirror, clock)
        self._customers_wanting = Wanting(self._nameless.urgent, clock)
        wanting = partial(mirror.coverage.orders_wanting_garments, _MOST_WANTING)
        self._garments_wanting = Wanting(wanting, clock)
        self._unsure: list[Doubtful] = []
        self._again: list[Doubtful] | None = None
        self._meter = FillMeter(mirror, clock, self._requests_left, on_progress)
        self._ask = FillQuestions(mirror, reader, clock, self._meter, self._orders_came)
        self.pause, self.resume = self._ask.pause, self._ask.resume
        self._news = asyncio.Event()

    @property
    def is_paused(self) -> bool:
        """Whether nothing more is asked for."""
        return self._meter.is_paused

    async def run(self) -> None:
        """Read all that is missing.

        Raises:
            CleanCloudError: It can't go on; what was read is kept, and the next go continues.
        """
        try:
            await self._run()
        except (RefusedError, TooLargeError, NotUnderstoodError) as error:
            await self._meter.stop(str(error))
            raise

    async def _run(self) -> None:
        began = self._clock()
        await self._ask.open_orders()
        # The first answer told what time it is, should this computer's clock be wrong.
        self._lay_out()
        if not self._mirror.facts.get(ASKED_AT):
            now = self._clock()
            since = began if was_within(began, now, TOLERANCE) else now - TOLERANCE
            await self._mirror.facts.remember(ASKED_AT, repr(since))
        await self._run_lanes()
        while self._unsure or self._goes_further_back():
            await self._look_again()
            await self._run_lanes()
        if not self._mirror.facts.get(FILLED_AT):
            await self._mirror.facts.remember(FILLED_AT, repr(self._clock()))
        await self._meter.finish(self._how_far_back())

    def _lay_out(self) -> None:
        """Lay out what is left to read, back from today."""
        self._today = datetime.fromtimestamp(self._clock(), UTC).astimezone(self._time_zone).date()
        self._customers = DayWindows(
            self._filled("customers"), self._today, self._first_day, days=_CUSTOMER_DAYS
        )
        self._orders = DayWindows(
            self._filled("orders"),
            self._today,
            self._first_day,
            days=_ORDER_DAYS,
            longest=_MOST_ORDER_DAYS,
        )

    # The lanes

    async def _run_lanes(self) -> None:
        try:
            async with asyncio.TaskGroup() as lanes:
                for _ in range(_CUSTOMER_LANES):
                    lanes.create_task(self._read_windows(self._customers, self._read_customers))
                for _ in range(_ORDER_LANES):
                    lanes.create_task(self._read_windows(self._orders, self._read_orders))
                for _ in range(_SINGLE_LANES):
                    lanes.create_task(self._read_singles())
        except ExceptionGroup as group:
            raise group.exceptions[0] from None

    async def _read_windows(
        self, windows: DayWindows, read: Callable[[Filled], Awaitable[None]]
    ) -> None:
        while not windows.is_finished:
            if window := windows.take():
                await read(window)
                self._news.set()
            else:
                await self._wait_for_news()

    async def _read_customers(self, window: Filled) -> None:
        await self._settle("customers", self._customers, window, await self._ask.customers(window))

    async def _read_orders(self, window: Filled) -> None:
        told = await self._ask.orders(window)
        if told.rows is None:
            self._orders.put_back(window)
        else:
            await self._settle("orders", self._orders, window, told)

    async def _settle(self, kind: str, windows: DayWindows, window: Filled, told: Told) -> None:
        rows = told.rows or 0
        windows.settle(window, rows)
        # What is remembered is never asked for again, so an odd answer would leave a hole.
        if told.is_unsure or (not rows and window.first < self._over):
            self._unsure.append(Doubtful(kind, window, is_refused=told.is_unsure))
        else:
            await self._remember(kind, window, rows)

    async def _read_singles(self) -> None:
        """Read who has an open order and is not among the customers, and what is in the shop."""
        while True:
            if self._are_customers_known and (customer_id := self._customers_wanting.next()):
                await self._ask.customer(customer_id, self._nameless)
            elif order_id := self._garments_wanting.next():
                await self._ask.garments(order_id)
            elif self._customers.is_finished and self._orders.is_finished:
                return
            else:
                await self._wait_for_news()

    @property
    def _are_customers_known(self) -> bool:
        """Whether all active ones were told, so that whoever else there is was deactivated."""
        is_unsure = any(each.kind == "customers" for each in self._unsure)
        return self._customers.is_finished and not is_unsure

    async def _wait_for_news(self) -> None:
        """Wait until another lane has read a window: it may leave something to this one."""
        self._news.clear()
        await self._news.wait()

    # What may not be all

    async def _look_again(self) -> None:
        """Read once more the windows of which it is not sure that they are empty.

        They are taken to be, where those that had rows still have: the empty list, or the refusal,
        is CleanCloud's way to say so, and not that of a server in trouble.

        Raises:
            RefusedError: They have none any more.
        """
        unsure, self._unsure = self._unsure, []
        self._again = list(unsure)
        await self._require_rows(unsure)
        while self._again:
            kind, window = self._again[0].kind, self._again.pop(0).window
            windows = self._customers if kind == "customers" else self._orders
            windows.take_again(Filled(window.first, window.last))
            read = self._read_customers if kind == "customers" else self._read_orders
            await read(window)
        await self._require_rows(unsure)
        for each in self._unsure:
            await self._remember(each.kind, each.window, 0)
        self._unsure.clear()
        self._again = None

    async def _require_rows(self, unsure: Sequence[Doubtful]) -> None:
        customers, orders = self._customers.one_with_rows, self._orders.one_with_rows
        refused = {each.kind for each in unsure if each.is_refused}
        for kind in sorted({each.kind for each in unsure}):
            if kind == "customers" and customers:
                told = await self._ask.customers(customers)
            elif kind == "orders" and orders:
                told = await self._ask.orders(orders)
            elif customers or orders or kind not in refused:
                continue  # a new shop has none
            else:
                told = Told(0)
            if told.rows == 0:
                raise RefusedError(
                    _OPERATIONS[kind], "what it answers is not known, and it tells nothing else"
                )

    def _goes_further_back(self) -> bool:
        """Tell whether a customer was told by an order who signed up before all that was read."""
        first = self._mirror.coverage.first_sign_up()
        day = datetime.fromtimestamp(first, UTC).date() if first else self._today
        if FIRST_SIGN_UPS <= day < self._customers.oldest_read:
            self._customers.hear_of(day)
        return not self._customers.is_finished

    def _how_far_back(self) -> str:
        """Return what was read, in words: where nobody signed up for long, it ends there."""
        oldest = self._customers.oldest_row
        if self._first_day is not None or oldest == self._today:
            return "everything"
        _log.info("nobody signed up in the year before %s: nothing older was read", oldest)
        return f"everything since {oldest:%B %Y}: nobody signed up in the year before"

    # What is done and what is left

    def _filled(self, kind: str) -> list[Filled]:
        return [Filled(*window) for window in self._mirror.coverage.filled_windows(kind)]

    def _orders_came(self) -> None:
        self._garments_wanting.hear()
        self._customers_wanting.hear()

    def _requests_left(self) -> int:
        # No order is older than the shop's first customers, or hardly any.
        since = self._customers.oldest_row if self._customers.is_finished else None
        return (
            self._customers.requests_left()
            + self._orders.requests_left(since)
            + len(self._customers_wanting)
            + len(self._garments_wanting)
            + len(self._unsure if self._again is None else self._again)
        )

    @property
    def _over(self) -> date:
        """The last day that is over in every time zone."""
        return self._today - _GROWING

    async def _remember(self, kind: str, window: Filled, rows: int) -> None:
        over = min(window.last, self._over)
        if window.first <= over:
            await self._mirror.coverage.remember_window(kind, window.first, over, rows)
