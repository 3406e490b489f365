from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from cleancloud_tui import cli, composition
from cleancloud_tui.api.errors import NotReachableError
from cleancloud_tui.api.rights import EVERYTHING, READ_ONLY
from cleancloud_tui.commands import sync
from cleancloud_tui.composition import open_shop, opened_shop
from cleancloud_tui.settings import Settings, ShopSettings, save
from cleancloud_tui.shop.records import FillProgress
from cleancloud_tui.shop.writes.sending import WriteWaitsError
from cleancloud_tui.wording.filling import fill_line, time_left_in_words
from tests.conftest import PracticeServer
from tests.equality import differences
from tests.patience import HUNG_SECONDS

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def settings(practice_server: PracticeServer) -> ShopSettings:
    """The shop of the settings, at a pace that a fill takes a second or two."""
    shop = ShopSettings(
        name="Mill", base_url=practice_server.base_url, token="practice", rate=50, margin=0
    )
    save(Settings((shop,)))
    return shop


def test_it_fills_in_sight_and_then_brings_up_to_date(
    settings: ShopSettings,
    practice_server: PracticeServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    with monkeypatch.context() as terminal:
        terminal.setattr(sys.stderr, "isatty", lambda: True)
        assert cli.main(["sync"]) == 0
    out, err = capsys.readouterr()
    lines = err.split("\r\x1b[K")
    assert len(lines) > 20
    assert lines[-1].startswith("[####################] 100 %  done")
    assert any("of about" in line and " left" in line for line in lines)
    assert all(len(line.rstrip("\n")) < 80 for line in lines)
    assert out.startswith("The mirror holds ")

    store = practice_server.app.state.server.store
    order = store.number("SELECT max(id) FROM orders WHERE deleted = 0 AND status = 2")
    store.execute(
        "UPDATE orders SET notes = 'moved', updated = ? WHERE id = ?", (int(time.time()), order)
    )
    assert cli.main(["sync"]) == 0
    again, err = capsys.readouterr()
    assert again == out
    assert err == "", "there is no terminal"
    assert asyncio.run(_differences(settings, practice_server)) == []


def test_ctrl_c_ends_it_with_what_was_kept(
    settings: ShopSettings, practice_server: PracticeServer
) -> None:
    with practice_server.held_after(20), _filling() as process:
        asyncio.run(_when_a_part_is_here(settings))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=HUNG_SECONDS)
    assert process.returncode == cli.INTERRUPTED
    assert out == ""
    assert "It keeps what was read: " in err
    assert err.rstrip().endswith(f"run: {sys.executable} -m cleancloud_tui sync")
    assert "Traceback" not in err
    assert cli.main(["sync"]) == 0


async def test_what_another_process_reads_is_waited_for(settings: ShopSettings) -> None:
    shown: list[FillProgress] = []
    async with opened_shop(settings, rights=EVERYTHING) as other:
        filling = asyncio.create_task(other.sync.catch_up())
        while other.filling is None:  # noqa: ASYNC110  (as another process looks)
            await asyncio.sleep(0.01)
        told = await sync.sync_shop(settings, EVERYTHING, shown.append)
        assert await filling
        assert told.startswith("Another process of this computer keeps the mirror up to date.")
        assert shown
        assert max(each.done for each in shown) <= other.filling.done


async def test_where_the_other_process_ends_it_goes_on(
    settings: ShopSettings, practice_server: PracticeServer
) -> None:
    shown: list[FillProgress] = []
    with practice_server.held_after(30):  # it does not end before
        other = open_shop(settings, rights=EVERYTHING)
        filling = asyncio.create_task(other.sync.catch_up())
        while other.filling is None or other.filling.done < 10:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        mine = asyncio.create_task(sync.sync_shop(settings, EVERYTHING, shown.append))
        while not shown:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        filling.cancel()
        await other.aclose()
    assert "The mirror holds" in await mine
    assert shown[-1].finished
    assert shown[-1].done > shown[0].done


def test_the_line_fits_and_says_the_time() -> None:
    progress = FillProgress("orders of May 2024", 1204, 2310, 54210, 120032, 900, seconds_left=840)
    assert fill_line(progress, 200) == (
        "[##########----------] 52 %  about 14 min left  1,204 of about 2,310 requests"
        "  54,210 customers, 120,032 orders  orders of May 2024"
    )
    assert fill_line(progress, 60) == "[##########----------] 52 %  about 14 min left"
    assert time_left_in_words(None) == "just begun"
    assert time_left_in_words(0.2) == "about 1 s left"
    assert time_left_in_words(7_500) == "about 2.1 h left"


@contextmanager
def _filling() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "cleancloud_tui", "sync"]
    process = subprocess.Popen(
        command, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


async def _when_a_part_is_here(settings: ShopSettings) -> None:
    async with opened_shop(settings, rights=EVERYTHING) as shop, asyncio.timeout(HUNG_SECONDS):
        while len(shop.mirror.coverage.filled_windows("customers")) < 3:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def _differences(settings: ShopSettings, server: PracticeServer) -> list[str]:
    async with opened_shop(settings, rights=EVERYTHING) as shop:
        return differences(shop, server.app.state.server.store)


async def test_what_waits_is_sent_and_what_can_not_be_is_said(
    settings: ShopSettings, practice_server: PracticeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened_shop(settings, rights=EVERYTHING) as shop:
        await sync.sync_shop(settings, EVERYTHING, lambda _: None)
        customer = shop.search("", limit=1)[0].customer

    async def unreachable(*_: Any, **__: Any) -> Any:
        raise NotReachableError("cleancloudapp.com")

    with monkeypatch.context() as offline:
        offline.setattr(composition, "client_for", unreachable)
        change = {"customerID": customer.id, "customerNotes": "Hi"}
        async with opened_shop(settings, rights=EVERYTHING) as shop:
            with pytest.raises(WriteWaitsError):
                await shop.write("updateCustomer", change)
    told = await sync.sync_shop(settings, READ_ONLY, lambda _: None)
    assert "1 change waits to be sent. This session is read-only." in told
    told = await sync.sync_shop(settings, EVERYTHING, lambda _: None)
    assert "1 change that waited went to CleanCloud." in told
    store = practice_server.app.state.server.store
    row = store.row("SELECT notes FROM customers WHERE id = ?", (int(customer.id),))
    assert row["notes"] == "Hi"
    told = await sync.sync_shop(settings, EVERYTHING, lambda _: None)
    assert told.startswith("The mirror holds")
