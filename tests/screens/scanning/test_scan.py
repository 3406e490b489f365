"""Scans are answered at once; a wrong one stands until it is seen; the last 200 are remembered."""

from __future__ import annotations

import asyncio
import codecs
import csv
from dataclasses import replace
from pathlib import Path

from textual.events import Paste
from textual.widgets import Static

from cleancloud_tui.api.models.orders import OrderStatus
from cleancloud_tui.scanner.labels.codes import CodeKind, ScannedCode
from cleancloud_tui.screens.customers.customer import CustomerScreen
from cleancloud_tui.screens.dialogs.choose import ChooseDialog
from cleancloud_tui.screens.orders.order import OrderScreen
from cleancloud_tui.shop.scans.history import ScanVerdict
from cleancloud_tui.widgets.scan_field import ScanField
from tests.host import Host
from tests.reshaping import in_an_unknown_way
from tests.screens.conftest import Counter, Open
from tests.screens.orders.steps import an_order
from tests.screens.scanning.steps import (
    GARMENT,
    PLACE,
    TICKET,
    alone,
    barcodes,
    codes,
    done,
    elsewhere,
    forget_garments,
    label,
    scan,
    scanning,
)


async def test_a_scan_shows_garment_order_and_customer_and_costs_nothing(
    counter: Counter, host: Host
) -> None:
    order = an_order(counter)
    customer = counter.app.desk.shop.customer(order.customer_id)
    code = barcodes(counter)[0]
    await alone(counter)
    await counter.press("f3")
    before = len(host.requests)
    await counter.type(f"{code}\r")
    assert code in counter.text
    assert f"order {order.id}" in counter.text
    assert customer is not None
    assert customer.value.name[:10] in counter.text
    assert host.requests[before:] == []
    await counter.press("f6")
    assert isinstance(counter.app.screen, OrderScreen)
    await counter.press("escape", "f7")
    assert isinstance(counter.app.screen, CustomerScreen)


async def test_a_garment_that_was_read_long_ago_is_asked_for_again_and_shown_as_it_is(
    counter: Counter, host: Host
) -> None:
    order = an_order(counter)
    code = barcodes(counter)[0]
    await elsewhere(
        host, "updateGarment", {"barcodeID": code, "orderID": order.id, "conveyorLocation": "Q88"}
    )
    await alone(counter)
    host.now += 3600
    await counter.press("f3")
    before = len(host.requests)
    await scan(counter, code, code)
    assert host.requests[before:] == ["getGarment"]
    assert "place Q88" in counter.text


async def test_two_hundred_codes_in_one_burst_stay_apart_and_in_order(counter: Counter) -> None:
    for suffix, count in (("\r", 200), ("\n", 30), ("\t", 30)):
        sent = [f"{number:012}" for number in range(count)]
        await counter.press("f3")
        await counter.type("".join(code + suffix for code in sent))
        assert codes(counter)[-count:] == sent
        assert counter.app.screen.query_one(ScanField).code == ""


async def test_a_paste_of_several_lines_is_as_many_scans(counter: Counter) -> None:
    await counter.press("f3")
    counter.app.screen.query_one(ScanField).post_message(Paste("00123\r\n0456\n789"))
    await counter.settle()
    assert codes(counter) == ["00123", "0456"]
    assert counter.app.screen.query_one(ScanField).code == "789"


async def test_a_leading_zero_more_or_less_finds_the_garment(counter: Counter) -> None:
    order = an_order(counter)
    code = barcodes(counter)[0]
    await counter.press("f3")
    await scan(counter, f"0{code}")
    assert f"order {order.id}" in counter.text
    if code.startswith("0"):
        await scan(counter, code[1:])
        assert f"order {order.id}" in counter.text


async def test_an_unknown_label_fills_the_panel_until_it_is_seen(counter: Counter) -> None:
    code = barcodes(counter)[0]
    await counter.press("f3")
    await counter.type("0000\r")
    assert "0000 is not known here" in counter.text
    assert counter.app.screen.has_class("-wrong")
    assert "WRONG SCAN" in counter.text
    assert "esc Seen" in counter.text.splitlines()[-1]
    await counter.type(f"{code}\r")
    assert "0000 is not known here" in counter.text
    await counter.press("escape")
    assert "WRONG SCAN" not in counter.text
    assert "✗ is not known here" in counter.text
    assert codes(counter) == ["0000", code]


async def test_a_ticket_shows_its_order_and_opens_it(counter: Counter) -> None:
    order = an_order(counter)
    await counter.press("f3")
    await counter.type(f"{order.id}\r")
    assert f"Ticket of order {order.id}" in counter.text
    assert counter.app.desk.shop.session.order_at_hand == order.id
    await counter.press("f6")
    assert isinstance(counter.app.screen, OrderScreen)


