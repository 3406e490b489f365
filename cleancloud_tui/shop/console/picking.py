"""What a field of the console can be filled from, so that nobody has to know an id by heart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Final

from ...api.operations import Parameter, Wire
from ...api.wire import time_text
from ..mirror.todays_work import TodaysWork
from ..stock.catalogue import known_price_lists
from ..writes.ids import customer_id_in, order_id_in

if TYPE_CHECKING:
    from ...api.models.orders import Order
    from ..shop import Shop

_LOOKED_AT: Final = 200
"""Customers whose routes are offered."""

_MOST: Final = 40
"""Lines of a list to pick from."""

_DAYS_AHEAD: Final = 14
_DAYS_BEHIND: Final = (0, 1, 2, 3, 4, 5, 6, 7, 14, 30, 60, 90, 180, 365)
_HOURS: Final = range(7, 22)


class Picked(Enum):
    """What is picked for a field."""

    CODE = "code"
    CUSTOMER = "customer"
    ORDER = "order"
    GARMENT = "garment"
    PICKUP = "repeat pickup"
    PRICE_LIST = "price list"
    ROUTE = "route"
    DAY_BEHIND = "day"
    DAY_AHEAD = "day to come"
    TIME = "time"


_BY_NAME: Final[Mapping[str, Picked]] = {
    "customerID": Picked.CUSTOMER,
    "orderID": Picked.ORDER,
    "barcodeID": Picked.GARMENT,
    "pickupID": Picked.PICKUP,
    "priceListID": Picked.PRICE_LIST,
    "routeID": Picked.ROUTE,
    "customerRoute": Picked.ROUTE,
}
_BY_WIRE: Final[Mapping[Wire, Picked]] = {
    Wire.CHOICE: Picked.CODE,
    Wire.FLAG: Picked.CODE,
    Wire.DATE: Picked.DAY_BEHIND,
    Wire.DAY: Picked.DAY_AHEAD,
    Wire.TIME: Picked.TIME,
}


def picked_for(parameter: Parameter) -> Picked | None:
    """Return what a parameter's value can be picked from; None where it has to be typed."""
    return _BY_NAME.get(parameter.name) or _BY_WIRE.get(parameter.wire)


def days_for(picked: Picked, today: date) -> Iterator[date]:
    """Yield the days that are offered: days gone by for windows, days to come for appointments."""
    if picked is Picked.DAY_AHEAD:
        yield from (today + timedelta(days=ahead) for ahead in range(_DAYS_AHEAD))
    else:
        yield from (today - timedelta(days=behind) for behind in _DAYS_BEHIND)


def times() -> Iterator[str]:
    """Yield the times of day that are offered."""
    yield from (time_text(time(hour)) for hour in _HOURS)


def known_ids(
    shop: Shop, picked: Picked, form: Mapping[str, str], today: date
) -> Iterator[tuple[str, str]]:
    """Yield the ids that the mirror knows, each with a word on it; nothing is asked.

    Args:
        shop: Whose ids.
        picked: Which ones.
        form: What is in the form already: of a customer named there, that customer's.
        today: The shop's calendar day.
    """
    match picked:
        case Picked.ORDER:
            yield from ((each.id, _about(each)) for each in _orders(shop, form, today))
        case Picked.GARMENT:
            for garment in shop.garments_of(order_id_in(form)):
                yield garment.barcode, garment.notes or garment.place
        case Picked.PICKUP:
            known = shop.repeat_pickups_of(customer_id_in(form))
            for pickup in known.value if known else ():
                yield pickup.id, f"next {pickup.next_day}" if pickup.next_day else ""
        case Picked.PRICE_LIST:
            yield from ((each.id, each.name) for each in known_price_lists(shop))
        case Picked.ROUTE:
            found = (each.customer.route for each in shop.search("", limit=_LOOKED_AT))
            yield from ((route, "") for route in sorted(set(found)) if route)


def _orders(shop: Shop, form: Mapping[str, str], today: date) -> Sequence[Order]:
    """Return the orders of the form's customer; without one, those that are ready."""
    if customer_id := customer_id_in(form):
        return shop.orders_of(customer_id, _MOST)
    return [each.order for each in shop.todays_work(TodaysWork.READY, today, limit=_MOST)]


def _about(order: Order) -> str:
    status = order.status.label if order.status else order.status_code
    return f"{status}  {order.total}" if order.total is not None else status
