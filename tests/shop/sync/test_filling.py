from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from cleancloud_tui import cli, paths
from cleancloud_tui.api.errors import NotReachableError, TooLargeError
from cleancloud_tui.practice.http.faults import Faults
from cleancloud_tui.practice.http.server import create_app
from cleancloud_tui.practice.store import PracticeStore
from cleancloud_tui.settings import Settings, ShopSettings, save
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.reading import Reader, Reply
from cleancloud_tui.shop.records import FillProgress
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.sync.first_fill import FILLED_AT, Filling
from tests.conftest import PracticeServer
from tests.equality import differences
from tests.host import NOW, Host, running
from tests.patience import HUNG_SECONDS

MOST_OUT = 12
"""Requests that lanes have out at most."""


class Asking(Reader):
    """A reader that remembers what it was asked, and fails after so many requests."""

    def __init__(self, shop: Shop, most: int = 1_000_000) -> None:
        super().__init__(
            shop.mirror, shop.parts.link.send, shop.parts.clock, shop.parts.notifier.report
        )
        self.asked: list[tuple[str, Mapping[str, object]]] = []
        self.most = most

    async def read(self, name: str, parameters: Mapping[str, object], **options: Any) -> Reply:
        if len(self.asked) >= self.most:
            raise NotReachableError("example.com")
        self.asked.append((name, parameters))
        return await super().read(name, parameters, **options)

    def windows(self, name: str) -> list[tuple[date, date]]:
        return [
            (each["dateFrom"], each["dateTo"])  # type: ignore[misc]
            for asked, each in self.asked
            if asked == name and "dateFrom" in each
        ]


def filling_of(
    shop: Shop, reader: Reader | None = None, told: list[FillProgress] | None = None
) -> Filling:
    return shop.parts.new_filling(
        reader or shop.parts.reader(), (told if told is not None else []).append
    )


def store_of(host: Host) -> PracticeStore:
    store: PracticeStore = host.app.state.server.store
    return store


async def test_a_filled_mirror_equals_the_shop(host: Host) -> None:
    shop, told = host.open(), list[FillProgress]()
    filling = filling_of(shop, told=told)
    await filling.run()
    store = store_of(host)
    assert differences(shop, store) == []
    in_work = store.rows("SELECT id FROM orders WHERE deleted = 0 AND status IN (0, 1, 5)")
    assert all(shop.garments_read_at(str(row["id"])) for row in in_work)
    assert shop.mirror.facts.get(FILLED_AT)
    store.execute("UPDATE orders SET notes = 'changed' WHERE id = 7")
    store.execute("UPDATE customers SET deactivated = 1 WHERE id = 3")
    store.execute("DELETE FROM garments WHERE id = (SELECT max(id) FROM garments)")
    assert [each.split()[0] for each in differences(shop, store)] == [
        "customer", "order", "garment",
    ]  # fmt: skip


async def test_the_open_orders_come_first_then_the_newest(host: Host) -> None:
    shop = host.open()
    reader = Asking(shop)
    await filling_of(shop, reader).run()
    assert reader.asked[0] == ("getOrders", {"completed": "0"})
    for name in ("getCustomer", "getOrders"):
        ends = [last for _, last in dict.fromkeys(reader.windows(name))]
        late = [older for newer, older in pairwise(ends) if older > newer]
        assert len(late) <= 4, "only what was refused in the meantime"
    in_work = [each["orderID"] for name, each in reader.asked if name == "getGarments"]
    newest = sorted(in_work, key=lambda each: -int(str(each)))
    assert in_work == newest


async def test_it_goes_on_after_a_pause(host: Host) -> None:
    shop, other, told = host.open(), host.open(), list[FillProgress]()
    filling = filling_of(shop, told=told)
    paused_at = 0

    async def pause(_: str) -> None:
        nonlocal paused_at
        if len(host.requests) >= 20 and not paused_at:
            filling.pause()
            paused_at = len(host.requests)

    host.held = pause
    run = asyncio.create_task(filling.run())
    async with asyncio.timeout(HUNG_SECONDS):
        while not (other.filling and other.filling.is_paused):  # noqa: ASYNC110  (as others look)
            await asyncio.sleep(0.001)
    assert len(host.requests) <= paused_at + MOST_OUT
    assert not run.done()
    assert filling.is_paused
    assert told[-1].is_paused
    filling.resume()
    await run
    assert told[-1].finished
    assert not told[-1].is_paused
    assert differences(shop, store_of(host)) == []


