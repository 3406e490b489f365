"""Where the driver of an order is, as long as the order is under way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...api.models.customers import Customer
from ...api.models.orders import DriverLocation
from ...api.text import one_line
from ..base import ShopScreen
from ..desk import Desk
from .distance import distance_in_words

_EVERY_SECONDS: Final = 60.0
"""How often it is asked for while it is in sight: a driver drives half a mile meanwhile."""


class DriverScreen(ShopScreen):
    """The driver's place, asked for anew every minute while it is in sight."""

    HELP = "The place is asked for every minute while it is on screen; F5 asks now."

    CSS = "#driver { padding: 1 2; height: auto; }"

    def __init__(self, desk: Desk, order_id: str) -> None:
        super().__init__(desk)
        self.order_id = order_id
        self._location: DriverLocation | None = None
        self._asked_at: datetime | None = None

    def shows(self) -> str:
        """Return the order's number."""
        return self.order_id

    def body(self) -> Iterator[Widget]:
        """A heading, and the place."""
        yield Static(f"Driver of order {self.order_id}", classes="heading", markup=False)
        yield Static(id="driver", markup=False)

    def on_mount(self) -> None:
        """Ask again and again."""
        self.set_interval(_EVERY_SECONDS, self.ask_if_in_sight)

    def show(self) -> None:
        """Show the place in words, as coordinates, and as a link to a map."""
        self.query_one("#driver", Static).update(self._told())

    def read_at(self) -> datetime | None:
        """Return when the place was asked for."""
        return self._asked_at

    async def fetch(self) -> None:
        """Ask for the place: one request."""
        known = self.shop.order(self.order_id)
        if known is not None:
            self._location = await self.shop.ask.driver_of(known.value)
            self._asked_at = self.wording.now()

    def ask_if_in_sight(self) -> None:
        """Ask again, unless something else stands in front."""
        if self.app.screen is self:
            self.bring_up_to_date()

    def _told(self) -> Content:
        place = self._location
        if place is None:
            return Content("No place is known." if self._asked_at else "")
        seen = self.wording.age(place.at) if place.at else "at a time that is not told"
        where = f"{place.latitude:.5f},{place.longitude:.5f}"
        marker = f"mlat={place.latitude:.5f}&mlon={place.longitude:.5f}"
        lines = [
            f"Driver      {place.driver}" if place.driver else "",
            f"Seen        {seen}",
            f"Distance    {distance}" if (distance := self._distance(place)) else "",
            f"Place       {where}",
            f"Map         https://www.openstreetmap.org/?{marker}",
        ]
        return Content("\n".join(line for line in lines if line))

    def _distance(self, place: DriverLocation) -> str:
        customer = self._customer()
        if customer is None or customer.latitude is None or customer.longitude is None:
            return ""
        away = distance_in_words(
            (place.latitude, place.longitude), (customer.latitude, customer.longitude)
        )
        return f"{away} the customer ({one_line(customer.address)})"

    def _customer(self) -> Customer | None:
        order = self.shop.order(self.order_id)
        customer = self.shop.customer(order.value.customer_id) if order else None
        return customer.value if customer else None
