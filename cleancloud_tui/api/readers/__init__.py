"""Readers of replies: a reply's JSON in, frozen dataclasses of `api.models` out.

They are tolerant: whatever the shape, nothing is raised and nothing is invented. A field that is
not told comes out None or empty; a record without an id is left out. Text is cleaned here, once.
"""

from __future__ import annotations

from .cards import cards
from .customers import customer, customer_row, customer_rows, customers
from .garments import garment, garment_row, garment_rows, garments
from .messages import messages
from .orders import driver_location, order_row, order_rows, orders, photos
from .repeat_pickups import repeat_pickup_row, repeat_pickup_rows, repeat_pickups
from .reports import day_summaries
from .routes import available_days, slots
from .stock import inventory, price_lists, products
from .subscriptions import subscription

__all__ = [
    "available_days",
    "cards",
    "customer",
    "customer_row",
    "customer_rows",
    "customers",
    "day_summaries",
    "driver_location",
    "garment",
    "garment_row",
    "garment_rows",
    "garments",
    "inventory",
    "messages",
    "order_row",
    "order_rows",
    "orders",
    "photos",
    "price_lists",
    "products",
    "repeat_pickup_row",
    "repeat_pickup_rows",
    "repeat_pickups",
    "slots",
    "subscription",
]
