"""Steps on the screens of orders, as several test files take them."""

from textual.widgets import Input

from cleancloud_tui.api.models.orders import Order, OrderStatus
from cleancloud_tui.screens.destinations import OpenOrder
from cleancloud_tui.screens.orders.editor import OrderEditor
from cleancloud_tui.screens.orders.order import OrderScreen
from tests.screens.conftest import Counter


def an_order(counter: Counter, status: OrderStatus = OrderStatus.CLEANING) -> Order:
    """An order in a status, with garments."""
    shop = counter.app.desk.shop
    for found in shop.search("", limit=50):
        for order in shop.orders_of(found.customer.id):
            if order.status is status and shop.garments_of(order.id):
                return order
    raise AssertionError(f"the practice shop has no order in {status}")


async def opened_order(counter: Counter, order_id: str) -> OrderScreen:
    counter.app.go(OpenOrder(order_id))
    await counter.settle()
    assert len(counter.text.splitlines()) == counter.app.size.height
    screen = counter.app.screen
    assert isinstance(screen, OrderScreen)
    return screen


async def opened_form(counter: Counter, order: Order) -> OrderEditor:
    await opened_order(counter, order.id)
    await counter.press("e")
    form = counter.app.screen
    assert isinstance(form, OrderEditor)
    return form


async def fill(counter: Counter, **values: str) -> None:
    """Type values into fields, over what stands in them."""
    for name, text in values.items():
        counter.app.screen.query_one(f"#{name}", Input).focus()
        await counter.press("home", "shift+end", "backspace")
        await counter.type(text)
