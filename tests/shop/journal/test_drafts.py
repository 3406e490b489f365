"""Drafts: kept on the disk, in one pair of hands at a time, and gone with the person."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from functools import partial
from pathlib import Path

from cleancloud_tui.api.clocks.true_time import ToldTime
from cleancloud_tui.api.operations import OPERATIONS, Wire
from tests.host import Host

TYPED = {"customerName": "Ottoline Vexley", "customerNotes": "two lines,\nand “quotes”"}

KILLED = """
import asyncio, os, sys
from datetime import UTC
from pathlib import Path
from cleancloud_tui.shop.options import ShopOptions
from cleancloud_tui.shop.shop import Shop

async def run():
    shop = Shop(ShopOptions(directory=Path(sys.argv[1]), connect=None, time_zone=UTC))
    await shop.drafts.keep("customer", "", {"customerName": "Ann"})
    os._exit(9)

asyncio.run(run())
"""


async def test_a_draft_is_found_as_it_was_last_kept_until_it_is_dropped(host: Host) -> None:
    shop = host.open()
    shop.session.staff = "Ann"
    assert await shop.drafts.find("customer", "12") is None
    await shop.drafts.keep("customer", "12", {"customerName": "Ot"}, customer_id="12")
    await shop.drafts.keep("customer", "12", TYPED, customer_id="12")
    found = await shop.drafts.find("customer", "12")
    assert found is not None
    assert (found.values, found.customer_id, found.staff) == (TYPED, "12", "Ann")
    assert 0 <= host.now - found.at.timestamp() < 1
    assert await shop.drafts.find("customer", "") is None
    assert await shop.drafts.find("order", "12") is None
    await shop.drafts.drop("customer", "12")
    assert await shop.drafts.all("customer") == []


async def test_two_terminals_have_a_draft_each(host: Host) -> None:
    one, other = host.open(), host.open()
    await one.drafts.keep("customer", "", {"customerName": "Ann"})
    assert await other.drafts.find("customer", "") is None
    await other.drafts.keep("customer", "", {"customerName": "Bo"})
    await other.drafts.drop("customer", "")
    found = await one.drafts.find("customer", "")
    assert found is not None
    assert found.values == {"customerName": "Ann"}


async def test_what_was_left_is_taken_up_by_one(host: Host) -> None:
    one, other = host.open(), host.open()
    await one.drafts.keep("order", "a", {"notes": "parked"}, customer_id="12")
    await one.drafts.keep("order", "b", {"notes": "in hand"}, customer_id="13")
    await one.drafts.leave("order", "a")
    assert [each.key for each in await one.drafts.all("order")] == ["b", "a"]
    assert [each.key for each in await other.drafts.all("order")] == ["a"]
    assert await other.drafts.find("order", "a") is not None
    assert await one.drafts.find("order", "a") is None
    assert [each.key for each in await one.drafts.all("order")] == ["b"]


async def test_a_closed_program_leaves_its_drafts(host: Host) -> None:
    one = host.open()
    await one.drafts.keep("customer", "", TYPED)
    await one.aclose()
    found = await host.open().drafts.find("customer", "")
    assert found is not None
    assert found.values == TYPED


async def test_a_killed_program_leaves_its_drafts(host: Host) -> None:
    directory = host.directory / "shop"
    killed = partial(subprocess.call, [sys.executable, "-c", KILLED, str(directory)])
    assert await asyncio.to_thread(killed) == 9
    found = await host.open().drafts.find("customer", "")
    assert found is not None
    assert found.values == {"customerName": "Ann"}


async def test_secrets_are_never_kept(host: Host) -> None:
    secrets = {
        parameter.name
        for operation in OPERATIONS.values()
        for parameter in operation.parameters
        if parameter.wire is Wire.SECRET
    }
    assert {"customerPassword", "stripe", "evoToken"} <= secrets
    shop = host.open()
    await shop.drafts.keep("customer", "", {"customerName": "Ann"} | dict.fromkeys(secrets, "qz7x"))
    found = await shop.drafts.find("customer", "")
    assert found is not None
    assert found.values == {"customerName": "Ann"}
    await shop.aclose()
    assert holding(host.directory, "qz7x") == []


async def test_forgetting_a_person_removes_their_drafts_alone(host: Host) -> None:
    shop = host.open()
    await shop.drafts.keep("customer", "12", TYPED, customer_id="12")
    await shop.drafts.keep("order", "a", {"notes": "Vexley's coat"}, customer_id="12")
    await shop.drafts.keep("order", "b", {"notes": "Bo's coat"}, customer_id="13")
    forgotten = await shop.forgetting.forget("12")
    assert forgotten.is_overwritten
    assert [each.key for each in await shop.drafts.all("order")] == ["b"]
    assert await shop.drafts.find("customer", "12") is None
    assert holding(host.directory, "Vexley") == []


async def test_what_was_long_abandoned_goes_with_those_who_were_long_away(host: Host) -> None:
    shop = await host.open_filled()
    await shop.drafts.keep("customer", "", TYPED)
    host.now += 40 * 86_400
    await shop.drafts.keep("customer", "12", {"customerName": "Bo"})
    await shop.forgetting.forget_old(1)
    assert len(await shop.drafts.all("customer")) == 2, "this computer's clock alone tells nothing"
    await shop.mirror.facts.remember_time(ToldTime(host.now, host.now, host.uptime(), "boot"))
    await shop.forgetting.forget_old(1)
    if asked := shop.retention_asks:
        await shop.forgetting.forget_asked(asked)
        await shop.forgetting.forget_old(1)
    assert [each.key for each in await shop.drafts.all("customer")] == ["12"]


def holding(directory: Path, text: str) -> list[str]:
    """Return the files in which a text stands."""
    files = [path for path in directory.rglob("*") if path.is_file()]
    return [path.name for path in files if text.encode() in path.read_bytes()]


async def test_who_leaves_a_form_as_it_was_has_not_typed_it(host: Host) -> None:
    shop = host.open()
    shop.session.staff = "Ann"
    await shop.drafts.keep("message", "12", TYPED)
    before = host.now
    host.now += 60
    shop.session.staff = "Bea"
    await shop.drafts.keep("message", "12", TYPED)
    found = await shop.drafts.find("message", "12")
    assert found
    assert (found.staff, found.at.timestamp()) == ("Ann", before)
    await shop.drafts.keep("message", "12", {**TYPED, "more": "x"})
    found = await shop.drafts.find("message", "12")
    assert found
    assert (found.staff, found.at.timestamp()) == ("Bea", host.now)
