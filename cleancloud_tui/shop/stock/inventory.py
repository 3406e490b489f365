"""What the shop holds, from the mirror: what runs low first."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ...api.models.stock import InventoryItem
from ...api.readers import stock
from ..records import Known
from ..search.words import words_of
from .catalogue import ShopReplies, understood
from .finding import has_words

_OPERATION = "getInventory"


def known_inventory(shop: ShopReplies) -> Known[tuple[InventoryItem, ...]] | None:
    """Return what is known of the inventory; None where it was never read."""
    known = shop.known_reply(_OPERATION)
    items = understood(known, stock.inventory)
    return None if known is None or items is None else Known(items, known.read_at)


async def read_inventory(shop: ShopReplies) -> None:
    """Read the inventory: one request.

    Raises:
        CleanCloudError: It could not be read.
    """
    await shop.read(_OPERATION)


def lowest_first(items: Iterable[InventoryItem], text: str = "") -> list[InventoryItem]:
    """Return the goods of which every typed word begins a word, what runs low first.

    That is what is gone, then what is low by the shop's own figure, then the fewest; of what is not
    told stands behind them all.
    """
    typed = words_of(text)
    found = [each for each in items if has_words(f"{each.name} {each.code}", typed)]
    return sorted(found, key=_urgency)


def _urgency(item: InventoryItem) -> tuple[bool, bool, bool, Decimal, str]:
    left = item.quantity
    return left is None, not item.is_out, not item.is_low, left or Decimal(0), item.name.casefold()
