"""What the shop sells and holds: price lists, products, inventory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .. import replies
from ..call import Handler, PracticeCall, Reply

_UPCHARGE: Final = 3
_PARENT: Final = 4


def get_price_lists(call: PracticeCall) -> Reply:
    """Answer the price lists; 0 is the default one."""
    rows = call.store.rows("SELECT * FROM price_lists ORDER BY id")
    return replies.success(PriceLists=[replies.named(row) for row in rows])


def get_products(call: PracticeCall) -> Reply:
    """Answer the active products of a price list, the default's price where it has none.

    An empty `priceListID` is the default one.
    """
    sections = call.store.rows("SELECT * FROM sections ORDER BY id")
    rows = call.store.rows(
        "SELECT products.*, coalesce(listed.price, prices.price, 0) AS price FROM products"
        " LEFT JOIN prices ON prices.product_id = products.id AND prices.price_list_id = 0"
        " LEFT JOIN prices AS listed"
        "  ON listed.product_id = products.id AND listed.price_list_id = ?"
        " WHERE active = 1 AND (in_app = 1 OR ?) AND (type <> ? OR ?) AND (type <> ? OR ?)"
        " ORDER BY section_id, products.id",
        (
            call.number("priceListID"),
            call.is_set("inStore"),
            _PARENT,
            call.is_set("sendParents"),
            _UPCHARGE,
            call.is_set("sendUpcharges"),
        ),
    )
    return replies.success(
        Products=[replies.product(row) for row in rows],
        SectionsMap=[replies.named(section) for section in sections],
    )


def get_inventory(call: PracticeCall) -> Reply:
    """Answer the stock of all inventory products."""
    rows = call.store.rows("SELECT * FROM inventory ORDER BY id")
    return replies.success(Inventory=[replies.inventory_item(row) for row in rows])


HANDLERS: Final[Mapping[str, Handler]] = {
    "getPriceLists": get_price_lists,
    "getProducts": get_products,
    "getInventory": get_inventory,
}
