"""Asking CleanCloud: what is asked for by whoever looks at it, and goes into the mirror."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ..api.models.cards import Card, Subscription
    from ..api.models.customers import Customer
    from ..api.models.messages import Message
    from ..api.models.orders import DriverLocation, Order
    from ..api.models.promotions import Promotion, Referral
    from ..api.models.repeat_pickups import RepeatPickup
    from ..api.models.reports import DaySummary
    from ..api.models.routes import AvailableDay, Route, TimeSlot
    from .mirror.mirror import Mirror
    from .mirror.order_filter import OrderFilter
    from .reading import Reader

_LATELY: Final = timedelta(days=14)
"""Who signed up before was told long ago: sign-ups are asked for several times an hour."""


class Asking:
    """What can be asked of CleanCloud about one shop, each a request or two.

    Every method raises a `CleanCloudError` where it could not be read.

    Args:
        mirror: Keeps what is told, as far as it is kept.
        reader: Asks.
        clock: Tells Unix seconds.
        time_zone: The shop's.
    """

    def __init__(
        self, mirror: Mirror, reader: Reader, clock: Callable[[], float], time_zone: tzinfo
    ) -> None:
        self._mirror = mirror
        self._reader = reader
        self._clock = clock
        self._time_zone = time_zone
        self._untold: set[str] = set()

    async def refresh_customer(self, customer_id: str) -> Customer | None:
        """Read a customer and the customer's orders; None where there is no such customer."""
        from ..api.errors import NothingFoundError

        try:
            await self.refresh_profile(customer_id)
        except NothingFoundError as error:
            if not error.is_sure:
                raise
            return None
        await self.refresh_orders_of(customer_id)
        known = self._mirror.customer(customer_id)
        return known.value if known else None

    async def refresh_profile(self, customer_id: str) -> None:
        """Read a customer alone: one request.

        Raises:
            RefusedError: There is no such customer.
            CleanCloudError: It could not be read.
        """
        await self._reader.read("getCustomer", {"customerID": customer_id})

    async def refresh_orders_of(self, customer_id: str) -> None:
        """Read a customer's orders: one request, unless they are too many to come at once.

        Where the completed ones alone are too many, the open ones are asked for from then on.
        """
        from .sync.many_orders import orders_by_status

        told = await orders_by_status(
            self._reader,
            {"customerID": customer_id},
            completed=customer_id not in self._untold,
            background=False,
            purpose="",
        )
        if told is None:
            self._untold.add(customer_id)

    def are_orders_untold(self, customer_id: str) -> bool:
        """Tell whether a customer has more completed orders than come at once: not all are here."""
        return customer_id in self._untold

    async def refresh_order(self, order_id: str) -> Order | None:
        """Read an order with its items and its garments; None where there is no such order."""
        await self._reader.read("getOrders", {"orderID": order_id, "sendProductDetails": "1"})
        known = self._mirror.order(order_id)
        if known is None:
            return None
        await self.refresh_garments(order_id)
        return known.value

    async def refresh_order_alone(self, order_id: str, *, items: bool = False) -> Order | None:
        """Read an order without its garments: one request; None where there is no such order.

        Args:
            order_id: The order.
            items: Whether its items are wanted with their prices.
        """
        which = {"orderID": order_id}
        await self._reader.read("getOrders", which | ({"sendProductDetails": "1"} if items else {}))
        known = self._mirror.order(order_id)
        return known.value if known else None

    async def refresh_garments(self, order_id: str) -> None:
        """Read all garments of an order."""
        await self._reader.read("getGarments", {"orderID": order_id})

    async def driver_of(self, order: Order) -> DriverLocation | None:
        """Return where an order's driver was last seen: one request; nothing of it is kept.

        Raises:
            CleanCloudError: It could not be read, or there is no driver.
        """
        from ..api.readers.orders import driver_location

        ids = {"orderID": order.id, "customerID": order.customer_id}
        return driver_location(await self._reader.read("driverLocation", ids))

    async def refresh_repeat_pickups(self, customer_id: str) -> tuple[RepeatPickup, ...]:
        """Read a customer's repeat pickups."""
        await self._reader.read("getPickups", {"customerID": customer_id})
        known = self._mirror.repeat_pickups_of(customer_id)
        return known.value if known else ()

    async def refresh_day_summaries(self, first: date, last: date) -> tuple[DaySummary, ...]:
        """Read the figures of a window of days.

        Raises:
            UnreadFiguresError: Some of them were told in no way that is known; the others are kept.
            NotUnderstoodError: All were, or they were told of other days only.
            CleanCloudError: They could not be read.
        """
        from ..api.readers.replies.not_understood import NotUnderstoodError
        from ..api.readers.reports import UnreadFiguresError, day_summaries

        reply = await self._reader.read("summaryReport", {"dateFrom": first, "dateTo": last})
        days = [summary.day for summary in day_summaries(reply)]
        if days and not any(first <= day <= last for day in days):
            told = f"with figures of {min(days)} to {max(days)}, which was not asked for"
            raise NotUnderstoodError(reply, told)
        known = self._mirror.day_summaries(first, last)
        asked_for = known.value if known else ()
        if any(day.unread for day in asked_for):
            raise UnreadFiguresError(reply, asked_for)
        return asked_for

    async def refresh_sign_ups(self) -> None:
        """Read who signed up in the last days, in one request: the API can't be searched."""
        from .sync.jobs import read_sign_ups

        today = datetime.fromtimestamp(self._clock(), UTC).astimezone(self._time_zone).date()
        await read_sign_ups(self._reader, today - _LATELY, today, "", background=False)

    async def route_for(self, address: str, latitude: str = "", longitude: str = "") -> Route:
        """Ask which route serves an address, or a place where there is no address.

        Raises:
            RefusedError: None does, or none was named.
            CleanCloudError: It could not be asked, or nothing was given to ask by.
        """
        from ..api.errors import NothingFoundError
        from ..api.readers.routes import route

        by_place = {"lat": latitude, "lng": longitude}
        reply = await self._reader.read(
            "getRoute", {"customerAddress": address} if address else by_place
        )
        if found := route(reply):
            return found
        raise NothingFoundError("getRoute", "no route", is_sure=False, is_refusal=False)

    async def days_of_route(
        self, route: str, *, for_delivery: bool = False
    ) -> tuple[AvailableDay, ...]:
        """Read the days that a route has left.

        Args:
            route: The route's id.
            for_delivery: Whether days are left out that are too soon for a delivery.
        """
        from ..api.readers.routes import available_days, first_delivery

        reply = await self._reader.read("getDates", {"routeID": route})
        first, days = first_delivery(reply), available_days(reply)
        return tuple(day for day in days if not (for_delivery and first and day.day < first))

    def first_delivery(self, route: str) -> date | None:
        """Return the first day of a route's deliveries, as it was told last; None for untold."""
        from ..api.readers.routes import first_delivery

        known = self._reader.known("getDates", {"routeID": route}) if route else None
        return first_delivery(known.value) if known else None

    async def slots_of(self, route: str, day: date) -> tuple[TimeSlot, ...]:
        """Read the windows of time that a route has left on a day."""
        from ..api.readers.routes import slots

        return slots(await self._reader.read("getSlots", {"routeID": route, "day": day}))

    async def refresh_orders_made(self, which: OrderFilter) -> None:
        """Read the orders of a filter: one request.

        Raises:
            RefusedError: They are too many to come at once.
        """
        await self._reader.read("getOrders", which.asked())

    async def refresh_orders_on(self, route: str) -> None:
        """Read a route's open orders: one request, unless they are too many to come at once.

        Raises:
            RefusedError: They are too many even where each status is asked for.
        """
        from ..api.errors import RefusedError
        from .sync.many_orders import orders_by_status

        which = {"routeID": route}
        found = await orders_by_status(
            self._reader, which, completed=False, background=False, purpose=""
        )
        if found is None:
            raise RefusedError("getOrders", f"route {route} has too many open orders for one list")

    async def refresh_price_lists(self) -> None:
        """Read the price lists: one request."""
        await self._reader.read("getPriceLists", {})

    async def messages_of(self, customer_id: str, limit: int) -> tuple[Message, ...]:
        """Read the latest messages between a customer and the shop; they are not kept."""
        from ..api.readers.messages import messages

        return messages(
            await self._reader.read("getMessages", {"customerID": customer_id, "limit": limit})
        )

    async def cards_of(self, customer_id: str, processor: str = "") -> tuple[Card, ...]:
        """Read a customer's saved cards, of a card processor's code; they are not kept."""
        from ..api.readers.cards import cards
        from .orders.cards import cards_of

        request = cards_of(customer_id, processor)
        return cards(await self._reader.read(request.name, request.parameters))

    async def check_promo(self, customer_id: str, code: str) -> Promotion:
        """Ask what a promo code would give a customer, which does not use it.

        Raises:
            RefusedError: It can't be used.
            CleanCloudError: It could not be asked.
        """
        from ..api.errors import RefusedError
        from ..api.readers.promotions import promotion

        asked = {"customerID": customer_id, "promoCode": code, "onlyCheckIfValid": "1"}
        told = promotion(await self._reader.read("usePromo", asked))
        if told.is_valid is False:
            raise RefusedError("usePromo", told.words or "the code is not valid")
        return told

    async def referral_of(self, customer_id: str) -> Referral:
        """Read the code by which a customer invites others, and its gifts; it is not kept."""
        from ..api.readers.promotions import referral

        return referral(await self._reader.read("getReferral", {"customerID": customer_id}))

    async def signs_in_as(self, email: str, password: str) -> str:
        """Return the id of the customer whose email and password these are; neither is kept.

        Raises:
            RefusedError: They are nobody's.
            CleanCloudError: It could not be asked.
        """
        from ..api.readers.customers import signed_in

        asked = {"customerEmail": email, "customerPassword": password}
        return signed_in(await self._reader.read("loginCustomer", asked))

    async def subscription_of(self, customer_id: str) -> Subscription | None:
        """Read a customer's subscription; it is not kept."""
        from ..api.readers.subscriptions import subscription

        return subscription(await self._reader.read("getSubscription", {"customerID": customer_id}))

    async def refresh_changes(self) -> None:
        """Read the orders that changed since this was last done: one request."""
        from .sync.changes import refresh_changes

        await refresh_changes(self._mirror, self._reader, self._clock)
