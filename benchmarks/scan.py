"""How long a scan takes, from its last key to the painted answer; and 20 scans a second.

    python -m benchmarks.scan [--garments 1000000] [--mirror DIR] [--scans 200] [--seconds 60]

The counter runs in a pseudo-terminal of 80×24, over a mirror with synthetic garments, and without a
network: what scans write waits, and its number is shown. `--mirror` keeps the files and uses them
again: making a million garments takes minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import pty
import random
import re
import select
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cleancloud_tui.shop.mirror.mirror import Mirror
from cleancloud_tui.shop.mirror.storing import as_json, store_customers, store_orders

EACH = 4
"""Garments of an order."""

OPEN = 2_000
"""Orders in work, the newest."""

FIRST = 10_000_000
"""The first barcode; the others follow one by one, and tell the order they belong to."""

_SHOP = """
import sys
from cleancloud_tui import paths
from cleancloud_tui.settings import load
shop = load().shop(None)
print(paths.shop_directory(shop.name, shop.identity))
"""


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which the counter finds its files, and no network."""
    return {
        **os.environ,
        **{
            f"XDG_{place}_HOME": f"{home}/{place}" for place in ("CONFIG", "DATA", "STATE", "CACHE")
        },
        "TERM": "xterm-256color",
        "COLUMNS": "80",
        "LINES": "24",
        "CLEANCLOUD_BASE_URL": "http://127.0.0.1:9/api",
        "CLEANCLOUD_API_TOKEN": "benchmark",
    }


