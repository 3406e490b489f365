"""What the shop sells, holds and drives: the places that belong to no customer and no order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .destinations import (
    OpenAllPickups,
    OpenClosing,
    OpenHolidays,
    OpenInventory,
    OpenOrderList,
    OpenProducts,
    OpenRoutes,
    OpenSettings,
    OpenTodaysRoute,
    ShopDestination,
)

SHOP_PLACES: Final[Mapping[str, tuple[str, ShopDestination]]] = {
    "products": ("Price lists and products", OpenProducts()),
    "inventory": ("Inventory: what runs low first", OpenInventory()),
    "routes": ("Routes: which one serves an address, and when", OpenRoutes()),
    "todays_route": ("Today's route: the stops by time", OpenTodaysRoute()),
    "orders": ("Orders: by status, payment, route and day", OpenOrderList()),
    "holidays": ("Holidays: repeat pickups on closed days", OpenHolidays()),
    "pickups": ("Repeat pickups: of all customers, by day", OpenAllPickups()),
    "closing": ("Closing sheets: what was in the till, by day", OpenClosing()),
    "settings": ("Settings: taxes, days, tickets, scanner, colours …", OpenSettings()),
}
"""By the names that the app's action takes: a label and where it leads, in the menu's order."""
