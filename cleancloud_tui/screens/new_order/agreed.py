"""What is agreed about a new order beside its items, asked in dialogs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...api.errors import CleanCloudError
from ...api.models.orders import OrderKind
from ...shop.new_order.order import NewOrder
from ...shop.stock.catalogue import known_catalogue, known_price_lists, read_catalogue
from ..base import ShopScreen
from ..dialogs.choose import ChooseDialog
from .order_details import OrderDetailsDialog
from .times import with_times


async def with_kind(screen: ShopScreen, order: NewOrder) -> NewOrder:
    """Let it be chosen where the order comes from; for one that is picked up, when."""
    kinds = {kind.value: kind.label for kind in OrderKind}
    chosen = await screen.ask(ChooseDialog("What kind of order?", kinds, order.kind.value))
    if chosen is None:
        return order
    order = order.with_kind(OrderKind(chosen), screen.desk.order_rules())
    return await with_times(screen, order) if order.kind is OrderKind.PICKUP else order


async def with_details(
    screen: ShopScreen, order: NewOrder, objection: Callable[[NewOrder], str]
) -> NewOrder:
    """Let everything be changed that is no item; another price list changes the prices."""
    lists = {each.id: each.name for each in known_price_lists(screen.shop)}
    total = partial(_total_in_words, screen)
    typed = await screen.ask(OrderDetailsDialog(order, screen.wording, lists, total, objection))
    if typed is None:
        return order
    changed = order.with_typed(**typed)
    return changed if changed.price_list == order.price_list else await _repriced(screen, changed)


def _total_in_words(screen: ShopScreen, order: NewOrder) -> str:
    known = screen.shop.customer(order.customer_id)
    charges = order.charges(screen.desk.order_rules(), known.value if known else None)
    return f"TOTAL {screen.wording.money(charges.final_total)}"


async def _repriced(screen: ShopScreen, order: NewOrder) -> NewOrder:
    if known_catalogue(screen.shop, order.price_list) is None:
        screen.notice.waiting()
        try:
            await read_catalogue(screen.shop, order.price_list)
        except CleanCloudError as error:
            screen.notice.failed(f"{error} The items keep the prices that they had.")
            return order
    catalogue = known_catalogue(screen.shop, order.price_list)
    return order.repriced(catalogue) if catalogue else order
