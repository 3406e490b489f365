"""One computer whose processes keep the mirror current, and what each of them asked for."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleancloud_tui.api.request import Request
from cleancloud_tui.shop.budget.plan import AskingPlan
from cleancloud_tui.shop.lazy import Lazy
from cleancloud_tui.shop.records import Change
from cleancloud_tui.shop.shop import Shop
from tests.host import Host

PERIOD = 60.0
A_DAY = 86_400.0
A_WEEK = 7 * A_DAY


@dataclass
class Planned:
    """A budget that plans what the test wants."""

    period: float = PERIOD
    background_left: int = 1_000
    asked: list[tuple[bool, bool]] = field(default_factory=list)
    error: Exception | None = None

    @property
    def now(self) -> AskingPlan:
        return AskingPlan(
            self.period, self.background_left, is_open=True, reason="the test wants it"
        )

    async def plan(self, quiet: bool = False, *, thick: bool = False) -> AskingPlan:
        self.asked.append((quiet, thick))
        if self.error is not None:
            raise self.error
        return self.now


@dataclass
class Process:
    """One process of the host: its shop, what it asked, what it told."""

    shop: Shop
    planned: Planned
    asked: list[tuple[str, dict[str, Any], str]] = field(default_factory=list)
    told: list[Change] = field(default_factory=list)

    async def round(self) -> list[str]:
        """Do one round and return the operations that were asked for in it."""
        before = len(self.asked)
        await self.shop.sync.round()
        return [operation for operation, _, _ in self.asked[before:]]

    async def settle(self) -> list[str]:
        """Do rounds until nothing is asked for any more."""
        asked: list[str] = []
        while more := await self.round():
            asked += more
        return asked

    def asked_as(self, purpose: str) -> list[dict[str, Any]]:
        return [parameters for _, parameters, each in self.asked if each == purpose]


@dataclass(frozen=True)
class Filled:
    """Files of a computer whose mirror is filled, and the moment at which it was."""

    directory: Path
    now: float


@dataclass
class Computer:
    """The host, on which the practice shop's clock is right."""

    host: Host
    filled: Filled | None = None
    processes: list[Process] = field(default_factory=list)

    def open(self, **options: Any) -> Process:
        process = Process(self.host.open(**options), Planned())
        process.shop.parts.budget = Lazy(lambda: process.planned)
        send = process.shop.parts.link.send

        async def call(request: Request, **options: Any) -> Any:
            purpose = options.get("purpose", "")
            process.asked.append((request.name, dict(request.parameters), purpose))
            return await send(request, **options)

        process.shop.parts.link.send = call  # type: ignore[method-assign]
        process.shop.subscribe(process.told.append)
        return process

    async def open_filled(self) -> Process:
        """Open a process on a filled mirror, which did all that was due."""
        if self.filled:
            shutil.copytree(self.filled.directory, self.host.directory, dirs_exist_ok=True)
            self.host.now = self.filled.now
        process = self.open()
        await process.settle()
        process.asked.clear()
        process.told.clear()
        return process

    async def elsewhere(self, operation: str, **parameters: Any) -> Any:
        """Change something in the shop's own program."""
        client = await self.host.connect()
        reply = await client.call(operation, parameters)
        await client.aclose()
        return reply

    def sql(self, statement: str, *values: object) -> list[Any]:
        """Look into, or change, what CleanCloud has."""
        return list(self.host.app.state.server.store._connection.execute(statement, values))
