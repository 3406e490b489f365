"""All that a price list has, as CleanCloud shows it at the till or in the customers' app."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from ...api.models.stock import Product
from ...api.readers import stock
from ..search.words import words_of
from .catalogue import DEFAULT_LIST, ShopReplies, section_of, understood
from .finding import has_words


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at.

    Attributes:
        price_list: The list's id.
        in_app: Whether it is what customers see in the app, and not what stands at the till.
    """

    price_list: str = DEFAULT_LIST
    in_app: bool = False

    def asked(self) -> dict[str, object]:
        """Return the parameters of `getProducts`: parents and upcharges, too."""
        # An empty price list has answered no products at all.
        by_list = {"priceListID": self.price_list} if self.price_list != DEFAULT_LIST else {}
        at_till = {} if self.in_app else {"inStore": "1"}
        return {"sendParents": "1", "sendUpcharges": "1", **at_till, **by_list}


@dataclass(frozen=True, slots=True)
class Shelf:
    """A product in its place.

    Attributes:
        kinds: How many variants a parent has.
        is_variant: Whether it stands beneath its parent.
    """

    product: Product
    kinds: int = 0
    is_variant: bool = False


@dataclass(frozen=True, slots=True)
class Assortment:
    """All products of a view: by section, variants beneath their parents."""

    shelves: tuple[Shelf, ...]
    read_at: datetime

    def find(self, text: str) -> list[Shelf]:
        """Return the products of which every typed word begins a word of name or section."""
        typed = words_of(text)
        return [each for each in self.shelves if has_words(_written(each.product), typed)]


def known_assortment(shop: ShopReplies, view: View) -> Assortment | None:
    """Return what is known of a view; None where it was never read."""
    known = shop.known_reply("getProducts", view.asked())
    products = understood(known, stock.products)
    if known is None or products is None:
        return None
    return Assortment(tuple(_shelves(products)), known.read_at)


async def read_assortment(shop: ShopReplies, view: View) -> None:
    """Read the price lists' names and a view's products: two requests.

    Raises:
        CleanCloudError: They could not be read.
    """
    await shop.read("getPriceLists")
    await shop.read("getProducts", view.asked())


def _shelves(products: Sequence[Product]) -> Iterator[Shelf]:
    """Yield products in the shop's order of sections, each variant behind its parent."""
    places = {name: place for place, name in enumerate(dict.fromkeys(map(section_of, products)))}
    in_order = sorted(products, key=lambda each: places[section_of(each)])
    for _, section in groupby(in_order, key=section_of):
        here = list(section)
        parents = {each.id for each in here if each.is_parent}
        for product in here:
            if product.is_parent:
                variants = [each for each in here if each.parent_id == product.id]
                yield Shelf(product, kinds=len(variants))
                yield from (Shelf(each, is_variant=True) for each in variants)
            elif product.parent_id not in parents:
                yield Shelf(product)


def _written(product: Product) -> str:
    return f"{product.name} {product.section}"
