import asyncio
import gc
import logging
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from starlette.applications import Starlette

from cleancloud_tui import log
from cleancloud_tui.practice.http.faults import Fault, Faults
from cleancloud_tui.practice.http.server import create_app
from cleancloud_tui.practice.shop import open_practice_shop
from cleancloud_tui.practice.store import PracticeStore

from .everywhere import ON_EACH
from .host import NOW, Host, running, shop_of_40
from .serving import served
from .shapes import SHAPES, Chosen, shape_named

# httpcore looks for it in all folders whenever it locks, which is a dozen times a request.
sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]

# The same examples on every machine, however slow it is.
hypothesis.settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("fixed")


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Let tasks begin when they are made, as Textual does for a program from Python 3.12 on.

    It does not do so in its own tests, so no test would see what depends on that.
    """
    return {"as in the program": _new_loop}


def _new_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    if sys.version_info >= (3, 12):
        loop.set_task_factory(asyncio.eager_task_factory)
    return loop


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what the tests of this project can be told."""
    parser.addoption(
        "--replies",
        default="",
        choices=("", *SHAPES),
        help="the shape in which the practice shop answers the counter (tests/replies)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Let the practice shop answer in the shape that was asked for."""
    Chosen.shape = shape_named(config.getoption("replies"))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Read nothing else where only tests in a terminal are asked for: each worker reads it all."""
    is_test = collection_path.name.startswith("test_") and collection_path.is_file()
    if config.option.markexpr not in ("terminal", ON_EACH) or not is_test:
        return None
    return "pytest.mark.terminal" not in collection_path.read_text(encoding="utf-8") or None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each worker begin with its share of what takes long: none is left with it at the end.

    Of a long module all tests stay together: what they share is made once.
    The first worker gets the first tests, the next those after them (`--dist worksteal`).
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    long = [item for item in items if item.get_closest_marker("terminal")]
    whole = [item for item in items if item.get_closest_marker("long")]
    modules = [list(module) for _, module in groupby(whole, key=lambda item: item.path)]
    begun_first = {*long, *whole}
    others = [item for item in items if item not in begun_first]
    dealt: list[pytest.Item] = []
    for worker in range(workers):
        hand = [*long[worker::workers], *chain(*modules[worker::workers])]
        size = (len(items) - len(dealt)) // (workers - worker)
        rest = max(0, size - len(hand))
        dealt += [*hand, *others[:rest]]
        del others[:rest]
    items[:] = [*dealt, *others]


def pytest_collection_finish() -> None:
    """Let nobody look for garbage in what all the tests consist of."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)  # as the program has it


@pytest.fixture(autouse=True)
def _own_directories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests away from the settings, mirrors and tokens of whoever runs them."""
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    # Windows knows no XDG directories.
    monkeypatch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", str(tmp_path / "local"))
    for name in [name for name in os.environ if name.startswith("CLEANCLOUD_")]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _own_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sentences name the installed command, however the tests were started."""
    monkeypatch.setattr(sys, "argv", ["cleancloud-tui"])


@pytest.fixture(autouse=True)
def _own_logging(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Undo what `log.start` does to the whole process."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr(logging, "raiseExceptions", True)
    monkeypatch.setattr(log, "_secrets", set())
    yield
    for handler in root.handlers:
        if handler not in handlers:
            handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)


class Door:
    """Stands before a shop, and can be held shut: then who asks waits, however slow it is.

    Attributes:
        left: How many more requests go through; None for as many as come.
    """

    def __init__(self, app: Starlette) -> None:
        self._app = app
        self.left: int | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            while self.left == 0:  # noqa: ASYNC110  (opened by another thread)
                await asyncio.sleep(0.01)
            if self.left is not None:
                self.left -= 1
        await self._app(scope, receive, send)


@dataclass(frozen=True)
class PracticeServer:
    """A practice shop served over HTTP."""

    base_url: str
    app: Starlette
    door: Door

    @contextmanager
    def held_after(self, requests: int) -> Iterator[None]:
        """Let so many requests through, and hold up the others until the end."""
        self.door.left = requests
        try:
            yield
        finally:
            self.door.left = None

    def fail(self, fault: Fault, operation: str) -> None:
        """Let the next request of an operation go wrong."""
        self.app.state.faults.cause(fault, times=1, operation=operation)


@pytest.fixture
def practice_server() -> Iterator[PracticeServer]:
    app = open_practice_shop(None, customers=60, rate=1000)
    with served(door := Door(app)) as base_url:
        yield PracticeServer(base_url, app, door)


@pytest.fixture
def practice_over_http(
    practice_server: PracticeServer, monkeypatch: pytest.MonkeyPatch
) -> PracticeServer:
    """The environment's shop is the practice shop, over HTTP."""
    monkeypatch.setenv("CLEANCLOUD_BASE_URL", practice_server.base_url)
    monkeypatch.setenv("CLEANCLOUD_API_TOKEN", "practice")
    return practice_server


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Host]:
    """A shop of 40 customers with their orders."""
    async for each in shop_of_40(tmp_path):
        yield each


@pytest.fixture
async def new_host(tmp_path: Path) -> AsyncIterator[Host]:
    """A shop without customers."""
    faults = Faults()
    app = create_app(PracticeStore(), rate=100_000, faults=faults, clock=lambda: NOW)
    async for each in running(tmp_path, app, faults):
        yield each
