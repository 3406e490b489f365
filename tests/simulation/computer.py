"""A simulated shop: its CleanCloud, its computer, and the counters that run on the computer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from contextvars import Context, ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import httpx
from starlette.applications import Starlette

from cleancloud_tui.api import request as api
from cleancloud_tui.api.client import Client
from cleancloud_tui.api.connection import Connection
from cleancloud_tui.api.http.joining import Before
from cleancloud_tui.practice import dispatch
from cleancloud_tui.practice.generator import HISTORY_DAYS, populate
from cleancloud_tui.practice.http.server import MOST_ORDERS, create_app
from cleancloud_tui.practice.http.transport import InProcessTransport
from cleancloud_tui.practice.shop_days import ShopDays
from cleancloud_tui.practice.store import PracticeStore
from cleancloud_tui.shop.options import ShopOptions
from cleancloud_tui.shop.shop import Shop

from .freezing import Life
from .virtual_time import VirtualTimeLoop

LATENCY = 0.2
"""Seconds by which CleanCloud holds every reply back."""

SITE = "https://practice.invalid"


class CleanCloud:
    """The practice shop with CleanCloud's limits, and what is done in it past the API.

    Args:
        loop: Its time.
        customers: How many customers it begins with.
        seed: Decides them.
        most_orders: How many orders `getOrders` answers at most.
        days: How many days of orders it begins with.
        bustle: How many visits it had in them, compared with an ordinary shop.
    """

    def __init__(
        self,
        loop: VirtualTimeLoop,
        *,
        customers: int,
        seed: int,
        most_orders: int = MOST_ORDERS,
        days: int = HISTORY_DAYS,
        bustle: float = 1.0,
    ) -> None:
        self.store = PracticeStore()
        self._clock = loop.clock
        populate(
            self.store,
            customers=customers,
            seed=seed,
            now=datetime.fromtimestamp(loop.clock(), UTC),
            days=days,
            bustle=bustle,
        )
        self.app = create_app(
            self.store,
            latency=LATENCY,
            most_orders=most_orders,
            clock=loop.clock,
            monotonic=loop.time,
            sleep=asyncio.sleep,
        )

    def do(self, operation: str, **values: object) -> dict[str, Any]:
        """Do something on CleanCloud's own screens: no request of the API is spent on it."""
        now = int(self._clock())
        reply = dispatch.answer(
            self.store,
            operation,
            values,
            now=now,
            days=ShopDays(),
            site=SITE,
            most_orders=MOST_ORDERS,
        )
        assert reply.get("Success") == "True", f"{operation} {values}: {reply}"
        return reply

    async def aclose(self) -> None:
        """Close the store."""
        await asyncio.to_thread(self.app.state.server.close)

    def counted(self) -> int:
        """Return the requests that CleanCloud counted, in all months."""
        return self.store.number("SELECT sum(requests) FROM usage")

    def open_orders(self) -> set[str]:
        """Return the numbers of the orders that are not completed."""
        rows = self.store.rows("SELECT id FROM orders WHERE status <> 2 AND deleted = 0")
        return {str(row["id"]) for row in rows}


@dataclass(frozen=True, slots=True)
class Request:
    """One request that arrived at CleanCloud.

    Attributes:
        at: Unix seconds.
        background: Whether nobody waits for it.
    """

    at: float
    process: str
    operation: str
    parameters: Mapping[str, object]
    background: bool

    @property
    def asks_for_changes(self) -> bool:
        """Whether it asks which orders changed."""
        return "updatedSecondsAgoFrom" in self.parameters


@dataclass(frozen=True, slots=True)
class Counter:
    """One process of the program."""

    name: str
    shop: Shop
    life: Life


class Computer:
    """What the shop's counters share: a directory, a ledger, and the way to CleanCloud.

    Args:
        loop: Its time.
        directory: Of all its files.
        cleancloud: What its counters speak to.
        seed: Decides what clients do by chance.
        arrives: Is told of every request that arrives at CleanCloud.
    """

    def __init__(
        self,
        loop: VirtualTimeLoop,
        directory: Path,
        cleancloud: CleanCloud,
        *,
        seed: int,
        arrives: Callable[[Request], None] = lambda _: None,
    ) -> None:
        self._arrives = arrives
        self._loop = loop
        self._directory = directory
        self._cleancloud = cleancloud
        self._rng = Random(seed)
        self._counters: list[Counter] = []

    def open(self, name: str) -> Counter:
        """Start a process as the app does: it keeps the mirror current from now on."""
        shop = Shop(
            ShopOptions(
                directory=self._directory / "shop",
                connect=lambda: self._connect(name),
                time_zone=UTC,
                clock=self._loop.clock,
                uptime=self._loop.time,
            )
        )
        counter = Counter(name, shop, Life())
        counter.life.start(shop.keep_current())
        self._counters.append(counter)
        return counter

    async def close(self, counter: Counter) -> None:
        """End a process as a person does."""
        self._counters.remove(counter)
        await counter.life.end()
        await counter.shop.aclose()

    def kill(self, counter: Counter) -> None:
        """End a process as the kernel does: nothing of it runs on, its locks are let go."""
        counter.life.freeze()
        if lock := counter.shop.parts.presence.lock:
            lock.close()

    async def aclose(self) -> None:
        """Close all processes, those too that were killed."""
        for counter in tuple(self._counters):
            await self.close(counter)

    async def _connect(self, name: str) -> Client:
        return _Client(
            Connection(f"{SITE}/api", "practice"),
            ledger=self._directory / "ledger.db",
            transport=_Line(name, self._cleancloud.app, self._loop, self._arrives),
            clock=self._loop.clock,
            uptime=self._loop.time,
            random=self._rng.random,
            process=name,
        )


_background: ContextVar[bool] = ContextVar("background", default=False)


class _Client(Client):
    """A client that tells its line for whom a request is."""

    async def send(
        self,
        request: api.Request,
        *,
        background: bool = False,
        purpose: str = "",
        before: Before | None = None,
    ) -> Mapping[str, object]:
        _background.set(background)
        return await super().send(request, background=background, purpose=purpose, before=before)


class _Line(httpx.AsyncBaseTransport):
    """Carries a process's requests to CleanCloud, which answers them whatever becomes of it."""

    def __init__(
        self,
        process: str,
        app: Starlette,
        loop: VirtualTimeLoop,
        arrives: Callable[[Request], None],
    ) -> None:
        self._process = process
        self._app = InProcessTransport(app)
        self._loop = loop
        self._arrives = arrives

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        operation = request.url.path.rpartition("/")[2]
        parameters = json.loads(request.content)
        del parameters["api_token"]
        self._arrives(
            Request(self._loop.clock(), self._process, operation, parameters, _background.get())
        )
        answering = self._app.handle_async_request(request)
        return await asyncio.shield(self._loop.create_task(answering, context=Context()))
