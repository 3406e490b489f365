"""When it may be said that a lost write did not happen: not before it can't happen any more."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest

from cleancloud_tui.api.checks import operation_named
from cleancloud_tui.api.clocks import uptime
from cleancloud_tui.api.errors import OutcomeUnknownError
from cleancloud_tui.practice.http.faults import Fault
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.journal.entries import Entry, EntryState, Standing
from cleancloud_tui.shop.journal.open_entries import UnresolvedError, UnsentWrite
from cleancloud_tui.shop.presence import Presence
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.writes import outbox
from cleancloud_tui.shop.writes.outbox import Decision
from tests.host import Host
from tests.patience import HUNG_SECONDS

A_DAY = 86_400.0
WHOLE = 300.0


@pytest.fixture
async def shop(host: Host) -> Shop:
    return await host.open_filled(doubt=Doubt(whole=WHOLE))


async def test_a_message_that_is_not_there_is_looked_for_again_with_gaps_that_grow(
    host: Host, shop: Shop
) -> None:
    entry = await a_lost_message(host, shop)
    looks = await looks_in(host, shop, WHOLE - 1)
    assert [round(each) for each in looks] == pytest.approx([5, 11, 23, 47, 95, 191], abs=3)
    assert await state_of(shop, entry) is EntryState.UNKNOWN
    with pytest.raises(UnresolvedError, match="not known yet"):
        await shop.write(entry.operation, entry.parameters)
    assert host.requests.count("addMessage") == 1
    assert len(await looks_in(host, shop, 10)) == 1
    assert await state_of(shop, entry) is EntryState.REFUSED
    (stands,) = await shop.outbox.to_resolve()
    assert stands.needs_person, "whoever typed it learns that it did not happen"
    await shop.write(entry.operation, entry.parameters)
    assert host.requests.count("addMessage") == 2


async def test_what_is_carried_out_minutes_later_is_found(host: Host, shop: Shop) -> None:
    entry = await a_lost_message(host, shop)
    await looks_in(host, shop, 100)
    assert await state_of(shop, entry) is EntryState.UNKNOWN
    await elsewhere(host, entry)
    await looks_in(host, shop, 100)
    assert await state_of(shop, entry) is EntryState.CONFIRMED
    assert await standing_of(shop) == Standing()


@pytest.mark.parametrize("seconds", [-A_DAY, A_DAY, -40 * A_DAY, 40 * A_DAY])
async def test_a_clock_that_is_set_makes_the_doubt_neither_longer_nor_shorter(
    host: Host, shop: Shop, seconds: float
) -> None:
    entry = await a_lost_message(host, shop)
    await looks_in(host, shop, 30)
    host.set_clock(seconds)
    await looks_in(host, shop, WHOLE - 40)
    assert await state_of(shop, entry) is EntryState.UNKNOWN
    await looks_in(host, shop, 60)
    assert await state_of(shop, entry) is EntryState.REFUSED


async def test_a_restart_of_the_computer_makes_it_minutes_longer_at_most(
    host: Host, shop: Shop
) -> None:
    host.now += 7 * A_DAY
    entry = await a_lost_message(host, shop)
    await looks_in(host, shop, 30)
    await shop.aclose()
    host.clock_is_wrong_by = host.uptime()  # which counts from the beginning again
    again = host.open(doubt=Doubt(whole=WHOLE))
    await looks_in(host, again, WHOLE - 10)
    assert await state_of(again, entry) is EntryState.UNKNOWN
    await looks_in(host, again, WHOLE)
    assert await state_of(again, entry) is EntryState.REFUSED


async def test_a_look_hours_later_is_not_the_only_one(host: Host, shop: Shop) -> None:
    entry = await a_lost_message(host, shop)
    await shop.aclose()
    host.now += A_DAY
    again = host.open(doubt=Doubt(whole=WHOLE))
    await again.outbox.watch_once()
    assert await state_of(again, entry) is EntryState.UNKNOWN
    await looks_in(host, again, 10)
    assert await state_of(again, entry) is EntryState.REFUSED


@pytest.mark.parametrize(
    ("decision", "state"),
    [(Decision.HAPPENED, EntryState.CONFIRMED), (Decision.DID_NOT, EntryState.REFUSED)],
)
async def test_a_person_may_decide_before_and_is_told_what_is_not_known(
    host: Host, shop: Shop, decision: Decision, state: EntryState
) -> None:
    entry = await a_lost_message(host, shop)
    await looks_in(host, shop, 12)
    (offered,) = await shop.outbox.to_resolve()
    assert (offered.id, offered.needs_person) == (entry.id, False)
    assert "may still carry it out" in offered.error
    assert "5 more min" in offered.error
    assert await standing_of(shop) == Standing(unknown=1)
    await shop.outbox.decide(entry.id, decision)
    assert await state_of(shop, entry) is state
    assert await standing_of(shop) == Standing()


async def test_a_look_that_a_person_asks_for_does_not_shorten_the_doubt(
    host: Host, shop: Shop
) -> None:
    entry = await a_lost_message(host, shop)
    for _ in range(3):
        await shop.outbox.look_again(entry.id)
    assert host.requests.count("getMessages") == 3
    assert await state_of(shop, entry) is EntryState.UNKNOWN
    await elsewhere(host, entry)
    await shop.outbox.look_again(entry.id)
    assert await state_of(shop, entry) is EntryState.CONFIRMED


async def test_what_a_person_decides_while_it_is_looked_for_stands(host: Host, shop: Shop) -> None:
    entry = await a_lost_message(host, shop)

    async def decide(operation: str) -> None:
        if operation == "getMessages":
            host.held = None
            await shop.outbox.decide(entry.id, Decision.HAPPENED)

    host.held = decide
    await looks_in(host, shop, 6)
    assert await state_of(shop, entry) is EntryState.CONFIRMED


async def test_a_read_only_process_looks_and_sends_nothing(host: Host, shop: Shop) -> None:
    lost, changed = await a_lost_message(host, shop), await a_lost_change(host, shop)
    await elsewhere(host, lost)
    await shop.aclose()
    requests = len(host.requests)
    manager = host.open(read_only=True, doubt=Doubt(whole=WHOLE))
    await looks_in(host, manager, 30)
    assert await state_of(manager, lost) is EntryState.CONFIRMED
    assert await state_of(manager, changed) is EntryState.WAITING
    assert not {"addMessage", "updateOrder"} & set(host.requests[requests:])


async def test_the_outbox_outlives_a_mistake(
    host: Host, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "_WATCH_SECONDS", 0.001)
    entry = await a_lost_message(host, shop)
    await elsewhere(host, entry)
    look_up, mistakes = shop.parts.outcomes().look_up, [ValueError("not foreseen")]

    async def mistaken(entry: Entry) -> Any:
        if mistakes:
            raise mistakes.pop()
        return await look_up(entry)

    monkeypatch.setattr(shop.parts.outcomes(), "look_up", mistaken)
    running = asyncio.create_task(shop.outbox.run())
    async with asyncio.timeout(HUNG_SECONDS):
        while await state_of(shop, entry) is not EntryState.CONFIRMED:
            host.now += 1
            await asyncio.sleep(0.001)
    running.cancel()


async def test_a_look_that_takes_long_keeps_nothing_else_waiting(
    host: Host, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "_WATCH_SECONDS", 0.001)
    await a_lost_message(host, shop)
    is_looking, may_end = asyncio.Event(), asyncio.Event()

    async def hang(operation: str) -> None:
        if operation == "getMessages":
            is_looking.set()
            await may_end.wait()

    host.held = hang
    host.now += 10
    running = asyncio.create_task(shop.outbox.run())
    async with asyncio.timeout(HUNG_SECONDS):
        await is_looking.wait()
        await leave_a_charge(host)
        while shop.outbox.standing != Standing(unknown=2):  # noqa: ASYNC110  (no event tells it)
            await asyncio.sleep(0.001)
    may_end.set()
    running.cancel()


async def test_what_cannot_be_looked_up_keeps_nothing_else_waiting(host: Host, shop: Shop) -> None:
    lost = await a_lost_message(host, shop)
    await leave_a_charge(host)
    found = await a_lost_message(host, shop, "another")
    await elsewhere(host, found)
    host.faults.cause(Fault.HTML, times=100, operation="getOrders")
    await looks_in(host, shop, 60)
    assert await state_of(shop, found) is EntryState.CONFIRMED
    assert await state_of(shop, lost) is EntryState.UNKNOWN


async def leave_a_charge(host: Host) -> None:
    """Let another process end in the middle of a charge."""
    other = host.open()
    charge = UnsentWrite(
        operation_named("chargeCard"), {"customerID": "1", "orderID": "7"}, blocks_any=True
    )
    entry = await other.journal.write_down(charge)
    await other.journal.claim(entry.id)
    await other.aclose()


def test_the_clock_that_nobody_can_set_goes_on() -> None:
    assert 0 < uptime.uptime() <= uptime.uptime()
    assert uptime.seconds_since(100.0, 130.0) == 30.0
    assert uptime.seconds_since(100.0, 20.0) == 20.0, "it was before the computer was started"


@pytest.mark.skipif(os.name == "nt", reason="a file's mode says less there")
def test_a_sign_of_life_that_cannot_be_written_is_read(tmp_path: Path) -> None:
    alive, asking = Presence(tmp_path), Presence(tmp_path)
    sign = tmp_path / f"{alive.token}.alive"
    sign.chmod(0o400)
    assert asking.is_alive(alive.token)
    lock = alive.lock
    assert lock is not None
    lock.close()  # as the kernel does
    assert not asking.is_alive(alive.token)
    sign.write_bytes(b"something that is no database, and long enough to be read as one" * 99)
    assert not asking.is_alive(alive.token), "nobody can hold a lock on what is torn"
    assert not sign.exists()
    alive.lock = None


async def a_lost_message(host: Host, shop: Shop, message: str = "is it ready?") -> Entry:
    customer = shop.search("")[0].customer.id
    host.faults.cause(Fault.DROP_BEFORE, times=1, operation="addMessage")
    with pytest.raises(OutcomeUnknownError):
        await shop.write("addMessage", {"customerID": customer, "message": message})
    return (await shop.journal.entries_of(state=EntryState.UNKNOWN))[0]


async def a_lost_change(host: Host, shop: Shop) -> Entry:
    order = next(
        order
        for found in shop.search("")
        for order in shop.orders_of(found.customer.id)
        if order.is_open
    )
    host.faults.cause(Fault.DROP_BEFORE, times=1, operation="updateOrder")
    with pytest.raises(OutcomeUnknownError):
        await shop.write("updateOrder", {"orderID": order.id, "orderNotes": "lost"})
    (entry,) = await shop.journal.entries_of(subject=f"order:{order.id}")
    return entry


async def elsewhere(host: Host, entry: Entry) -> None:
    """Let CleanCloud carry out what was lost."""
    client = await host.connect()
    await client.call(entry.operation, dict(entry.parameters))
    await client.aclose()


async def looks_in(host: Host, shop: Shop, seconds: float) -> list[float]:
    """Let some time pass second by second; return when it was looked, since it began."""
    began, looks = host.uptime(), []
    while (gone := host.uptime() - began) < seconds:
        host.now += 1.0
        requests = host.requests.count("getMessages")
        await shop.outbox.watch_once()
        if host.requests.count("getMessages") > requests:
            looks.append(gone + 1.0)
    return looks


async def state_of(shop: Shop, entry: Entry) -> EntryState:
    known = await shop.journal.entries.get(entry.id)
    assert known is not None
    return known.state


async def standing_of(shop: Shop) -> Standing:
    return await shop.journal.entries.standing()
