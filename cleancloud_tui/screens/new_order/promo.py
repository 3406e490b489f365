"""A promo code, checked before it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError
from ...shop.orders.fields import OrderField
from ..dialogs.edit_line import EditLineDialog

if TYPE_CHECKING:
    from ...shop.new_order.order import NewOrder
    from ..base import ShopScreen


async def with_promo(screen: ShopScreen, order: NewOrder) -> NewOrder:
    """Ask for a promo code and check it, which does not use it: one request.

    Returns:
        The order with what the code gives; as it was where the code is refused, which is told.
    """
    hint = "It is checked now, and used when the order is made. Empty takes it off."
    code = await screen.ask(EditLineDialog("Promo code", order.text(OrderField.PROMO_CODE), hint))
    if code is None:
        return order
    if not code:
        return order.without_promo()
    screen.notice.waiting()
    try:
        gives = await screen.shop.ask.check_promo(order.customer_id, code)
    except CleanCloudError as error:
        screen.notice.failed(f"The code “{code}” was not taken. {error}", about=error)
        screen.app.bell()
        return order
    screen.notice.arrived()
    return order.with_promo(code, gives)
