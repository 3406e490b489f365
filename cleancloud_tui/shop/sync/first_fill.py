"""Filling the mirror for the first time, in the background, the newest first.

The open orders come first, in one request where the API allows it: with them the counter is
useful. Then customers and orders are read by windows of days, back in time, and the garments of
the orders that are in the shop: in several lanes side by side, so that there is always a request
that waits for its turn while answers are read and stored. What was read is remembered: a restart
goes on.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import partial
from typing import Final

from ...api.clocks.true_time import TOLERANCE, was_within
from ...api.errors import (
    AuthenticationRefusedError,
    RateRefusedError,
    RefusedError,
    TooLargeError,
)
from ...api.readers.customers import customer_rows
from ...api.readers.orders import order_rows
from ..mirror import storing
from ..mirror.mirror import Mirror
from ..reading import NO_SUCH_CUSTOMER, Reader
from ..records import FillProgress
from . import many_orders
from .changes import ASKED_AT
from .fill_progress import FillMeter
from .windows import DayWindows, Filled

FILLED_AT: Final = "filled at"
"""The fact that tells when the mirror was first full, in Unix seconds."""

PURPOSE: Final = "first fill"
"""What its requests are counted as."""

_CUSTOMER_DAYS: Final = 30
"""Days of a window of customers; `getCustomer` takes 31 at most."""

_ORDER_DAYS: Final = 14
_MOST_ORDER_DAYS: Final = 112
_GROWING: Final = timedelta(days=2)
"""The last days are read again next time: in some time zone they were not over."""

_MOST_WANTING: Final = 100_000
"""Orders in work: more than any shop has."""

_LOOK_EVERY: Final = 1.0
"""Seconds between two looks for orders in work: thousands of them take milliseconds."""

_CUSTOMER_LANES: Final = 3
_ORDER_LANES: Final = 4
_GARMENT_LANES: Final = 5

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
        self._reader = reader
        self._clock = clock
        self._time_zone = time_zone
        self._first_day = first_day
        self._lay_out()
        self._wanting_garments: list[str] = []
        self._garments_asked: set[str] = set()
        self._orders_came = True
        self._looked_at = 0.0
        self._meter = FillMeter(mirror, clock, self._requests_left, on_progress)
        self._may_ask = asyncio.Event()
        self._may_ask.set()
        self._news = asyncio.Event()

    @property
    def is_paused(self) -> bool:
        """Whether nothing more is asked for."""
        return self._meter.is_paused

    def pause(self) -> None:
        """Ask for nothing more until `resume`; the few requests that are out are still answered."""
        self._meter.is_paused = True
        self._may_ask.clear()

    def resume(self) -> None:
        """Go on asking."""
        self._meter.is_paused = False
        self._may_ask.set()

    async def run(self) -> None:
        """Read all that is missing.

        Raises:
            CleanCloudError: It can't go on; what was read is kept, and the next go continues.
        """
        began = self._clock()
        await self._read_open_orders()
        # The first answer told what time it is, should this computer's clock be wrong.
        self._lay_out()
        if not self._mirror.facts.get(ASKED_AT):
            now = self._clock()
            since = began if was_within(began, now, TOLERANCE) else now - TOLERANCE
            await self._mirror.facts.remember(ASKED_AT, repr(since))
        try:
            async with asyncio.TaskGroup() as lanes:
                for _ in range(_CUSTOMER_LANES):
                    lanes.create_task(self._read_windows(self._customers, self._read_customers))
                for _ in range(_ORDER_LANES):
                    lanes.create_task(self._read_windows(self._orders, self._read_orders))
                for _ in range(_GARMENT_LANES):
                    lanes.create_task(self._read_garments())
        except ExceptionGroup as group:
            raise group.exceptions[0] from None
        if not self._mirror.facts.get(FILLED_AT):
            await self._mirror.facts.remember(FILLED_AT, repr(self._clock()))
        await self._meter.finish()

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
        rows = await self._ask_customers(window)
        self._customers.settle(window, rows)
        await self._remember("customers", window, rows)

    async def _read_orders(self, window: Filled) -> None:
        days = {"dateFrom": window.first, "dateTo": window.last}
        rows = await self._ask_orders(days, f"orders of {window.first:%B %Y}")
        if rows is None and window.days > 1:
            self._orders.put_back(window)
            return
        if rows is None:
            rows = await self._read_parts_of(window.first)
        self._orders.settle(window, rows)
        await self._remember("orders", window, rows)

    async def _read_garments(self) -> None:
        while True:
            if order_id := self._next_wanting_garments():
                await self._ask_garments(order_id)
            elif self._orders.is_finished:
                return
            else:
                await self._wait_for_news()

    async def _wait_for_news(self) -> None:
        """Wait until another lane has read a window: it may leave something to this one."""
        self._news.clear()
        await self._news.wait()

    # Orders that do not come at once

    async def _read_open_orders(self, within: Mapping[str, object] | None = None) -> int:
        """Read the open orders, of all days if none are given; return how many came."""
        within = within or {}
        rows = await self._ask_orders({**within, "completed": "0"}, "open orders")
        if rows is not None:
            return rows
        parts = [{**within, "status": status} for status in many_orders.OPEN_STATUSES]
        return await self._ask_parts(parts, "open orders")

    async def _read_parts_of(self, day: date) -> int:
        """Read a day that has too many orders for one reply; return how many came."""
        within: dict[str, object] = {"dateFrom": day, "dateTo": day}
        what = f"orders of {day:%d %B %Y}"
        open_rows = await self._read_open_orders(within)
        completed = await self._ask_orders({**within, "completed": "1"}, what)
        if completed is None:
            parts = [{**within, "completed": "1", "paid": paid} for paid in ("0", "1")]
            completed = await self._ask_parts(parts, what)
        return open_rows + completed

    async def _ask_parts(self, parts: list[dict[str, object]], what: str) -> int:
        came = 0
        for part in parts:
            rows = await self._ask_orders(part, what)
            if rows is None and "dateFrom" in part:  # the windows bring the others
                _log.warning("Too many orders to come at once, some are missing: %s", part)
            came += rows or 0
        return came

    # One request each

    async def _ask_customers(self, window: Filled) -> int:
        days = {"dateFrom": window.first, "dateTo": window.last, "excludeDeactivated": "1"}
        what = f"customers of {window.first:%B %Y}"
        try:
            return len(customer_rows(await self._ask("getCustomer", days, what)))
        except RefusedError as error:
            if NO_SUCH_CUSTOMER not in error.text.lower():
                raise
            return 0

    async def _ask_orders(self, parameters: Mapping[str, object], what: str) -> int | None:
        """Return how many orders came; None where they were too many to come at once."""
        try:
            reply = await self._ask("getOrders", parameters, what)
        except TooLargeError:
            return None
        except RefusedError as error:
            if not many_orders.are_too_many(error):
                raise
            return None
        self._orders_came = True
        return len(order_rows(reply))

    async def _ask_garments(self, order_id: str) -> None:
        asked_at = self._clock()
        try:
            await self._ask("getGarments", {"orderID": order_id}, "garments")
        except (AuthenticationRefusedError, RateRefusedError):
            raise
        except RefusedError:  # deleted in the meantime, for one: it is not asked again
            note = partial(
                storing.note_garments_read,
                order_id=order_id,
                reading=self._mirror.reading(asked_at),
            )
            await self._mirror.file.run(note)

    async def _ask(
        self, operation: str, parameters: Mapping[str, object], what: str
    ) -> Mapping[str, object]:
        while self.is_paused:
            await self._meter.pause(what)
            await self._may_ask.wait()
        try:
            reply = await self._reader.read(operation, parameters, background=True, purpose=PURPOSE)
        finally:
            self._meter.count()
        await self._meter.tell(what)
        return reply

    # What is done and what is left

    def _filled(self, kind: str) -> list[Filled]:
        return [Filled(*window) for window in self._mirror.coverage.filled_windows(kind)]

    def _next_wanting_garments(self) -> str | None:
        """Return the newest order in work whose garments nobody asked for."""
        is_recent = was_within(self._looked_at, self._clock(), _LOOK_EVERY)
        if not is_recent or not self._wanting_garments:
            self._look_for_garments()
        if not self._wanting_garments:
            return None
        self._garments_asked.add(self._wanting_garments[-1])
        return self._wanting_garments.pop()

    def _look_for_garments(self) -> None:
        if self._orders_came:
            self._orders_came = False
            self._looked_at = self._clock()
            wanting = self._mirror.coverage.orders_wanting_garments(_MOST_WANTING)
            asked = self._garments_asked
            self._wanting_garments = [each for each in reversed(wanting) if each not in asked]

    def _requests_left(self) -> int:
        # No order is older than the shop's first customers, or hardly any.
        since = self._customers.oldest_row if self._customers.is_finished else None
        return (
            self._customers.requests_left()
            + self._orders.requests_left(since)
            + len(self._wanting_garments)
        )

    async def _remember(self, kind: str, window: Filled, rows: int) -> None:
        over = min(window.last, self._today - _GROWING)
        if window.first <= over:
            await self._mirror.coverage.remember_window(kind, window.first, over, rows)
