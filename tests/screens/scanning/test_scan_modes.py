"""What scans do: put garments in places, put orders together, hand them out, count the racks."""

from __future__ import annotations

import asyncio
import csv
from pathlib import Path

import pytest

from cleancloud_tui.api.models.orders import Order, OrderStatus
from cleancloud_tui.scanner.labels.codes import CodeKind, ScannedCode
from cleancloud_tui.screens.hand_out.screen import HandOutScreen
from cleancloud_tui.shop.shop import Shop
from tests.host import Host
from tests.screens.conftest import Counter, Open
from tests.screens.orders.steps import an_order
from tests.screens.scanning.steps import (
    GARMENT,
    PLACE,
    TICKET,
    barcodes,
    codes,
    done,
    elsewhere,
    forget_garments,
    label,
    orders,
    scan,
    scanning,
)


def places(shop: Shop, order: Order) -> set[str]:
    return {garment.place for garment in shop.garments_of(order.id)}


async def test_garments_are_put_where_the_place_was_scanned_and_only_once(
    counter: Counter, host: Host
) -> None:
    order = orders(counter, OrderStatus.CLEANING, at_least=2)[0]
    first, second, *_ = barcodes(counter, order)
    await counter.press("f3", "ctrl+k")
    assert "PLACE" in counter.text
    assert "rack can be read through CleanCloud's API, but not set" in counter.text
    await scan(counter, ("A12", PLACE))
    assert "Place A12" in counter.text
    await scan(counter, first, second, first, ("B1", PLACE), second)
    assert done(counter, 4) == [
        "put at A12",
        "already at A12",
        "scan what hangs here",
        "put at B1",
    ]
    shop = counter.app.desk.shop
    assert [shop.garments_with(each)[0].garment.place for each in (first, second)] == ["A12", "B1"]
    assert host.requests.count("updateGarment") == 3


async def test_a_ticket_places_all_its_garments_and_one_key_takes_that_back(
    counter: Counter, host: Host
) -> None:
    order = orders(counter, OrderStatus.CLEANING, at_least=2)[0]
    shop = counter.app.desk.shop
    before = places(shop, order)
    await counter.press("f3", "ctrl+k")
    await scan(counter, ("A12", PLACE), (order.id, TICKET))
    assert places(shop, order) == {"A12"}
    count = len(barcodes(counter, order))
    assert host.requests.count("updateGarment") == count
    await counter.press("ctrl+z")
    assert f"Take back the last change of each of these {count}?" in counter.text
    await counter.press("f12")
    assert places(shop, order) == before


async def test_garments_may_be_scanned_before_their_place(open_counter: Open) -> None:
    async with open_counter(is_place_first=False) as counter:
        order = orders(counter, OrderStatus.CLEANING, at_least=2)[0]
        first, second, *_ = barcodes(counter, order)
        shop = counter.app.desk.shop
        await counter.press("f3", "ctrl+k")
        await scan(counter, first, second)
        assert "2 garments are held" in counter.text
        await scan(counter, ("C3", PLACE))
        assert done(counter, 3) == ["put at C3", "put at C3", "2 garments put here"]
        found = [shop.garments_with(each)[0].garment.place for each in (first, second)]
        assert found == ["C3", "C3"]


async def test_a_garment_without_a_place_or_already_collected_is_refused(
    counter: Counter, host: Host
) -> None:
    order = an_order(counter)
    await counter.press("f3", "ctrl+k")
    await scan(counter, barcodes(counter)[0])
    assert "has no place yet" in counter.text
    await counter.press("escape")
    await elsewhere(host, "updateOrder", {"orderID": order.id, "status": "2"})
    await counter.app.desk.shop.ask.refresh_order(order.id)
    await scan(counter, ("A1", PLACE), barcodes(counter, order)[0])
    assert "was already collected" in counter.text
    assert "updateGarment" not in host.requests


async def test_nothing_is_done_while_a_wrong_scan_stands(counter: Counter, host: Host) -> None:
    first, *_ = barcodes(counter)
    await counter.press("f3", "ctrl+k")
    await scan(counter, ("A12", PLACE), "0000", first)
    assert "1 scan came in since; nothing was done" in counter.text
    assert "updateGarment" not in host.requests
    await counter.press("escape")
    await scan(counter, first)
    assert host.requests.count("updateGarment") == 1


async def test_a_place_that_was_left_is_forgotten(counter: Counter, host: Host) -> None:
    await counter.press("f3", "ctrl+k")
    await scan(counter, ("A12", PLACE))
    await counter.press("ctrl+l", "ctrl+k")
    await scan(counter, barcodes(counter)[0])
    assert "has no place yet" in counter.text
    assert "updateGarment" not in host.requests


