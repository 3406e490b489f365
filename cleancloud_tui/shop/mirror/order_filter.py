"""Which orders are looked for: by status, payment, route and the days on which they were made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from ...api.models.orders import OrderStatus
from ...api.wire import flag_text

if TYPE_CHECKING:
    from ...api.models.orders import Order

OPEN: Final = "open"
"""Of `status`: whatever is not completed."""


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """What `getOrders` can be asked for, and the mirror as well.

    Attributes:
        first, last: The days of the shop on which they were made.
        status: A code, `OPEN`, or empty for any.
        paid: None for either.
        route: Empty for any.
    """

    first: date
    last: date
    status: str = ""
    paid: bool | None = None
    route: str = ""

    def asked(self) -> dict[str, object]:
        """Return the parameters of `getOrders`.

        Its documentation knows no filter for pickups that are to be confirmed: all that is open is
        asked for, and holds them.
        """
        asked: dict[str, object] = {"dateFrom": self.first, "dateTo": self.last}
        if self.status in (OPEN, OrderStatus.PICKUP_TO_CONFIRM.value):
            asked["completed"] = "0"
        elif self.status:
            asked["status"] = self.status
        if self.paid is not None:
            asked["paid"] = flag_text(self.paid)
        return {**asked, **({"routeID": self.route} if self.route else {})}

    def window(self, time_zone: tzinfo) -> tuple[float, float]:
        """Return from when to before when they were made, in Unix seconds."""
        days = (self.first, self.last + timedelta(days=1))
        first, end = (datetime.combine(day, time(), time_zone).timestamp() for day in days)
        return first, end

    def fits(self, order: Order) -> bool:
        """Tell whether an order is one of them, whenever it was made; what is not told is not."""
        if self.status == OPEN:
            has_status = order.status is not OrderStatus.COMPLETED
        else:
            has_status = self.status in ("", order.status_code)
        is_paid_so = self.paid is None or order.paid is self.paid
        return has_status and is_paid_so and self.route in ("", order.route)
