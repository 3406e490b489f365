"""A promo code, checked before it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...shop.orders.fields import OrderField
from ..dialogs.edit_line import EditLineDialog
from ..promo_check import checked_promo

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
    gives = await checked_promo(screen, order.customer_id, code)
    return order if gives is None else order.with_promo(code, gives)
