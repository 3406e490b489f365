"""A count tells what is missing of the orders that are Ready, and what should not be there."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from cleancloud_tui.api.models.garments import Garment
from cleancloud_tui.shop.mirror.storing import store_garments, store_orders
from cleancloud_tui.shop.scans.assembling import checklist
from cleancloud_tui.shop.scans.counting import Counted, CountLine, CountResult, findings
from cleancloud_tui.shop.scans.placing import Placing, to_place
from cleancloud_tui.shop.shop import Shop
from tests.host import NOW, Host

READY, CLEANING, COMPLETED = "1", "0", "2"


async def racks(host: Host) -> Shop:
    """Orders 1 and 2 are Ready, 3 is being cleaned, 4 was collected."""
    shop = host.open()
    mirror = shop.mirror
    rows: list[dict[str, object]] = [
        {"id": "1", "customerID": "9", "status": READY, "rack": "R1", "pieces": "2"},
        {"id": "2", "customerID": "9", "status": READY, "pieces": "3"},
        {"id": "3", "customerID": "9", "status": CLEANING},
        {"id": "4", "customerID": "9", "status": COMPLETED},
    ]
    reading = mirror.reading(NOW)
    await mirror.file.run(lambda db: store_orders(db, rows, reading))
    garments = [{"barcodeID": "0011", "conveyorLocation": "A7"}, {"barcodeID": "0012"}]
    await mirror.file.run(lambda db: store_garments(db, "1", garments, reading))
    return shop


def found(shop: Shop, *counted: Counted) -> list[tuple[str, str, str, str]]:
    _, lines = findings(shop.mirror, counted)
    return [(line.finding.value, line.order_id, line.barcode, line.place) for line in lines]


async def test_orders_of_which_nothing_was_counted_are_missing_as_a_whole(host: Host) -> None:
    shop = await racks(host)
    ready, lines = findings(shop.mirror, [])
    assert ready == 2
    assert lines == (
        CountLine(CountResult.MISSING, "1", "", "R1", "pieces: 2"),
        CountLine(CountResult.MISSING, "2", "", "", "pieces: 3"),
    )


async def test_a_ticket_stands_for_the_order_and_garments_for_themselves(host: Host) -> None:
    shop = await racks(host)
    assert found(shop, Counted("1"), Counted("2")) == []
    assert found(shop, Counted("1", "0012"), Counted("2")) == [("missing", "1", "0011", "A7")]
    assert found(shop, Counted("1", "0012"), Counted("1"), Counted("2")) == []


async def test_what_is_not_ready_or_not_known_is_unexpected(host: Host) -> None:
    shop = await racks(host)
    _, lines = findings(
        shop.mirror,
        [Counted("1"), Counted("2"), Counted("3", "0031"), Counted("4"), Counted("", "99")],
    )
    assert [(line.order_id, line.barcode, line.remark) for line in lines] == [
        ("", "99", "not known"),
        ("3", "0031", "Cleaning"),
        ("4", "", "Completed"),
    ]


BARCODES = st.lists(st.integers(0, 9).map(str), unique=True)


def garments(barcodes: Iterable[str], place: str = "") -> list[Garment]:
    return [Garment(each, "7", place=place) for each in barcodes]


@given(BARCODES, st.sets(st.integers(0, 9).map(str)))
def test_a_checklist_is_complete_when_nothing_is_missing(known: list[str], seen: set[str]) -> None:
    items = checklist(garments(known), seen)
    assert [each.barcode for each in items.missing] == [each for each in known if each not in seen]
    assert items.is_complete is (bool(known) and set(known) <= seen)
    assert items.count == f"{len(set(known) & seen)} of {len(known)}"


def test_only_what_hangs_elsewhere_is_written_and_the_order_is_named() -> None:
    there, elsewhere = garments(["1"], "a12"), garments(["2"], "B1")
    assert to_place([*there, *elsewhere], "A12") == elsewhere
    assert Placing(elsewhere[0], "A12").request.parameters == {
        "barcodeID": "2",
        "orderID": "7",
        "conveyorLocation": "A12",
    }
