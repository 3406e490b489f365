from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any

import pytest

from cleancloud_tui.practice.store import PracticeStore
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.stock.catalogue import read_catalogue
from tests.host import Host, shop_of_40


@dataclass(frozen=True)
class Known:
    """Files of a computer that knows a whole shop, when it did, and that shop's own store."""

    directory: Path
    now: float
    store: PracticeStore


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    directory = tmp_path_factory.mktemp("figures")

    async def fill() -> Known:
        async for host in shop_of_40(directory):
            shop = host.open()
            await shop.fill(lambda _: None)
            await shop.sync.catch_up()
            await read_catalogue(shop)
            await shop.aclose()
            return Known(directory, host.now, host.app.state.server.store.copy())
        raise AssertionError("no shop")

    return asyncio.run(fill())


OpenIn = Callable[[tzinfo], Shop]


@pytest.fixture
async def offline(known: Known) -> AsyncIterator[OpenIn]:
    """Opens the shop in a time zone, on a computer without a network."""
    host = Host(known.directory, None, Any, known.now)
    host.is_offline = True
    yield lambda zone: host.open(time_zone=zone)
    for shop in host.shops:
        await shop.aclose()


@pytest.fixture
def shop(offline: OpenIn) -> Shop:
    """The shop in its own time zone."""
    return offline(UTC)
