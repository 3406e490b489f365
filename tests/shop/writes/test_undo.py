"""Taking the last change back."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest

from cleancloud_tui.api.models.garments import Garment
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop.journal.entries import Entry, EntryState
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.writes import undo as undoing
from cleancloud_tui.shop.writes.declarations import WRITES
from cleancloud_tui.shop.writes.undo import (
    ChangedSinceError,
    FieldUndo,
    NotLookedAtError,
    Undo,
)
from cleancloud_tui.values.days import day_text
from tests.host import Host
from tests.shop.desk import TODAY, Desk, in_days, open_desk


def undo_of(entry: Entry, mirror: Mirror) -> Undo | None:
    return undoing.undo_of(entry, mirror, WRITES.of(entry.operation), TODAY)


@pytest.fixture
async def desk(host: Host) -> Desk:
    return await open_desk(host)


async def change(desk: Desk, operation: str, parameters: Mapping[str, object]) -> Entry:
    """Change something, and return its entry in the journal."""
    await desk.shop.write(operation, parameters)
    (entry, *_) = await desk.shop.journal.entries_of()
    assert entry.state is EntryState.CONFIRMED
    return entry


async def undo(desk: Desk, entry: Entry) -> Undo:
    """Take a change back, and return how that was done."""
    undo = undo_of(entry, desk.mirror)
    assert undo is not None
    assert (undo.entry_id, undo.subject, undo.request.name) == (
        entry.id,
        entry.subject,
        entry.operation,
    )
    await desk.shop.undo(undo)
    return undo


def an_order(desk: Desk, **more: object) -> dict[str, object]:
    return {"orderID": desk.order_id, **more}


async def test_an_order_is_as_it_was_before(desk: Desk) -> None:
    await desk.elsewhere(
        "updateOrder",
        an_order(
            desk,
            status="5",
            orderNotes="Ada & Bob's <rug>",
            finalTotal="12.50",
            delivery="1",
            deliveryDate=in_days(2),
            deliveryStart="10am",
            deliveryEnd="11am",
        ),
    )
    before = await desk.shop.ask.refresh_order(desk.order_id)
    entry = await change(
        desk,
        "updateOrder",
        an_order(
            desk,
            status="1",
            orderNotes="call first",
            finalTotal="20",
            deliveryDate=in_days(3),
            deliveryStart="2pm",
            deliveryEnd="4pm",
        ),
    )
    undone = await undo(desk, entry)
    assert FieldUndo("status", "Ready", "Detailing") in undone.changes
    assert FieldUndo("finalTotal", "20.00", "12.50") in undone.changes
    assert FieldUndo("deliveryDate", day_text(in_days(3)), day_text(in_days(2))) in undone.changes
    assert FieldUndo("orderNotes", "call first", "Ada & Bob's <rug>") in undone.changes
    assert await desk.shop.ask.refresh_order(desk.order_id) == before


async def test_a_payment_is_taken_back(desk: Desk) -> None:
    entry = await change(desk, "updateOrder", an_order(desk, paid="1", paymentType="2"))
    undone = await undo(desk, entry)
    assert undone.changes == (
        FieldUndo("paid", "Paid", "Unpaid"),
        FieldUndo("paymentType", "Card", "No payment type"),
    )
    order = await desk.shop.ask.refresh_order(desk.order_id)
    assert order is not None
    assert order.paid is False


async def garment_of(desk: Desk) -> Garment | None:
    """Read the garment of the desk's order."""
    await desk.shop.read("getGarment", {"orderID": desk.order_id, "barcodeID": desk.barcode})
    known = desk.shop.garments_of(desk.order_id)
    return next((each for each in known if each.barcode == desk.barcode), None)


async def test_a_garment_is_as_it_was_before(desk: Desk) -> None:
    garment = {"barcodeID": desk.barcode, "orderID": desk.order_id}
    await desk.elsewhere(
        "updateGarment", {**garment, "color1": "3", "extraNotes": "torn & stained"}
    )
    before = await garment_of(desk)
    entry = await change(
        desk,
        "updateGarment",
        {**garment, "color1": "4", "extraNotes": "", "conveyorLocation": "A7"},
    )
    undone = await undo(desk, entry)
    assert undone.request.parameters == {
        **garment,
        "color1": "3",
        "extraNotes": "torn & stained",
        "conveyorLocation": before.place if before else "",
    }
    assert await garment_of(desk) == before


async def test_a_customer_is_as_before(desk: Desk) -> None:
    address = {"customerAddress": "1 Main St\nSpringfield, IL 62701", "customerName": "Ada & Co"}
    await desk.elsewhere("updateCustomer", {"customerID": desk.customer_id, **address})
    before = await desk.shop.ask.refresh_customer(desk.customer_id)
    entry = await change(
        desk,
        "updateCustomer",
        {
            "customerID": desk.customer_id,
            "customerName": "Zoë O'Brien",
            "customerAddress": "2 Side St",
            "customerNotes": "dog",
            "starchPreference": "4",
        },
    )
    await undo(desk, entry)
    assert await desk.shop.ask.refresh_customer(desk.customer_id) == before


