"""What the shop sells, from the mirror: by section, and by what is typed.

It is asked for once and kept; one that is older than a day is asked for anew in the background.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from ...api.models.stock import PriceList, Product
from ...api.readers import stock
from ...api.readers.replies.not_understood import NotUnderstoodError
from ..records import Known
from ..search.words import words_of
from .finding import begins, has_words

if TYPE_CHECKING:
    from ..reading import Reply

T = TypeVar("T")

DEFAULT_LIST: Final = "0"
"""The default price list's id."""

KEPT_FOR: Final = timedelta(days=1)

_OTHER: Final = "Other"
"""The section of what has none."""


class ShopReplies(Protocol):
    """What is needed of `shop.Shop`."""

    def known_reply(
        self, operation: str, parameters: Mapping[str, object] | None = None
    ) -> Known[Reply] | None:
        """Return the last reply to a request."""

    async def read(
        self,
        operation: str,
        parameters: Mapping[str, object] | None = None,
        *,
        background: bool = False,
    ) -> Reply:
        """Send a read."""


@dataclass(frozen=True, slots=True)
class ProductCatalogue:
    """What is sold at the counter by one price list.

    Attributes:
        products: In the shop's order; parents, which only stand for others, are left out.
        read_at: When it was read.
    """

    products: tuple[Product, ...]
    read_at: datetime

    @property
    def sections(self) -> tuple[str, ...]:
        """The names of the sections, in the shop's order."""
        return tuple(dict.fromkeys(section_of(each) for each in self.products))

    def in_section(self, name: str) -> list[Product]:
        """Return the products of a section."""
        return [each for each in self.products if section_of(each) == name]

    def find(self, text: str) -> list[Product]:
        """Return the products of which every word of a text begins a word, the best first.

        The best are those whose own name begins with it. `shirts` finds a shirt, too.
        """
        typed = words_of(text)
        if not typed:
            return []
        found = [each for each in self.products if has_words(f"{each.name} {each.section}", typed)]
        return sorted(found, key=lambda each: not begins(words_of(each.name)[:1], typed[0]))

    def product(self, product_id: str) -> Product | None:
        """Return a product by its id."""
        return next((each for each in self.products if each.id == product_id), None)


def section_of(product: Product) -> str:
    """Return the name of a product's section."""
    return product.section or _OTHER


def known_catalogue(shop: ShopReplies, price_list: str = DEFAULT_LIST) -> ProductCatalogue | None:
    """Return what is known of a price list's products; None where it was never read."""
    return catalogue_in(shop.known_reply("getProducts", asked_for(price_list)))


def catalogue_in(known: Known[Reply] | None) -> ProductCatalogue | None:
    """Return the products of a reply that was kept; None where there is none."""
    products = understood(known, stock.products)
    if known is None or products is None:
        return None
    sold = (each for each in products if not each.is_parent)
    return ProductCatalogue(tuple(sold), known.read_at)


def known_price_lists(shop: ShopReplies) -> tuple[PriceList, ...]:
    """Return the price lists that are known."""
    return understood(shop.known_reply("getPriceLists"), stock.price_lists) or ()


def understood(known: Known[Reply] | None, read: Callable[[Reply], T]) -> T | None:
    """Read a kept reply; None where none was, or an earlier version kept what nobody can read."""
    try:
        return read(known.value) if known else None
    except NotUnderstoodError:
        return None


async def read_catalogue(
    shop: ShopReplies, price_list: str = DEFAULT_LIST, *, background: bool = False
) -> None:
    """Read a price list's products, and the names of the price lists where these are not known.

    Args:
        shop: Whose.
        price_list: Its id.
        background: Whether nobody waits for it.

    Raises:
        CleanCloudError: It could not be read.
    """
    await shop.read("getProducts", asked_for(price_list), background=background)
    if shop.known_reply("getPriceLists") is None:
        await shop.read("getPriceLists", background=background)


def asked_for(price_list: str) -> dict[str, object]:
    """Return the parameters that a price list's products are asked for by."""
    # An empty price list has answered no products at all.
    by_list = {"priceListID": price_list} if price_list != DEFAULT_LIST else {}
    return {"inStore": "1", "sendUpcharges": "1", **by_list}
