"""What the first fill asks, one request each, or a few where the answer is too large for one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from ....api.errors import (
    AskingRefusedError,
    NothingFoundError,
    RefusedError,
    TooLargeError,
)
from ....api.readers.customers import customer_rows
from ....api.readers.orders import order_rows
from ....api.readers.replies.not_understood import NotUnderstoodError
from ...mirror.mirror import Mirror
from ...reading import Reader
from .. import many_orders
from ..jobs import note_refused_garments
from ..looking import is_unsure, look
from ..nameless import Nameless
from ..windows import Filled
from .progress import FillMeter

PURPOSE: Final = "first fill"
"""What its requests are counted as."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a window of days.

    Attributes:
        rows: How many rows; None where they are too many to come at once.
        is_unsure: Whether there may be some all the same.
    """

    rows: int | None
    is_unsure: bool = False


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A window of days of which nothing came.

    Attributes:
        kind: Of what: `customers`, `orders`.
        window: The days.
        is_refused: Whether it was refused, in words that may mean anything; else it was empty.
    """

    kind: str
    window: Filled
    is_refused: bool


class FillQuestions:
    """Asks, unless the fill is paused, and counts what was asked.

    Args:
        mirror: What is filled.
        reader: Reads, and keeps what it reads.
        clock: Tells Unix seconds.
        meter: Counts, and tells how far it is.
        orders_came: Is called when orders came.
    """

    def __init__(
        self,
        mirror: Mirror,
        reader: Reader,
        clock: Callable[[], float],
        meter: FillMeter,
        orders_came: Callable[[], None],
    ) -> None:
        self._mirror = mirror
        self._reader = reader
        self._clock = clock
        self._meter = meter
        self._orders_came = orders_came
        self._not_understood: set[str] = set()
        self._may_ask = asyncio.Event()
        self._may_ask.set()

    def pause(self) -> None:
        """Ask for nothing more until `resume`; the few requests that are out are still answered."""
        self._meter.is_paused = True
        self._may_ask.clear()

    def resume(self) -> None:
        """Go on asking."""
        self._meter.is_paused = False
        self._may_ask.set()

    async def customers(self, window: Filled) -> Told:
        """Read the active customers who signed up in a window of days."""
        days = {"dateFrom": window.first, "dateTo": window.last, "excludeDeactivated": "1"}
        reply = await self._look("getCustomer", days, f"customers of {window.first:%B %Y}")
        return Told(len(customer_rows(reply)), is_unsure(reply))

    async def orders(self, window: Filled) -> Told:
        """Read the orders made in a window of days."""
        days = {"dateFrom": window.first, "dateTo": window.last}
        told = await self._orders(days, f"orders of {window.first:%B %Y}")
        if told.rows is None and window.days == 1:
            return Told(await self._parts_of(window.first))
        return told

    async def open_orders(self, within: Mapping[str, object] | None = None) -> int:
        """Read the open orders, of all days if none are given; return how many came."""
        within = within or {}
        told = await self._orders({**within, "completed": "0"}, "open orders")
        if told.rows is not None:
            return told.rows
        parts = [{**within, "status": status} for status in many_orders.OPEN_STATUSES]
        return await self._parts(parts, "open orders")

    async def garments(self, order_id: str) -> None:
        """Read the garments of an order."""
        await self._besides("getGarments", partial(self._garments, order_id))

    async def customer(self, customer_id: str, nameless: Nameless) -> None:
        """Read a customer of whom only an order is known."""
        read = partial(self.ask, what="customers of orders")
        await self._besides("getCustomer", partial(nameless.ask, customer_id, read))

    async def _besides(self, operation: str, ask: Callable[[], Awaitable[None]]) -> None:
        """Read what the fill goes on without, where it is told in a way that is not known.

        The others would be told in the same way: they are left to the background, which says so.
        """
        if operation in self._not_understood:
            return
        try:
            await ask()
        except NotUnderstoodError as error:
            if operation not in self._not_understood:
                _log.warning("%s is left out of the first fill: %s", operation, error)
            self._not_understood.add(operation)

    async def _garments(self, order_id: str) -> None:
        asked_at = self._clock()
        try:
            await self.ask("getGarments", {"orderID": order_id}, "garments")
        except AskingRefusedError:
            raise
        except NothingFoundError:
            return  # what that means is found out later, when those of other orders are known
        except RefusedError as error:
            await note_refused_garments(self._mirror, order_id, asked_at, error)

    # Orders that do not come at once

    async def _parts_of(self, day: date) -> int:
        """Read a day that has too many orders for one reply; return how many came."""
        within: dict[str, object] = {"dateFrom": day, "dateTo": day}
        what = f"orders of {day:%d %B %Y}"
        open_rows = await self.open_orders(within)
        completed = (await self._orders({**within, "completed": "1"}, what)).rows
        if completed is None:
            parts = [{**within, "completed": "1", "paid": paid} for paid in ("0", "1")]
            completed = await self._parts(parts, what)
        return open_rows + completed

    async def _parts(self, parts: list[dict[str, object]], what: str) -> int:
        came = 0
        for part in parts:
            rows = (await self._orders(part, what)).rows
            if rows is None and "dateFrom" in part:  # the windows bring the others
                _log.warning("Too many orders to come at once, some are missing: %s", part)
            came += rows or 0
        return came

    # One request each

    async def _orders(self, parameters: Mapping[str, object], what: str) -> Told:
        try:
            reply = await self._look("getOrders", parameters, what)
        except TooLargeError:
            return Told(None)
        except RefusedError as error:
            if not many_orders.are_too_many(error):
                raise
            return Told(None)
        self._orders_came()
        return Told(len(order_rows(reply)), is_unsure(reply))

    async def _look(
        self, operation: str, parameters: Mapping[str, object], what: str
    ) -> Mapping[str, object]:
        ask = partial(look, self._reader, background=True, purpose=PURPOSE)
        return await self._counted(partial(ask, operation, parameters), what)

    async def ask(
        self, operation: str, parameters: Mapping[str, object], what: str
    ) -> Mapping[str, object]:
        """Send one request."""
        ask = partial(self._reader.read, background=True, purpose=PURPOSE)
        return await self._counted(partial(ask, operation, parameters), what)

    async def _counted(
        self, ask: Callable[[], Awaitable[Mapping[str, object]]], what: str
    ) -> Mapping[str, object]:
        while self._meter.is_paused:
            await self._meter.pause(what)
            await self._may_ask.wait()
        try:
            reply = await ask()
        finally:
            self._meter.count()
        await self._meter.tell(what)
        return reply
