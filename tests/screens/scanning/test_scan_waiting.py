"""Scans made under a dialog or a form wait, in sight and on the disk, until the scan place."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from cleancloud_tui.scanner.labels.codes import ScannedCode
from cleancloud_tui.screens.pickups.repeat_pickup_editor import RepeatPickupEditor
from cleancloud_tui.shop.database import StorageError
from tests.app.steps import open_order_screen, told
from tests.host import Host
from tests.screens.conftest import Counter, Open, opened
from tests.screens.scanning.steps import barcodes, codes, scan, scanning

VCARD = "BEGIN:VCARD Ann Lee"


async def under_a_dialog(counter: Counter, *sent: str) -> None:
    await open_order_screen(counter)
    await counter.press("n")
    await counter.type("".join(f"{code}\r" for code in sent))
    await counter.until(lambda: any("F3 shows it" in each for each in told(counter)))
    await counter.settle()
    assert counter.is_asking


async def on_a_draft(counter: Counter) -> None:
    customer = counter.app.desk.shop.search("", limit=1)[0].customer
    counter.app.push_screen(RepeatPickupEditor(counter.app.desk, customer.id))
    await counter.settle()
    await counter.type("10am")


async def test_what_waits_survives_the_end_of_the_program_and_comes_once(
    open_counter: Open,
) -> None:
    async with open_counter() as counter:
        sent = [barcodes(counter)[0], "041200034568", "041200034567"]
        await under_a_dialog(counter, *sent[:2])
        assert "2 scans WAITING F3" in counter.text.splitlines()[0]
        await counter.type(f"{sent[2]}\r")
    async with open_counter() as counter:
        assert "3 scans WAITING F3" in counter.text.splitlines()[0]
        await counter.press("f3")
        assert codes(counter) == sent
        assert "WAITING" not in counter.text
        assert await counter.app.desk.shop.drafts.all("scans") == []


async def test_a_killed_program_leaves_what_waited_and_nothing_that_nobody_knows(
    counter: Counter, host: Host, tmp_path: Path
) -> None:
    code = barcodes(counter)[0]
    await on_a_draft(counter)
    await counter.app.deliver(ScannedCode(VCARD, ()))
    await counter.type(f"{code}\r")
    killed = tmp_path / "killed"
    shutil.copytree(host.directory / "shop", killed / "shop")
    shutil.copy(host.directory / "ledger.db", killed)
    kept = b"".join(file.read_bytes() for file in killed.rglob("journal.db*"))
    assert code.encode() in kept
    assert b"VCARD" not in kept
    async with opened(replace(host, directory=killed)) as after:
        await after.press("f3")
        assert codes(after) == ["(not kept)", code]
        assert "(not kept) is not known here" in after.text


async def test_one_that_was_looked_up_and_not_struck_off_comes_back_in_its_place(
    counter: Counter,
) -> None:
    code = barcodes(counter)[0]
    await under_a_dialog(counter, code)
    await counter.press("escape", "f3")
    key = next(iter(scanning(counter).state.scans)).key
    await scan(counter, "041200034567")
    await counter.app.desk.shop.drafts.keep("scans", "of a killed program", {key: code})
    counter.app.scan_keeper.take_up()
    await counter.settle()
    assert "1 scan WAITING F3" in counter.text
    await counter.press("f3")
    assert codes(counter) == [code, "041200034567"]
    kept = await counter.app.desk.shop.scans.history.load()
    assert sorted(each.code for each in kept) == sorted([code, "041200034567"])


async def test_what_waits_at_a_terminal_in_use_is_taken_by_no_other(
    counter: Counter, host: Host
) -> None:
    await under_a_dialog(counter, barcodes(counter)[0])
    async with opened(host) as other:
        assert "WAITING" not in other.text
        await other.press("f3")
        assert codes(other) == []


async def test_scans_that_can_not_be_kept_wait_on_and_it_is_told(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise StorageError(Path("journal.db"), OSError("disk full"))

    monkeypatch.setattr(counter.app.desk.shop.drafts, "keep", fail)
    code = barcodes(counter)[0]
    await under_a_dialog(counter, code, "041200034567")
    (refused,) = [each for each in told(counter) if "disk full" in each]
    assert "not kept if the program ends" in refused
    await counter.press("escape", "f3")
    assert codes(counter) == [code, "041200034567"]
