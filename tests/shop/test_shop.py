from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from cleancloud_tui.api.errors import (
    BadParametersError,
    OutcomeUnknownError,
    ReadOnlyError,
    RefusedError,
)
from cleancloud_tui.api.models.orders import OrderStatus
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop.connection.status import ConnectionState
from cleancloud_tui.shop.journal.entries import EntryState
from cleancloud_tui.shop.records import Change, FillProgress
from tests.host import NOW, Host

TODAY = datetime.fromtimestamp(NOW, UTC).date()


async def test_the_story_of_a_counter(host: Host) -> None:
    shop = host.open()
    told: list[FillProgress] = []
    assert shop.search("") == [], "nothing is known yet"
    await shop.fill(told.append)
    assert told[-1].finished
    assert told[-1].customers == shop.known_customers() == len(shop.search("", limit=100)) > 30
    assert shop.connection.state is ConnectionState.ONLINE

    found = next(each for each in shop.search("", limit=100) if each.open_orders)
    customer = found.customer
    word = customer.name.split()[0]
    assert customer.id in [each.customer.id for each in shop.search(word[:3])]
    orders = shop.orders_of(customer.id)
    assert sum(order.is_open for order in orders) == found.open_orders
    assert found.owed == sum((order.due or Decimal(0) for order in orders), Decimal(0))
    assert [order.is_open for order in orders] == sorted((o.is_open for o in orders), reverse=True)

    order = next(order for order in _all_orders(shop) if shop.garments_of(order.id))
    garment = shop.garments_of(order.id)[0]
    assert await shop.ask.refresh_order(order.id)
    scanned = shop.garments_with(garment.barcode)
    assert (order.id, garment.barcode) in [(s.garment.order_id, s.garment.barcode) for s in scanned]
    assert shop.search(order.id)[0].customer.id == order.customer_id

    await shop.write("updateOrder", {"orderID": order.id, "status": "1", "orderNotes": "call"})
    await shop.write(
        "updateGarment",
        {
            "barcodeID": garment.barcode,
            "orderID": order.id,
            "conveyorLocation": "A7",
            "extraNotes": "button",
        },
    )
    await shop.aclose()

    requests = len(host.requests)
    again = host.open()
    known = again.order(order.id)
    assert known is not None
    assert known.patched
    assert (known.value.status, known.value.notes) == (OrderStatus.READY, "call")
    changed = next(each for each in again.garments_of(order.id) if each.barcode == garment.barcode)
    assert (changed.place, changed.notes) == ("A7", "button")
    assert len(host.requests) == requests, "the mirror knew it all"

    # And the shop itself says the same.
    assert await again.ask.refresh_order(order.id) == again.order(order.id).value  # type: ignore[union-attr]
    read = again.order(order.id)
    assert read is not None
    assert not read.patched
    assert (read.value.status, read.value.notes) == (OrderStatus.READY, "call")
    assert read.value.cleaned is not None, "the stamp that only the API sets"
    entries = await again.journal.entries_of(subject=f"order:{order.id}")
    assert [entry.state for entry in entries] == [EntryState.CONFIRMED]
    assert entries[0].before is not None
    assert entries[0].before["status"] == order.status_code


async def test_a_second_fill_asks_only_for_what_grows(host: Host) -> None:
    shop = host.open()
    await shop.fill(lambda _: None)
    first = len(host.requests)
    known = shop.known_customers(), len(_all_orders(shop))
    await shop.aclose()
    again = host.open()
    await again.fill(lambda _: None)
    assert len(host.requests) - first <= 4
    assert (again.known_customers(), len(_all_orders(again))) == known


async def test_a_fill_that_broke_goes_on(host: Host) -> None:
    shop = host.open()
    host.faults.cause(Fault.AUTHENTICATION, times=1, operation="getGarments")
    with pytest.raises(RefusedError):
        await shop.fill(lambda _: None)
    host.faults.cause(Fault.AUTHENTICATION)
    with pytest.raises(RefusedError):
        await shop.fill(lambda _: None)
    assert shop.connection.state is ConnectionState.REFUSED
    host.faults.clear()
    asked = host.requests.count("getCustomer")
    await shop.fill(lambda _: None)
    assert shop.filling is not None
    assert shop.filling.finished
    whole = host.open()
    assert host.requests.count("getCustomer") >= asked
    assert whole.known_customers() == shop.known_customers()


async def test_every_order_of_the_shop_comes_through_halved_windows(host: Host) -> None:
    shop = host.open()
    await shop.fill(lambda _: None)
    store = host.app.state.server.store
    there = {str(row["id"]) for row in store.rows("SELECT id FROM orders")}
    assert len(there) > 60, "more than the practice shop answers at once"
    assert {order.id for order in _all_orders(shop)} == there