async def test_a_restart_sends_no_finished_window_again(host: Host) -> None:
    async def wait(_: str) -> None:
        host.now += 0.3

    host.held = wait
    shop = host.open()
    with pytest.raises(NotReachableError):
        await filling_of(shop, Asking(shop, most=30)).run()
    kept = {
        kind: _days(shop.mirror.coverage.filled_windows(kind)) for kind in ("customers", "orders")
    }
    assert all(kept.values())
    assert not shop.mirror.facts.get(FILLED_AT)
    await shop.aclose()

    again, told = host.open(), list[FillProgress]()
    reader = Asking(again)
    await filling_of(again, reader, told).run()
    for kind, name in (("customers", "getCustomer"), ("orders", "getOrders")):
        known = {
            window for window in reader.windows(name) if not _days([(*window, 0)]) - kept[kind]
        }
        assert len(known) <= 1, "but for one that tells whether empty answers mean that"
    assert told[0].done > 10, "what was done before is done"
    assert differences(again, store_of(host)) == []


@pytest.mark.parametrize("most", [20, 60, 2_000])
async def test_too_many_orders_come_in_smaller_windows(host: Host, most: int) -> None:
    host.app.state.server.most_orders = most
    shop = host.open()
    await filling_of(shop).run()
    assert differences(shop, store_of(host)) == []


async def test_a_reply_that_is_too_large_comes_in_smaller_windows(host: Host) -> None:
    class Cutting(Asking):
        async def read(self, name: str, parameters: Mapping[str, object], **options: Any) -> Reply:
            first, last = parameters.get("dateFrom"), parameters.get("dateTo")
            if name == "getOrders" and first and last - first > timedelta(days=5):  # type: ignore[operator]
                raise TooLargeError("example.com", 64_000_000)
            return await super().read(name, parameters, **options)

    shop = host.open()
    await filling_of(shop, Cutting(shop)).run()
    assert differences(shop, store_of(host)) == []


@pytest.fixture
async def busy_day(tmp_path: Path) -> AsyncIterator[Host]:
    """A shop with eight orders of one day, whose API answers three at most."""
    app = create_app(
        PracticeStore(), rate=100_000, faults=Faults(), clock=lambda: NOW, most_orders=3
    )
    async for host in running(tmp_path, app, Faults()):
        shop = host.open()
        customer = {"customerName": "Ann", "customerTel": "0123", "customerEmail": "a@example.com"}
        reply = await shop.write("addCustomer", customer)
        today = datetime.fromtimestamp(NOW, UTC).date()
        for status, paid in (
            *(("0", "0"), ("0", "0"), ("1", "0"), ("1", "1")),
            *(("2", "0"), ("2", "0"), ("2", "1"), ("2", "1")),
        ):
            await shop.write(
                "addOrder",
                {
                    "customerID": reply["CustomerID"],
                    "finalTotal": "5.00",
                    "status": status,
                    "paid": paid,
                    "storeOrder": True,
                    "storeDropOffDate": today,
                    "storeReadyByDate": today + timedelta(days=2),
                },
                again=True,
            )
        yield Host(tmp_path / "other", host.app, host.faults)


async def test_a_day_with_too_many_orders_comes_by_status_and_payment(busy_day: Host) -> None:
    shop = busy_day.open()
    reader = Asking(shop)
    await filling_of(shop, reader).run()
    assert differences(shop, store_of(busy_day)) == []
    cut = {key for _, each in reader.asked if "dateFrom" in each for key in each}
    assert {"completed", "status", "paid"} <= cut
    await shop.aclose()


