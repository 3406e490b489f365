"""What a code stands for: all that it may be, and never a guess."""

from __future__ import annotations

from cleancloud_tui.scanner.labels.codes import CodeKind, ScannedCode
from cleancloud_tui.scanner.patterns import Patterns
from cleancloud_tui.shop.mirror.storing import store_customers, store_garments, store_orders
from cleancloud_tui.shop.scans.resolving import CodeMeaning, garments_at, meanings
from cleancloud_tui.shop.shop import Shop
from tests.host import NOW, Host

GARMENT, TICKET, CUSTOMER, PLACE = (
    CodeKind.GARMENT,
    CodeKind.TICKET,
    CodeKind.CUSTOMER,
    CodeKind.PLACE,
)


async def shop_with(host: Host, garments: dict[str, list[str]], **status: str) -> Shop:
    """Orders of customer 437, with garments that hang at A1."""
    shop = host.open()
    mirror = shop.mirror
    orders: list[dict[str, object]] = [
        {
            "id": order_id,
            "customerID": "437",
            "status": status.get(f"of_{order_id}", "0"),
            "createdDate": str(int(NOW) + int(order_id)),
        }
        for order_id in garments
    ]
    reading = mirror.reading(NOW)
    customer = {"ID": "437", "Name": "Ann Lee"}
    await mirror.file.run(lambda db: store_customers(db, [customer], reading))
    await mirror.file.run(lambda db: store_orders(db, orders, reading))
    for order_id, codes in garments.items():
        rows = [{"barcodeID": code, "conveyorLocation": "A1"} for code in codes]
        await mirror.file.run(lambda db, o=order_id, r=rows: store_garments(db, o, r, reading))  # type: ignore[misc]
    return shop


def told(shop: Shop, text: str, *kinds: CodeKind) -> list[CodeMeaning]:
    return meanings(shop.mirror, ScannedCode(text, kinds))


async def test_a_garment_on_several_orders_shows_them_all_the_open_one_first(host: Host) -> None:
    shop = await shop_with(
        host, {"1": ["12345678"], "2": ["12345678"], "3": ["12345678"]}, of_3="2", of_2="2"
    )
    (meaning,) = told(shop, "12345678", GARMENT)
    assert [each.garment.order_id for each in meaning.garments] == ["1", "3", "2"]
    assert meaning.order_id == "1"
    assert [each.order_id for each in meaning.apart()] == ["1"]


async def test_a_garment_of_two_open_orders_is_two_things_to_work_with(host: Host) -> None:
    shop = await shop_with(host, {"1": ["12345678"], "2": ["12345678"]})
    (meaning,) = told(shop, "12345678", GARMENT)
    assert [each.order_id for each in meaning.apart()] == ["2", "1"]


async def test_of_collected_orders_the_newest_is_left(host: Host) -> None:
    shop = await shop_with(host, {"1": ["12345678"], "2": ["12345678"]}, of_1="2", of_2="2")
    (meaning,) = told(shop, "12345678", GARMENT)
    assert [each.order_id for each in meaning.apart()] == ["2"]


async def test_a_leading_zero_more_or_less_is_tried_and_the_very_code_comes_first(
    host: Host,
) -> None:
    shop = await shop_with(host, {"1": ["012345678"], "2": ["12345678"], "3": ["0777777777"]})
    for text, order_id in (
        ("012345678", "1"),
        ("12345678", "2"),
        ("0012345678", "1"),
        ("777777777", "3"),
        ("00777777777", "3"),
    ):
        (meaning,) = told(shop, text, GARMENT)
        assert meaning.order_id == order_id
        assert len(meaning.garments) == 1
    assert told(shop, "77777777", GARMENT) == []


async def test_a_number_that_is_an_order_and_a_customer_is_both(host: Host) -> None:
    shop = await shop_with(host, {"437": []})
    found = told(shop, "437", TICKET, CUSTOMER)
    assert [each.kind for each in found] == [TICKET, CUSTOMER]
    assert [each.customer.name for each in found if each.customer] == ["Ann Lee", "Ann Lee"]


async def test_what_the_patterns_do_not_know_is_tried_as_a_garment(host: Host) -> None:
    shop = await shop_with(host, {"1": ["X-1"]})
    assert [each.kind for each in told(shop, "X-1")] == [GARMENT]
    assert told(shop, "X-2") == []


async def test_a_kind_that_is_not_asked_for_is_not_told(host: Host) -> None:
    shop = await shop_with(host, {"437": []})
    code = ScannedCode("437", (CUSTOMER,))
    assert meanings(shop.mirror, code, [PLACE]) == []


async def test_a_code_is_what_its_label_says(host: Host) -> None:
    shop = await shop_with(host, {"1": []})
    code = Patterns.of().read("C-437")
    assert code is not None
    (meaning,) = meanings(shop.mirror, code)
    assert (meaning.kind, meaning.text) == (CUSTOMER, "437")


async def test_what_hangs_at_a_place_is_told_of_orders_in_work(host: Host) -> None:
    shop = await shop_with(host, {"1": ["11111111"], "2": ["22222222"]}, of_1="2")
    assert [each.barcode for each in garments_at(shop.mirror, "a1")] == ["22222222"]
    assert garments_at(shop.mirror, "B2") == []
