"""The shop: the one object that screens and commands talk to.

What is known is answered at once, from the mirror. What is asked for goes to the API and into the
mirror. What is changed goes through one door, which writes it down first.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..api.errors import CleanCloudError
from .mirror import Mirror
from .records import Change, FillProgress, FoundGarment, Known
from .search import FoundCustomer
from .state import Connection, connection_after

if TYPE_CHECKING:
    from ..api.models.customers import Customer
    from ..api.models.garments import Garment
    from ..api.models.orders import Order
    from ..api.models.repeat_pickups import RepeatPickup
    from ..api.models.reports import DaySummary
    from ..api.operations import WireParameters
    from .journal import Journal
    from .reading import Reader, Reply
    from .writing import WriteDoor


class Client(Protocol):
    """What a shop needs of `api.client.Client`."""

    async def call(
        self,
        operation: str,
        parameters: Mapping[str, object] | None = None,
        *,
        background: bool = False,
    ) -> Mapping[str, object]:
        """Send one request and return the reply's JSON object."""

    async def spent(self) -> int:
        """Return this month's requests."""

    async def aclose(self) -> None:
        """Close the connections."""


class Shop:
    """One shop: its mirror, its journal and the way to the API.

    It is for the event loop's thread, opened there too: opening takes a few milliseconds.

    Args:
        directory: Of the shop's files on this host; made where there is none.
        connect: Makes the client; awaited once, when something is first sent.
        time_zone: The shop's.
        first_day: The shop's first day, where it is known: nothing older is read.
        read_only: Whether every write is refused.
        clock: Tells Unix seconds.

    Attributes:
        connection: Whether the API answers, and the last sentence about it.
        filling: How far filling the mirror is; None before it began.
        notices: Sentences for people about what could not be kept, the oldest first.
    """

    def __init__(
        self,
        *,
        directory: Path,
        connect: Callable[[], Awaitable[Client]],
        time_zone: tzinfo,
        first_day: date | None = None,
        read_only: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.connection = Connection()
        self.filling: FillProgress | None = None
        self.notices: list[str] = []
        self._connect = connect
        self._connecting = asyncio.Lock()
        self._client: Client | None = None
        self._closed = False
        self._subscribers: list[Callable[[Change], None]] = []
        self._time_zone = time_zone
        self._first_day = first_day
        self._clock = clock
        self._mirror = Mirror(directory / "mirror.db", clock, self._say)
        self._journal_file = directory / "journal.db"
        self._read_only = read_only

    # What asks and changes is imported when it is first needed: a screen is up before that,
    # a fifth of a second earlier.

    @cached_property
    def _reader(self) -> Reader:
        from .reading import Reader

        return Reader(self._mirror, self._call, self._clock, self._tell)

    @cached_property
    def _journal(self) -> Journal:
        from .journal import Journal

        return Journal(self._journal_file, self._clock, self._say)

    @cached_property
    def _door(self) -> WriteDoor:
        from .writing import WriteDoor

        return WriteDoor(
            mirror=self._mirror,
            journal=self._journal,
            reader=self._reader,
            call=self._call,
            read_only=self._read_only,
            clock=self._clock,
            tell=self._tell,
            say=self._say,
        )

    async def aclose(self) -> None:
        """Finish the writes that are out, then close everything; again is harmless."""
        if self._closed:
            return
        self._closed = True
        if "_door" in vars(self):
            await self._door.aclose()
        if "_journal" in vars(self):
            await self._journal.aclose()
        if self._client is not None:
            await self._client.aclose()
        await self._mirror.aclose()

    # At once, from the mirror

    def search(self, text: str, limit: int = 50) -> list[FoundCustomer]:
        """Return the customers that match, the best first; for an empty text, those last in."""
        return self._mirror.search(text, limit)

    def known_customers(self) -> int:
        """Return how many active customers are known."""
        return self._mirror.known_customers()

    def customer(self, customer_id: str) -> Known[Customer] | None:
        """Return a customer, as far as known."""
        return self._mirror.customer(customer_id)

    def order(self, order_id: str) -> Known[Order] | None:
        """Return an order, as far as known."""
        return self._mirror.order(order_id)

    def orders_of(self, customer_id: str, limit: int = 100) -> list[Order]:
        """Return a customer's orders: open ones first, then the newest."""
        return self._mirror.orders_of(customer_id, limit)

    def garments_of(self, order_id: str) -> list[Garment]:
        """Return the garments known of an order."""
        return self._mirror.garments_of(order_id)

    def garments_read_at(self, order_id: str) -> datetime | None:
        """Return when all garments of an order were read; None where they never were."""
        return self._mirror.garments_read_at(order_id)

    def garments_with(self, barcode: str) -> list[FoundGarment]:
        """Return the garments of a barcode, of open orders first."""
        return self._mirror.garments_with(barcode)

    def repeat_pickups_of(self, customer_id: str) -> Known[tuple[RepeatPickup, ...]] | None:
        """Return a customer's repeat pickups; None where they were never read."""
        return self._mirror.repeat_pickups_of(customer_id)

    def day_summaries(self, first: date, last: date) -> Known[tuple[DaySummary, ...]] | None:
        """Return what is known of the figures of a window of days."""
        return self._mirror.day_summaries(first, last)

    def known_reply(
        self, operation: str, parameters: Mapping[str, object] | None = None
    ) -> Known[Reply] | None:
        """Return the last reply to `getProducts`, `getPriceLists` or `getInventory`."""
        return self._reader.known(operation, parameters or {})

    # From the API, into the mirror

    async def refresh_customer(self, customer_id: str) -> Customer | None:
        """Read a customer and the customer's orders; None where there is no such customer."""
        if not await self._reader.read_customer(customer_id):
            return None
        known = self.customer(customer_id)
        return known.value if known else None

    async def refresh_order(self, order_id: str) -> Order | None:
        """Read an order with its items and its garments; None where there is no such order."""
        await self.read("getOrders", {"orderID": order_id, "sendProductDetails": "1"})
        known = self.order(order_id)
        if known is None:
            return None
        await self.read("getGarments", {"orderID": order_id})
        return known.value

    async def refresh_garment(self, order_id: str, barcode: str) -> Garment | None:
        """Read one garment of an order."""
        await self.read("getGarment", {"orderID": order_id, "barcodeID": barcode})
        known = self.garments_of(order_id)
        return next((each for each in known if each.barcode == barcode), None)

    async def refresh_repeat_pickups(self, customer_id: str) -> tuple[RepeatPickup, ...]:
        """Read a customer's repeat pickups."""
        await self.read("getPickups", {"customerID": customer_id})
        known = self.repeat_pickups_of(customer_id)
        return known.value if known else ()

    async def refresh_day_summaries(self, first: date, last: date) -> tuple[DaySummary, ...]:
        """Read the figures of a window of days."""
        await self.read("summaryReport", {"dateFrom": first, "dateTo": last})
        known = self.day_summaries(first, last)
        return known.value if known else ()

    async def refresh_changes(self) -> None:
        """Read the orders that changed since this was last done: one request."""
        from .changes import refresh_changes

        await refresh_changes(self._mirror, self._reader, self._clock)

    async def read(
        self,
        operation: str,
        parameters: Mapping[str, object] | None = None,
        *,
        background: bool = False,
    ) -> Reply:
        """Send any read; the mirror keeps what it tells.

        Raises:
            CleanCloudError: It could not be read.
            ValueError: The operation is no read.
        """
        return await self._reader.read(operation, parameters or {}, background=background)

    async def fill(self, on_progress: Callable[[FillProgress], None]) -> None:
        """Fill the mirror in the background; what was read before is not read again.

        Raises:
            CleanCloudError: It can't go on; the next call continues.
        """
        from .filling import Filling

        def progress(made: FillProgress) -> None:
            self.filling = made
            on_progress(made)
            self._tell([Change("filling")])

        filling = Filling(
            self._mirror,
            self._reader,
            clock=self._clock,
            time_zone=self._time_zone,
            first_day=self._first_day,
            on_progress=progress,
        )
        await filling.run()

    async def spent(self) -> int:
        """Return this month's requests, of all processes of this host."""
        return await (await self._connected()).spent()

    # To the API

    async def write(self, operation: str, parameters: Mapping[str, object]) -> Reply:
        """Send a write: written down, sent, settled, its effect put into the mirror.

        It is finished even where the caller is cancelled.

        Raises:
            CleanCloudError: `OutcomeUnknownError` where it may have happened, else it did not.
        """
        return await self._door.write(operation, parameters)

    def subscribe(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Have `callback` told what changes; call what is returned to end it."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    async def _connected(self) -> Client:
        async with self._connecting:
            if self._client is None:
                self._client = await self._connect()
                _ = self._journal  # what an earlier process left open is looked at now
            return self._client

    async def _call(
        self, operation: str, parameters: WireParameters, *, background: bool = False
    ) -> Reply:
        client = await self._connected()
        try:
            reply = await client.call(operation, parameters, background=background)
        except CleanCloudError as error:
            self._now(connection_after(self.connection, error))
            raise
        self._now(connection_after(self.connection, None))
        return reply

    def _now(self, connection: Connection) -> None:
        if connection != self.connection:
            self.connection = connection
            self._tell([Change("connection")])

    def _say(self, notice: str) -> None:
        self.notices.append(notice)
        self._tell([Change("notice")])

    def _tell(self, changes: Sequence[Change]) -> None:
        for change in changes:
            for subscriber in tuple(self._subscribers):
                subscriber(change)
