from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from cleancloud_tui.api.checks import checked, operation_named
from cleancloud_tui.shop.journal.entries import Entry, EntryState
from cleancloud_tui.shop.journal.journal import Journal, JournalError
from cleancloud_tui.shop.journal.open_entries import Claim, UnresolvedError, UnsentWrite
from cleancloud_tui.shop.presence import Presence
from tests.host import Host

UPDATE = operation_named("updateOrder")

OTHER_PROCESS = """
import asyncio, sys, time
from pathlib import Path
from cleancloud_tui.api.checks import operation_named
from cleancloud_tui.shop.journal.journal import Journal
from cleancloud_tui.shop.journal.open_entries import UnsentWrite
from cleancloud_tui.shop.presence import Presence

async def main():
    path = Path(sys.argv[1])
    journal = Journal(path, Presence(path.parent / "processes"), time.time, print)
    update, add = operation_named("updateOrder"), operation_named("addOrder")
    await journal.write_down(UnsentWrite(update, {"orderID": "1", "status": "1"}))
    sent = await journal.write_down(UnsentWrite(update, {"orderID": "2", "status": "1"}))
    await journal.claim(sent.id)
    await journal.write_down(UnsentWrite(add, {"customerID": "3", "finalTotal": "4.50"}))
    print("ready", flush=True)
    sys.stdin.read()

asyncio.run(main())
"""


