"""Filling the mirror for the first time, in the background, the newest first.

The open orders come first, in one request where the API allows it: with them the counter is
useful. Then customers and orders are read by windows of days, back in time, side by side, and
the garments of the orders that are in the shop. What was read is remembered: a restart goes on.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from ..api.errors import AuthenticationRefusedError, RateRefusedError, RefusedError
from ..api.readers.customers import customer_rows
from ..api.readers.orders import order_rows
from .changes import ASKED_AT
from .mirror import Mirror
from .reading import NO_SUCH_CUSTOMER, Reader
from .records import FillProgress
from .windows import Filled, days_left, next_window, oldest_to_read

_CUSTOMER_DAYS: Final = 30
"""Days of a window of customers; `getCustomer` takes 31 at most."""

_ORDER_DAYS: Final = 14
_MOST_ORDER_DAYS: Final = 112
_ORDERS_BACK: Final = timedelta(days=2 * 365)
_TOO_MANY: Final = "too many orders"
"""`getOrders`: "Requesting too many orders in one request", the number being nowhere told."""

_GROWING: Final = timedelta(days=2)
"""The last days are read again next time: in some time zone they were not over."""

_MOST_GARMENT_READS: Final = 300
"""Orders whose garments are read in one go; the others' are when they are opened."""

_OPEN_STATUSES: Final = ("1", "0", "5", "4")


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
        self._today = datetime.fromtimestamp(clock(), UTC).astimezone(time_zone).date()
        self._first_day = first_day
        self._on_progress = on_progress
        self._customers = self._filled("customers")
        self._orders = self._filled("orders")
        self._order_days = _ORDER_DAYS
        self._done = 0
        self._without_garments: set[str] = set()
        self._garment_reads = 0
        self._orders_came = asyncio.Event()
        self._orders_all_here = False

    async def run(self) -> None:
        """Read all that is missing.

        Raises:
            CleanCloudError: It can't go on; what was read is kept, and the next go continues.
        """
        if not self._mirror.fact(ASKED_AT):
            await self._mirror.remember(ASKED_AT, repr(self._clock()))
        await self._read_open_orders()
        try:
            async with asyncio.TaskGroup() as lanes:
                lanes.create_task(self._read_customers())
                lanes.create_task(self._read_orders())
                lanes.create_task(self._read_garments())
        except ExceptionGroup as group:
            raise group.exceptions[0] from None
        await self._tell("everything", finished=True)

    async def _read_open_orders(self) -> None:
        if await self._ask_orders({"completed": "0"}) is None:
            for status in _OPEN_STATUSES:
                await self._ask_orders({"status": status})
        await self._tell("open orders")

    async def _read_customers(self) -> None:
        while window := next_window(
            self._customers, self._today, self._oldest_customers(), _CUSTOMER_DAYS
        ):
            rows = await self._ask_customers(*window)
            await self._remember("customers", self._customers, Filled(*window, rows))

    async def _read_orders(self) -> None:
        most_accepted = 0
        while window := next_window(
            self._orders, self._today, self._oldest_orders(), self._order_days
        ):
            first, last = window
            rows = await self._ask_orders(
                {"dateFrom": first.isoformat(), "dateTo": last.isoformat()}
            )
            if rows is None and first < last:
                self._order_days = max(1, ((last - first).days + 1) // 2)
                continue
            # One day that is refused can't be cut smaller: its open orders are here all the same.
            await self._remember("orders", self._orders, Filled(first, last, rows or 0))
            self._orders_came.set()
            most_accepted = max(most_accepted, rows or 0)
            if rows is not None and rows * 2 <= most_accepted:
                self._order_days = min(self._order_days * 2, _MOST_ORDER_DAYS)
        self._orders_all_here = True
        self._orders_came.set()

    async def _read_garments(self) -> None:
        while self._garment_reads < _MOST_GARMENT_READS:
            wanted = self._wanting_garments()
            if wanted:
                await self._ask_garments(wanted[0])
            elif self._orders_all_here:
                return
            else:
                self._orders_came.clear()
                await self._orders_came.wait()

    # One request each

    async def _ask_customers(self, first: date, last: date) -> int:
        parameters = {"dateFrom": first, "dateTo": last, "excludeDeactivated": "1"}
        try:
            reply = await self._ask("getCustomer", parameters)
        except RefusedError as error:
            if NO_SUCH_CUSTOMER not in error.text.lower():
                raise
            return 0
        return len(customer_rows(reply))

    async def _ask_orders(self, parameters: Mapping[str, object]) -> int | None:
        """Return how many orders came; None where they were too many to come at once."""
        try:
            reply = await self._ask("getOrders", parameters)
        except RefusedError as error:
            if _TOO_MANY not in error.text.lower():
                raise
            return None
        return len(order_rows(reply))

    async def _ask_garments(self, order_id: str) -> None:
        self._garment_reads += 1
        try:
            await self._ask("getGarments", {"orderID": order_id})
        except (AuthenticationRefusedError, RateRefusedError):
            raise
        except RefusedError:  # deleted in the meantime, for one
            self._without_garments.add(order_id)
        await self._tell("garments")

    async def _ask(self, operation: str, parameters: Mapping[str, object]) -> Mapping[str, object]:
        self._done += 1
        return await self._reader.read(operation, parameters, background=True)

    # What is done and what is left

    def _filled(self, kind: str) -> list[Filled]:
        return [Filled(*window) for window in self._mirror.filled_windows(kind)]

    def _oldest_customers(self) -> date:
        return oldest_to_read(self._customers, self._today, self._first_day, None)

    def _oldest_orders(self) -> date:
        return oldest_to_read(self._orders, self._today, self._first_day, _ORDERS_BACK)

    def _wanting_garments(self) -> list[str]:
        limit = _MOST_GARMENT_READS + len(self._without_garments)
        wanting = self._mirror.orders_without_garments(limit)
        return [each for each in wanting if each not in self._without_garments]

    async def _remember(self, kind: str, filled: list[Filled], window: Filled) -> None:
        filled.append(window)
        over = min(window.last, self._today - _GROWING)
        if window.first <= over:
            await self._mirror.remember_window(kind, window.first, over, window.rows)
        await self._tell(f"{kind} of {window.first:%B %Y}")

    async def _tell(self, what: str, *, finished: bool = False) -> None:
        left = 0
        if not finished:
            customer_days = days_left(self._customers, self._today, self._oldest_customers())
            order_days = days_left(self._orders, self._today, self._oldest_orders())
            left = math.ceil(customer_days / (_CUSTOMER_DAYS - 1))
            left += math.ceil(order_days / max(1, self._order_days - 1))
            left += min(len(self._wanting_garments()), _MOST_GARMENT_READS - self._garment_reads)
        customers, orders, garments = await self._mirror.counts()
        self._on_progress(
            FillProgress(what, self._done, self._done + left, customers, orders, garments, finished)
        )
