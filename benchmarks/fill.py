"""The first fill of a mirror: is the pace kept busy, does it stay small, does it survive kills?

    python -m benchmarks.fill [--customers 100000] [--rate 20] [--kills 10] [--small 1000]

A practice shop is made, three orders a customer spread over three years, and served over HTTP by
a process of its own. Three fills: an undisturbed one at a high rate, while somebody types names;
the same, killed again and again; one of a small shop at CleanCloud's 3 requests a second.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import itertools
import multiprocessing
import random
import resource
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC
from multiprocessing.connection import Connection as Pipe
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from cleancloud_tui.api.client import Client, Connection
from cleancloud_tui.practice.store import PracticeStore
from cleancloud_tui.shop import database
from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.options import ShopOptions
from cleancloud_tui.shop.records import FillProgress
from cleancloud_tui.shop.shop import Shop
from tests.equality import differences

DAYS = 3 * 365
BUSTLE = 0.06
"""How busy the shop is, so that there are about three orders a customer in all those days."""

TYPED = ("smi", "john", "maria g", "0123", "55", "oak st", "w", "brown", "1200", "garcia")
KEY_EVERY = 0.1
BEAT = 0.002

spawn = multiprocessing.get_context("spawn")


@dataclass
class Filled:
    """What one filling process saw, in seconds and bytes.

    Attributes:
        useful: From the beginning until the open orders were there.
        took: From the beginning to the end.
        late: By how much each beat of the event loop was late.
        keys: From when a key was due until its search had its answer.
        held: How long each transaction kept other processes from writing.
        collected: How long each garbage collection kept everything from running.
        estimates: What was told to be left, and when.
    """

    useful: float = 0.0
    took: float = 0.0
    processor: float = 0.0
    memory: int = 0
    late: list[float] = field(default_factory=list)
    keys: list[float] = field(default_factory=list)
    held: list[float] = field(default_factory=list)
    collected: list[float] = field(default_factory=list)
    estimates: list[tuple[float, float]] = field(default_factory=list)
    progress: FillProgress | None = None


def make_shop(pipe: Pipe, path: Path, customers: int) -> None:
    """Generate a practice shop in a file, and send back how many orders it has."""
    from cleancloud_tui.practice.generator import populate

    with PracticeStore(path) as store:
        populate(store, customers=customers, days=DAYS, bustle=BUSTLE)
        pipe.send(store.number("SELECT count(*) FROM orders WHERE deleted = 0"))


def serve(pipe: Pipe, path: Path, rate: int) -> None:
    """Send back the port, then the arrivals of requests at every wish, until told to stop."""
    import uvicorn

    from cleancloud_tui.practice.http.server import create_app

    app = create_app(PracticeStore(path), rate=rate, month=10**9)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None))

    def listen() -> None:
        while pipe.recv() == "arrivals":
            pipe.send(list(app.state.arrivals))
            app.state.arrivals.clear()
        server.should_exit = True

    with socket.create_server(("127.0.0.1", 0)) as listener:
        pipe.send(listener.getsockname()[1])
        threading.Thread(target=listen, daemon=True).start()
        server.run(sockets=[listener])


def fill(pipe: Pipe, directory: Path, port: int, rate: int, types: bool) -> None:
    """Be the process that fills; send back what was seen."""
    pipe.send(asyncio.run(_fill(directory, port, rate, types)))


async def _fill(directory: Path, port: int, rate: int, types: bool) -> Filled:
    seen = Filled()
    _time_transactions(seen)
    _time_collections(seen)
    gc.freeze()  # as the counter does, once its first screen stands
    gc.set_threshold(50_000)
    shop = Shop(
        ShopOptions(
            directory=directory / "shop",
            connect=lambda: _client(directory, port, rate),
            time_zone=UTC,
        )
    )
    began = time.monotonic()

    def on_progress(progress: FillProgress) -> None:
        seen.progress = progress
        now = time.monotonic() - began
        if not seen.useful and progress.what != "open orders":
            seen.useful = now
        if progress.seconds_left is not None:
            seen.estimates.append((now, progress.seconds_left))

    others = [asyncio.create_task(_beat(seen))]
    if types:
        others.append(asyncio.create_task(_type(shop, seen)))
    await shop.fill(on_progress)
    seen.took = time.monotonic() - began
    for task in others:
        task.cancel()
    await shop.aclose()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    seen.processor = usage.ru_utime + usage.ru_stime
    seen.memory = usage.ru_maxrss * 1024
    return seen


async def _client(directory: Path, port: int, rate: int) -> Client:
    connection = Connection(f"http://127.0.0.1:{port}/api", "practice", rate=rate)
    return Client(connection, ledger=directory / "ledger.db")


async def _beat(seen: Filled) -> None:
    while True:
        due = time.perf_counter() + BEAT
        await asyncio.sleep(BEAT)
        seen.late.append(time.perf_counter() - due)


async def _type(shop: Shop, seen: Filled) -> None:
    for text in itertools.cycle(TYPED):
        due = time.perf_counter() + KEY_EVERY
        await asyncio.sleep(KEY_EVERY)
        shop.search(text, 50)
        seen.keys.append(time.perf_counter() - due)


def _time_transactions(seen: Filled) -> None:
    transaction = database.transaction

    @contextlib.contextmanager
    def timed(connection: database.sqlite3.Connection) -> Iterator[None]:
        with transaction(connection):
            began = time.perf_counter()
            yield
        seen.held.append(time.perf_counter() - began)

    database.transaction = timed


def _time_collections(seen: Filled) -> None:
    began = 0.0

    def note(phase: str, _: dict[str, int]) -> None:
        nonlocal began
        if phase == "start":
            began = time.perf_counter()
        else:
            seen.collected.append(time.perf_counter() - began)

    gc.callbacks.append(note)


class Server:
    """The practice shop of a file, served by a process of its own."""

    def __init__(self, path: Path, rate: int) -> None:
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=serve, daemon=True, args=(theirs, path, rate))
        self._process.start()
        self.port: int = self._pipe.recv()

    def arrivals(self) -> list[float]:
        """Return when requests arrived since the last time this was asked."""
        self._pipe.send("arrivals")
        moments: list[float] = self._pipe.recv()
        return moments

    def close(self) -> None:
        """Stop it."""
        self._pipe.send("stop")
        self._process.join()


def begun(
    directory: Path, server: Server, rate: int, types: bool = False
) -> tuple[BaseProcess, Pipe]:
    """Start a filling process."""
    mine, theirs = spawn.Pipe(duplex=False)
    process = spawn.Process(
        target=fill, daemon=True, args=(theirs, directory, server.port, rate, types)
    )
    process.start()
    return process, mine


def undisturbed(title: str, directory: Path, server: Server, rate: int) -> tuple[Filled, int]:
    """Fill once, print the figures, and return them with the number of requests."""
    directory.mkdir()
    process, pipe = begun(directory, server, rate, types=True)
    seen: Filled = pipe.recv()
    process.join()
    moments = server.arrivals()
    margin = Connection("", "").margin
    slots = (moments[-1] - moments[0]) * rate / (1 + margin) + 1
    assert seen.progress is not None
    print(f"\n{title}")
    print(f"  {_rows(seen.progress)} in {seen.took:.0f} s, {seen.processor:.0f} s of processor; "
          f"open orders after {seen.useful:.1f} s")  # fmt: skip
    print(f"  pace kept busy               {len(moments) / slots:.1%} (at least 95 %): "
          f"{len(moments):,} requests of {slots:,.0f} slots")  # fmt: skip
    print(f"  memory, most                 {seen.memory / 1e6:.0f} MB (under 200 MB)")
    print(f"  from a key to its answer     {_spread(seen.keys)}")
    print(f"  event loop late              {_spread(seen.late)}")
    print(f"  garbage collection           {_spread(seen.collected)}")
    print(f"  transaction                  {_spread(seen.held)}")
    print(f"  seconds left, as told        {_estimates(seen)}")
    return seen, len(moments)


def killed(directory: Path, server: Server, rate: int, kills: int, took: float) -> int:
    """Fill while the process is killed again and again; return the number of requests."""
    directory.mkdir()
    luck = random.Random(1)
    for _ in range(kills):
        process, _ = begun(directory, server, rate)
        process.join(1.0 + luck.uniform(0.2, 1.8) * took / (kills + 1))
        process.kill()
        process.join()
        print(f"  killed: {_standing(directory)}", flush=True)
    process, pipe = begun(directory, server, rate)
    pipe.recv()
    process.join()
    return len(server.arrivals())


def _standing(directory: Path) -> str:
    mirror = Mirror(directory / "shop" / "mirror.db", time.time, print)
    progress = mirror.facts.fill_progress()
    asyncio.run(mirror.aclose())
    return _rows(progress) if progress else "nothing was kept yet"


def _rows(progress: FillProgress) -> str:
    return (
        f"{progress.customers:,} customers, {progress.orders:,} orders, "
        f"{progress.garments:,} garments"
    )


def compare(directory: Path, path: Path) -> None:
    """Print whether mirror and shop are equal."""
    found = _apart(equality, directory, path)
    print(f"  mirror and shop              {'DIFFERENT' if found else 'equal'}", flush=True)
    for sentence in found[:10]:
        print(f"    {sentence}")


def equality(pipe: Pipe, directory: Path, path: Path) -> None:
    """Send back what differs."""
    mirror = Mirror(directory / "shop" / "mirror.db", time.time, print)
    with PracticeStore(path) as store:
        pipe.send(differences(mirror, store))
    asyncio.run(mirror.aclose())


def _apart(work: Callable[..., None], *arguments: object) -> Any:
    """Return what a process of its own sends back.

    This one is to stay small: what it takes would count as the memory of those that it starts.
    """
    mine, theirs = spawn.Pipe(duplex=False)
    process = spawn.Process(target=work, daemon=True, args=(theirs, *arguments))
    process.start()
    answer = mine.recv()
    process.join()
    return answer


def _spread(values: list[float]) -> str:
    ordered = sorted(values) or [0.0]
    places = (len(ordered) // 2, min(len(ordered) - 1, int(len(ordered) * 0.99)), -1)
    p50, p99, most = (f"{ordered[each] * 1000:.1f}" for each in places)
    return f"p50 {p50}, p99 {p99}, most {most} ms"


def _estimates(seen: Filled) -> str:
    """Return what was told to be left beside what was left, at every fifth of the way."""
    parts = []
    for fifth in range(1, 5):
        moment = seen.took * fifth / 5
        _, left = min(seen.estimates, key=lambda each: abs(each[0] - moment))
        parts.append(f"{left:.0f} (was {seen.took - moment:.0f})")
    return ", ".join(parts)


def made(path: Path, customers: int) -> None:
    """Make a shop and say how large it is."""
    began = time.monotonic()
    orders = _apart(make_shop, path, customers)
    print(f"A shop of {customers:,} customers and {orders:,} orders was made "
          f"in {time.monotonic() - began:.0f} s.", flush=True)  # fmt: skip


def main() -> None:
    """Run all three."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--rate", type=int, default=20)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--small", type=int, default=1_000, help="customers of the small shop")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.customers:
            large = folder / "large.db"
            made(large, options.customers)
            server = Server(large, options.rate)
            seen, requests = undisturbed(
                f"At {options.rate} requests a second", folder / "a", server, options.rate
            )
            compare(folder / "a", large)
            if options.kills:
                print(f"\nThe same, killed {options.kills} times")
                again = killed(folder / "b", server, options.rate, options.kills, seen.took)
                print(f"  requests                     {again:,}, "
                      f"{again - requests:+,} for being killed")  # fmt: skip
                compare(folder / "b", large)
            server.close()
        if options.small:
            small = folder / "small.db"
            made(small, options.small)
            server = Server(small, 3)
            undisturbed("At 3 requests a second", folder / "c", server, 3)
            compare(folder / "c", small)
            server.close()


if __name__ == "__main__":
    sys.exit(main())
