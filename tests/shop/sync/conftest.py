from __future__ import annotations

import asyncio
from typing import Any

import pytest

from cleancloud_tui.api.client import Client
from tests.host import Host
from tests.shop.sync.computer import Computer


@pytest.fixture
def computer(host: Host, monkeypatch: pytest.MonkeyPatch) -> Computer:
    host.app.state.server.clock = lambda: host.now
    begin = Client.__init__

    def begin_without_waiting(client: Client, *args: Any, **options: Any) -> None:
        begin(client, *args, **options, sleep=_no_sleep)

    monkeypatch.setattr(Client, "__init__", begin_without_waiting)
    return Computer(host)


async def _no_sleep(_: float) -> None:
    await asyncio.sleep(0)
