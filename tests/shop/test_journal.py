from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from cleancloud_tui.api.checks import checked, operation_named
from cleancloud_tui.shop.journal import EntryState, Journal, JournalError
from tests.host import Host

UPDATE = operation_named("updateOrder")

OTHER_PROCESS = """
import asyncio, sys, time
from pathlib import Path
from cleancloud_tui.api.checks import operation_named
from cleancloud_tui.shop.journal import Journal

async def main():
    journal = Journal(Path(sys.argv[1]), time.time, print)
    operation = operation_named("updateOrder")
    await journal.write_down(operation, {"orderID": "1", "status": "1"}, None)
    sent = await journal.write_down(operation, {"orderID": "2", "status": "1"}, None)
    await journal.sending(sent)
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
        cwd=Path(__file__).parents[2],
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"ready"
        assert await _states(path) == [EntryState.SENT, EntryState.WAITING]
        assert await _states(path) == [EntryState.SENT, EntryState.WAITING], "still alive"
    finally:
        other.kill()
        other.communicate()
    assert await _states(path) == [EntryState.UNKNOWN, EntryState.REFUSED]
    assert list((tmp_path / "processes").iterdir()) == []


async def test_what_cannot_be_written_down_is_not_sent(host: Host) -> None:
    shop = host.open()
    await shop.fill(lambda _: None)
    order = next(order for found in shop.search("") for order in shop.orders_of(found.customer.id))
    await shop.write("updateOrder", {"orderID": order.id, "orderNotes": "fits"})
    # As a disk without room: the file may not grow by a page.
    await shop._journal._writer.run(
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
    await shop.spent()
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
    journal = Journal(tmp_path / "journal.db", time.time, print)
    entry_id = await journal.write_down(operation, checked(operation, values), None)
    reply = {"Success": "True", "clientSecret": "s", "CustomerID": "7"}
    await journal.settle(entry_id, EntryState.CONFIRMED, reply=reply)
    (entry,) = await journal.entries(subject="new:addCustomer", state=EntryState.CONFIRMED)
    kept = {**values, "customerPassword": "(not kept)", "stripe": "(not kept)"}
    assert entry.parameters == kept
    assert entry.reply == {"Success": "True", "CustomerID": "7"}
    assert await journal.entries(state=EntryState.UNKNOWN) == []
    await journal.aclose()


async def _states(path: Path) -> list[EntryState]:
    journal = Journal(path, time.time, print)
    try:
        return [entry.state for entry in await journal.entries()]
    finally:
        await journal.aclose()