async def test_new_customer_and_order_are_found_at_once(new_host: Host) -> None:
    shop = new_host.open()
    changes: list[Change] = []
    shop.subscribe(changes.append)
    reply = await shop.write(
        "addCustomer",
        {
            "customerName": "Zoë O'Brien",
            "customerTel": "+1 (555) 010-1234",
            "customerEmail": "zoe@example.com",
            "customerPassword": "hunter2",
            "birthdayDay": "1",
            "birthdayMonth": "2",
        },
    )
    customer_id = str(reply["CustomerID"])
    for typed in ("zoe", "ZOË o", "obrien", "o'brien", "55501", "(555) 0101", "10-12", "zoe@ex"):
        assert [found.customer.id for found in shop.search(typed)] == [customer_id], typed
    reply = await shop.write(
        "addOrder",
        {
            "customerID": customer_id,
            "finalTotal": "12.50",
            "status": "5",
            "storeOrder": True,
            "storeDropOffDate": TODAY,
            "storeReadyByDate": TODAY + timedelta(days=2),
            "storeReadyByTime": "5pm",
            "products": [
                {"id": "0", "name": "Rug", "price": "12.50", "pieces": "1", "quantity": "1"}
            ],
        },
    )
    order_id = str(reply["orderID"])
    known = shop.order(order_id)
    assert known is not None
    assert known.value.total == Decimal("12.50")
    assert known.value.delivery_day == TODAY + timedelta(days=2)
    assert [line.name for line in known.value.lines] == ["Rug"]
    (found,) = shop.search(order_id)
    assert (found.open_orders, found.ready_orders, found.owed) == (1, 0, Decimal("12.50"))
    assert {Change("customer", customer_id), Change("order", order_id)} <= set(changes)
    refreshed = await shop.ask.refresh_order(order_id)
    assert refreshed is not None
    assert refreshed.total == known.value.total
    assert refreshed.delivery_day == known.value.delivery_day
    assert refreshed.status == known.value.status

    await shop.aclose()
    kept = b"".join(path.read_bytes() for path in (new_host.directory / "shop").glob("*.db*"))
    assert b"hunter2" not in kept
    assert b"(not kept)" in kept


async def test_deleted_ones_are_gone_and_stay_gone(host: Host) -> None:
    shop = await host.open_filled()
    order = next(each for each in _all_orders(shop) if not each.is_open)
    await shop.write("deleteOrder", {"orderID": order.id})
    assert shop.order(order.id) is None
    assert await shop.ask.refresh_order(order.id) is None

    other = next(found for found in shop.search("", 100) if not found.open_orders)
    await shop.write("deleteCustomer", {"customerID": other.customer.id})
    assert other.customer.id not in [found.customer.id for found in shop.search("", 100)]
    assert shop.customer(other.customer.id) is not None, "the history stays"


async def test_repeat_pickups_are_read_again_after_every_change(host: Host) -> None:
    shop = await host.open_filled()
    customer_id = shop.search("")[0].customer.id
    assert shop.repeat_pickups_of(customer_id) is None
    before = await shop.ask.refresh_repeat_pickups(customer_id)
    schedule = {
        "customerID": customer_id,
        "pickupDate": TODAY + timedelta(days=3),
        "pickupStart": "10am",
        "pickupEnd": "12pm",
        "frequency": "2",
    }
    await shop.write("repeatPickup", schedule)
    known = shop.repeat_pickups_of(customer_id)
    assert known is not None
    (made,) = [each for each in known.value if each not in before]
    assert (made.next_day, made.frequency) == (TODAY + timedelta(days=3), 2)
    await shop.write("updateRepeatPickup", {**schedule, "pickupID": made.id, "frequency": "1"})
    known = shop.repeat_pickups_of(customer_id)
    assert known is not None
    assert {each.frequency for each in known.value if each.id == made.id} == {1}
    await shop.write("deletePickup", {"pickupID": made.id, "customerID": customer_id})
    known = shop.repeat_pickups_of(customer_id)
    assert known is not None
    assert known.value == before


async def test_summaries_and_documents_are_there_offline(host: Host) -> None:
    shop = host.open()
    first, last = TODAY - timedelta(days=6), TODAY
    days = await shop.ask.refresh_day_summaries(first, last)
    products = await shop.read("getProducts", {"sendUpcharges": True})
    await shop.aclose()
    again = host.open()
    known = again.day_summaries(first, last)
    assert known is not None
    assert known.value == days
    assert len(days) == 7
    assert again.day_summaries(date(2020, 1, 1), date(2020, 1, 2)) is None
    kept = again.known_reply("getProducts", {"sendUpcharges": True})
    assert kept is not None
    assert kept.value == products
    assert again.known_reply("getProducts") is None