async def test_what_stayed_the_same_is_not_written_again(desk: Desk) -> None:
    order = desk.shop.order(desk.order_id)
    assert order is not None
    same = {"status": order.value.status_code, "finalTotal": order.value.total}
    entry = await change(desk, "updateOrder", an_order(desk, orderNotes="new", **same))
    undone = undo_of(entry, desk.mirror)
    assert undone is not None
    assert undone.request.parameters.keys() == {"orderID", "orderNotes"}
    nothing = await change(desk, "updateOrder", an_order(desk, **same))
    assert undo_of(nothing, desk.mirror) is None


async def test_a_change_that_no_longer_stands_is_not_taken_back(desk: Desk) -> None:
    entry = await change(desk, "updateOrder", an_order(desk, status="1", orderNotes="mine"))
    assert undo_of(entry, desk.mirror)
    await desk.elsewhere("updateOrder", an_order(desk, orderNotes="theirs"))
    await desk.shop.ask.refresh_order(desk.order_id)
    assert undo_of(entry, desk.mirror) is None


@pytest.mark.parametrize("what", ["order", "garment", "customer"])
async def test_what_somebody_else_set_since_is_read_before_and_stays(desk: Desk, what: str) -> None:
    operation, who, mine, theirs = {
        "order": ("updateOrder", an_order(desk), {"orderNotes": "mine"}, {"orderNotes": "theirs"}),
        "garment": (
            "updateGarment",
            {"barcodeID": desk.barcode, "orderID": desk.order_id},
            {"conveyorLocation": "A7"},
            {"conveyorLocation": "B1"},
        ),
        "customer": (
            "updateCustomer",
            {"customerID": desk.customer_id},
            {"customerName": "Mine"},
            {"customerName": "Theirs"},
        ),
    }[what]
    entry = await change(desk, operation, who | mine)
    undo = undo_of(entry, desk.mirror)
    assert undo is not None
    await desk.elsewhere(operation, who | theirs)
    with pytest.raises(ChangedSinceError, match="somebody else has changed it since"):
        await desk.shop.undo(undo)
    (newest, *_) = await desk.shop.journal.entries_of()
    assert newest == entry, "nothing was sent"
    assert undo_of(entry, desk.mirror) is None, "and how it stands is known"


async def test_without_a_connection_nothing_is_taken_back_unread(desk: Desk) -> None:
    entry = await change(desk, "updateOrder", an_order(desk, orderNotes="mine"))
    undo = undo_of(entry, desk.mirror)
    assert undo is not None
    desk.host.faults.cause(Fault.DROP_BEFORE)
    with pytest.raises(NotLookedAtError, match="has to be read before, and could not be"):
        await desk.shop.undo(undo)


async def test_a_change_of_what_is_gone_is_not_taken_back(desk: Desk) -> None:
    entry = await change(desk, "updateOrder", an_order(desk, status="1"))
    await desk.shop.write("deleteOrder", {"orderID": desk.order_id})
    assert undo_of(entry, desk.mirror) is None


@pytest.mark.parametrize(
    "sent",
    [
        {"notifyMethod": "3"},
        {"orderNotes": "a", "notifyMethod": "3"},
        {"pickupStart": "10am", "pickupEnd": "11am"},
        {"pickupReschedule": "1"},
    ],
    ids=["not told", "one not told", "an empty time", "a code that can't be set"],
)
async def test_what_cannot_be_written_again_is_not_taken_back(
    desk: Desk, sent: dict[str, object]
) -> None:
    desk.store.execute("UPDATE orders SET pickup_start = '', pickup_end = ''")
    await desk.shop.ask.refresh_order(desk.order_id)
    entry = await change(desk, "updateOrder", an_order(desk, **sent))
    assert undo_of(entry, desk.mirror) is None


async def test_a_status_that_cannot_be_set_is_not_taken_back(desk: Desk) -> None:
    desk.store.execute("UPDATE orders SET status = 3")
    await desk.shop.ask.refresh_order(desk.order_id)
    entry = await change(desk, "updateOrder", an_order(desk, status="5"))
    assert undo_of(entry, desk.mirror) is None


async def test_only_a_confirmed_update_whose_past_is_known_is_taken_back(desk: Desk) -> None:
    entry = await change(desk, "updateOrder", an_order(desk, status="1"))
    assert undo_of(entry, desk.mirror)
    assert undo_of(dataclasses.replace(entry, before=None), desk.mirror) is None
    for state in EntryState:
        if state is not EntryState.CONFIRMED:
            assert undo_of(dataclasses.replace(entry, state=state), desk.mirror) is None
    made = await change(desk, "addOrder", {"customerID": desk.customer_id, "finalTotal": "1"})
    assert undo_of(made, desk.mirror) is None


async def test_a_lost_change_that_was_found_is_taken_back_too(desk: Desk) -> None:
    entry = await desk.lose("updateOrder", an_order(desk, status="1"), Fault.DROP_AFTER)
    await desk.shop.ask.refresh_order(desk.order_id)
    found = dataclasses.replace(entry, state=EntryState.CONFIRMED)
    assert undo_of(found, desk.mirror)
