"""Ways from one screen to another.

Screens lead to each other in circles and are imported where they are opened: start-up loads only
the first one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textual.app import App

from .base import Desk, ShopScreen


def open_customer(app: App[Any], desk: Desk, customer_id: str) -> None:
    """Open a customer."""
    from .customers.customer import CustomerScreen

    _push(app, CustomerScreen(desk, customer_id))


def open_new_customer(app: App[Any], desk: Desk, typed: Mapping[str, str] | None = None) -> None:
    """Open the form of a new customer, with what was typed in the search in its fields."""
    from .customers.customer_editor import CustomerEditor

    _push(app, CustomerEditor(desk, typed=typed))


def edit_customer(app: App[Any], desk: Desk, customer_id: str) -> None:
    """Open the form of a known customer."""
    from .customers.customer_editor import CustomerEditor

    _push(app, CustomerEditor(desk, customer_id))


def open_order(app: App[Any], desk: Desk, order_id: str) -> None:
    """Open an order."""
    from .orders.order import OrderScreen

    desk.shop.order_at_hand = order_id
    _push(app, OrderScreen(desk, order_id))


def open_order_editor(app: App[Any], desk: Desk, order_id: str) -> None:
    """Open the form of an order."""
    from .orders.editor import OrderEditor

    _push(app, OrderEditor(desk, order_id))


def open_ticket(app: App[Any], desk: Desk, order_id: str) -> None:
    """Open the ticket of an order."""
    from .orders.ticket import TicketScreen

    _push(app, TicketScreen(desk, order_id))


def open_photos(app: App[Any], desk: Desk, order_id: str) -> None:
    """Open the photos of an order."""
    from .orders.photos import PhotosScreen

    _push(app, PhotosScreen(desk, order_id))


def open_driver(app: App[Any], desk: Desk, order_id: str) -> None:
    """Open the place of an order's driver."""
    from .orders.driver import DriverScreen

    _push(app, DriverScreen(desk, order_id))


def open_hand_out(
    app: App[Any], desk: Desk, customer_id: str, order_ids: Sequence[str] = ()
) -> None:
    """Open what a customer collects, some orders ticked already."""
    from .hand_out.screen import HandOutScreen

    _push(app, HandOutScreen(desk, customer_id, order_ids))


def open_charge(app: App[Any], desk: Desk, order_id: str) -> None:
    """Open the saved cards that an order can be charged to."""
    from .orders.charge import ChargeScreen

    _push(app, ChargeScreen(desk, order_id))


def open_repeat_pickups(app: App[Any], desk: Desk, customer_id: str) -> None:
    """Open a customer's repeat pickups."""
    from .pickups.repeat_pickups import RepeatPickupsScreen

    _push(app, RepeatPickupsScreen(desk, customer_id))


def open_taking_in(app: App[Any], desk: Desk, customer_id: str) -> None:
    """Open a new order of a customer, or the one that was put aside."""
    from .new_order.screen import TakingInScreen

    _push(app, TakingInScreen(desk, customer_id))


def open_put_aside(app: App[Any], desk: Desk) -> None:
    """Open the orders that were put aside, or go back to them."""
    from .new_order.put_aside import PutAsideScreen

    _back_to(app, PutAsideScreen(desk))


def open_operations(app: App[Any], desk: Desk, **known: str) -> None:
    """Open the console of all operations, with the ids that are known filled in."""
    from .office.operations import OperationsScreen

    _push(app, OperationsScreen(desk, known))


def open_audit(app: App[Any], desk: Desk) -> None:
    """Open the audit trail, or go back to it."""
    from .office.audit import AuditScreen

    _back_to(app, AuditScreen(desk))


def open_to_resolve(app: App[Any], desk: Desk) -> None:
    """Open what waits for a person's decision, or go back to it."""
    from .office.to_resolve import ToResolveScreen

    _back_to(app, ToResolveScreen(desk))


def open_budget(app: App[Any], desk: Desk) -> None:
    """Open the budget of requests, or go back to it."""
    from .office.budget import BudgetScreen

    _back_to(app, BudgetScreen(desk))


def open_subject(app: App[Any], desk: Desk, subject: str) -> None:
    """Open the order, the customer, or the order of the garment that an entry is about."""
    kind, _, number = subject.partition(":")
    if kind == "garment":
        found = desk.shop.garments_with(number)
        kind, number = ("order", found[0].garment.order_id) if found else ("", "")
    if kind == "order":
        open_order(app, desk, number)
    elif kind == "customer":
        open_customer(app, desk, number)


def _back_to(app: App[Any], screen: ShopScreen) -> None:
    """Go back to a screen that is open beneath, unless that closed a draft; else push it."""
    for above, each in enumerate(reversed(app.screen_stack)):
        if isinstance(each, type(screen)):
            for _ in range(above):
                app.pop_screen()
            return
        if not isinstance(each, ShopScreen) or each.holds_draft:
            break
    app.push_screen(screen)


def _push(app: App[Any], screen: ShopScreen) -> None:
    """Push a screen unless the same one is on top already (a key pressed twice)."""
    top = app.screen
    if not (isinstance(top, type(screen)) and top.shows() == screen.shows()):
        app.push_screen(screen)
