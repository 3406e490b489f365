from __future__ import annotations

from cleancloud_tui.shop.stock.catalogue import (
    known_catalogue,
    known_price_lists,
    read_catalogue,
)
from tests.host import Host


async def test_the_catalogue_is_asked_for_once_and_known_from_then_on(host: Host) -> None:
    shop = host.open()
    assert known_catalogue(shop) is None
    await read_catalogue(shop)
    assert host.requests == ["getProducts", "getPriceLists"]
    again = host.open()
    known = known_catalogue(again)
    assert known is not None
    assert known.sections[:2] == ("Shirts & blouses", "Suits & trousers")
    assert "Upcharges" in known.sections
    assert [each.name for each in known.in_section("Wash & fold")][:1] == ["Wash & fold, per kg"]
    assert not any(each.is_parent for each in known.products)
    assert known_price_lists(again)[0].name == "Default"
    assert host.requests == ["getProducts", "getPriceLists"]


async def test_another_price_list_has_its_own_prices(host: Host) -> None:
    shop = host.open()
    await read_catalogue(shop)
    await read_catalogue(shop, "2")
    shirts = [known_catalogue(shop), known_catalogue(shop, "2")]
    prices = [catalogue.find("shirt hanger")[0].price for catalogue in shirts if catalogue]
    assert [str(price) for price in prices] == ["3.50", "2.90"]
    assert host.requests == ["getProducts", "getPriceLists", "getProducts"]


async def test_what_is_typed_is_found_by_words_in_any_order(host: Host) -> None:
    shop = host.open()
    await read_catalogue(shop)
    known = known_catalogue(shop)
    assert known is not None

    def names(text: str) -> list[str]:
        return [each.name for each in known.find(text)]

    assert names("shirts")[0] == "Shirt, on hanger"
    assert names("king duvet") == ["Duvet, king size"]
    assert names("suede") == ["Leather & suède jacket"]
    assert names("alterations zip") == ["Replace zip"]
    assert names("curtain hem") == []
    assert names("") == []
