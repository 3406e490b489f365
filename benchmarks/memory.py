"""How much memory the counter takes through work without a pause, and who waits for garbage.

    python -m benchmarks.memory [--minutes 20] [--gap 0.1]

The counter runs in a pseudo-terminal over a new practice shop. Somebody types names, opens
customers and orders, forms, dialogs and all places, and goes back, without ever resting: there is
no pause in which garbage could be looked for at leisure. Printed are the memory over time, how many
objects each look through them had before it, and the longest that anything waited for one.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import os
import random
import re
import runpy
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.home import directories
from tests.terminal import KEYS, Terminal

MOST_MEGABYTES = 90.0
MOST_MILLISECONDS = 30.0

LOOK_SECONDS = 1.0
"""After how long somebody types on where a key changed nothing."""

NAMES = ("smi", "john", "maria", "0123", "555", "oak st", "w", "brown", "12", "garcia", "an", "lee")

VISITS: tuple[tuple[str, ...], ...] = (
    ("enter", "m", "escape", "s", "escape", "escape"),  # an order
    ("enter", "e", "tab", "tab", "escape", "escape", "escape"),  # the form of an order
    ("enter", "c", "f1", "escape", "escape", "escape"),
    ("e", "tab", "tab", "escape", "escape"),  # the form of a customer
    ("a", "down", "escape"),
    ("r", "escape"),
    ("h", "down", "escape"),
    ("o", "shirt", "enter", "suit", "enter", "f8", "escape", "escape", "escape"),
    ("f9", "down", "escape"),
)
"""What is done at a customer; each goes back to it."""

PLACES: tuple[tuple[str, ...], ...] = (
    ("f3", "f2"),
    ("f4", "f2"),
    ("f1", "escape"),
    ("\x07", "escape"),  # the budget
    ("\x14", "escape"),  # the audit trail
    ("\x0f", "escape"),  # orders parked
    ("\x12", "escape"),  # what waits for a decision
    ("ctrl+n", "Pat", "tab", "escape", "escape"),
)


@dataclass
class Seen:
    """What a run of the counter has shown.

    Attributes:
        samples: Seconds and megabytes.
        most: The most megabytes, between samples, too.
        looks: Each look for garbage: its generation, its milliseconds by the clock and of the
            processor, and how many objects it found.
        longest_gap: Seconds between two keys, at most.
    """

    samples: list[tuple[float, float]] = field(default_factory=list)
    looks: list[tuple[int, float, float, int]] = field(default_factory=list)
    most: float = 0.0
    longest_gap: float = 0.0
    keys: int = 0


def keys_without_end(luck: random.Random) -> Iterator[str]:
    """Yield what somebody presses who never rests."""
    visits = itertools.cycle(VISITS)
    places = itertools.cycle(PLACES)
    while True:
        yield from ("f2", "escape", *luck.choice(NAMES), "down", "enter")
        for _ in range(luck.randint(1, 3)):
            yield from (key for step in next(visits) for key in _pressed(step))
        yield "escape"
        yield from (key for step in next(places) for key in _pressed(step))


def _pressed(step: str) -> Iterator[str]:
    if step in KEYS:
        yield step
    else:
        yield from step


def run(minutes: float, gap: float, home: Path, every: float) -> Seen:
    """Work for some minutes, and tell what was seen."""
    seen, noted = Seen(), home / "looks"
    environment: Mapping[str, str | None] = {
        **directories(home),
        "CLEANCLOUD_API_TOKEN": None,
        "CLEANCLOUD_BASE_URL": None,
    }
    inside = (sys.executable, "-m", "benchmarks.memory", "--inside", str(noted))
    with Terminal(environment=environment, command=inside) as terminal:
        terminal.wait_for("Last in, of", 120)
        began = pressed = time.monotonic()
        due = began
        for key in keys_without_end(random.Random(1)):
            now = time.monotonic()
            if now >= due:
                seen.samples.append((now - began, megabytes(terminal.pid)))
                print(f"  {now - began:6.0f} s  {seen.samples[-1][1]:6.1f} MB", flush=True)
                due += every
            if now - began > minutes * 60 or not terminal.is_running:
                break
            seen.longest_gap = max(seen.longest_gap, now - pressed)
            pressed = now
            terminal.send(KEYS.get(key, key).encode())
            seen.keys += 1
            _look_at(terminal, max(gap, 0.15 if key == "escape" else 0.0))
        if not terminal.is_running:
            raise SystemExit(f"The counter has ended:\n{terminal.text}")
        seen.most = megabytes(terminal.pid, "VmHWM")
        last = terminal.text
    seen.looks = [tuple(json.loads(line)) for line in noted.read_text().splitlines()]
    print(last)
    return seen


def _look_at(terminal: Terminal, seconds: float) -> None:
    """Look for so long, and on a busy machine until something has changed, but never rest."""
    before, until = terminal.painted, time.monotonic() + LOOK_SECONDS
    terminal._read(seconds)
    while terminal.painted is before and time.monotonic() < until:
        terminal._read(0.05)


def megabytes(process: int, what: str = "VmRSS") -> float:
    """Return the memory that a process has in use now, or (VmHWM) ever had."""
    found = re.search(rf"{what}:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


def be_the_counter(noted: Path) -> None:
    """Run the program in this process, and note each look for garbage."""
    begun = worked = 0.0
    # Line by line: the program is killed in the end.
    file = os.open(noted, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(phase: str, told: Mapping[str, int]) -> None:
        nonlocal begun, worked
        if phase == "start":
            begun, worked = time.perf_counter(), time.thread_time()
            return
        took, work = time.perf_counter() - begun, time.thread_time() - worked
        line = json.dumps([told["generation"], took * 1000, work * 1000, told["collected"]])
        os.write(file, f"{line}\n".encode())

    gc.callbacks.append(note)
    sys.argv[1:] = []
    runpy.run_module("cleancloud_tui", run_name="__main__", alter_sys=True)


def main() -> None:
    """Print the figures; end with 1 where a bound does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--gap", type=float, default=0.1, help="seconds between two keys")
    parser.add_argument("--every", type=float, default=30, help="seconds between two samples")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return be_the_counter(options.inside)
    with tempfile.TemporaryDirectory() as home:
        seen = run(options.minutes, options.gap, Path(home), options.every)
    print(f"{seen.keys} keys, at most {seen.longest_gap:.2f} s apart")
    print(f"memory: {seen.samples[0][1]:.1f} MB at first, {seen.samples[-1][1]:.1f} at last,"
          f" {seen.most:.1f} at most (under {MOST_MEGABYTES:.0f})")  # fmt: skip
    for generation in range(3):
        looks = [look for look in seen.looks if look[0] == generation]
        work = sorted(look[2] for look in looks)
        if looks:
            print(f"garbage, generation {generation}: {len(looks)} looks found"
                  f" {sum(look[3] for look in looks)}, p50 {work[len(work) // 2]:.1f},"
                  f" most {work[-1]:.1f} ms of the processor,"
                  f" {max(look[1] for look in looks):.1f} ms by the clock")  # fmt: skip
    longest = max((look[2] for look in seen.looks), default=0.0)
    print(f"longest wait for garbage: {longest:.1f} ms of the processor"
          f" (under {MOST_MILLISECONDS:.0f})")  # fmt: skip
    sys.exit(seen.most >= MOST_MEGABYTES or longest >= MOST_MILLISECONDS)


if __name__ == "__main__":
    main()