async def test_a_customer_and_a_place_are_looked_up(counter: Counter) -> None:
    shop = counter.app.desk.shop
    order = an_order(counter)
    customer = shop.customer(order.customer_id)
    assert customer is not None
    await shop.write(
        "updateGarment",
        {"barcodeID": barcodes(counter)[0], "orderID": order.id, "conveyorLocation": "ZZ9"},
    )
    await counter.press("f3")
    await scan(counter, (customer.value.id, CodeKind.CUSTOMER))
    assert customer.value.name[:10] in counter.text
    assert "F7 opens the customer" in counter.text
    await scan(counter, ("zz9", PLACE))
    assert "Place zz9: 1 garment" in counter.text
    assert barcodes(counter)[0] in counter.text


async def test_the_garment_is_edited_where_it_was_scanned_and_taken_back(counter: Counter) -> None:
    code = barcodes(counter)[0]
    shop = counter.app.desk.shop
    before = shop.garments_with(code)[0].garment
    await counter.press("f3")
    await counter.type(f"{code}\r")
    await counter.press("f8", "tab", "end")
    await counter.type("Q7")
    await counter.press("tab", "end")
    await counter.type("9")
    await counter.press("ctrl+s")
    assert "Q7" in counter.text
    after = shop.garments_with(code)[0].garment
    assert after == replace(before, place=f"{before.place}Q7", color1=f"{before.color1}9")
    await counter.press("ctrl+z")
    assert "Take back the last change" in counter.text
    await counter.press("f12")
    assert shop.garments_with(code)[0].garment == before


async def test_a_label_is_found_among_the_orders_whose_garments_are_not_known(
    counter: Counter, host: Host
) -> None:
    order = an_order(counter)
    code = barcodes(counter)[0]
    await forget_garments(counter, [order.id])
    await counter.press("f3")
    before = len(host.requests)
    await scan(counter, code)
    assert f"order {order.id}" in counter.text
    assert host.requests[before:] == ["getGarments"]


async def test_how_far_the_search_is_stands_on_the_screen_and_escape_ends_it(
    counter: Counter, host: Host
) -> None:
    shop = counter.app.desk.shop
    open_ones = [
        order.id
        for found in shop.search("", limit=50)
        for order in shop.orders_of(found.customer.id)
        if order.status is OrderStatus.CLEANING
    ][:5]
    await forget_garments(counter, open_ones)
    await counter.press("f3")
    go_on = asyncio.Event()

    async def hold(operation: str) -> None:
        if operation == "getGarments" and host.requests.count("getGarments") > asked + 1:
            await go_on.wait()

    asked = host.requests.count("getGarments")
    host.held = hold
    scanning(counter).take_scan(ScannedCode("99999999", (GARMENT,)))
    for _ in range(200):
        await counter.pilot.pause()
        if f"asked 1 of {len(open_ones)} orders" in counter.text:
            break
    assert f"asked 1 of {len(open_ones)} orders" in counter.text
    await counter.pilot.press("escape")
    go_on.set()
    await counter.settle()
    assert "is not known here; asking was stopped" in counter.text
    assert host.requests.count("getGarments") <= asked + 2


async def test_offline_an_unknown_label_says_that_nobody_can_be_asked(
    counter: Counter, host: Host
) -> None:
    order = an_order(counter)
    code = barcodes(counter)[0]
    await forget_garments(counter, [order.id])
    host.is_offline = True
    await counter.press("f3")
    await scan(counter, code)
    assert "is not known here, and CleanCloud can't be asked" in counter.text


async def test_an_answer_that_is_not_understood_is_not_called_none(
    counter: Counter, host: Host
) -> None:
    order = an_order(counter)
    code = barcodes(counter)[0]
    await forget_garments(counter, [order.id])
    host.retold = in_an_unknown_way
    await counter.press("f3")
    await scan(counter, code)
    shown = " ".join(counter.text.split())
    assert "is not known here, and what CleanCloud answers is not understood" in shown
    assert "can't be asked" not in shown


async def test_a_code_that_may_be_two_things_is_asked_about_in_one_key(counter: Counter) -> None:
    shop = counter.app.desk.shop
    orders = [
        order.id
        for found in shop.search("", limit=50)
        for order in shop.orders_of(found.customer.id)
    ]
    same = next(each for each in orders if shop.customer(each))
    await counter.press("f3")
    scanning(counter).take_scan(ScannedCode(same, (TICKET, CodeKind.CUSTOMER)))
    await counter.settle()
    assert isinstance(counter.app.screen, ChooseDialog)
    assert f"What is {same}?" in counter.text
    await counter.press("2")
    assert "F7 opens the customer" in counter.text


