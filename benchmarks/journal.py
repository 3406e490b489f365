"""What it takes to write a journal entry down, with durability on, and whether a loop waits for it.

    python -m benchmarks.journal [--entries 2000]

Once alone, once while a second process writes to the same journal as fast as it can. A write waits
for the disk twice before its first byte leaves: when it is written down, and when it is marked as
sent. For comparison: what a single append with `fsync` takes on the same disk.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import tempfile
import time
from collections.abc import Awaitable, Callable
from multiprocessing.synchronize import Event
from pathlib import Path

from cleancloud_tui.api.checks import operation_named
from cleancloud_tui.shop.journal.entries import EntryState
from cleancloud_tui.shop.journal.journal import Journal
from cleancloud_tui.shop.journal.open_entries import UnsentWrite
from cleancloud_tui.shop.presence import Presence

from .pace import milliseconds, percentile

UPDATE = operation_named("updateOrder")
BEAT = 0.001


def draft(number: int) -> UnsentWrite:
    sent = {"orderID": str(number), "status": "0", "orderNotes": "button missing, left cuff"}
    return UnsentWrite(UPDATE, sent, {"status": "5", "notes": ""}, "Ada")


def opened(directory: Path) -> Journal:
    presence = Presence(directory / "processes")
    return Journal(directory / "journal.db", presence, time.time, print)


async def timed(times: list[float], work: Callable[[], Awaitable[object]]) -> object:
    began = time.perf_counter()
    result = await work()
    times.append(time.perf_counter() - began)
    return result


async def beat(worked: list[float]) -> None:
    """Note the processor time that the event loop's own thread takes between two beats."""
    while True:
        began = time.thread_time()
        await asyncio.sleep(BEAT)
        worked.append(time.thread_time() - began)


async def measure(directory: Path, entries: int) -> None:
    journal = opened(directory)
    written: list[float] = []
    claimed: list[float] = []
    worked: list[float] = []
    beating = asyncio.create_task(beat(worked))
    for number in range(entries):
        entry = await timed(written, lambda number=number: journal.write_down(draft(number)))
        await timed(claimed, lambda entry=entry: journal.claim(entry.id))  # type: ignore[attr-defined]
        await journal.settle(entry.id, EntryState.CONFIRMED)  # type: ignore[attr-defined]
    beating.cancel()
    for what, times in (("written down", written), ("marked as sent", claimed)):
        print(f"  {what:<16} p50 {milliseconds(percentile(times, 50))}, "
              f"p95 {milliseconds(percentile(times, 95))} (under 5 ms), "
              f"most {milliseconds(max(times))}")  # fmt: skip
    print(f"  event loop       own work between two beats, most {milliseconds(max(worked))}")
    await journal.aclose()


def disturb(directory: Path, stop: Event) -> None:
    """Write to the same journal until told to stop."""

    async def main() -> None:
        journal, number = opened(directory), 0
        while not stop.is_set():
            number += 1
            entry = await journal.write_down(draft(1_000_000 + number))
            await journal.settle(entry.id, EntryState.REFUSED)
        await journal.aclose()

    asyncio.run(main())


def appended(directory: Path) -> list[float]:
    times = []
    with (directory / "plain").open("ab") as file:
        for _ in range(200):
            began = time.perf_counter()
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - began)
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--entries", type=int, default=2000)
    entries = parser.parse_args().entries
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        times = appended(directory)
        print(f"an append with fsync: p50 {milliseconds(percentile(times, 50))}, "
              f"p95 {milliseconds(percentile(times, 95))}")  # fmt: skip
        print("alone")
        asyncio.run(measure(directory, entries))
        stop = context.Event()
        other = context.Process(target=disturb, args=(directory, stop))
        other.start()
        print("with a second process that writes without a pause")
        asyncio.run(measure(directory, entries))
        stop.set()
        other.join()


if __name__ == "__main__":
    main()