async def test_scanning_goes_on_while_writes_are_out_and_their_number_is_shown(
    counter: Counter, host: Host
) -> None:
    order = orders(counter, OrderStatus.CLEANING, at_least=2)[0]
    first, second, *_ = barcodes(counter, order)
    go_on = asyncio.Event()

    async def hold(operation: str) -> None:
        if operation == "updateGarment":
            await go_on.wait()

    host.held = hold
    await counter.press("f3", "ctrl+k")
    await scan(counter, ("A12", PLACE))
    for code in (first, second, first):
        scanning(counter).take_scan(ScannedCode(code, (GARMENT,)))
    for _ in range(50):
        await counter.pilot.pause()
    assert "2 changes being written" in counter.text
    assert done(counter, 3) == ["put at A12", "put at A12", "already at A12"]
    go_on.set()
    await counter.settle()
    assert "being written" not in counter.text
    assert host.requests.count("updateGarment") == 2


async def test_offline_places_are_kept_and_written_later(counter: Counter, host: Host) -> None:
    code = barcodes(counter)[0]
    shop = counter.app.desk.shop
    await counter.press("f3", "ctrl+k")
    await scan(counter, ("A12", PLACE))
    host.is_offline = True
    await scan(counter, code, ("B1", PLACE), code)
    assert "Kept on this computer" in counter.text
    assert shop.garments_with(code)[0].garment.place == "B1"
    host.is_offline = False
    await counter.send_what_waits()
    assert host.requests.count("updateGarment") == 1


async def test_a_write_that_is_refused_is_a_wrong_scan(counter: Counter, host: Host) -> None:
    order = an_order(counter)
    await counter.press("f3", "ctrl+k")
    await scan(counter, ("A12", PLACE))
    await elsewhere(host, "deleteOrder", {"orderID": order.id})
    await scan(counter, barcodes(counter, order)[0])
    assert "WRONG SCAN" in counter.text
    assert "was not written" in counter.text


async def test_pieces_are_counted_strangers_refused_and_ready_is_offered(
    counter: Counter, host: Host
) -> None:
    order, other, *_ = orders(counter, OrderStatus.CLEANING, at_least=2)
    first, *rest = barcodes(counter, order)
    count = len(rest) + 1
    await counter.press("f3", "ctrl+e")
    await scan(counter, first)
    assert f"1 of {count} of order {order.id}" in counter.text
    assert rest[0] in counter.text
    await scan(counter, barcodes(counter, other)[0])
    assert f"belongs to order {other.id}, not to {order.id}" in counter.text
    await counter.press("escape")
    await scan(counter, first)
    assert done(counter) == [f"already checked: 1 of {count}"]
    await scan(counter, *rest)
    assert done(counter) == [f"{count} of {count}: complete"]
    await counter.press("f9")
    assert "charge the saved card" in " ".join(counter.text.split())
    await counter.press("f12")
    known = counter.app.desk.shop.order(order.id)
    assert known is not None
    assert known.value.status is OrderStatus.READY
    await counter.press("f9")
    assert not counter.is_asking
    assert host.requests.count("updateOrder") == 1


async def test_a_ticket_opens_the_next_order_and_says_what_was_left(counter: Counter) -> None:
    order, other, *_ = orders(counter, OrderStatus.CLEANING, at_least=2)
    await counter.press("f3", "ctrl+e")
    await scan(counter, (order.id, TICKET), barcodes(counter, order)[0], (other.id, TICKET))
    assert f"order {order.id} was left at 1 of" in done(counter)[0]


async def test_an_order_whose_garments_are_not_known_is_read_first(
    counter: Counter, host: Host
) -> None:
    order = an_order(counter)
    count = len(barcodes(counter, order))
    await forget_garments(counter, [order.id])
    await counter.press("f3", "ctrl+e")
    before = len(host.requests)
    await scan(counter, (order.id, TICKET))
    assert host.requests[before:] == ["getGarments"]
    assert f"0 of {count} of order {order.id}" in counter.text


async def test_handing_out_says_what_stays_behind_before_it_completes(
    counter: Counter, host: Host
) -> None:
    order = orders(counter, OrderStatus.READY, at_least=2)[0]
    first, *rest = barcodes(counter, order)
    await counter.press("f3", "ctrl+o")
    await scan(counter, first)
    await counter.press("f9")
    assert "Does this stay here?" in counter.text
    assert rest[0] in counter.text
    await counter.press("escape")
    assert "updateOrder" not in host.requests
    await scan(counter, (order.id, TICKET))
    await counter.press("f9")
    screen = counter.app.screen
    assert isinstance(screen, HandOutScreen)
    ticked = next(line for line in counter.text.split("\n") if "[x]" in line)
    assert order.id in ticked


async def test_another_customers_garment_does_not_go_over_the_counter(counter: Counter) -> None:
    ready = orders(counter, OrderStatus.READY)
    mine = ready[0]
    other = next(each for each in ready if each.customer_id != mine.customer_id)
    await counter.press("f3", "ctrl+o")
    await scan(counter, (mine.id, TICKET), (other.id, TICKET))
    assert f"is of order {other.id}, another customer's" in counter.text