async def test_what_can_not_be_cut_smaller_is_said(
    busy_day: Host, caplog: pytest.LogCaptureFixture
) -> None:
    store = store_of(busy_day)
    store.execute("UPDATE orders SET paid = 1 WHERE status = 2")
    shop = busy_day.open()
    with caplog.at_level(logging.WARNING):
        await filling_of(shop).run()
    assert "some are missing" in caplog.text
    assert len(differences(shop, store)) == 4, "the completed ones, and none else"
    await shop.aclose()


async def test_garments_that_are_refused_are_not_asked_for_again(host: Host) -> None:
    store = store_of(host)
    gone = store.number("SELECT max(id) FROM orders WHERE deleted = 0 AND status IN (0, 1, 5)")

    async def delete(operation: str) -> None:
        if operation == "getOrders":
            store.execute("UPDATE orders SET deleted = 1 WHERE id = ?", (gone,))

    host.held = delete
    shop = host.open()
    reader = Asking(shop)
    await filling_of(shop, reader).run()
    asked = [each.get("orderID") for name, each in reader.asked if name == "getGarments"]
    assert asked.count(str(gone)) == 1
    again = Asking(shop)
    await filling_of(shop, again).run()
    assert [name for name, _ in again.asked if name == "getGarments"] == []


async def test_progress_tells_what_is_left_to_all_processes(host: Host) -> None:
    first_day = (datetime.fromtimestamp(NOW, UTC) - timedelta(days=3 * 365)).date()
    shop, other = host.open(first_day=first_day), host.open()
    told: list[FillProgress] = []
    seen: list[FillProgress | None] = []

    async def look(_: str) -> None:
        host.now += 0.3  # a pace of about three a second
        seen.append(other.filling)

    host.held = look
    assert other.filling is None
    await filling_of(shop, told=told).run()
    assert [each.done for each in told] == sorted(each.done for each in told)
    assert told[-1].done == told[-1].total == len(host.requests)
    assert told[-1].seconds_left == 0
    assert other.filling == told[-1]
    assert len({each.done for each in seen if each}) >= 5, "about once a second"
    assert all(each in told for each in seen if each)
    # The last third of the way is foreseen.
    for each in told[len(told) * 2 // 3 : -1]:
        assert each.seconds_left is not None
        assert abs(each.total - len(host.requests)) <= 15, each
        assert each.seconds_left == pytest.approx(0.33 * (each.total - each.done), rel=0.5)


def test_killed_in_the_middle_it_goes_on(practice_server: PracticeServer) -> None:
    shop = ShopSettings(
        name="Mill", base_url=practice_server.base_url, token="practice", rate=50, margin=0
    )
    save(Settings((shop,)))
    file = paths.shop_directory(shop.name, shop.identity) / "mirror.db"
    command = [sys.executable, "-m", "cleancloud_tui", "sync"]
    with practice_server.held_after(30):  # it does not end before it is killed
        process = subprocess.Popen(command, env=os.environ, stdout=subprocess.PIPE)
        try:
            kept = _when_something_is_kept(file)
        finally:
            process.send_signal(signal.SIGKILL)
            process.communicate()
    assert 0 < len(kept) < 36, "in the middle"
    assert cli.main(["sync"]) == 0
    mirror = Mirror(file, time.time, print)
    assert differences(mirror, practice_server.app.state.server.store) == []
    asyncio.run(mirror.aclose())


def _when_something_is_kept(file: Path) -> list[tuple[date, date, int]]:
    deadline = time.monotonic() + HUNG_SECONDS
    while time.monotonic() < deadline:
        if file.exists():
            mirror = Mirror(file, time.time, print)
            kept = mirror.coverage.filled_windows("customers")
            asyncio.run(mirror.aclose())
            if len(kept) >= 3:
                return kept
        time.sleep(0.02)
    raise AssertionError("nothing was kept")


def _days(windows: list[tuple[date, date, int]]) -> set[date]:
    return {
        first + timedelta(each)
        for first, last, _ in windows
        for each in range((last - first).days + 1)
    }
