"""One desk: a process that works in the shop as its screens do, told what to do line by line.

    python -m tests.campaign.desk DIRECTORY BASE_URL BEGAN

It reads a JSON object a line and answers each, by its `id`, when it is done: `ending` is
`confirmed`, `waits`, `unknown` or `refused`. Lines are worked at side by side, as screens are.
"""

from __future__ import annotations

import asyncio
import io
import json
import logging
import resource
import signal
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from typing import Any, Final

import httpx

from cleancloud_tui.api.client import Client
from cleancloud_tui.api.connection import Connection
from cleancloud_tui.api.errors import CleanCloudError, OutcomeUnknownError
from cleancloud_tui.shop.journal.doubt import Doubt
from cleancloud_tui.shop.journal.entries import Entry
from cleancloud_tui.shop.options import ShopOptions
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.writes.outbox import Decision

from .clock import DOUBT, PATIENCE, FastClock

_PAGE: Final = 4096
_LATEST: Final = 20.0
"""Seconds by which a request may be late: a fast clock makes every request late."""


REPLY_SECONDS: Final = 2.0
"""Real seconds that a desk waits for an answer."""


class Network(httpx.AsyncHTTPTransport):
    """The network of a desk, which can be taken away."""

    is_down = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.is_down:
            raise httpx.ConnectError("the cable is out", request=request)
        return await super().handle_async_request(request)


class Crashes(logging.Handler):
    """Tells of every mistake that the program survived."""

    def emit(self, record: logging.LogRecord) -> None:
        """Tell of one."""
        _say(crash=self.format(record))


def open_shop(directory: Path, base_url: str, clock: FastClock, network: Network) -> Shop:
    """Return the shop over the directory that all desks share."""

    async def connect() -> Client:
        return Client(
            Connection(
                base_url, "practice", rate=1_000, margin=_LATEST, reply_timeout=REPLY_SECONDS
            ),
            ledger=directory / "ledger.db",
            transport=network,
            clock=clock,
            sleep=clock.sleep,
        )

    return Shop(
        ShopOptions(
            directory=directory / "shop",
            connect=connect,
            time_zone=UTC,
            doubt=Doubt(PATIENCE, DOUBT),
            clock=clock,
            uptime=clock,
        )
    )


class Desk:
    """Does what it is told."""

    def __init__(self, directory: Path, base_url: str, began: float) -> None:
        self._directory = directory
        self._network = Network()
        self._shop = open_shop(directory, base_url, FastClock(began), self._network)

    async def work(self) -> None:
        """Work until standard input ends."""
        lines = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
        loop.add_signal_handler(signal.SIGUSR1, _say_what_is_done)
        background = asyncio.create_task(self._keep_current())
        out: set[asyncio.Task[None]] = set()
        _say(ready=True)
        while line := await lines.readline():
            task = asyncio.create_task(self._answer(json.loads(line)))
            out.add(task)
            task.add_done_callback(out.discard)
        background.cancel()
        await asyncio.gather(background, *out, return_exceptions=True)
        await self._shop.aclose()

    async def _keep_current(self) -> None:
        try:
            await self._shop.keep_current()
        except Exception:  # noqa: BLE001  (whatever it is, it is told)
            _say(crash=traceback.format_exc())

    async def _answer(self, told: Mapping[str, Any]) -> None:
        try:
            answer = await self._done(told)
        except CleanCloudError as error:
            answer = _refused(error)
        except Exception:  # noqa: BLE001  (whatever it is, it is told)
            _say(crash=traceback.format_exc())
            answer = {"ending": "crashed"}
        _say(id=told["id"], **answer)

    async def _done(self, told: Mapping[str, Any]) -> dict[str, Any]:
        self._shop.session.staff = told.get("step", "")  # so that it stands in the journal
        match told["do"]:
            case "write":
                reply = await self._shop.write(told["operation"], told["parameters"])
                return {"ending": "confirmed", "reply": dict(reply)}
            case "undo":
                return await self._undone(told["subject"])
            case "to resolve":
                entries = await self._shop.outbox.to_resolve()
                return {"ending": "confirmed", "entries": [_told(entry) for entry in entries]}
            case "decide":
                await self._shop.outbox.decide(told["entry"], Decision(told["decision"]))
            case "open order":
                await self._shop.ask.refresh_order(told["order"])
            case "open customer":
                await self._shop.ask.refresh_customer(told["customer"])
                await self._shop.ask.refresh_repeat_pickups(told["customer"])
            case "disk":
                self._fill_disk(told["pages"])
            case "network":
                self._network.is_down = told["is_down"]
        return {"ending": "confirmed"}

    async def _undone(self, subject: str) -> dict[str, Any]:
        """Take the last change of something back, and tell with what write."""
        undo = await self._shop.undoable([subject])
        if undo is None:
            return {"ending": "nothing to undo"}
        write = {"operation": undo.request.name, "parameters": dict(undo.request.parameters)}
        try:
            reply = await self._shop.undo(undo)
        except CleanCloudError as error:
            return {**_refused(error), **write}
        return {"ending": "confirmed", "reply": dict(reply), **write}

    def _fill_disk(self, pages: int | None) -> None:
        """Let no file grow: there is room for so many pages in the journal, -1 for no write at all.

        SQLite is told an error by the system then, as by a disk that is full.
        """
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        limit = most
        if pages is not None:
            journal = self._directory / "shop" / "journal.db-wal"
            size = journal.stat().st_size if journal.exists() else 0
            limit = size + pages * _PAGE if pages >= 0 else 0
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))


def _told(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "operation": entry.operation,
        "parameters": dict(entry.parameters),
        "state": entry.state.value,
    }


def _refused(error: CleanCloudError) -> dict[str, Any]:
    ending = "waits" if error.kept else "refused"
    if isinstance(error, OutcomeUnknownError):
        ending = "unknown"
    return {
        "ending": ending,
        "kind": type(error).__name__,
        "told": str(error),
        "sent": error.sent,
    }


def _say_what_is_done() -> None:
    """Tell where every task stands, for whoever waits in vain."""
    told = io.StringIO()
    for task in asyncio.all_tasks():
        task.print_stack(file=told)
    _say(crash=told.getvalue())


def _say(**told: Any) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    logging.getLogger().addHandler(Crashes(logging.ERROR))
    asyncio.run(Desk(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])).work())
