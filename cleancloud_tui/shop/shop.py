"""The shop: the one object that screens and commands talk to.

What is known is answered at once, from the mirror. What is asked for goes to the API and into the
mirror. What is changed goes through one door, which writes it down first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from ..api.request import Request
from ..api.true_time import was_within
from .mirror.todays_work import FoundOrder, TodaysWork
from .parts import Parts
from .records import FillProgress, FoundGarment, Known
from .search.found import FoundCustomer

if TYPE_CHECKING:
    from ..api.models.cards import Card, Subscription
    from ..api.models.customers import Customer
    from ..api.models.garments import Garment
    from ..api.models.messages import Message
    from ..api.models.orders import DriverLocation, Order
    from ..api.models.promotions import Promotion
    from ..api.models.repeat_pickups import RepeatPickup
    from ..api.models.reports import DaySummary
    from ..api.models.routes import AvailableDay, Route, Slot
    from .journal.linked import FormKey
    from .reading import Reply
    from .writes.undo import Undo


FRESH: Final = timedelta(seconds=20)
"""What was read this recently is not asked for again when it is looked at."""

_LATELY: Final = timedelta(days=14)
"""Who signed up before was told long ago: sign-ups are asked for several times an hour."""


class Shop(Parts):
    """One shop: what is known of it, what can be asked, what can be changed."""

    # At once, from the mirror

    def is_fresh(self, read_at: datetime | None) -> bool:
        """Tell whether something was read so recently that it need not be asked for again."""
        return read_at is not None and was_within(
            read_at.timestamp(), self.now().timestamp(), FRESH.total_seconds()
        )

    def search(self, text: str, limit: int = 50) -> list[FoundCustomer]:
        """Return the customers that match, the best first; for an empty text, those last in."""
        return self._mirror.search(text, limit)

    def todays_work(
        self, kind: TodaysWork, today: date, *, text: str = "", limit: int = 200
    ) -> list[FoundOrder]:
        """Return the orders of a kind of work, narrowed by what was typed."""
        return self._mirror.todays_work(kind, today, text=text, limit=limit)

    def work_counts(self, today: date) -> Mapping[TodaysWork, int]:
        """Return how many orders there are of each kind of work on the shop's day."""
        return self._mirror.work_counts(today)

    def customers_with_contact(self, phone: str, email: str) -> list[Customer]:
        """Return the active customers with the same phone, however written, or the same email."""
        return self._mirror.customers_with_contact(phone, email)

    def known_customers(self) -> int:
        """Return how many active customers are known."""
        return self._mirror.known_customers()

    def customer(self, customer_id: str) -> Known[Customer] | None:
        """Return a customer, as far as known."""
        return self._mirror.customer(customer_id)

    def is_deactivated(self, customer_id: str) -> bool:
        """Tell whether a customer is known to be deactivated."""
        return self._mirror.is_deactivated(customer_id)

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

    async def refresh_profile(self, customer_id: str) -> None:
        """Read a customer alone: one request.

        Raises:
            RefusedError: There is no such customer.
            CleanCloudError: It could not be read.
        """
        await self.read("getCustomer", {"customerID": customer_id})

    async def refresh_orders_of(self, customer_id: str) -> None:
        """Read a customer's orders: one request, unless they are too many to come at once."""
        from .sync.many_orders import orders_by_status

        which = {"customerID": customer_id}
        await orders_by_status(self._reader, which, completed=True, background=False, purpose="")

    async def refresh_order(self, order_id: str) -> Order | None:
        """Read an order with its items and its garments; None where there is no such order."""
        await self.read("getOrders", {"orderID": order_id, "sendProductDetails": "1"})
        known = self.order(order_id)
        if known is None:
            return None
        await self.read("getGarments", {"orderID": order_id})
        return known.value

    async def refresh_order_alone(self, order_id: str, *, items: bool = False) -> Order | None:
        """Read an order without its garments: one request; None where there is no such order.

        Args:
            order_id: The order.
            items: Whether its items are wanted with their prices.
        """
        which = {"orderID": order_id}
        await self.read("getOrders", which | ({"sendProductDetails": "1"} if items else {}))
        known = self.order(order_id)
        return known.value if known else None

    async def driver_of(self, order: Order) -> DriverLocation | None:
        """Return where an order's driver was last seen: one request; nothing of it is kept.

        Raises:
            CleanCloudError: It could not be read, or there is no driver.
        """
        from ..api.readers.orders import driver_location

        ids = {"orderID": order.id, "customerID": order.customer_id}
        return driver_location(await self.read("driverLocation", ids))

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

    async def refresh_sign_ups(self) -> None:
        """Read who signed up in the last days, in one request: the API can't be searched."""
        from .sync.jobs import read_sign_ups

        today = datetime.fromtimestamp(self._clock(), UTC).astimezone(self._time_zone).date()
        await read_sign_ups(self._reader, today - _LATELY, today, "", background=False)

    async def route_for(self, address: str, latitude: str = "", longitude: str = "") -> Route:
        """Ask which route serves an address, or a place where there is no address.

        Raises:
            RefusedError: None does.
            CleanCloudError: It could not be asked, or nothing was given to ask by.
        """
        from ..api.errors import RefusedError
        from ..api.readers.routes import route

        by_place = {"lat": latitude, "lng": longitude}
        reply = await self.read("getRoute", {"customerAddress": address} if address else by_place)
        if found := route(reply):
            return found
        raise RefusedError("getRoute", "the answer names no route")

    async def days_of_route(self, route: str) -> tuple[AvailableDay, ...]:
        """Read the days that a route has left; they are not kept."""
        from ..api.readers.routes import available_days

        return available_days(await self.read("getDates", {"routeID": route}))

    async def slots_of(self, route: str, day: date) -> tuple[Slot, ...]:
        """Read the windows of time that a route has left on a day; they are not kept."""
        from ..api.readers.routes import slots

        return slots(await self.read("getSlots", {"routeID": route, "day": day}))

    async def refresh_price_lists(self) -> None:
        """Read the price lists: one request."""
        await self.read("getPriceLists")

    async def messages_of(self, customer_id: str, limit: int) -> tuple[Message, ...]:
        """Read the latest messages between a customer and the shop; they are not kept."""
        from ..api.readers.messages import messages

        return messages(await self.read("getMessages", {"customerID": customer_id, "limit": limit}))

    async def cards_of(self, customer_id: str, processor: str = "") -> tuple[Card, ...]:
        """Read a customer's saved cards, of a card processor's code; they are not kept."""
        from ..api.readers.cards import cards
        from .orders.cards import cards_of

        request = cards_of(customer_id, processor)
        return cards(await self.read(request.name, request.parameters))

    async def check_promo(self, customer_id: str, code: str) -> Promotion:
        """Ask what a promo code would give a customer, which does not use it.

        Raises:
            CleanCloudError: It was refused, or could not be asked.
        """
        from ..api.readers.promotions import promotion

        asked = {"customerID": customer_id, "promoCode": code, "onlyCheckIfValid": "1"}
        return promotion(await self.read("usePromo", asked))

    async def subscription_of(self, customer_id: str) -> Subscription | None:
        """Read a customer's subscription; it is not kept."""
        from ..api.readers.subscriptions import subscription

        return subscription(await self.read("getSubscription", {"customerID": customer_id}))

    async def refresh_changes(self) -> None:
        """Read the orders that changed since this was last done: one request."""
        from .sync.changes import refresh_changes

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
        await self._new_filling(self._reader, on_progress).run()

    async def keep_current(self) -> None:
        """Fill the mirror, keep it current and settle what is open, until it is cancelled.

        What changed is asked for at once: whoever opens a counter wants to see today.
        """
        if self.known_customers():
            self.upkeep.wake()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.upkeep.run())
            tasks.create_task(self.outbox.run())
            tasks.create_task(self.disk.watch(self._keep_something))

    async def _keep_something(self) -> None:
        await self._mirror.remember("kept at", f"{self._clock():.0f}")

    async def counts(self) -> tuple[int, int, int]:
        """Return how many customers, orders and garments are known."""
        return await self._mirror.counts()

    # To the API

    async def open_charges(self, order_ids: Collection[str]) -> set[str]:
        """Return the orders of some that were charged without anybody knowing yet how it ended.

        Raises:
            StorageError: The journal can't be read.
        """
        subjects = {f"order:{order_id}": order_id for order_id in order_ids}
        entries = await self._journal.open_of("chargeCard", list(subjects))
        return {subjects[entry.subject] for entry in entries}

    async def write(
        self,
        operation: str,
        parameters: Mapping[str, object],
        *,
        may_wait: bool = True,
        again: bool = False,
        form: FormKey | None = None,
    ) -> Reply:
        """Send a write of any operation, by its wire name; see `send`.

        Args:
            operation: Its wire name.
            parameters: As `checks.checked` takes them.
            may_wait: See `send`.
            again: See `send`.
            form: See `send`.
        """
        request = Request.of(operation, parameters)
        return await self.send(request, may_wait=may_wait, again=again, form=form)

    async def send(
        self,
        request: Request,
        *,
        may_wait: bool = True,
        again: bool = False,
        form: FormKey | None = None,
    ) -> Reply:
        """Send a write: written down, sent, settled, its effect put into the mirror.

        It is finished even where the caller is cancelled.

        Args:
            request: What is to be changed.
            may_wait: Whether it may be kept and sent later, where sending it twice does no harm.
            again: Whether somebody said that it is meant, though the very same was done just now.
            form: The draft that it is sent from: what settles the one settles the other.

        Raises:
            WriteWaitsError: It was kept, and is sent later.
            JustDoneError: The very same was done a moment ago.
            CleanCloudError: `OutcomeUnknownError` where it may have happened, else it did not.
        """
        return await self._door.write(request, may_wait=may_wait, again=again, form=form)

    async def undoable(self, subjects: Sequence[str]) -> Undo | None:
        """Return how the newest change of some things is taken back; None where it can't be.

        Args:
            subjects: As the journal names them: `order:437`, `garment:0042`.

        Raises:
            StorageError: The journal can't be read.
        """
        from .writes.undo import undo_of

        entry = await self._journal.last_change(subjects)
        declared = self.writes.of(entry.operation) if entry else None
        return undo_of(entry, self._mirror, declared) if entry and declared else None

    async def undo(self, undo: Undo) -> Reply:
        """Take a change back, as a write like any other.

        Raises:
            CleanCloudError: See `write`.
        """
        return await self.send(undo.request)
