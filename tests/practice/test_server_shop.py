from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from cleancloud_tui.api.operations import OPERATIONS
from cleancloud_tui.practice.http.transport import InProcessTransport
from cleancloud_tui.practice.shop import open_practice_shop
from cleancloud_tui.practice.store import PracticeStore
from cleancloud_tui.stores.version import UntouchedError

NOW = datetime(2026, 6, 10, 15, tzinfo=UTC).timestamp()
OPEN = (
    "import sys, pathlib; from cleancloud_tui.practice.shop import open_practice_shop;"
    "open_practice_shop(pathlib.Path(sys.argv[1]), customers=40).state.server.close()"
)


class Shop:
    def __init__(self, path: Path | None, now: float = NOW) -> None:
        self.app = open_practice_shop(path, customers=40, clock=lambda: now, rate=1_000)
        self.http = httpx.AsyncClient(
            transport=InProcessTransport(self.app), base_url="https://practice.invalid/api/"
        )

    async def __aenter__(self) -> Shop:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    async def done(self, operation: str, **parameters: object) -> Any:
        body = {"api_token": "practice", **parameters}
        reply = (await self.http.post(operation, json=body)).json()
        assert reply.get("Success") == "True", (operation, reply)
        return reply


def count(path: Path, table: str) -> int:
    with PracticeStore(path) as store:
        return store.number(f"SELECT count(*) FROM {table}")


async def test_a_generated_shop_answers_every_read() -> None:
    async with Shop(None) as shop:
        window = {"dateFrom": "2026-04-01", "dateTo": "2026-06-10"}
        orders = (await shop.done("getOrders", **window, sendProductDetails="1"))["Orders"]
        assert len(orders) > 20
        pictured = next(each for each in orders if each["hasPhotos"] == "1")
        driven = next(each for each in orders if each["routeID"] != "0")
        garments = (await shop.done("getGarments", orderID=driven["id"]))["garments"]
        sent: dict[str, dict[str, object]] = {
            "getOrders": window,
            "summaryReport": window,
            "getPhotos": {"orderID": pictured["id"], "customerID": pictured["customerID"]},
            "driverLocation": {"orderID": driven["id"], "customerID": driven["customerID"]},
            "getGarment": {"orderID": driven["id"], "barcodeID": garments[0]["barcodeID"]},
            "getGarments": {"orderID": driven["id"]},
            "getDates": {"routeID": driven["routeID"]},
            "getSlots": {"routeID": driven["routeID"], "day": "1781179200"},
            "getRoute": {"customerAddress": driven["address"]},
        }
        reads = [name for name in OPERATIONS if name.startswith("get")] + list(sent)
        for name in reads:
            parameters = sent.get(name, {"customerID": driven["customerID"]})
            await shop.done(name, **parameters)


def set_aside(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.glob("practice.db.*"))


async def test_what_was_changed_is_there_after_a_restart_and_the_shop_lives_on(
    tmp_path: Path,
) -> None:
    path = tmp_path / "new folder" / "practice.db"
    async with Shop(path) as shop:
        await shop.done("updateCustomer", customerID="1", customerNotes="Knocks twice")
    orders = count(path, "orders")
    async with Shop(path) as shop:
        assert (await shop.done("getCustomer", customerID="1"))["Notes"] == "Knocks twice"
    assert count(path, "orders") == orders
    async with Shop(path, NOW + timedelta(days=9).total_seconds()):
        pass
    assert count(path, "orders") > orders
    assert count(path, "customers") >= 40


def test_a_file_of_a_newer_version_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "practice.db"
    with PracticeStore(path) as store:
        store.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(UntouchedError):
        open_practice_shop(path)
    assert [(each, each.read_bytes()) for each in tmp_path.iterdir()] == [(path, before)]


@pytest.mark.parametrize("damage", ["no database", "torn"])
async def test_a_file_that_cannot_be_used_is_set_aside(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "practice.db"
    async with Shop(path):
        pass
    whole = path.read_bytes()
    torn = whole[:8192] + b"\xff" * (len(whole) - 8192)
    path.write_bytes(torn if damage == "torn" else b"no database at all" * 100)
    async with Shop(path) as shop:
        await shop.done("getCustomer", customerID="1")
    assert set_aside(tmp_path) == ["practice.db.damaged-20260610-150000"]


def test_two_processes_that_open_a_new_shop_at_once_fill_it_once(tmp_path: Path) -> None:
    path = tmp_path / "practice.db"
    command = [sys.executable, "-c", OPEN, str(path)]
    opened = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    for process in opened:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors.decode()
    assert set_aside(tmp_path) == []
    assert count(path, "customers") == 40
