"""When a new order is picked up and delivered: from what its route has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError
from ...api.models.orders import OrderKind
from ...api.readers.replies.not_understood import NotUnderstoodError
from ...shop.new_order.order import NewOrder
from ...shop.new_order.route import known_route
from ...shop.orders.fields import OrderField
from ..pickups.slots import chosen_slot

if TYPE_CHECKING:
    from ..base import ShopScreen


async def with_times(screen: ShopScreen, order: NewOrder) -> NewOrder:
    """Let the days and times be chosen, as far as the order has any; what was not stays."""
    wanted = ["pickup"] if order.kind is OrderKind.PICKUP else []
    if order.text(OrderField.DELIVERY) == "1" and order.kind is not OrderKind.STORE:
        wanted.append("delivery")
    if not wanted:
        screen.notice.failed("This order is neither picked up nor delivered: F6 changes its kind.")
        return order
    try:
        route = await _route_of(screen, order.customer_id)
    except NotUnderstoodError as error:
        screen.notice.failed(error)
        return order
    if not route:
        screen.notice.failed("No route is known for this order: F8 takes any day and time.")
        return order
    for what in wanted:
        since = order.pickup_day if what == "delivery" else None
        slot = await chosen_slot(screen, route, what, since)
        if slot is None:
            break
        order = order.with_slot(what, slot.day, slot.start, slot.end)
    return order


async def _route_of(screen: ShopScreen, customer_id: str) -> str:
    """Return the id of a customer's route: known, or of an order, or asked for by the address.

    Raises:
        NotUnderstoodError: Which it is was answered in an unknown way.
    """
    if route := known_route(screen.shop, customer_id):
        return route
    known = screen.shop.customer(customer_id)
    if known is None or not known.value.address:
        return ""
    screen.notice.waiting()
    try:
        return (await screen.shop.ask.route_for(known.value.address)).id
    except NotUnderstoodError:
        raise
    except CleanCloudError:
        return ""  # said by whoever needs a route
    finally:
        screen.notice.arrived()
