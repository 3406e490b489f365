"""A promo code, checked before it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...api.errors import CleanCloudError
from ...api.readers.promotions import promotion
from ...api.wire import money_text
from ...values.numbers import percent_text
from ..dialogs.edit_line import EditLineDialog

if TYPE_CHECKING:
    from ...shop.orders.new_order import NewOrder
    from ..base import ShopScreen


async def with_promo(screen: ShopScreen, order: NewOrder) -> NewOrder:
    """Ask for a promo code and check it, which does not use it: one request.

    Returns:
        The order with what the code gives; as it was where the code is refused, which is told.
    """
    hint = "It is checked now, and used when the order is made. Empty takes it off."
    code = await screen.ask(EditLineDialog("Promo code", order.text("promoCode"), hint))
    if code is None:
        return order
    if not code:
        return order.with_typed(promoCode="", promoCredit="")
    asked = {"customerID": order.customer_id, "promoCode": code, "onlyCheckIfValid": "1"}
    screen.notice.waiting()
    try:
        gives = promotion(await screen.shop.read("usePromo", asked))
    except CleanCloudError as error:
        screen.notice.failed(f"The code “{code}” was not taken. {error}")
        screen.app.bell()
        return order
    screen.notice.arrived()
    if gives.percent:
        return order.with_typed(promoCode=code, discount=percent_text(gives.percent))
    if gives.credit:
        credit = money_text(gives.credit)
        return order.with_typed(promoCode=code, promoCredit=credit, creditUsed="all")
    return order.with_typed(promoCode=code)
