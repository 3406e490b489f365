"""From a destination to its screen: the one place that knows all of them.

They are imported where they are opened: start-up loads only the first one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args

from textual.app import App

from ..api.rights import Right
from ..screens.base import ShopScreen
from ..screens.desk import Desk
from ..screens.destinations import (
    Destination,
    OpenAllPickups,
    OpenAudit,
    OpenBudget,
    OpenCharge,
    OpenClosing,
    OpenCustomer,
    OpenCustomerForm,
    OpenDriver,
    OpenHandOut,
    OpenHolidays,
    OpenInventory,
    OpenNewCustomer,
    OpenNewOrder,
    OpenOperations,
    OpenOrder,
    OpenOrderForm,
    OpenOrderList,
    OpenParkedOrders,
    OpenPeople,
    OpenPhotos,
    OpenProducts,
    OpenRepeatPickups,
    OpenRoutes,
    OpenSettings,
    OpenSubject,
    OpenTicket,
    OpenTodaysRoute,
    OpenToResolve,
    ScreenDestination,
    ShopDestination,
)

_PLACES: Final = (
    OpenParkedOrders,
    OpenToResolve,
    OpenAudit,
    OpenBudget,
    OpenPeople,
    *get_args(ShopDestination),
)
"""What stands once: who goes there again goes back to it."""

CHANGING: Final = (
    OpenNewCustomer,
    OpenCustomerForm,
    OpenOrderForm,
    OpenCharge,
    OpenHandOut,
    OpenNewOrder,
)
"""What ends in a change."""

_NEEDED: Final[Mapping[type, Right]] = {
    OpenCharge: Right.CHARGE,
    OpenClosing: Right.SEE_FIGURES,
    OpenPeople: Right.SET_UP,
}
"""What else whoever goes there needs."""


def rights_needed(destination: Destination) -> Sequence[Right]:
    """Return the rights without which nobody is led somewhere."""
    needed = [Right.SEND] if isinstance(destination, CHANGING) else []
    other = _NEEDED.get(type(destination))
    return [*needed, other] if other else needed


def go(app: App[Any], desk: Desk, destination: Destination) -> None:
    """Open a destination over the screen that leads there."""
    if isinstance(destination, OpenSubject):
        if found := _about(desk, destination.subject):
            go(app, desk, found)
        return
    if isinstance(destination, OpenOrder):
        desk.shop.session.order_at_hand = destination.order_id
    screen = _screen(desk, destination)
    if isinstance(destination, _PLACES):
        _back_to(app, screen)
    elif isinstance(destination, OpenTicket) and destination.instead:
        app.switch_screen(screen)
    else:
        _push(app, screen)


def _screen(desk: Desk, destination: ScreenDestination) -> ShopScreen:
    match destination:
        case OpenCustomer() | OpenNewCustomer() | OpenCustomerForm():
            return _of_customers(desk, destination)
        case (
            OpenOrder()
            | OpenOrderForm()
            | OpenTicket()
            | OpenPhotos()
            | OpenDriver()
            | OpenCharge()
        ):
            return _of_orders(desk, destination)
        case OpenHandOut(customer_id, order_ids):
            from ..screens.hand_out.screen import HandOutScreen

            return HandOutScreen(desk, customer_id, order_ids)
        case OpenRepeatPickups(customer_id):
            from ..screens.pickups.repeat_pickups import RepeatPickupsScreen

            return RepeatPickupsScreen(desk, customer_id)
        case OpenNewOrder(customer_id):
            from ..screens.new_order.screen import TakingInScreen

            return TakingInScreen(desk, customer_id)
        case OpenParkedOrders():
            from ..screens.new_order.parked import ParkedOrdersScreen

            return ParkedOrdersScreen(desk)
        case OpenOperations() | OpenAudit() | OpenToResolve() | OpenBudget() | OpenPeople():
            return _of_the_office(desk, destination)
        case (
            OpenProducts()
            | OpenInventory()
            | OpenRoutes()
            | OpenTodaysRoute()
            | OpenOrderList()
            | OpenHolidays()
            | OpenAllPickups()
            | OpenClosing()
            | OpenSettings()
        ):
            return _of_the_shop(desk, destination)
        case _:
            return _of_orders(desk, destination)


def _of_customers(
    desk: Desk, destination: OpenCustomer | OpenNewCustomer | OpenCustomerForm
) -> ShopScreen:
    if isinstance(destination, OpenCustomer):
        from ..screens.customers.customer import CustomerScreen

        return CustomerScreen(desk, destination.customer_id)
    from ..screens.customers.customer_editor import CustomerEditor

    if isinstance(destination, OpenCustomerForm):
        return CustomerEditor(desk, destination.customer_id)
    return CustomerEditor(desk, typed=destination.typed)


def _of_orders(
    desk: Desk,
    destination: OpenOrder | OpenOrderForm | OpenTicket | OpenPhotos | OpenDriver | OpenCharge,
) -> ShopScreen:
    match destination:
        case OpenOrder(order_id):
            from ..screens.orders.order import OrderScreen

            return OrderScreen(desk, order_id)
        case OpenOrderForm(order_id):
            from ..screens.orders.editor import OrderEditor

            return OrderEditor(desk, order_id)
        case OpenTicket(order_id, change):
            from ..screens.orders.ticket import TicketScreen

            return TicketScreen(desk, order_id, change)
        case OpenPhotos(order_id):
            from ..screens.orders.photos import PhotosScreen

            return PhotosScreen(desk, order_id)
        case OpenDriver(order_id):
            from ..screens.routes.driver import DriverScreen

            return DriverScreen(desk, order_id)
        case OpenCharge(order_id):
            from ..screens.orders.charge import ChargeScreen

            return ChargeScreen(desk, order_id)


def _of_the_office(
    desk: Desk, destination: OpenOperations | OpenAudit | OpenToResolve | OpenBudget | OpenPeople
) -> ShopScreen:
    match destination:
        case OpenOperations(known):
            from ..screens.console.screen import ConsoleScreen

            return ConsoleScreen(desk, dict(known))
        case OpenAudit():
            from ..screens.office.audit import AuditScreen

            return AuditScreen(desk)
        case OpenToResolve():
            from ..screens.office.to_resolve import ToResolveScreen

            return ToResolveScreen(desk)
        case OpenBudget():
            from ..screens.office.budget import BudgetScreen

            return BudgetScreen(desk)
        case OpenPeople():
            from ..screens.office.people import PeopleScreen

            return PeopleScreen(desk)


def _of_the_shop(desk: Desk, destination: ShopDestination) -> ShopScreen:
    match destination:
        case OpenProducts():
            from ..screens.stock.products import ProductsScreen

            return ProductsScreen(desk)
        case OpenInventory():
            from ..screens.stock.inventory import InventoryScreen

            return InventoryScreen(desk)
        case OpenRoutes():
            from ..screens.routes.routes import RoutesScreen

            return RoutesScreen(desk)
        case OpenTodaysRoute():
            from ..screens.routes.todays_route import TodaysRouteScreen

            return TodaysRouteScreen(desk)
        case OpenOrderList():
            from ..screens.order_list.screen import OrderListScreen

            return OrderListScreen(desk)
        case OpenHolidays():
            from ..screens.holidays.screen import HolidaysScreen

            return HolidaysScreen(desk)
        case OpenAllPickups():
            from ..screens.pickups.all_pickups import AllPickupsScreen

            return AllPickupsScreen(desk)
        case OpenClosing():
            from ..screens.closing.screen import ClosingScreen

            return ClosingScreen(desk)
        case OpenSettings():
            from ..screens.settings.screen import SettingsScreen

            return SettingsScreen(desk)


def _about(desk: Desk, subject: str) -> OpenOrder | OpenCustomer | None:
    """Return the order, the customer, or the order of the garment that an entry is about."""
    kind, _, number = subject.partition(":")
    if kind == "garment":
        found = desk.shop.garments_with(number)
        kind, number = ("order", found[0].garment.order_id) if found else ("", "")
    match kind:
        case "order":
            return OpenOrder(number)
        case "customer":
            return OpenCustomer(number)
    return None


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
