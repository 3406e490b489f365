"""What campaigns have found, each in its shortest form."""

from __future__ import annotations

from typing import Any

import pytest

from cleancloud_tui.api.errors import LedgerError, NetworkError, OutcomeUnknownError
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop.database import StorageError
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.journal.entries import Entry, EntryState, Standing
from cleancloud_tui.shop.journal.journal import JournalError
from cleancloud_tui.shop.journal.open_entries import UnresolvedError
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.writes.outbox import Decision
from cleancloud_tui.shop.writes.sending import WriteWaitsError
from tests.host import Host


@pytest.fixture
async def shop(host: Host) -> Shop:
    return await host.open_filled(doubt=Doubt(0.0, 0.0))


@pytest.mark.parametrize("what", ["journal", "ledger"])
async def test_what_was_written_down_when_the_disk_was_full_waits_and_is_not_called_refused(
    host: Host, shop: Shop, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    order_id = an_order(shop)
    full = OSError("the disk is full")
    error = (
        JournalError(StorageError(host.directory, full))
        if what == "journal"
        else LedgerError(host.directory, str(full))
    )

    async def fail(*_: Any, **__: Any) -> Any:
        raise error

    with monkeypatch.context() as full_disk:
        if what == "journal":
            full_disk.setattr(shop.journal, "claim", fail)
        else:
            full_disk.setattr(shop.parts.sender(), "_call", fail)
        with pytest.raises(WriteWaitsError):
            await shop.write("updateOrder", {"orderID": order_id, "orderNotes": "kept"})
    await shop.outbox.round()
    assert "updateOrder" in host.requests
    assert await standing_of(shop) == Standing()


async def test_what_may_not_wait_is_never_sent_again(host: Host, shop: Shop) -> None:
    host.faults.cause(Fault.DROP_BEFORE, times=1, operation="updateOrder")
    change = {"orderID": an_order(shop), "orderNotes": "from a script"}
    with pytest.raises(OutcomeUnknownError):
        await shop.write("updateOrder", change, may_wait=False)
    await shop.outbox.round()
    assert host.requests.count("updateOrder") == 1
    (entry,) = await shop.outbox.to_resolve()
    assert entry.state is EntryState.REFUSED


async def test_a_lost_message_is_not_taken_for_the_same_one_that_was_sent_besides(
    host: Host, shop: Shop
) -> None:
    message = {"customerID": a_customer(shop), "message": "is it ready?"}
    await shop.write("addMessage", message)
    host.now += 600  # the same at once would be no message of its own
    host.faults.cause(Fault.DROP_BEFORE, times=1, operation="addMessage")
    with pytest.raises(OutcomeUnknownError):
        await shop.write("addMessage", message)
    await shop.outbox.round()
    assert (await newest(shop)).state is EntryState.REFUSED


async def test_points_that_were_converted_elsewhere_are_not_taken_for_this_computers_doing(
    host: Host, shop: Shop
) -> None:
    points = {"customerID": a_customer(shop, with_points=True)}
    client = await host.connect()
    await client.call("convertLoyaltyPoints", points)
    await client.aclose()
    host.faults.cause(Fault.DROP_BEFORE, times=1, operation="convertLoyaltyPoints")
    with pytest.raises(OutcomeUnknownError):
        await shop.write("convertLoyaltyPoints", points)
    await shop.outbox.round()
    assert (await newest(shop)).state is EntryState.REFUSED


async def test_what_was_long_on_its_way_may_still_come(host: Host) -> None:
    shop = await host.open_filled(doubt=Doubt())
    message = {"customerID": a_customer(shop), "message": "slow"}
    host.faults.cause(Fault.DROP_BEFORE, times=1, operation="addMessage")
    with pytest.raises(OutcomeUnknownError):
        await shop.write("addMessage", message)
    host.now += 20  # its answer was waited for as long
    for _ in range(3):
        await shop.outbox.round()
        assert await standing_of(shop) == Standing(unknown=1)
        host.now += 60
    client = await host.connect()
    await client.call("addMessage", message)
    await client.aclose()
    await shop.outbox.round()
    assert await standing_of(shop) == Standing()
    assert (await newest(shop)).state is EntryState.CONFIRMED


async def test_what_a_person_sends_again_in_vain_stands_before_people_again(
    host: Host, shop: Shop
) -> None:
    entry = await a_lost_message(host, shop)
    host.is_offline = True
    with pytest.raises(NetworkError):
        await shop.outbox.decide(entry.id, Decision.SEND_AGAIN)
    (again,) = await shop.outbox.to_resolve()
    assert again.id != entry.id
    assert again.parameters == entry.parameters


async def test_what_a_person_cannot_send_again_now_stays_before_people(
    host: Host, shop: Shop
) -> None:
    entry = await a_lost_message(host, shop)
    host.faults.cause(Fault.DROP_BEFORE, times=1, operation="addMessage")
    with pytest.raises(OutcomeUnknownError):
        await shop.write("addMessage", entry.parameters)
    with pytest.raises(UnresolvedError):
        await shop.outbox.decide(entry.id, Decision.SEND_AGAIN)
    assert [each for each in await shop.outbox.to_resolve() if each.needs_person] == [entry]


async def a_lost_message(host: Host, shop: Shop) -> Entry:
    """Return a message of which it is known that it did not arrive."""
    host.faults.cause(Fault.DROP_BEFORE, times=1, operation="addMessage")
    with pytest.raises(OutcomeUnknownError):
        await shop.write("addMessage", {"customerID": a_customer(shop), "message": "hello"})
    await shop.outbox.round()
    (entry,) = await shop.outbox.to_resolve()
    return entry


async def newest(shop: Shop) -> Entry:
    return (await shop.journal.entries_of())[0]


async def standing_of(shop: Shop) -> Standing:
    return await shop.journal.entries.standing()


def an_order(shop: Shop) -> str:
    return next(
        order.id
        for found in shop.search("", 100)
        for order in shop.orders_of(found.customer.id)
        if order.is_open
    )


def a_customer(shop: Shop, *, with_points: bool = False) -> str:
    customers = (found.customer for found in shop.search("", 100))
    return next(each.id for each in customers if each.loyalty_points or not with_points)