async def test_what_a_killed_process_left_is_settled_and_a_living_ones_is_not(
    tmp_path: Path,
) -> None:
    path = tmp_path / "journal.db"
    other = subprocess.Popen(  # noqa: ASYNC220  (awaited by its first line)
        [sys.executable, "-c", OTHER_PROCESS, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"ready"
        there = [EntryState.WAITING, EntryState.SENT, EntryState.WAITING]
        assert await _states(path) == there
        assert await _states(path) == there, "still alive"
    finally:
        other.kill()
        other.communicate()
    # What sets values waits for whoever looks next; what must not be sent twice is refused.
    assert await _states(path) == [EntryState.REFUSED, EntryState.UNKNOWN, EntryState.WAITING]
    async with opened_journal(path) as journal:
        assert [entry.id for entry in await journal.entries.unsettled()] == [1, 2]
        (never_sent,) = await journal.entries.to_resolve()
        assert never_sent.parameters == {"customerID": "3", "finalTotal": "4.50"}
        assert "not sent" in never_sent.error
    assert list((tmp_path / "processes").iterdir()) == []


async def test_what_cannot_be_written_down_is_not_sent(host: Host) -> None:
    shop = await host.open_filled()
    order = next(order for found in shop.search("") for order in shop.orders_of(found.customer.id))
    await shop.write("updateOrder", {"orderID": order.id, "orderNotes": "fits"})
    # As a disk without room: the file may not grow by a page.
    await shop.journal.file.run(
        lambda connection: connection.execute("PRAGMA max_page_count = 1").fetchone()
    )
    requests = len(host.requests)
    with pytest.raises(JournalError, match="Nothing was sent") as refused:
        await shop.write("updateOrder", {"orderID": order.id, "orderNotes": "x" * 100_000})
    assert not refused.value.sent
    assert len(host.requests) == requests
    known = shop.order(order.id)
    assert known is not None
    assert known.value.notes == "fits"


async def test_a_damaged_journal_is_kept_aside_and_the_shop_opens(host: Host) -> None:
    directory = host.directory / "shop"
    directory.mkdir()
    for name in ("journal.db", "mirror.db"):
        (directory / name).write_bytes(b"no database at all" * 100)
    shop = host.open()
    await shop.read("getPriceLists")
    assert len(shop.notices) == 2
    assert sorted(path.name.split("-")[0] for path in directory.glob("*damaged*")) == [
        "journal.damaged",
        "mirror.damaged",
    ]
    await shop.fill(lambda _: None)
    assert shop.known_customers() > 30


async def test_secrets_are_marked_and_everything_else_is_kept(tmp_path: Path) -> None:
    operation = operation_named("addCustomer")
    values = {
        "customerName": "A",
        "customerTel": "1",
        "customerEmail": "a@b.c",
        "customerPassword": "hunter2",
        "stripe": "tok_1",
        "birthdayDay": "3",
        "birthdayMonth": "4",
    }
    async with opened_journal(tmp_path / "journal.db") as journal:
        written = await journal.write_down(UnsentWrite(operation, checked(operation, values)))
        assert written.parameters == values, "what is sent holds them"
        reply = {"Success": "True", "clientSecret": "s", "CustomerID": "7"}
        await journal.settle(written.id, EntryState.CONFIRMED, reply=reply)
        (entry,) = await journal.entries_of(subject="new:addCustomer", state=EntryState.CONFIRMED)
        kept = {**values, "customerPassword": "(not kept)", "stripe": "(not kept)"}
        assert entry.parameters == kept
        assert entry.reply == {"Success": "True", "CustomerID": "7"}
        assert await journal.entries_of(state=EntryState.UNKNOWN) == []
        assert await journal.entries.ids_told("addCustomer", "CustomerID") == {"7"}


async def test_an_entry_is_claimed_by_one_process_and_in_its_turn(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    async with opened_journal(path) as one, opened_journal(path) as other:
        first = await one.write_down(UnsentWrite(UPDATE, {"orderID": "1", "status": "0"}))
        second = await other.write_down(UnsentWrite(UPDATE, {"orderID": "1", "orderNotes": "x"}))
        assert await other.claim(second.id) is Claim.BEHIND
        assert await other.claim(first.id) is Claim.GONE, "it is in the other's hands"
        assert await one.claim(first.id) is Claim.MINE
        assert await one.claim(first.id) is Claim.GONE, "it is out"
        await one.settle(first.id, EntryState.CONFIRMED)
        assert await other.claim(second.id) is Claim.MINE


async def test_what_was_never_sent_goes_into_a_newer_one_of_the_same_thing(tmp_path: Path) -> None:
    async with opened_journal(tmp_path / "journal.db") as journal:
        first = await journal.write_down(
            UnsentWrite(
                UPDATE, {"orderID": "1", "status": "0", "orderNotes": "a"}, before={"notes": ""}
            )
        )
        assert (await _write(journal, "1", orderNotes="b")).parameters == {
            "orderID": "1",
            "orderNotes": "b",
        }, "the first is in somebody's hands"
        await journal.let_wait(first.id, "no connection")
        other = await _write(journal, "2", orderNotes="another order")
        third = await _write(journal, "1", orderNotes="c", paid="1")
        assert third.parameters == {
            "orderID": "1",
            "status": "0",
            "orderNotes": "c",
            "paid": "1",
        }
        assert third.before == {"notes": ""}
        merged = await journal.entries.get(first.id)
        assert merged is not None
        assert (merged.state, merged.merged_into) == (EntryState.MERGED, third.id)
        # One that may have happened is not merged: what became of it is to be found out.
        assert await journal.claim(other.id) is Claim.MINE
        await journal.let_wait(other.id, "the answer was lost", was_sent=True)
        assert (await _write(journal, "2", paid="1")).parameters == {"orderID": "2", "paid": "1"}


async def test_an_open_charge_blocks_further_charges_of_the_order(tmp_path: Path) -> None:
    charge = operation_named("chargeCard")
    async with opened_journal(tmp_path / "journal.db") as journal:
        ids = {"customerID": "1", "orderID": "7"}
        first = await journal.write_down(UnsentWrite(charge, ids, blocks_any=True))
        again = UnsentWrite(charge, {**ids, "type": "1"}, blocks_any=True)
        with pytest.raises(UnresolvedError, match="under way"):
            await journal.write_down(again)
        await journal.settle(first.id, EntryState.UNKNOWN, needs_person=True)
        with pytest.raises(UnresolvedError, match="not known yet"):
            await journal.write_down(again)
        await journal.write_down(
            UnsentWrite(charge, {"customerID": "1", "orderID": "8"}, blocks_any=True)
        )
        await journal.settle(first.id, EntryState.REFUSED)
        await journal.write_down(again)


async def test_the_same_again_is_blocked_while_its_outcome_is_unknown(tmp_path: Path) -> None:
    message = operation_named("addMessage")
    async with opened_journal(tmp_path / "journal.db") as journal:
        sent = {"customerID": "1", "message": "is it ready?"}
        first = await journal.write_down(UnsentWrite(message, sent))
        await journal.settle(first.id, EntryState.UNKNOWN)
        with pytest.raises(UnresolvedError):
            await journal.write_down(UnsentWrite(message, sent))
        await journal.write_down(UnsentWrite(message, {**sent, "message": "and the other one?"}))


async def _write(journal: Journal, order_id: str, **changes: str) -> Entry:
    return await journal.write_down(UnsentWrite(UPDATE, {"orderID": order_id, **changes}))


async def _states(path: Path) -> list[EntryState]:
    async with opened_journal(path) as journal:
        return [entry.state for entry in await journal.entries_of()]


@asynccontextmanager
async def opened_journal(path: Path) -> AsyncIterator[Journal]:
    presence = Presence(path.parent / "processes")
    journal = Journal(path, presence, time.time, print)
    try:
        yield journal
    finally:
        await journal.aclose()
        presence.close()