async def fill(path: Path, orders: int) -> None:
    """Fill a mirror: a customer to ten orders, four garments to each."""
    now = time.time()
    mirror = Mirror(path, time.time, print)
    reading = mirror.reading(now)
    for start in range(1, orders // 10 + 1, 5_000):
        customers = [_customer(n) for n in range(start, min(start + 5_000, orders // 10 + 1))]
        await mirror.file.store(customers, partial(store_customers, reading=reading))
    for start in range(1, orders + 1, 5_000):
        numbers = range(start, min(start + 5_000, orders + 1))
        rows = [_order(n, orders, now) for n in numbers]
        await mirror.file.run(partial(store_orders, rows=rows, reading=reading))
        await mirror.file.run(partial(_put_garments, numbers=numbers, now=now))
    await mirror.aclose()


def _customer(number: int) -> dict[str, object]:
    return {"ID": str(number), "Name": f"Customer {number}", "Tel": f"555 {number:07}"}


def _order(number: int, orders: int, now: float) -> dict[str, object]:
    is_open = number > orders - OPEN
    return {
        "id": str(number),
        "customerID": str(max(1, number // 10)),
        "status": "0" if is_open else "2",
        "createdDate": str(int(now) - (orders - number) * 60),
        "pieces": str(EACH),
        "paid": "1",
        "total": "20.00",
    }


def _put_garments(connection: sqlite3.Connection, numbers: range, now: float) -> None:
    connection.executemany(
        "INSERT INTO garments VALUES (?, ?, ?, 0, ?)",
        [
            (str(order), code, now, as_json({"barcodeID": code, "conveyorLocation": ""}))
            for order in numbers
            for code in barcodes(order)
        ],
    )
    connection.executemany(
        "INSERT INTO garment_readings VALUES (?, ?)", [(str(order), now) for order in numbers]
    )


def barcodes(order: int) -> list[str]:
    """Return the barcodes of an order."""
    return [str(FIRST + order * EACH + piece) for piece in range(EACH)]


@dataclass
class Counter:
    """The counter in its terminal."""

    pid: int
    terminal: int
    seen: bytes = b""
    waiting: str = "0"
    """Changes that wait to be sent, as the screen said last."""

    def read(self, seconds: float) -> bool:
        """Read what was painted; False where nothing was in time."""
        if not select.select([self.terminal], [], [], max(0.0, seconds))[0]:
            return False
        self.seen += os.read(self.terminal, 1 << 20)
        if told := re.findall(rb"\D(\d+) waiting to be sent", self.seen):
            self.waiting = told[-1].decode()
        return True

    def wait_for(self, pattern: bytes, seconds: float = 30.0) -> None:
        """Read until a pattern was painted."""
        until = time.perf_counter() + seconds
        while not re.search(pattern, self.seen):
            if not self.read(until - time.perf_counter()):
                raise SystemExit(f"{pattern!r} was not painted: {self.seen[-2000:]!r}")

    def send(self, keys: bytes) -> None:
        os.write(self.terminal, keys)


def opened(command: Sequence[str], variables: Mapping[str, str]) -> Counter:
    """Start the counter in a terminal."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], list(command), dict(variables))
    termios.tcsetwinsize(terminal, (24, 80))
    return Counter(pid, terminal)


def closed(counter: Counter) -> None:
    os.kill(counter.pid, signal.SIGKILL)
    os.waitpid(counter.pid, 0)
    os.close(counter.terminal)


def one_by_one(counter: Counter, orders: int, scans: int) -> list[float]:
    """Scan, wait for the answer, scan again; returns milliseconds."""
    luck = random.Random(1)
    taken = []
    for _ in range(scans):
        oldest = orders - OPEN if luck.random() < 0.5 else 1
        order = luck.randrange(oldest, orders)
        counter.send(luck.choice(barcodes(order)).encode())
        counter.seen = b""
        started = time.perf_counter()
        counter.send(b"\r")
        counter.wait_for(rb"order %d\D" % order)
        taken.append((time.perf_counter() - started) * 1000)
        until = time.perf_counter() + 0.4  # the list is filled meanwhile, as between two scans
        while (left := until - time.perf_counter()) > 0:
            counter.read(left)
    return taken


def by_the_second(counter: Counter, orders: int, seconds: int) -> tuple[list[float], int]:
    """Scan 20 times a second, into place after place; returns milliseconds, and what was missed."""
    scans = list(_placed(orders, seconds * 20))
    sent: dict[str, float] = {}
    taken: dict[str, float] = {}
    begin = time.perf_counter()
    for number, (code, keys) in enumerate(scans):
        due = begin + number / 20
        while (left := due - time.perf_counter()) > 0:
            counter.read(left)
            _see(counter, sent, taken)
        sent[code] = time.perf_counter()
        counter.send(keys)
    until = time.perf_counter() + 10
    while len(taken) < len(sent) and (left := until - time.perf_counter()) > 0:
        counter.read(left)
        _see(counter, sent, taken)
    return list(taken.values()), len(sent) - len(taken)


def _placed(orders: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield what to scan: a place, then nine garments of orders in work, then the next place."""
    open_ones = [code for n in range(orders - OPEN + 1, orders + 1) for code in barcodes(n)]
    run = int(time.time()) % 100_000  # in an earlier run, they were put in other places
    for number in range(count):
        code = f"P-{run}-{number}" if number % 10 == 0 else open_ones[number]
        yield code.removeprefix("P-"), code.encode() + b"\r"


def _see(counter: Counter, sent: Mapping[str, float], taken: dict[str, float]) -> None:
    """Note the answers that were painted: a headline begins with a sign and the code."""
    now = time.perf_counter()
    for found in re.findall("[✓·] ([\\w-]+)  ".encode(), counter.seen):
        code = found.decode()
        if code in sent and code not in taken:
            taken[code] = (now - sent[code]) * 1000
    counter.seen = counter.seen[-100:]


def _written(journal: Path) -> int:
    """Return how many writes stand in the journal."""
    with contextlib.closing(sqlite3.connect(journal)) as connection:
        return int(connection.execute("SELECT count(*) FROM entries").fetchone()[0])


def told(name: str, milliseconds: Sequence[float]) -> None:
    """Print a distribution."""
    ordered = sorted(milliseconds)
    half, p95, most = statistics.median(ordered), ordered[int(len(ordered) * 0.95)], ordered[-1]
    print(f"{name}: p50 {half:.1f} ms, p95 {p95:.1f} ms, most {most:.1f} ms")


def measure(home: Path, orders: int, scans: int, seconds: int) -> None:
    """Fill the mirror where there is none, and print the figures."""
    variables = environment(home)
    where = subprocess.run(
        [sys.executable, "-c", _SHOP], env=variables, capture_output=True, text=True, check=True
    )
    mirror = Path(where.stdout.strip()) / "mirror.db"
    if not mirror.exists():
        mirror.parent.mkdir(parents=True)
        began = time.perf_counter()
        asyncio.run(fill(mirror, orders))
        print(
            f"filled in {time.perf_counter() - began:.0f} s, {mirror.stat().st_size / 1e6:.0f} MB"
        )
    for journal in mirror.parent.glob("journal.db*"):
        journal.unlink()
    counter = opened([sys.executable, "-m", "cleancloud_tui"], variables)
    try:
        counter.wait_for(b"OFFLINE")
        counter.send(b"\x1bOR")
        counter.wait_for(b"No scans yet")
        told(f"{scans} scans, one by one", one_by_one(counter, orders, scans))
        counter.send(b"\x0b")
        counter.wait_for(b"No place yet")
        taken, missed = by_the_second(counter, orders, seconds)
        told(f"20 a second for {seconds} s, {len(taken)} answers", taken)
        print(f"overtaken by the next within a frame, and told by the list only: {missed}")
        due = sum(number % 10 != 0 for number in range(seconds * 20))
        written = _written(mirror.with_name("journal.db"))
        print(f"writes: {written} of {due} in the journal, {counter.waiting} shown as waiting")
    finally:
        closed(counter)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--garments", type=int, default=1_000_000)
    parser.add_argument("--mirror", type=Path, help="keep the files here, and use them again")
    parser.add_argument("--scans", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        home = options.mirror or Path(directory)
        measure(home.absolute(), options.garments // EACH, options.scans, options.seconds)


if __name__ == "__main__":
    main()