async def test_a_count_finds_what_is_missing_and_what_should_not_be_there(
    open_counter: Open, host: Host, tmp_path: Path
) -> None:
    async with open_counter() as counter:
        ready = orders(counter, OrderStatus.READY)
        by_ticket, by_label = ready[0], ready[1]
        at_work = an_order(counter)
        await counter.press("f3", "ctrl+n")
        await scan(counter, (by_ticket.id, TICKET), *barcodes(counter, by_label))
        await scan(counter, (at_work.id, TICKET), (at_work.id, TICKET))
        assert done(counter, 2) == ["counted: Cleaning", "counted before"]
    async with open_counter() as counter:
        shop = counter.app.desk.shop
        await counter.press("f3", "ctrl+n")
        assert f"{len(barcodes(counter, by_label)) + 2} counted" in counter.text
        await scan(counter, "0000")
        assert "counted as unexpected" in counter.text
        await counter.press("escape", "f9")
        count = await shop.scans.counts.under_way()
        assert count is not None
        report = shop.scans.report(count)
        missing = {line.order_id for line in report.lines if line.finding.value == "missing"}
        assert not {by_ticket.id, by_label.id} & missing
        assert len(missing) == report.ready - 2
        unexpected = [
            (line.order_id, line.barcode)
            for line in report.lines
            if line.finding.value == "unexpected"
        ]
        assert sorted(unexpected) == [("", "0000"), (at_work.id, "")]
        assert f"{len(missing)} missing, 2 unexpected" in counter.text
        await counter.press("2", "f12")
        assert "MISSING" in counter.text
        assert await shop.scans.counts.under_way() is None
    async with open_counter() as counter:
        await counter.press("f3", "ctrl+n")
        assert f"{len(missing)} missing, 2 unexpected, ended today" in counter.text
        await counter.press("ctrl+s", "ctrl+u")
        await counter.paste(str(tmp_path / "count.csv"))
        await counter.press("enter")
        rows = list(csv.reader((tmp_path / "count.csv").read_text("utf-8-sig").splitlines()))
        assert rows[0] == ["Finding", "Order", "Garment", "Place", "Remark"]
        assert len(rows) == len(report.lines) + 1
    assert "updateGarment" not in host.requests


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_mode_fits(open_counter: Open, size: tuple[int, int]) -> None:
    async with open_counter(size=size) as counter:
        order = an_order(counter)
        await counter.press("f3")
        for key in ("ctrl+k", "ctrl+e", "ctrl+o", "ctrl+n", "ctrl+l"):
            await counter.press(key)
            await scan(counter, (order.id, TICKET))
            lines = counter.text.splitlines()
            assert len(lines) == size[1]
            assert "^N count" in lines[1]
            assert "F1 Help" in lines[-1] or "f1 Help" in lines[-1]
            await counter.press("escape")
        assert scanning(counter).state.mode.name == "look up"


async def test_a_customers_label_means_nothing_to_a_mode_that_works_with_garments(
    counter: Counter,
) -> None:
    await counter.press("f3", "ctrl+e")
    await scan(counter, ("C-1", CodeKind.CUSTOMER))
    assert "is the code of a customer: it does nothing here" in counter.text


async def test_who_may_change_nothing_can_only_look_up(open_counter: Open, host: Host) -> None:
    async with open_counter(read_only=True) as counter:
        code = barcodes(counter)[0]
        await counter.press("f3", "ctrl+k")
        assert "LOOK UP" in counter.text
        assert "^K" not in counter.text
        await scan(counter, ("A12", PLACE), code)
    assert "updateGarment" not in host.requests


async def test_a_label_on_two_open_orders_is_asked_about_before_anything_is_written(
    counter: Counter, host: Host
) -> None:
    one, two, *_ = orders(counter, OrderStatus.CLEANING)
    code = barcodes(counter, one)[0]
    await label(counter, code, two.id)
    await counter.press("f3", "ctrl+k")
    await scan(counter, ("A12", PLACE), code)
    assert f"What is {code}?" in counter.text
    assert "updateGarment" not in host.requests
    await counter.press("escape")
    assert done(counter) == ["nobody said what it is"]
    await scan(counter, code)
    await counter.press("1", "f12")
    assert host.requests.count("updateGarment") == 1


async def test_a_key_that_answered_a_question_is_no_part_of_the_next_scan(counter: Counter) -> None:
    order = orders(counter, OrderStatus.CLEANING)[0]
    await counter.press("f3", "ctrl+e")
    await scan(counter, *barcodes(counter, order))
    await counter.press("f9")
    await counter.hit("f12")
    code = barcodes(counter, order)[0]
    await counter.type(f"{code}\r")
    assert codes(counter)[-1] == code
