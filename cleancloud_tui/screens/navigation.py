"""Ways from one screen to another.

Screens lead to each other in circles and are imported where they are opened: start-up loads only
the first one.
"""

from __future__ import annotations

from typing import Any

from textual.app import App

from .base import Desk, ShopScreen


def open_customer(app: App[Any], desk: Desk, customer_id: str) -> None:
    """Open a customer."""
    from .customer import CustomerScreen

    _push(app, CustomerScreen(desk, customer_id))


def open_order(app: App[Any], desk: Desk, order_id: str) -> None:
    """Open an order."""
    from .order import OrderScreen

    _push(app, OrderScreen(desk, order_id))


def open_repeat_pickups(app: App[Any], desk: Desk, customer_id: str) -> None:
    """Open a customer's repeat pickups."""
    from .repeat_pickups import RepeatPickupsScreen

    _push(app, RepeatPickupsScreen(desk, customer_id))


def open_operations(app: App[Any], desk: Desk, **known: str) -> None:
    """Open the console of all operations, with the ids that are known filled in."""
    from .operations import OperationsScreen

    _push(app, OperationsScreen(desk, known))


def _push(app: App[Any], screen: ShopScreen) -> None:
    """Push a screen unless the same one is on top already (a key pressed twice)."""
    top = app.screen
    if not (isinstance(top, type(screen)) and top.shows() == screen.shows()):
        app.push_screen(screen)