async def test_a_scan_from_elsewhere_is_looked_up_whatever_the_mode(
    counter: Counter, host: Host
) -> None:
    code = barcodes(counter)[0]
    await counter.press("f3", "ctrl+k")
    await scan(counter, ("A12", PLACE))
    scanning(counter).take_scan(ScannedCode(code, (GARMENT,)), elsewhere="a key")
    await counter.settle()
    assert "LOOK UP" in counter.text
    assert "Scanned on another screen" in counter.text
    assert "updateGarment" not in host.requests


async def test_a_command_chooses_the_mode(counter: Counter) -> None:
    await counter.press("f3")
    await scan(counter, ("MODE-HAND-OUT", CodeKind.COMMAND))
    assert "HAND OUT" in counter.text
    await scan(counter, ("MODE-DANCE", CodeKind.COMMAND))
    assert "MODE-DANCE is no command" in counter.text


async def test_a_repeat_is_noted_and_not_acted_on(counter: Counter, host: Host) -> None:
    code = barcodes(counter)[0]
    await counter.press("f3", "ctrl+k")
    await scan(counter, ("A12", PLACE))
    scanning(counter).take_scan(ScannedCode(code, (GARMENT,), is_repeat=True))
    await counter.settle()
    assert done(counter) == ["again within a moment: not acted on"]
    assert "updateGarment" not in host.requests


async def test_a_place_is_what_its_label_says(counter: Counter) -> None:
    await counter.press("f3", "ctrl+k")
    await counter.type("P-A12\r")
    assert "Place A12" in counter.text


async def test_the_last_scans_survive_a_restart_without_any_name(
    open_counter: Open, host: Host
) -> None:
    async with open_counter() as counter:
        order = an_order(counter)
        customer = counter.app.desk.shop.customer(order.customer_id)
        code = barcodes(counter)[0]
        await counter.press("f3")
        await scan(counter, code)
        scanning(counter).take_scan(ScannedCode("BEGIN:VCARD Ann Lee", ()))
        await counter.settle()
    assert customer is not None
    async with open_counter() as counter:
        await counter.press("f3")
        assert codes(counter) == [code, "(not kept)"]
        assert [each.verdict for each in scanning(counter).state.scans] == [
            ScanVerdict.WRONG,
            ScanVerdict.DONE,
        ]
        await counter.press("down")
        assert customer.value.name[:10] in counter.text
    kept = b"".join(file.read_bytes() for file in host.directory.rglob("journal.db*"))
    assert code.encode() in kept
    assert customer.value.name.encode() not in kept
    assert b"VCARD" not in kept


async def test_the_scans_are_saved_as_csv_and_no_cell_is_a_formula(
    counter: Counter, tmp_path: Path
) -> None:
    code = barcodes(counter)[0]
    await counter.press("f3")
    await scan(counter, code, ("=1+1", GARMENT))
    await counter.press("escape", "ctrl+s")
    file = tmp_path / "scans.csv"
    await counter.press("ctrl+u")
    await counter.paste(str(file))
    await counter.press("enter")
    assert "2 lines written to" in counter.text
    assert file.read_bytes().startswith(codecs.BOM_UTF8)  # for Excel, as is usual on screens
    heading, newest, oldest = csv.reader(file.read_text("utf-8-sig").splitlines())
    assert heading[:3] == ["When", "Code", "What"]
    assert newest[1] == "'=1+1"
    assert oldest[1] == f'="{code}"'


async def test_a_label_on_several_orders_shows_them_all_the_open_one_first(
    counter: Counter, host: Host
) -> None:
    shop = counter.app.desk.shop
    order = an_order(counter)
    code = barcodes(counter)[0]
    earlier = an_order(counter, OrderStatus.READY)
    await elsewhere(host, "updateOrder", {"orderID": earlier.id, "status": "2"})
    await shop.ask.refresh_order(earlier.id)
    await label(counter, code, earlier.id)
    await counter.press("f3")
    await scan(counter, code)
    assert f"{code} stands on 2 orders" in counter.text
    open_at, done_at = (counter.text.index(f"order {each.id}  ·") for each in (order, earlier))
    assert open_at < done_at


async def test_the_answer_does_not_wait_for_the_list(counter: Counter) -> None:
    first = an_order(counter)
    second = an_order(counter, OrderStatus.READY)
    await counter.press("f3")
    await scan(counter, (first.id, TICKET))
    scanning(counter).take_scan(ScannedCode(second.id, (TICKET,)))
    scanning(counter).view.show_newest()
    answer = str(scanning(counter).query_one("#answer", Static).content)
    assert f"Ticket of order {second.id}" in answer
    await counter.settle()
    await counter.press("down")
    assert f"Ticket of order {first.id}" in counter.text
