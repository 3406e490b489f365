"""All readers by their names: what the tests feed."""

from cleancloud_tui.api.readers.cards import cards
from cleancloud_tui.api.readers.customers import customer, customer_row, customer_rows, customers
from cleancloud_tui.api.readers.garments import garment, garment_row, garment_rows, garments
from cleancloud_tui.api.readers.messages import messages
from cleancloud_tui.api.readers.orders import (
    driver_location,
    order_row,
    order_rows,
    orders,
    photos,
)
from cleancloud_tui.api.readers.repeat_pickups import (
    repeat_pickup_row,
    repeat_pickup_rows,
    repeat_pickups,
)
from cleancloud_tui.api.readers.reports import day_summaries
from cleancloud_tui.api.readers.routes import available_days, slots
from cleancloud_tui.api.readers.stock import inventory, price_lists, products
from cleancloud_tui.api.readers.subscriptions import subscription

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
