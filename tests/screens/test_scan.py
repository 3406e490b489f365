from textual.events import Paste

from cleancloud_tui.screens.customer import CustomerScreen
from cleancloud_tui.screens.order import OrderScreen
from cleancloud_tui.screens.scan import ScanScreen
from cleancloud_tui.widgets.scan_field import ScanField
from tests.host import Host

from .conftest import Counter
from .test_orders import an_order


def barcodes(counter: Counter) -> list[str]:
    shop = counter.app.desk.shop
    return [garment.barcode for garment in shop.garments_of(an_order(counter).id)]


def codes(counter: Counter) -> list[str]:
    screen = counter.app.screen
    assert isinstance(screen, ScanScreen)
    return [scan.code for scan in reversed(screen._scans)]


async def test_a_scan_shows_garment_order_and_customer(counter: Counter, host: Host) -> None:
    order = an_order(counter)
    customer = counter.app.desk.shop.customer(order.customer_id)
    code = barcodes(counter)[0]
    await counter.press("f3")
    before = len(host.requests)
    await counter.type(f"{code}\r")
    assert code in counter.text
    assert f"order {order.id}" in counter.text
    assert customer is not None
    assert customer.value.name[:10] in counter.text
    assert host.requests[before:] == ["getGarment"]
    await counter.press("f6")
    assert isinstance(counter.app.screen, OrderScreen)
    await counter.press("escape", "f7")
    assert isinstance(counter.app.screen, CustomerScreen)


async def test_two_hundred_codes_in_one_burst_stay_apart_and_in_order(counter: Counter) -> None:
    for suffix, count in (("\r", 200), ("\n", 30), ("\t", 30)):
        sent = [f"{number:012}" for number in range(count)]
        await counter.press("f3")
        counter.app.screen._scans.clear()  # type: ignore[attr-defined]
        await counter.type("".join(code + suffix for code in sent))
        assert codes(counter) == sent
        assert counter.app.screen.query_one(ScanField).code == ""


async def test_a_paste_of_several_lines_is_as_many_scans(counter: Counter) -> None:
    await counter.press("f3")
    counter.app.screen.query_one(ScanField).post_message(Paste("00123\r\n0456\n789"))
    await counter.settle()
    assert codes(counter) == ["00123", "0456"]
    assert counter.app.screen.query_one(ScanField).code == "789"


async def test_an_unknown_label_says_so_large(counter: Counter) -> None:
    await counter.press("f3")
    await counter.type("0000\r")
    assert "0000 is not known here" in counter.text
    assert counter.app.screen.query_one("#answer").has_class("-wrong")


async def test_a_ticket_opens_its_order(counter: Counter) -> None:
    order = an_order(counter)
    await counter.press("f3")
    await counter.type(f"{order.id}\r")
    assert f"Ticket of order {order.id}" in counter.text
    await counter.press("f6")
    assert isinstance(counter.app.screen, OrderScreen)


async def test_the_garment_is_edited_where_it_was_scanned(counter: Counter) -> None:
    code = barcodes(counter)[0]
    await counter.press("f3")
    await counter.type(f"{code}\r")
    await counter.press("f8", "tab", "end")
    await counter.type("Q7")
    await counter.press("ctrl+s")
    assert "Q7" in counter.text
    assert counter.app.desk.shop.garments_with(code)[0].garment.place.endswith("Q7")


async def test_a_label_scanned_before_its_garment_is_known_is_answered_when_it_is(
    counter: Counter,
) -> None:
    await counter.press("f3")
    await counter.type("0000\r")
    order = an_order(counter)
    shop = counter.app.desk.shop
    known = shop.garments_of(order.id)[0]
    screen = counter.app.screen
    assert isinstance(screen, ScanScreen)
    await counter.type(f"{known.barcode}\r")
    assert screen._scans[0].found
    assert not screen._scans[1].found
