"""What the shop sells and holds, by the keys that lead there."""

from __future__ import annotations

from cleancloud_tui.screens.stock.inventory import InventoryScreen
from cleancloud_tui.screens.stock.products import ProductsScreen
from tests.host import Host
from tests.screens.conftest import Counter


def line_with(counter: Counter, text: str) -> str:
    return next((each for each in counter.text.splitlines() if text in each), "")


def place_of(counter: Counter, text: str) -> int:
    return next(place for place, each in enumerate(counter.text.splitlines()) if text in each)


async def test_products_by_price_list_at_the_till_and_in_the_app(
    counter: Counter, host: Host
) -> None:
    await counter.press("ctrl+b", "1")
    assert isinstance(counter.app.screen, ProductsScreen)
    assert "Default, at the till: 53 products" in counter.text
    parent, variant = place_of(counter, " 4 kinds"), place_of(counter, "Shirt, on hanger")
    assert variant == parent + 1
    await counter.type("tablecl")
    at_the_till = line_with(counter, "Tablecloth")
    assert "$" in at_the_till
    await counter.press("f6", "3")
    assert "Business" in line_with(counter, "at the till")
    assert line_with(counter, "Tablecloth") != at_the_till
    await counter.press("escape", "f7")
    assert "in the app: 46 products" in counter.text
    await counter.type("zzzz")
    assert "in the app: none of “zzzz”" in counter.text
    await counter.press("escape", "escape")
    assert not isinstance(counter.app.screen, ProductsScreen)
    assert host.requests.count("getProducts") == 3
    assert host.requests.count("getPriceLists") == 3


async def test_the_inventory_tells_what_runs_low_first(counter: Counter, host: Host) -> None:
    await counter.press("ctrl+b", "2")
    assert isinstance(counter.app.screen, InventoryScreen)
    assert "Inventory, 2 items low: 6 items" in counter.text
    gone = line_with(counter, "Lint roller")
    assert "none left" in gone
    in_order = ("Collar stays", "Lint roller", "Stain remover", "Garment bag", "Cedar hanger")
    places = [place_of(counter, name) for name in in_order]
    assert places == sorted(places)
    await counter.type("ha-ce")
    assert "1 item of “ha-ce”" in counter.text
    await counter.press("escape")
    host.is_offline = True
    await counter.press("f5")
    assert "Lint roller" in counter.text  # what was known stays
    assert "as of" in counter.text
    await counter.press("escape")
    assert host.requests.count("getInventory") == 1
