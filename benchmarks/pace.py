"""Whether processes that share a token keep its pace, as the server sees it.

    python -m benchmarks.pace [--seconds 30]

Two runs, on 127.0.0.1 only. In the first, two processes send background requests as fast as they
may; in the second, a third one asks about every two seconds for something that a person waits for.
Each request takes up to 50 ms, by chance, to reach the server. An idle process shows by how much
this machine itself makes event loops late; what they do themselves is in their processor time.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import multiprocessing
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from multiprocessing.connection import Connection as Pipe
from multiprocessing.synchronize import Event
from pathlib import Path

from cleancloud_tui.api.client import Client, Connection
from cleancloud_tui.api.pace.ledger import Ledger, PaceSlot

RATE = 3
JITTER = 0.05
BEAT = 0.001
BACKGROUND, COUNTER = "getOrders", "getCustomer"
REPLY = b'HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{"Success":"True"}'


@dataclass
class Measured:
    """What one client process saw, in seconds.

    Attributes:
        asked: When a person asked for something, by the host's monotonic clock.
        bookings: What each booking took.
        late: By how much each beat of the event loop was late, for whatever reason.
        worked: The processor time that the event loop's thread took between two beats.
    """

    asked: list[float] = field(default_factory=list)
    bookings: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)


def serve(pipe: Pipe, stop: Event) -> None:
    """Send back the port, answer requests, and at the end send back when each arrived."""
    arrivals: list[tuple[float, str]] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                size = int(head.lower().partition("content-length:")[2].split()[0])
                await reader.readexactly(size)
                await asyncio.sleep(random.random() * JITTER)
                arrivals.append((time.monotonic(), head.split()[1].rpartition("/")[2]))
                writer.write(REPLY)
        writer.close()

    async def main() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await asyncio.to_thread(stop.wait)
        server.close()

    asyncio.run(main())
    pipe.send(arrivals)


async def saturate(client: Client, measured: Measured, end: float) -> None:
    """Send background requests as fast as they may, three at a time."""

    async def send(number: int) -> None:
        while time.monotonic() < end:
            await client.call(BACKGROUND, {"orderID": number}, background=True)

    await asyncio.gather(*(send(number) for number in range(3)))


async def ask(client: Client, measured: Measured, end: float) -> None:
    """Ask now and then, as somebody at a counter does."""
    while time.monotonic() < end:
        await asyncio.sleep(random.uniform(1, 3))
        measured.asked.append(time.monotonic())
        await client.call(COUNTER, {"customerID": 1})


async def idle(client: Client, measured: Measured, end: float) -> None:
    """Do nothing."""
    await asyncio.sleep(end - time.monotonic())


Work = Callable[[Client, Measured, float], Coroutine[None, None, None]]


def work_at(work: Work, pipe: Pipe, port: int, ledger: Path, seconds: float) -> None:
    """Be one client process; send back what was measured."""
    measured = Measured()
    _time_bookings(measured)

    async def main() -> None:
        client = Client(
            Connection(f"http://127.0.0.1:{port}/api", "benchmark", rate=RATE), ledger=ledger
        )
        beating = asyncio.create_task(_beat(measured))
        await work(client, measured, time.monotonic() + seconds)
        beating.cancel()
        await client.aclose()

    asyncio.run(main())
    pipe.send(measured)


def _time_bookings(measured: Measured) -> None:
    book = Ledger.book

    def timed(self: Ledger, operation: str, *, background: bool, purpose: str = "") -> PaceSlot:
        began = time.perf_counter()
        try:
            return book(self, operation, background=background, purpose=purpose)
        finally:
            measured.bookings.append(time.perf_counter() - began)

    Ledger.book = timed  # type: ignore[method-assign]


async def _beat(measured: Measured) -> None:
    while True:
        due, worked = time.perf_counter() + BEAT, time.thread_time()
        await asyncio.sleep(BEAT)
        measured.late.append(time.perf_counter() - due)
        measured.worked.append(time.thread_time() - worked)


def run(works: list[Work], seconds: float) -> tuple[list[tuple[float, str]], list[Measured]]:
    """Return the arrivals at the server, and what each client process measured."""
    context = multiprocessing.get_context("spawn")
    stop, (near, far) = context.Event(), context.Pipe()
    server = context.Process(target=serve, args=(far, stop))
    server.start()
    port = near.recv()
    with tempfile.TemporaryDirectory() as directory:
        pipes, processes = [], []
        for work in works:
            mine, theirs = context.Pipe(duplex=False)
            pipes.append(mine)
            arguments = (work, theirs, port, Path(directory) / "ledger.db", seconds)
            processes.append(context.Process(target=work_at, args=arguments))
            processes[-1].start()
        measured = [pipe.recv() for pipe in pipes]
        for process in processes:
            process.join()
    stop.set()
    arrivals = near.recv()
    server.join()
    return arrivals, measured


def report(title: str, works: list[Work], seconds: float) -> None:
    """Run and print the figures."""
    arrivals, measured = run(works, seconds)
    moments = [moment for moment, _ in arrivals]
    most = max(sum(first <= other < first + 1 for other in moments) for first in moments)
    a_second = (len(moments) - 1) / (moments[-1] - moments[0])
    bookings = [each for process in measured for each in process.bookings]
    print(f"\n{title}")
    print(f"  requests in any one second, most    {most} (at most {RATE})")
    print(f"  requests a second, all together     {a_second:.2f} (at least 2.5)")
    print(f"  booking a slot: mean, p95           {milliseconds(statistics.mean(bookings))}, "
          f"{milliseconds(percentile(bookings, 95))} (under 1 ms)")  # fmt: skip
    for work, process in zip(works, measured, strict=True):
        print(f"  event loop of {work.__name__:<8}: late p99.9, most; own work, most   "
              f"{milliseconds(percentile(process.late, 99.9))}, {milliseconds(max(process.late))}; "
              f"{milliseconds(max(process.worked))} (under 5 ms)")  # fmt: skip
    asked = [moment for process in measured for moment in process.asked]
    if asked:
        reached = [moment for moment, operation in arrivals if operation == COUNTER]
        waits = [there - begun for begun, there in zip(asked, reached, strict=True)]
        print(f"  from asking to the server: p50, p95, most  {percentile(waits, 50):.2f}, "
              f"{percentile(waits, 95):.2f}, {max(waits):.2f} s (p95 within 0.7 s)")  # fmt: skip


def percentile(values: list[float], percent: float) -> float:
    """Return the value that so many percent of the values do not pass."""
    return sorted(values)[min(len(values) - 1, int(len(values) * percent / 100))]


def milliseconds(seconds: float) -> str:
    """Return a time as it is printed."""
    return f"{seconds * 1000:.2f} ms"


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=30)
    seconds = parser.parse_args().seconds
    report("Two processes saturate a token", [saturate, saturate, idle], seconds)
    report("The same, and a counter", [saturate, saturate, ask, idle], seconds)


if __name__ == "__main__":
    main()
