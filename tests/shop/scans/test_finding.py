"""A code that the mirror does not know is found in few requests, and none is asked for twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import pytest

from cleancloud_tui.api.errors import NetworkError
from cleancloud_tui.scanner.labels.codes import CodeKind, ScannedCode
from cleancloud_tui.shop.mirror.storing import store_garments, store_orders
from cleancloud_tui.shop.scans.allowance import Allowance
from cleancloud_tui.shop.scans.finding import MOST_ASKED, GarmentSearch, Search
from cleancloud_tui.shop.shop import Shop
from tests.host import NOW, Host

GARMENT, TICKET = CodeKind.GARMENT, CodeKind.TICKET


class Cloud:
    """CleanCloud as far as garments go; it counts what it is asked."""

    def __init__(self, shop: Shop, garments: dict[str, Sequence[str]]) -> None:
        self.shop = shop
        self.garments = garments
        self.asked: list[str] = []

    async def read(self, operation: str, parameters: Any, **_: object) -> Any:
        order_id = parameters["orderID"]
        self.asked.append(order_id)
        mirror = self.shop.mirror
        if operation == "getOrders":
            return {}
        rows = [{"barcodeID": code} for code in self.garments.get(order_id, ())]
        await mirror.file.run(lambda db: store_garments(db, order_id, rows, mirror.reading(NOW)))
        return {}


async def cloud(host: Host, garments: dict[str, Sequence[str]], known: Collection[str]) -> Cloud:
    """Orders 1, 2, … in work, made one after another; the mirror knows the garments of some."""
    shop = host.open()
    mirror = shop.mirror
    rows: list[dict[str, object]] = [
        {
            "id": order_id,
            "customerID": "1",
            "status": "0",
            "createdDate": str(int(NOW) - 10_000 + n),
        }
        for n, order_id in enumerate(garments)
    ]
    await mirror.file.run(lambda db: store_orders(db, rows, mirror.reading(NOW)))
    made = Cloud(shop, garments)
    for order_id in known:
        await made.read("getGarments", {"orderID": order_id})
    made.asked.clear()
    return made


async def search(made: Cloud, code: ScannedCode, on_screen: str = "") -> list[Search]:
    told: list[Search] = []
    clock = lambda: NOW + 1_000  # noqa: E731
    finding = GarmentSearch(made.shop.mirror, made, clock)  # type: ignore[arg-type]
    await finding.find(code, on_screen, told.append)
    return told


def roll(orders: int, each: int = 4) -> dict[str, Sequence[str]]:
    """Orders whose labels were printed one after another."""
    return {
        str(order): [str(10_000_000 + order * each + piece) for piece in range(each)]
        for order in range(1, orders + 1)
    }


async def test_the_order_on_screen_is_asked_first(host: Host) -> None:
    made = await cloud(host, {**roll(20), "21": ["77"]}, [])
    told = await search(made, ScannedCode("10000020", (GARMENT,)), on_screen="5")
    assert made.asked == ["5"]
    assert told == [Search(0, MOST_ASKED)]


@pytest.mark.parametrize("order", [4, 17, 38, 40])
async def test_neighbours_of_the_number_lead_to_the_order_at_once(host: Host, order: int) -> None:
    unknown = {str(order), *map(str, range(1, 41, 6))}
    orders = roll(40)
    made = await cloud(host, orders, [each for each in orders if each not in unknown])
    await search(made, ScannedCode(str(10_000_000 + order * 4 + 2), (GARMENT,)))
    assert made.asked == [str(order)]


async def test_without_near_numbers_the_newest_are_asked_up_to_a_cap(host: Host) -> None:
    made = await cloud(host, roll(40), [])
    told = await search(made, ScannedCode("99999999", (GARMENT,)))
    assert made.asked == [str(order) for order in range(40, 40 - MOST_ASKED, -1)]
    assert told[-1] == Search(MOST_ASKED - 1, MOST_ASKED)


async def test_nothing_is_asked_where_all_garments_are_known(host: Host) -> None:
    orders = roll(10)
    made = await cloud(host, orders, orders)
    await search(made, ScannedCode("99999999", (GARMENT,)))
    assert made.asked == []


async def test_a_ticket_of_an_unknown_order_is_one_request_and_no_garment_is_asked_for(
    host: Host,
) -> None:
    made = await cloud(host, roll(3), [])
    await search(made, ScannedCode("437", (TICKET,)))
    await search(made, ScannedCode("0437", (TICKET,)))
    assert made.asked == ["437"]


async def test_all_codes_together_have_an_allowance(host: Host) -> None:
    made = await cloud(host, roll(200), [])
    finding = GarmentSearch(made.shop.mirror, made, lambda: NOW + 10_000)  # type: ignore[arg-type]
    for number in range(20):
        await finding.find(ScannedCode(f"{99_999_000 + number}", (GARMENT,)), "", lambda _: None)
    assert len(made.asked) == 60


async def test_what_one_search_reads_answers_the_next(host: Host) -> None:
    made = await cloud(host, roll(5), [])
    finding = GarmentSearch(made.shop.mirror, made, lambda: NOW + 10_000)  # type: ignore[arg-type]
    for barcode in made.garments["5"]:
        assert await finding.find(ScannedCode(barcode, (GARMENT,)), "", lambda _: None)
    assert made.asked == ["5"]


async def test_offline_the_search_says_so(host: Host) -> None:
    made = await cloud(host, roll(5), [])
    host.is_offline = True
    with pytest.raises(NetworkError):
        await made.shop.scans.find(ScannedCode("99999999", (GARMENT,)), "", lambda _: None)


def test_an_allowance_comes_back_one_by_one() -> None:
    now = 0.0
    allowance = Allowance(3, 60.0, lambda: now)
    assert [allowance.take() for _ in range(4)] == [True, True, True, False]
    now = 59.0
    assert not allowance.take()
    now = 61.0
    assert allowance.take()
    assert not allowance.take()
    now = 100_000.0
    assert [allowance.take() for _ in range(4)] == [True, True, True, False]
    now = 0.0
    assert not allowance.take()
