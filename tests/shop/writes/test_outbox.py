"""What is not settled: sent when there is a connection, looked up, or put before a person."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from cleancloud_tui.api.errors import NotReachableError, OutcomeUnknownError
from cleancloud_tui.api.models.orders import Order
from cleancloud_tui.api.request import Request
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop.database import StorageError
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.journal.entries import Entry, EntryState, Standing
from cleancloud_tui.shop.journal.open_entries import UnresolvedError
from cleancloud_tui.shop.records import Change
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.writes.outbox import Decision, NotAgainError
from cleancloud_tui.shop.writes.sending import BehindError, LookedUpError, WriteWaitsError
from tests.host import Host
from tests.patience import HUNG_SECONDS

LONG = 1000.0
"""Seconds after which somebody else may have changed something."""


@pytest.fixture
async def shop(host: Host) -> Shop:
    return await host.open_filled(doubt=Doubt(0.0, 0.0))


async def test_a_change_made_offline_is_shown_waits_and_is_sent(host: Host, shop: Shop) -> None:
    order = an_open_order(shop)
    host.is_offline = True
    with pytest.raises(WriteWaitsError, match="sent by itself") as told:
        await shop.write("updateOrder", {"orderID": order.id, "orderNotes": "call first"})
    assert "try again" not in str(told.value)  # it would be done twice
    assert notes_of(shop, order) == "call first"
    assert await standing_of(shop) == Standing(waiting=1)
    with pytest.raises(NotReachableError):
        await shop.outbox.round()
    host.is_offline = False
    await shop.outbox.round()
    assert await standing_of(shop) == Standing()
    refreshed = await shop.ask.refresh_order(order.id)
    assert refreshed is not None
    assert refreshed.notes == "call first"


async def test_what_was_confirmed_shows_though_the_computer_went_off_before_it_was_kept(
    host: Host, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = an_open_order(shop)
    garment = shop.garments_of(order.id)[0]
    change = {"barcodeID": garment.barcode, "orderID": order.id, "extraNotes": "torn"}
    monkeypatch.setattr(shop.mirror.file, "run", a_full_disk)
    await shop.write("updateGarment", change)
    await shop.aclose()
    again = host.open(doubt=Doubt(0.0, 0.0))
    await again.outbox.to_resolve()
    host.now += LONG
    await again.outbox.round()
    assert [each.garment.notes for each in again.garments_with(garment.barcode)] == ["torn"]
    assert await standing_of(again) == Standing()


async def test_what_waits_for_one_thing_is_sent_in_one_request(host: Host, shop: Shop) -> None:
    order = an_open_order(shop)
    host.is_offline = True
    for change in ({"orderNotes": "a"}, {"orderNotes": "b"}, {"status": "0"}):
        with pytest.raises(WriteWaitsError):
            await shop.write("updateOrder", {"orderID": order.id, **change})
    host.is_offline = False
    requests = len(host.requests)
    await shop.outbox.round()
    assert host.requests[requests:] == ["getOrders", "updateOrder"], "it is looked at once before"
    states = [entry.state for entry in await entries_of(shop, order)]
    assert states == [EntryState.CONFIRMED, EntryState.MERGED, EntryState.MERGED]
    refreshed = await shop.ask.refresh_order(order.id)
    assert refreshed is not None
    assert (refreshed.notes, refreshed.status_code) == ("b", "0")


async def test_a_change_goes_out_with_those_that_waited_for_the_same_order(
    host: Host, shop: Shop
) -> None:
    order = an_open_order(shop)
    await let_notes_wait(host, shop, order, "kept")
    await shop.write("updateOrder", {"orderID": order.id, "status": "0"})
    refreshed = await shop.ask.refresh_order(order.id)
    assert refreshed is not None
    assert (refreshed.notes, refreshed.status_code) == ("kept", "0")
    assert await standing_of(shop) == Standing()


async def test_what_waits_is_sent_before_what_must_not_wait(host: Host, shop: Shop) -> None:
    order = an_open_order(shop)
    host.is_offline = True
    with pytest.raises(WriteWaitsError):
        await shop.write(
            "updateCustomer", {"customerID": order.customer_id, "customerNotes": "moved"}
        )
    with pytest.raises(BehindError):
        await shop.write("addMessage", {"customerID": order.customer_id, "message": "lost?"})
    host.is_offline = False
    requests = len(host.requests)
    await shop.write("addMessage", {"customerID": order.customer_id, "message": "hello"})
    sent = [each for each in host.requests[requests:] if each in ("updateCustomer", "addMessage")]
    assert sent == ["updateCustomer", "addMessage"]


@pytest.mark.parametrize("operation", ["addMessage", "updateOrder"])
async def test_what_may_not_wait_is_refused_offline(host: Host, shop: Shop, operation: str) -> None:
    order = an_open_order(shop)
    change = (
        {"customerID": order.customer_id, "message": "x"}
        if operation == "addMessage"
        else {"orderID": order.id, "orderNotes": "x"}
    )
    host.is_offline = True
    with pytest.raises(NotReachableError):
        await shop.write(operation, change, may_wait=False)
    assert await standing_of(shop) == Standing()


@pytest.mark.parametrize("fault", [Fault.DROP_BEFORE, Fault.DROP_AFTER, Fault.HTML])
async def test_a_lost_change_of_values_is_looked_up_and_holds_in_the_end(
    host: Host, shop: Shop, fault: Fault
) -> None:
    order = an_open_order(shop)
    host.faults.cause(fault, times=1, operation="updateOrder")
    with pytest.raises(OutcomeUnknownError):
        await shop.write("updateOrder", {"orderID": order.id, "orderNotes": "lost"})
    assert await standing_of(shop) == Standing(unknown=1)
    requests = len(host.requests)
    await shop.outbox.round()
    assert await standing_of(shop) == Standing()
    resent = host.requests[requests:].count("updateOrder")
    assert resent == (0 if fault is Fault.DROP_AFTER else 1)
    assert notes_of(shop, order) == "lost"
    (entry,) = await entries_of(shop, order)
    assert entry.state is EntryState.CONFIRMED


@pytest.mark.parametrize(
    ("fault", "state"),
    [(Fault.DROP_BEFORE, EntryState.REFUSED), (Fault.DROP_AFTER, EntryState.CONFIRMED)],
)
async def test_a_lost_order_is_looked_up_and_never_sent_again(
    host: Host, shop: Shop, fault: Fault, state: EntryState
) -> None:
    customer_id = shop.search("")[0].customer.id
    before = len(shop.orders_of(customer_id))
    host.faults.cause(fault, times=1, operation="addOrder")
    new_order = {"customerID": customer_id, "finalTotal": "12.50", "status": "5"}
    with pytest.raises(OutcomeUnknownError):
        await shop.write("addOrder", new_order)
    with pytest.raises(UnresolvedError):
        await shop.write("addOrder", new_order)
    await shop.outbox.round()
    (entry,) = await shop.journal.entries_of(state=state)
    happened = state is EntryState.CONFIRMED
    assert len(shop.orders_of(customer_id)) == before + happened
    assert entry.needs_person is not happened, "who typed it learns that it did not happen"
    assert entry.parameters == new_order
    assert bool(entry.reply.get("orderID")) is happened
    assert host.requests.count("addOrder") == 1


async def test_a_kept_change_that_is_refused_in_the_end_stands_before_a_person(
    host: Host, shop: Shop
) -> None:
    order = an_open_order(shop)
    await let_notes_wait(host, shop, order, "too late")
    await elsewhere(host, "deleteOrder", {"orderID": order.id})
    await shop.outbox.round()
    assert await standing_of(shop) == Standing(to_resolve=1)
    (entry,) = await shop.outbox.to_resolve()
    assert (entry.state, entry.parameters["orderNotes"]) == (EntryState.REFUSED, "too late")
    assert shop.order(order.id) is None, "the mirror tells the truth again"
    assert any("Ctrl+R" in notice for notice in shop.notices)
    await shop.outbox.decide(entry.id, Decision.NOTED)
    assert await standing_of(shop) == Standing()


async def test_what_somebody_changed_while_a_change_waited_is_not_overwritten(
    host: Host, shop: Shop
) -> None:
    order = an_open_order(shop)
    await let_notes_wait(host, shop, order, "mine")
    await elsewhere(host, "updateOrder", {"orderID": order.id, "orderNotes": "theirs"})
    host.now += LONG
    await shop.outbox.round()
    (entry,) = await shop.outbox.to_resolve()
    assert (entry.state, entry.parameters["orderNotes"]) == (EntryState.WAITING, "mine")
    assert notes_of(shop, order) == "theirs"
    await shop.outbox.round()
    assert await standing_of(shop) == Standing(to_resolve=1), "it waits for the person"
    await shop.outbox.decide(entry.id, Decision.SEND_AGAIN)
    assert await standing_of(shop) == Standing()
    assert notes_of(shop, order) == "mine"


@pytest.mark.parametrize("fault", [Fault.DROP_BEFORE, Fault.HTML])
async def test_what_somebody_set_after_a_change_was_lost_is_not_overwritten(
    host: Host, shop: Shop, fault: Fault
) -> None:
    order = an_open_order(shop)
    host.faults.cause(fault, times=1, operation="updateOrder")
    with pytest.raises(OutcomeUnknownError):
        await shop.write("updateOrder", {"orderID": order.id, "orderNotes": "mine"})
    await elsewhere(host, "updateOrder", {"orderID": order.id, "orderNotes": "theirs"})
    await shop.outbox.round()
    (entry,) = await shop.outbox.to_resolve()
    assert (entry.state, entry.parameters["orderNotes"]) == (EntryState.WAITING, "mine")
    assert notes_of(shop, order) == "theirs"


async def test_what_somebody_changed_in_the_seconds_that_a_change_waited_is_not_overwritten(
    host: Host, shop: Shop
) -> None:
    order = an_open_order(shop)
    await let_notes_wait(host, shop, order, "mine")
    await elsewhere(host, "updateOrder", {"orderID": order.id, "orderNotes": "theirs"})
    await shop.outbox.round()
    assert len(await shop.outbox.to_resolve()) == 1
    assert notes_of(shop, order) == "theirs"


async def test_each_of_many_left_at_once_is_read_right_before_it_is_sent(
    host: Host, shop: Shop
) -> None:
    """Behind dozens of others, or one slow answer, what was read first is old."""
    order = an_open_order(shop)
    change = Request.of("updateOrder", {"orderID": order.id, "orderNotes": "mine"})
    await shop.leave([change])
    await elsewhere(host, "updateOrder", {"orderID": order.id, "orderNotes": "theirs"})
    await shop.outbox.round()
    (entry,) = await shop.outbox.to_resolve()
    assert (entry.state, entry.sent_at) == (EntryState.WAITING, None)
    assert notes_of(shop, order) == "theirs"


async def test_dropping_what_waited_shows_the_truth_again(host: Host, shop: Shop) -> None:
    order = an_open_order(shop)
    entry = await an_unknown_entry(host, shop, order)
    await shop.outbox.decide(entry.id, Decision.DID_NOT)
    assert await standing_of(shop) == Standing()
    decided = await shop.journal.entries.get(entry.id)
    assert decided is not None
    assert decided.state is EntryState.REFUSED


async def test_a_person_says_that_it_happened(host: Host, shop: Shop) -> None:
    entry = await an_unknown_entry(host, shop, an_open_order(shop))
    await shop.outbox.decide(entry.id, Decision.HAPPENED)
    decided = await shop.journal.entries.get(entry.id)
    assert decided is not None
    assert decided.state is EntryState.CONFIRMED
    await shop.outbox.decide(entry.id, Decision.DID_NOT)
    assert (await shop.journal.entries.get(entry.id)) == decided, "it is decided once"


async def test_sending_again_is_a_persons_decision_and_a_new_entry(host: Host, shop: Shop) -> None:
    entry = await an_unknown_entry(host, shop, an_open_order(shop))
    await shop.outbox.decide(entry.id, Decision.SEND_AGAIN)
    assert host.requests.count("addMessage") == 2
    assert [each.state for each in (await shop.journal.entries_of())[:2]] == [
        EntryState.CONFIRMED,
        EntryState.REFUSED,
    ]


async def test_of_two_people_who_send_again_one_does(host: Host, shop: Shop) -> None:
    entry = await an_unknown_entry(host, shop, an_open_order(shop))
    other = host.open()
    await asyncio.gather(
        shop.outbox.decide(entry.id, Decision.SEND_AGAIN),
        other.outbox.decide(entry.id, Decision.SEND_AGAIN),
    )
    assert host.requests.count("addMessage") == 2, "the lost one, and one more"


async def test_what_held_a_secret_cannot_be_sent_again(host: Host, shop: Shop) -> None:
    host.faults.cause(Fault.DROP_BEFORE, times=1, operation="addCustomer")
    with pytest.raises(OutcomeUnknownError):
        await shop.write(
            "addCustomer",
            {
                "customerName": "Ada",
                "customerTel": "1",
                "customerEmail": "ada@example.com",
                "customerPassword": "hunter2",
            },
        )
    await shop.outbox.round()
    (entry,) = await shop.outbox.to_resolve()
    with pytest.raises(NotAgainError):
        await shop.outbox.decide(entry.id, Decision.SEND_AGAIN)
    assert await standing_of(shop) == Standing(to_resolve=1)


async def test_the_outbox_settles_by_itself_and_says_so(host: Host, shop: Shop) -> None:
    order = an_open_order(shop)
    settled = asyncio.Event()

    def watch(_: Change) -> None:
        if notes_of(shop, order) == "by itself" and shop.outbox.standing == Standing():
            settled.set()

    shop.subscribe(watch)
    running = asyncio.create_task(shop.outbox.run())
    await asyncio.sleep(0)
    host.faults.cause(Fault.DROP_BEFORE, times=1, operation="updateOrder")
    with pytest.raises(LookedUpError, match="being looked up"):
        await shop.write("updateOrder", {"orderID": order.id, "orderNotes": "by itself"})
    await asyncio.wait_for(settled.wait(), HUNG_SECONDS)
    running.cancel()


async def test_the_number_that_waits_falls_while_many_are_sent(host: Host, shop: Shop) -> None:
    orders = [order for order in map(shop.order, map(str, range(1, 200))) if order][:4]
    host.is_offline = True
    for order in orders:
        with pytest.raises(WriteWaitsError):
            await shop.write("updateOrder", {"orderID": order.value.id, "orderNotes": "later"})
    host.is_offline = False
    told: list[int] = []
    shop.subscribe(lambda change: told.append(shop.outbox.standing.waiting))
    await shop.outbox.watch_once()
    assert sorted(set(told), reverse=True) == [4, 3, 2, 1, 0]


async def test_another_process_sends_what_this_one_left(host: Host, shop: Shop) -> None:
    order = an_open_order(shop)
    await let_notes_wait(host, shop, order, "left behind")
    await shop.aclose()
    other = host.open()
    await other.outbox.round()
    refreshed = await other.ask.refresh_order(order.id)
    assert refreshed is not None
    assert refreshed.notes == "left behind"


async def test_what_was_being_sent_once_more_as_the_program_ended_is_settled_by_the_next(
    host: Host, shop: Shop
) -> None:
    order = an_open_order(shop)
    host.faults.cause(Fault.DROP_BEFORE, times=1, operation="updateOrder")
    with pytest.raises(OutcomeUnknownError):
        await shop.write("updateOrder", {"orderID": order.id, "orderNotes": "call first"})
    is_out = asyncio.Event()

    async def hang(operation: str) -> None:
        if operation == "updateOrder":
            is_out.set()
            await asyncio.Event().wait()

    host.held = hang
    host.now += LONG
    settling = asyncio.create_task(shop.outbox.round())
    await asyncio.wait_for(is_out.wait(), HUNG_SECONDS)
    settling.cancel()
    await asyncio.gather(settling, return_exceptions=True)
    (entry,) = await entries_of(shop, order)
    assert entry.state is EntryState.UNKNOWN
    await shop.aclose()
    host.held = None
    other = host.open(doubt=Doubt(0.0, 0.0))
    await other.outbox.round()
    assert await standing_of(other) == Standing()
    refreshed = await other.ask.refresh_order(order.id)
    assert refreshed is not None
    assert refreshed.notes == "call first"


async def test_what_is_sent_again_still_waits(host: Host, shop: Shop) -> None:
    order = an_open_order(shop)
    await let_notes_wait(host, shop, order, "call first")
    standings: list[Standing] = []

    async def look(operation: str) -> None:
        if operation == "updateOrder":
            standings.append(await standing_of(shop))

    host.held = look
    await shop.outbox.round()
    assert standings == [Standing(waiting=1)]
    assert await standing_of(shop) == Standing()


async def test_what_nobody_sends_though_it_is_noted_so_is_taken_over(
    host: Host, shop: Shop
) -> None:
    """An earlier version let go of what it was sending when it ended."""
    order = an_open_order(shop)
    await let_notes_wait(host, shop, order, "call first")
    await shop.journal.file.run(
        lambda connection: connection.execute("UPDATE entries SET state = 'sent', owner = ''")
    )
    host.now += LONG
    await shop.outbox.round()
    assert await standing_of(shop) == Standing()


async def test_a_read_only_process_sends_nothing(host: Host, shop: Shop) -> None:
    order = an_open_order(shop)
    await let_notes_wait(host, shop, order, "x")
    await shop.aclose()
    manager = host.open(read_only=True)
    await manager.outbox.watch_once()
    assert manager.outbox.standing == Standing(waiting=1)
    assert "updateOrder" not in host.requests


async def test_an_answer_that_could_not_be_written_down_is_written_later(
    host: Host, shop: Shop
) -> None:
    order = an_open_order(shop)
    journal: Any = shop.journal
    settle = journal.file.run

    async def full(work: Any) -> Any:
        if journal.file.run is full and getattr(work, "__name__", "") == "<lambda>":
            from cleancloud_tui.shop.database import StorageError

            raise StorageError(host.directory, OSError("disk full"))
        return await settle(work)

    async def hold(operation: str) -> None:
        if operation == "updateOrder":
            journal.file.run = full

    host.held = hold
    await shop.write("updateOrder", {"orderID": order.id, "orderNotes": "confirmed"})
    assert notes_of(shop, order) == "confirmed"
    (entry,) = await entries_of(shop, order, adopt=False)
    assert entry.state is EntryState.SENT
    journal.file.run = settle
    await shop.outbox.watch_once()
    (entry,) = await entries_of(shop, order)
    assert entry.state is EntryState.CONFIRMED


async def elsewhere(host: Host, operation: str, parameters: dict[str, str]) -> None:
    """Change something from another computer."""
    client = await host.connect()
    await client.call(operation, parameters)
    await client.aclose()


async def a_full_disk(_: object) -> None:
    raise StorageError(Path("mirror.db"), OSError("no space left on device"))


def an_open_order(shop: Shop) -> Order:
    return next(
        order
        for found in shop.search("", 100)
        for order in shop.orders_of(found.customer.id)
        if order.is_open and order.status_code != "0"
    )


async def an_unknown_entry(host: Host, shop: Shop, order: Order) -> Entry:
    """Return a message of which nobody knows whether it arrived."""
    host.faults.cause(Fault.DROP_BEFORE, times=1, operation="addMessage")
    with pytest.raises(OutcomeUnknownError):
        await shop.write("addMessage", {"customerID": order.customer_id, "message": "hello"})
    (entry,) = await shop.journal.entries.unsettled()
    await shop.journal.settle(entry.id, EntryState.UNKNOWN, needs_person=True)
    (entry,) = await shop.outbox.to_resolve()
    return entry


async def let_notes_wait(host: Host, shop: Shop, order: Order, notes: str) -> None:
    """Change an order's notes while there is no connection."""
    host.is_offline = True
    with pytest.raises(WriteWaitsError):
        await shop.write("updateOrder", {"orderID": order.id, "orderNotes": notes})
    host.is_offline = False


def notes_of(shop: Shop, order: Order) -> str:
    known = shop.order(order.id)
    return known.value.notes if known else ""


async def entries_of(shop: Shop, order: Order, *, adopt: bool = True) -> list[Entry]:
    if adopt:
        return await shop.journal.entries_of(subject=f"order:{order.id}")
    return await shop.journal.entries.find("subject = ?", (f"order:{order.id}",), 10)


async def standing_of(shop: Shop) -> Standing:
    return await shop.journal.entries.standing()
