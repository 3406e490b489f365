"""What runs low stands first, and products stand beneath their parents."""

from __future__ import annotations

from decimal import Decimal

from cleancloud_tui.api.models.stock import InventoryItem
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.stock.assortment import View, known_assortment, read_assortment
from cleancloud_tui.shop.stock.inventory import known_inventory, lowest_first, read_inventory
from tests.host import Host


def item(name: str, left: str | None, low_at: str | None = None) -> InventoryItem:
    quantity = None if left is None else Decimal(left)
    return InventoryItem(name, name, name[:1], quantity, low_at and Decimal(low_at))


def test_what_is_gone_then_what_is_low_then_the_fewest() -> None:
    untold, many, few = item("untold", None), item("many", "90"), item("few", "4")
    low, gone, sold = item("low", "40", "50"), item("gone", "0"), item("sold twice", "-2")
    by_urgency = [sold, gone, low, few, many, untold]
    assert lowest_first([untold, many, low, gone, few, sold]) == by_urgency
    assert lowest_first(by_urgency, "sold tw") == [sold]
    assert lowest_first(by_urgency, "nothing") == []


async def test_it_is_known_from_then_on(host: Host) -> None:
    shop: Shop = host.open()
    assert known_inventory(shop) is None
    await read_inventory(shop)
    known = known_inventory(shop)
    assert known is not None
    assert lowest_first(known.value)[0].name == "Collar stays, 10 pairs"


async def test_variants_stand_beneath_their_parents_and_upcharges_are_told(host: Host) -> None:
    shop: Shop = host.open()
    at_the_till, in_the_app = View(), View(in_app=True)
    assert known_assortment(shop, at_the_till) is None
    for view in (at_the_till, in_the_app):
        await read_assortment(shop, view)
    till, app = (known_assortment(shop, view) for view in (at_the_till, in_the_app))
    assert till is not None
    assert app is not None
    shirts = till.find("shirts")
    assert shirts[0].product.is_parent
    assert shirts[0].kinds == 4
    assert [each.is_variant for each in shirts[1:5]] == [True] * 4
    assert any(each.product.is_upcharge for each in till.shelves)
    assert len(app.shelves) < len(till.shelves)
    products = [each.product.id for each in till.shelves]
    assert len(products) == len(set(products))
