from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import pytest

from cleancloud_tui.api.client import Client
from tests.host import Host, shop_of_40
from tests.shop.sync.computer import Computer, Filled


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """Made once: to fill a mirror takes hundreds of requests."""
    directory = tmp_path_factory.mktemp("filled")

    async def fill() -> float:
        async for host in shop_of_40(directory):
            host.app.state.server.clock = partial(getattr, host, "now")
            process = await Computer(host).open_filled()
            await process.shop.aclose()  # now: what is copied must not change meanwhile
            return host.now
        raise AssertionError("no shop")

    return Filled(directory, asyncio.run(fill()))


@pytest.fixture
def computer(host: Host, filled: Filled, monkeypatch: pytest.MonkeyPatch) -> Computer:
    host.app.state.server.clock = lambda: host.now
    begin = Client.__init__

    def begin_without_waiting(client: Client, *args: Any, **options: Any) -> None:
        begin(client, *args, **options, sleep=_no_sleep)

    monkeypatch.setattr(Client, "__init__", begin_without_waiting)
    return Computer(host, filled)


async def _no_sleep(_: float) -> None:
    await asyncio.sleep(0)
