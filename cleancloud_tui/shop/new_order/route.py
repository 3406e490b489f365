"""On which route a new order is driven, as far as that is known without asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..shop import Shop


def known_route(shop: Shop, customer_id: str) -> str:
    """Return the id of a customer's route, as told of them or of an order; empty for unknown."""
    known = shop.customer(customer_id)
    if known and known.value.route:
        return known.value.route
    return next((each.route for each in shop.orders_of(customer_id) if each.route), "")
