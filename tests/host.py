from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from cleancloud_tui.api.client import Client
from cleancloud_tui.api.connection import Connection
from cleancloud_tui.api.rights import EVERYTHING, READ_ONLY
from cleancloud_tui.practice.http.faults import Faults
from cleancloud_tui.practice.http.server import create_app
from cleancloud_tui.practice.http.transport import InProcessTransport
from cleancloud_tui.practice.shapes import AS_IT_IS, ReplyShape
from cleancloud_tui.practice.shop import open_practice_shop
from cleancloud_tui.practice.store import PracticeStore
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.mirror.schema import mirror_store
from cleancloud_tui.shop.options import ShopOptions
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.stores.private import make_folder, touch

from .reshaping import Reshape
from .shapes import Chosen

NOW = 1_780_000_000.0  # 2026-05-28


@dataclass
class Host:
    """One computer with a shop's files on it, and the practice shop as its CleanCloud.

    Attributes:
        retold: Changes replies by the practice shop's own names, before they are in its shape.
        shape: In which this computer is answered.
        disguise: Changes replies after that.
    """

    directory: Path
    app: Any
    faults: Faults
    now: float = NOW
    requests: list[str] = field(default_factory=list)
    shops: list[Shop] = field(default_factory=list)
    retold: Reshape | None = None
    held: Callable[[str], Awaitable[None]] | None = None
    is_offline: bool = False
    clock_is_wrong_by: float = 0.0
    shape: ReplyShape = AS_IT_IS
    disguise: Reshape | None = None
    counts_by: Callable[[], float] = time.time  # the days of requests

    @property
    def ledger_file(self) -> Path:
        """The file in which the requests of the month are counted."""
        return self.directory / "ledger.db"

    def clock(self) -> float:
        self.now += 0.01
        return self.now

    def uptime(self) -> float:
        """Seconds by the clock that nobody can set."""
        return self.now - NOW - self.clock_is_wrong_by

    def set_clock(self, seconds: float) -> None:
        """Set the clock forward or back; no time passes."""
        self.now += seconds
        self.clock_is_wrong_by += seconds

    def open(self, *, read_only: bool = False, **options: Any) -> Shop:
        self._put_mirror(_empty_mirror)
        shop = Shop(
            ShopOptions(
                directory=self.directory / "shop",
                connect=self.connect,
                clock=self.clock,
                rights=READ_ONLY if read_only else EVERYTHING,
                **{"time_zone": UTC, "uptime": self.uptime, "doubt": Doubt(whole=0.0), **options},
            )
        )
        self.shops.append(shop)
        return shop

    async def open_filled(self, **options: Any) -> Shop:
        """Open the shop of 40 customers, all of it known here.

        Filling its mirror takes hundreds of requests: this asks only for what may have changed.
        """
        if not _FILLED:
            _FILLED.append(await _filled_mirror())
        mirror, self.now = _FILLED[0]
        self._put_mirror(lambda: mirror)
        shop = self.open(**options)
        await shop.fill(lambda _: None)
        return shop

    def _put_mirror(self, mirror: Callable[[], bytes]) -> None:
        """Put a mirror where there is nothing; to make its tables takes ten times as long."""
        path = self.directory / "shop" / "mirror.db"
        if not path.parent.exists():
            make_folder(path.parent)
            touch(path)
            path.write_bytes(mirror())

    async def connect(self, *, as_it_is: bool = False) -> Client:
        """Connect to the shop, answered in the host's shape or in the practice shop's own."""
        host, shape = self, AS_IT_IS if as_it_is else self.shape

        class Transport(InProcessTransport):
            async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
                operation = request.url.path.rpartition("/")[2]
                if host.is_offline:
                    raise httpx.ConnectError("no network")
                host.requests.append(operation)
                reply = await super().handle_async_request(request)
                in_shape = None if shape is AS_IT_IS else shape.told
                for reshape in (host.retold, in_shape, host.disguise):
                    if reshape is not None:
                        reply = await _told(reshape, operation, reply)
                if host.held:
                    await host.held(operation)
                return reply

            async def aclose(self) -> None:
                """Leave the practice shop open: another shop asks it next."""

        return Client(
            Connection(
                "https://practice.invalid/api",
                "practice",
                rate=100_000,
                margin=0.0,
                aliases=shape.names,
            ),
            ledger=self.ledger_file,
            transport=Transport(app=self.app),
            **self.client_options(),
        )

    def client_options(self) -> dict[str, Any]:
        """What the client is made with besides."""
        return {"clock": self.counts_by}


async def _told(reshape: Reshape, operation: str, reply: httpx.Response) -> httpx.Response:
    """Return a reply as `reshape` has it, of HTTP 200 unless it returns a whole answer.

    What is no JSON object is no reply.
    """
    body = await reply.aread()
    if body.startswith(b"{"):
        told = reshape(operation, json.loads(body))
        if isinstance(told, httpx.Response):
            return told
        body = json.dumps(told).encode()
    return httpx.Response(reply.status_code, content=body)


@cache
def _empty_mirror() -> bytes:
    with TemporaryDirectory() as folder:
        store = mirror_store(Path(folder) / "mirror.db")
        store.prepare()
        return store.path.read_bytes()


_FILLED: list[tuple[bytes, float]] = []
"""The mirror that was filled, if one was, and the moment at which it was."""


async def _filled_mirror() -> tuple[bytes, float]:
    with TemporaryDirectory() as folder:
        async for host in shop_of_40(Path(folder)):
            shop = host.open()
            await shop.fill(lambda _: None)
            await shop.aclose()
            return shop.mirror.file.path.read_bytes(), host.now
    raise AssertionError("no shop")


async def running(tmp_path: Path, app: Any, faults: Faults) -> AsyncIterator[Host]:
    host = Host(tmp_path, app, faults, shape=Chosen.shape)
    yield host
    for shop in host.shops:
        await shop.aclose()
    app.state.server.close()


@cache
def store_of_40() -> PracticeStore:
    """Make it once: hundreds of tests begin with it."""
    store = open_practice_shop(None, customers=40, clock=lambda: NOW).state.server.store
    assert isinstance(store, PracticeStore)
    return store


async def shop_of_40(tmp_path: Path) -> AsyncIterator[Host]:
    """Yield a computer without files, and a shop of 40 customers with their orders."""
    faults = Faults()
    app = create_app(
        store_of_40().copy(), rate=100_000, faults=faults, clock=lambda: NOW, most_orders=60
    )
    async for each in running(tmp_path, app, faults):
        yield each
