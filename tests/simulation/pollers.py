"""Processes of one computer started, closed, killed and frozen at random for a simulated day.

    python -m tests.simulation.pollers [--hours 24] [--seed 1]

At any time one of them asks CleanCloud what changed, on behalf of all; besides, a process asks once
for the person who starts it. It is looked, at every such request that arrives, whether its process
holds the lease at that moment, and for how long nobody had asked.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sqlite3
import statistics
import sys
import tempfile
from collections import Counter as Tally
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from .computer import LATENCY, CleanCloud, Counter, Request
from .month import fast_folder, fewer_watches, say
from .people import Bustle, Elsewhere, seconds
from .simulated import Simulated, live
from .virtual_time import VirtualTimeLoop

FIRST_DAY = date(2026, 6, 2)
"""A Tuesday."""

STARTS = time(8)

MOST = 4
"""Processes that run at the same time, frozen ones included."""

CALM = 5 * 60.0
"""Seconds between two incidents, on average."""

INCIDENTS = ("start", "start", "close", "kill", "kill in flight", "freeze", "freeze in flight")
LOOK_SECONDS = 5.0
LONGEST_FREEZE = 20 * 60.0


@dataclass(frozen=True, slots=True)
class Ask:
    """A request for changes.

    Attributes:
        period: The longest time after which anybody meant to ask who held the lease since the last.
        may: Whether its process holds the lease, as the lease itself says, or a person asks.
    """

    at: float
    process: str
    period: float
    may: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A span in which nobody asked.

    Attributes:
        at: When it began, in Unix seconds.
        seconds: How long it was.
        period: Seconds after which it was meant to end.
    """

    at: float
    seconds: float
    period: float


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that befell a process, at `at` (Unix seconds)."""

    at: float
    kind: str
    process: str


@dataclass
class Day:
    """What came out of a simulated day, which began at `began_at` (Unix seconds)."""

    began_at: float
    asks: list[Ask] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)

    @property
    def gaps(self) -> list[Gap]:
        """The spans between two asks."""
        return [
            Gap(ask.at, later.at - ask.at, max(ask.period, later.period))
            for ask, later in pairwise(self.asks)
        ]

    @property
    def handovers(self) -> int:
        """How often another process asked than the last time."""
        return sum(ask.process != later.process for ask, later in pairwise(self.asks))


class Simulation(Simulated):
    """One day.

    Args:
        loop: Its time.
        directory: Of the computer's files.
        seed: Decides all chance.
        calm: Seconds between two incidents, on average.
    """

    def __init__(self, loop: VirtualTimeLoop, directory: Path, *, seed: int, calm: float) -> None:
        cleancloud = CleanCloud(loop, customers=40, seed=seed)
        super().__init__(loop, directory, cleancloud, seed=seed, arrives=self._arrives)
        self._calm = calm
        self._rng = Random(seed)
        self._mirror = directory / "shop" / "mirror.db"
        self._elsewhere = Elsewhere(self._cleancloud, Random(seed + 1), lambda *_: None)
        self._counters: dict[str, Counter] = {}
        self._alive: dict[str, Counter] = {}
        self._asked = asyncio.Event()
        self._period = 0.0
        self._day = Day(loop.clock())

    async def run(self, hours: float) -> Day:
        """Live through the day."""
        end = self._loop.clock() + hours * 3600
        self._start()
        others = asyncio.gather(self._take_in_orders(), self._watch())
        while (moment := self._loop.clock() + self._rng.expovariate(1 / self._calm)) < end:
            await self.sleep_until(moment)
            await self._befall()
        await self.sleep_until(end)
        others.cancel()
        await asyncio.gather(others, return_exceptions=True)
        return self._day

    async def _take_in_orders(self) -> None:
        for moment, doing in sorted(
            self._elsewhere.day(FIRST_DAY, Bustle()), key=lambda each: each[0]
        ):
            await self.sleep_until(moment)
            doing()

    # What may befall a process

    async def _befall(self) -> None:
        """Let one thing happen; somebody is always left who can ask."""
        incident = self._rng.choice(INCIDENTS)
        awake = [each for each in self._alive.values() if not each.life.is_frozen]
        if incident == "start" or len(awake) == 1:
            if len(self._alive) < MOST or len(awake) == 1:
                self._start()
            return
        holder = next((each for each in awake if each.shop.sync.is_holder), awake[0])
        counter = holder if self._rng.random() < 0.6 else self._rng.choice(awake)
        if incident.endswith("in flight"):
            await self._sleep_until_asked()
            counter = self._counters[self._day.asks[-1].process]
        self._note(incident, counter)
        match incident:
            case "close":
                del self._alive[counter.name]
                await self._computer.close(counter)
            case "kill" | "kill in flight":
                del self._alive[counter.name]
                self._computer.kill(counter)
            case _:
                counter.life.freeze()
                seconds = self._rng.uniform(1, LONGEST_FREEZE)
                self._loop.call_later(seconds, self._thaw, counter)

    def _start(self) -> None:
        counter = self._computer.open(f"process {len(self._counters) + 1}")
        self._counters[counter.name] = self._alive[counter.name] = counter
        self._note("start", counter)

    def _thaw(self, counter: Counter) -> None:
        counter.life.thaw()
        self._note("thaw", counter)

    def _note(self, kind: str, counter: Counter) -> None:
        self._day.incidents.append(Incident(self._loop.clock(), kind, counter.name))

    async def _sleep_until_asked(self) -> None:
        """Wait for the next ask, and then for a part of the time that its answer takes."""
        self._asked.clear()
        await self._asked.wait()
        await asyncio.sleep(self._rng.uniform(0, 2 * LATENCY))

    # What is looked at

    def _arrives(self, request: Request) -> None:
        if request.asks_for_changes:
            self._look()
            may = self._holder() == request.process or not request.background
            self._day.asks.append(Ask(request.at, request.process, self._period, may))
            self._period = 0.0
            self._asked.set()

    async def _watch(self) -> None:
        while True:
            self._look()
            await asyncio.sleep(LOOK_SECONDS)

    def _look(self) -> None:
        """Note how long whoever holds the lease means to wait."""
        if holder := self._holder():
            plan = self._counters[holder].shop.sync.plan
            self._period = max(self._period, plan[1].period if plan else 0.0)

    def _holder(self) -> str:
        """Return which process the lease itself names; empty for none, or where it is over."""
        with contextlib.closing(sqlite3.connect(self._mirror)) as mirror:
            row = mirror.execute("SELECT value FROM facts WHERE name = 'lease'").fetchone()
        token, until = row[0].split() if row else ("", "0")
        if float(until) <= self._loop.time():
            return ""
        return next(
            name
            for name, counter in self._counters.items()
            if counter.shop.parts.presence.token == token
        )


def simulate(directory: Path, *, hours: float, seed: int, calm: float = CALM) -> Day:
    """Live through a day, from its beginning on, in no time; return what came out of it."""

    def begin(loop: VirtualTimeLoop) -> Simulation:
        return Simulation(loop, directory, seed=seed, calm=calm)

    def through(simulation: Simulation) -> Coroutine[Any, Any, Day]:
        return simulation.run(hours)

    with fewer_watches():  # nobody writes anything
        return live(begin, through, start=seconds(FIRST_DAY, STARTS))


def report(day: Day) -> Iterable[str]:
    """Tell what came out of a day."""
    yield f"{len(day.asks)} asks, {day.handovers} of them by another process than the one before."
    tally = Tally(incident.kind for incident in day.incidents)
    yield ", ".join(f"{count} × {kind}" for kind, count in tally.most_common())
    yield f"Gaps: {statistics.median(gap.seconds for gap in day.gaps):.0f} s at the median."
    worst = max(day.gaps, key=lambda gap: gap.seconds / gap.period)
    yield f"The longest, in periods: {worst.seconds:.0f} s at a period of {worst.period:.0f} s."


def shortcomings(day: Day) -> Iterable[str]:
    """Tell what was not good enough."""
    for ask in day.asks:
        if not ask.may:
            yield f"{ask.process} asked without holding the lease.{around(day, ask.at, ask.at)}"
    for gap in day.gaps:
        if gap.seconds > 2 * gap.period:
            yield (
                f"Nobody asked for {gap.seconds:.0f} s, at a period of {gap.period:.0f} s."
                f"{around(day, gap.at, gap.at + gap.seconds)}"
            )


def around(day: Day, first: float, last: float) -> str:
    """Return what happened around a span of time, a line each."""
    happened = [(each.at, f"{each.kind} {each.process}") for each in day.incidents]
    happened += [(each.at, f"asked by {each.process}") for each in day.asks]
    return "".join(
        f"\n    {at - day.began_at:9.1f} {what}"
        for at, what in sorted(happened)
        if first - 120 < at < last + 60
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.pollers")
    parser.add_argument("--hours", type=float, default=24.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=fast_folder()) as directory:
        day = simulate(Path(directory), hours=options.hours, seed=options.seed)
    missed = [f"MISSED: {each}" for each in shortcomings(day)]
    for line in (*report(day), *missed):
        say(line)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
