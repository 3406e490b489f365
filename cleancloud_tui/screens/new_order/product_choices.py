"""What the field of a new order offers for what was typed: sections, products, a one-off item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from ...shop.new_order.item import OrderItem
from ...shop.new_order.order import MOST_ONE_OFFS
from ...shop.new_order.quick_entry import (
    DiscountEntry,
    ItemEntry,
    UnclearEntry,
    no_price_in,
    read_entry,
)
from ...shop.stock.catalogue import section_of
from ...widgets.table import TableRow
from ...wording.values import Wording, counted, number

if TYPE_CHECKING:
    from ...api.models.stock import Product
    from ...shop.new_order.order import NewOrder
    from ...shop.stock.catalogue import ProductCatalogue

MOST_SHOWN: Final = 40
"""More rows than this nobody reads; another letter narrows them."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One row of what can be taken.

    Attributes:
        adds: The item that it adds.
        discounts: The discount that it sets, as typed.
        opens: The section that it opens.
    """

    row: TableRow
    adds: OrderItem | None = None
    discounts: str = ""
    opens: str = ""

    def taken_by(self, order: NewOrder) -> NewOrder:
        """Return an order with what is offered."""
        if self.adds is not None:
            return order.with_item(self.adds)
        return order.with_typed(discount=self.discounts) if self.discounts else order


def offers_for(
    text: str, section: str, catalogue: ProductCatalogue | None, order: NewOrder, wording: Wording
) -> list[Offer]:
    """Return what is offered, the best first.

    Args:
        text: What the field holds.
        section: The section that was opened; empty for none.
        catalogue: What is sold; None where that is not known.
        order: The order so far.
        wording: How the shop writes amounts.
    """
    if not text.strip():
        if catalogue is None:
            return []
        if not section:
            return [_section(catalogue, name) for name in catalogue.sections]
        return [_product(each, ItemEntry(""), wording) for each in catalogue.in_section(section)]
    entry = read_entry(text)
    if isinstance(entry, UnclearEntry):
        return []
    if isinstance(entry, DiscountEntry):
        return [Offer(TableRow("discount", (f"Discount {entry.text}", "")), discounts=entry.text)]
    return list(islice(_items(entry, section, catalogue, order, wording), MOST_SHOWN))


def nothing_found(text: str, order: NewOrder) -> str:
    """Return what to do where nothing is offered."""
    if isinstance(entry := read_entry(text), UnclearEntry):
        return entry.sentence
    if not order.can_take_one_off:
        return f"Nothing like that is sold, and an order takes {MOST_ONE_OFFS} one-off items."
    if isinstance(entry, ItemEntry) and (odd := no_price_in(entry.name)):
        return f"Nothing like that, and “{odd}” is no price: one stands at the end, as 12.50."
    name = text.strip() or "curtain hem"
    return f"Nothing like that. With a price it is a one-off item: {name} 12.50"


def _items(
    entry: ItemEntry,
    section: str,
    catalogue: ProductCatalogue | None,
    order: NewOrder,
    wording: Wording,
) -> Iterator[Offer]:
    takes_off = entry.price is not None and entry.price < 0
    found = catalogue.find(entry.name) if catalogue and not takes_off else []
    found.sort(key=lambda each: bool(section) and section_of(each) != section)
    for product in found:
        yield _product(product, entry, wording)
    if entry.name and entry.price is not None and order.can_take_one_off:
        pieces = int(not takes_off) if entry.pieces is None else entry.pieces
        yield _offer("one-off", OrderItem(entry.name, entry.price, entry.quantity, pieces), wording)


def _section(catalogue: ProductCatalogue, name: str) -> Offer:
    count = counted(len(catalogue.in_section(name)), "item")
    return Offer(TableRow(f"section:{name}", (name, count)), opens=name)


def _product(product: Product, entry: ItemEntry, wording: Wording) -> Offer:
    item = OrderItem.of(product, entry.quantity, entry.price)
    if entry.pieces is not None:
        item = replace(item, pieces=entry.pieces)
    return _offer(f"product:{product.id}", item, wording)


def _offer(key: str, item: OrderItem, wording: Wording) -> Offer:
    many = f"{number(item.quantity)} × " if item.quantity != 1 else ""
    label = f"One-off: {item.name}" if item.is_one_off else item.name
    return Offer(TableRow(key, (f"{many}{label}", wording.money(item.price))), adds=item)
