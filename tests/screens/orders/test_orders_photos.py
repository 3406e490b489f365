"""Photos of an order: drawn where the library is there, their links where it is not."""

import sys

import pytest

from cleancloud_tui.api.models.orders import Order
from cleancloud_tui.practice.operations import photos
from cleancloud_tui.screens.destinations import OpenPhotos
from tests.host import Host
from tests.screens.conftest import Counter

BLOCK = "▄▄▄▄▄▄▄▄▄▄"


def with_photos(counter: Counter, host: Host) -> tuple[Order, int]:
    """An order with at least two photos, and how many it has."""
    row = host.app.state.server.store.row(
        "SELECT order_id, count(*) AS number FROM photos GROUP BY order_id HAVING number > 1"
    )
    known = counter.app.desk.shop.order(str(row["order_id"]))
    assert known is not None
    return known.value, int(row["number"])


async def opened(counter: Counter, order: Order) -> None:
    counter.app.go(OpenPhotos(order.id))
    await counter.settle()


async def test_photos_are_drawn_one_after_another_and_fetched_once(
    counter: Counter, host: Host
) -> None:
    pytest.importorskip("rich_pixels")
    order, number = with_photos(counter, host)
    spent = await counter.app.desk.shop.budget.glance()
    await opened(counter, order)
    assert f"Photo 1 of {number} of order {order.id}" in counter.text
    assert BLOCK in counter.text
    first = host.requests[-1]
    assert first.endswith(".png")
    await counter.press("right")
    assert f"Photo 2 of {number}" in counter.text
    await counter.press("left")
    assert f"Photo 1 of {number}" in counter.text
    assert BLOCK in counter.text
    assert host.requests.count(first) == 1
    assert host.requests.count("getPhotos") == 1
    left = await counter.app.desk.shop.budget.glance()
    assert spent.left - left.left == 1  # pictures are no requests of the API


@pytest.mark.parametrize("content", [b"", b"<html>", b"\x89PNG\r\n\x1a\ncut", b"\xff\xd8\xff\xe0"])
async def test_a_file_that_is_no_picture_is_told_and_its_link_shown(
    counter: Counter, host: Host, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    pytest.importorskip("rich_pixels")
    monkeypatch.setattr(photos, "image", lambda _: content)
    order, _ = with_photos(counter, host)
    await opened(counter, order)
    assert "The photo's file can't be read" in counter.text
    assert "/photos/" in counter.text


async def test_a_picture_that_claims_too_many_points_is_not_unpacked(
    counter: Counter, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("rich_pixels")
    monkeypatch.setattr("cleancloud_tui.screens.orders.picture._MOST_POINTS", 100)
    order, _ = with_photos(counter, host)
    await opened(counter, order)
    assert "too large to be drawn" in counter.text


async def test_without_the_library_the_link_is_shown(
    counter: Counter, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    order, _ = with_photos(counter, host)
    await opened(counter, order)
    assert "needs the extra" in counter.text
    assert "/photos/" in counter.text
    await counter.press("enter", "c")
    assert "/photos/" in counter.app.clipboard


async def test_a_picture_that_does_not_arrive_is_told(
    counter: Counter, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        host.app.state.server, "_image", lambda _: None, raising=True
    )  # the file is gone
    order, _ = with_photos(counter, host)
    await opened(counter, order)
    assert "could not be fetched" in counter.text
    assert "HTTP 404" in counter.text
    assert "/photos/" in counter.text


async def test_an_order_without_photos_says_so(counter: Counter, host: Host) -> None:
    order, _ = with_photos(counter, host)
    host.app.state.server.store.execute("DELETE FROM photos")
    await opened(counter, order)
    assert f"Order {order.id} has no photos" in counter.text


async def test_offline_it_says_so(counter: Counter, host: Host) -> None:
    order, _ = with_photos(counter, host)
    host.is_offline = True
    await opened(counter, order)
    assert "can't be reached" in counter.text
