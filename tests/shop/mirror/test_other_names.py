"""What is written here is put into rows of whatever shape: nothing is told twice, nothing lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from cleancloud_tui.api.models.orders import Order
from cleancloud_tui.api.privacy import without_private
from cleancloud_tui.shop.shop import Shop
from tests.host import Host, shop_of_40
from tests.shapes import SHAPES, shape_named


@pytest.fixture(params=("", *SHAPES))
async def shaped(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Host]:
    """A shop of 40 that answers in a shape, on a computer that knows nothing of it."""
    async for host in shop_of_40(tmp_path):
        host.shape = shape_named(request.param)
        yield host


async def read(host: Host, shop: Shop, which: str) -> Order:
    """Read an order with its items and garments, by a condition."""
    store = host.app.state.server.store
    order = await shop.ask.refresh_order(
        str(store.number(f"SELECT max(id) FROM orders WHERE deleted = 0 AND {which}"))
    )
    assert order is not None
    return order


async def test_a_changed_end_of_a_window_leaves_its_start(shaped: Host) -> None:
    shop = shaped.open()
    order = await read(shaped, shop, "delivery = 1 AND delivery_end <> ''")
    start = order.delivery_time.partition("-")[0]
    await shop.write("updateOrder", {"orderID": order.id, "deliveryEnd": "11pm"})
    known = shop.order(order.id)
    assert known is not None
    assert known.value.delivery_time == f"{start}-11pm"
    entry = (await shop.journal.entries_of(limit=1))[0]
    assert entry.before is not None
    assert set(entry.before.values()) == {order.delivery_time}


async def test_prices_of_items_stay_when_an_answer_without_them_comes(shaped: Host) -> None:
    shop = shaped.open()
    order = await read(shaped, shop, "status = 1")
    assert all(line.price is not None for line in order.lines)
    await shop.write("updateOrder", {"orderID": order.id, "orderNotes": "call"})
    again = await shop.ask.refresh_order_alone(order.id)
    assert again is not None
    assert (again.notes, again.lines) == ("call", order.lines)


async def test_a_garments_place_is_told_and_found(shaped: Host) -> None:
    shop = shaped.open()
    order = await read(
        shaped, shop, "status = 0 AND EXISTS (SELECT 1 FROM garments WHERE order_id = orders.id)"
    )
    garment = shop.garments_of(order.id)[0]
    where = {"barcodeID": garment.barcode, "orderID": order.id, "conveyorLocation": 'Zé "9"'}
    await shop.write("updateGarment", where)
    (found,) = shop.scans.garments_at('zé "9"')
    assert (found.barcode, found.place) == (garment.barcode, 'Zé "9"')
    await shop.write("updateGarment", where | {"conveyorLocation": "41"})
    await shop.ask.refresh_garments(order.id)  # a number, where numbers are told as such
    assert garment.barcode in [each.barcode for each in shop.scans.garments_at("41")]


@pytest.mark.parametrize(
    "name", ["pushToken", "push_token", "PUSH-TOKEN", "evo_token", "Api_Token"]
)
def test_what_is_private_is_so_however_its_name_is_written(name: str) -> None:
    assert without_private({"id": "7", "rows": [{name: "secret"}]}) == {"id": "7", "rows": [{}]}