async def test_what_changed_comes_with_one_request(host: Host) -> None:
    shop = await host.open_filled()
    order = next(each for each in _all_orders(shop) if each.is_open)
    other = host.open()
    await other.write("updateOrder", {"orderID": order.id, "orderNotes": "from the other till"})
    requests = len(host.requests)
    await shop.ask.refresh_changes()
    assert host.requests[requests:] == ["getOrders"]
    known = shop.order(order.id)
    assert known is not None
    assert known.value.notes == "from the other till"


async def test_a_write_whose_caller_goes_away_is_finished(host: Host) -> None:
    shop = await host.open_filled()
    order = next(each for each in _all_orders(shop) if each.is_open)
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def hold(operation: str) -> None:
        if operation == "updateOrder":
            arrived.set()
            await go_on.wait()

    host.held = hold
    task = asyncio.create_task(
        shop.write("updateOrder", {"orderID": order.id, "orderNotes": "kept"})
    )
    await arrived.wait()
    (entry,) = await shop.journal.entries_of()
    assert entry.state is EntryState.SENT, "written down before the answer is in"
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    asyncio.get_running_loop().call_later(0.01, go_on.set)
    await shop.aclose()
    again = host.open()
    known = again.order(order.id)
    assert known is not None
    assert known.value.notes == "kept"
    assert [each.state for each in await again.journal.entries_of()] == [EntryState.CONFIRMED]


async def test_an_answer_that_comes_late_does_not_undo_a_change(host: Host) -> None:
    shop = await host.open_filled()
    order = next(each for each in _all_orders(shop) if each.is_open)
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def hold(operation: str) -> None:
        if operation == "getOrders":
            arrived.set()
            await go_on.wait()

    host.held = hold
    late = asyncio.create_task(shop.read("getOrders", {"orderID": order.id}))
    await arrived.wait()
    await shop.write("updateOrder", {"orderID": order.id, "orderNotes": "newer"})
    go_on.set()
    await late
    known = shop.order(order.id)
    assert known is not None
    assert known.value.notes == "newer"


@pytest.mark.parametrize(
    ("fault", "happened"), [(Fault.DROP_BEFORE, False), (Fault.DROP_AFTER, True)]
)
async def test_a_lost_reply_leaves_the_outcome_unknown(
    host: Host, fault: Fault, happened: bool
) -> None:
    shop = await host.open_filled()
    order = next(each for each in _all_orders(shop) if each.is_open)
    host.faults.cause(fault, times=1, operation="updateOrder")
    with pytest.raises(OutcomeUnknownError):
        await shop.write("updateOrder", {"orderID": order.id, "orderNotes": "lost"})
    (entry,) = await shop.journal.entries_of()
    assert entry.state is EntryState.UNKNOWN
    known = shop.order(order.id)
    assert known is not None
    assert known.value.notes == order.notes, "nothing is claimed that is not known"
    refreshed = await shop.ask.refresh_order(order.id)
    assert refreshed is not None
    assert (refreshed.notes == "lost") is happened


async def test_what_is_refused_is_told_and_written_down(host: Host) -> None:
    shop = host.open()
    with pytest.raises(RefusedError):
        await shop.write("updateOrder", {"orderID": "999999", "status": "1"})
    (entry,) = await shop.journal.entries_of()
    assert (entry.state, entry.subject) == (EntryState.REFUSED, "order:999999")
    with pytest.raises(BadParametersError):
        await shop.write("updateOrder", {"orderID": "x", "status": "1"})
    with pytest.raises(ValueError, match="changes something"):
        await shop.read("deleteOrder", {"orderID": "1"})
    assert len(await shop.journal.entries_of()) == 1
    reader = host.open(read_only=True)
    requests = len(host.requests)
    with pytest.raises(ReadOnlyError):
        await reader.write("deleteOrder", {"orderID": "1"})
    assert len(host.requests) == requests


async def test_writes_about_the_same_order_go_one_after_another(host: Host) -> None:
    shop = await host.open_filled()
    order = next(each for each in _all_orders(shop) if each.is_open)
    out = most = 0

    async def hold(operation: str) -> None:
        nonlocal out, most
        if operation == "updateOrder":
            out += 1
            most = max(most, out)
            await asyncio.sleep(0)
            out -= 1

    host.held = hold
    notes = [f"note {number}" for number in range(5)]
    await asyncio.gather(
        *(shop.write("updateOrder", {"orderID": order.id, "orderNotes": note}) for note in notes)
    )
    assert most == 1
    known = shop.order(order.id)
    assert known is not None
    assert known.value.notes == notes[-1]
    assert (await shop.ask.refresh_order(order.id)).notes == notes[-1]  # type: ignore[union-attr]


def _all_orders(shop):  # type: ignore[no-untyped-def]
    return [order for found in shop.search("", 1000) for order in shop.orders_of(found.customer.id)]
