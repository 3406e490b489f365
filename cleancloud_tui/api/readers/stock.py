"""What the shop sells and holds: products, price lists, inventory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..models.stock import InventoryItem, PriceList, Product
from .fields import ReplyRow
from .replies.listing import Listing
from .replies.not_understood import NotUnderstoodError, record

_SECTIONS: Final = ("SectionsMap", "Sections")
_PRODUCTS: Final = Listing(
    ("Products",), ids=("id", "productID"), marks=("price",), beside=_SECTIONS, may_be_flat=False
)
_PRICE_LISTS: Final = Listing(
    ("PriceLists", "PriceList"), ids=("id", "priceListID"), marks=("name",), may_be_flat=False
)
_QUANTITY: Final = (
    *("quantity", "qty", "stock", "level", "stockLevel", "inventoryLevel", "currentStock"),
    *("currentLevel", "inventory", "onHand", "available", "remaining", "count", "amount"),
)
"""Names for how many are left; nobody has seen a reply yet."""

_LOW_AT: Final = (
    *("lowStock", "lowStockLevel", "lowLevel", "lowAt", "reorderLevel", "reorderPoint"),
    *("minimum", "minLevel", "minQuantity", "minStock", "threshold", "alertLevel"),
)
_INVENTORY: Final = Listing(
    ("Inventory", "InventoryProducts", "Items"),
    ids=("id", "productID", "inventoryID", "itemID", "sku"),
    marks=_QUANTITY,
    may_be_flat=False,
)

_DEEPEST: Final = 3
"""How deep in objects the sections are looked for."""

_UPCHARGE: Final = "3"
_PARENT: Final = "4"
"""`type` of a product that stands for its variants."""


def products(reply: Mapping[str, object]) -> tuple[Product, ...]:
    """Read the products, each with the name of its section (`getProducts`).

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    sections = _sections(reply)
    return _PRODUCTS.read(reply, lambda row: _product(row, sections))


def price_lists(reply: Mapping[str, object]) -> tuple[PriceList, ...]:
    """Read the price lists; id 0 is a real one (`getPriceLists`).

    Raises:
        NotUnderstoodError: The reply holds something else.
    """
    return _PRICE_LISTS.read(reply, _price_list)


def inventory(reply: Mapping[str, object]) -> tuple[InventoryItem, ...]:
    """Read what the shop holds of the goods that it sells (`getInventory`).

    Raises:
        NotUnderstoodError: The reply holds something else, or tells of nothing how much is left.
    """
    items = _INVENTORY.read(reply, _inventory_item)
    if items and all(item.quantity is None for item in items):
        raise NotUnderstoodError(reply)
    return items


def _sections(reply: Mapping[str, object], depth: int = _DEEPEST) -> dict[str, str]:
    """Return names of sections by id: `SectionsMap` is a list of both, or an object by id.

    It stands in the reply itself, or in an object of it.
    """
    sections = ReplyRow(reply).row(*_SECTIONS)
    if not sections and depth:
        within = (
            _sections(each, depth - 1)
            for each in record(reply).values()
            if isinstance(each, Mapping)
        )
        return next(filter(None, within), {})
    return {
        sections.row(key).line("id") or key: sections.row(key).line("name") or sections.line(key)
        for key in sections.names()
    }


def _product(row: Mapping[str, object], sections: Mapping[str, str]) -> Product | None:
    fields = ReplyRow(row)
    product_id = fields.code("id", "productID")
    if not product_id:
        return None
    section, kind = fields.code("section", "sectionID"), fields.line("type")
    return Product(
        id=product_id,
        name=fields.line("name"),
        price=fields.decimal("price"),
        pieces=fields.integer("pieces"),
        section=sections.get(section, ""),
        parent_id=fields.code("parent", "parentID"),
        is_parent=kind == _PARENT,
        is_upcharge=kind == _UPCHARGE or fields.flag("isUpcharge") is True,
        by_area=fields.flag("isSqmProduct") is True,
        tax_exempt=(
            fields.flag("te1") is True,
            fields.flag("te2") is True,
            fields.flag("te3") is True,
        ),
    )


def _price_list(row: Mapping[str, object]) -> PriceList | None:
    fields = ReplyRow(row)
    list_id = fields.line("id", "priceListID")
    return PriceList(list_id, fields.line("name")) if list_id else None


def _inventory_item(row: Mapping[str, object]) -> InventoryItem | None:
    fields = ReplyRow(row)
    code = fields.line("sku", "code", "barcode", "upc")
    item_id = fields.code("id", "productID", "inventoryID", "itemID") or code
    if not item_id:
        return None
    return InventoryItem(
        id=item_id,
        name=fields.line("name", "productName", "product", "title"),
        code=code,
        quantity=fields.decimal(*_QUANTITY),
        low_at=fields.decimal(*_LOW_AT),
        price=fields.decimal("price", "retailPrice", "salePrice"),
    )
