"""A simulated month: three counters on one computer, a hundred orders a day.

    python -m tests.simulation.month [--days 26] [--seed 1] [--confirm-scans]

Orders are made and moved on at CleanCloud's own screens; staff look up and scan at the counters,
which are opened in the morning and closed in the evening. It tells what the month's requests were
spent on, how soon changes were seen, and how well the month's end was foretold; it fails where
that is not good enough.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import statistics
import sys
import tempfile
import time as real_time
from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from random import Random
from unittest import mock

from cleancloud_tui.api.pace.usage import UsageRow
from cleancloud_tui.shop import disk
from cleancloud_tui.shop.mirror.coverage import Standing
from cleancloud_tui.shop.shop import Shop
from cleancloud_tui.shop.sync import background as sync
from cleancloud_tui.shop.writes import outbox

from .computer import CleanCloud, Counter
from .people import CLOSES, OPENS, Bustle, Doing, Elsewhere, Staff, is_open, seconds
from .simulated import Simulated, live
from .virtual_time import VirtualTimeLoop

FIRST_DAY = date(2026, 6, 1)
"""A Monday; June 2026 has 26 days from Monday to Saturday."""

COUNTERS = ("counter", "rack", "office")
MINUTE = 60.0


@dataclass
class Sight:
    """How long changes made at CleanCloud took to be seen, by their kind, in seconds.

    A change is seen when a counter has been told that something changed and its mirror shows it.
    The counter that asks CleanCloud on behalf of all does not count, only those it tells.
    """

    clock: Callable[[], float]
    delays: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    _unseen: defaultdict[str, list[tuple[str, float, Callable[[Shop], bool]]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def changed(self, kind: str, shows: Callable[[Shop], bool]) -> None:
        """Note that something changed at CleanCloud, now."""
        for name in COUNTERS:
            self._unseen[name].append((kind, self.clock(), shows))

    def watch(self, counter: Counter) -> None:
        """Look at a counter whenever it is told of a change."""

        def look(_: object) -> None:
            still = []
            for kind, at, shows in self._unseen[counter.name]:
                if not shows(counter.shop):
                    still.append((kind, at, shows))
                elif not counter.shop.sync.is_holder:
                    self.delays[kind].append(self.clock() - at)
            self._unseen[counter.name] = still

        counter.shop.subscribe(look)

    def unseen(self) -> Tally[str]:
        """Return how many changes some counter has not seen yet, by their kind."""
        return Tally(kind for waiting in self._unseen.values() for kind, _, _ in waiting)


@dataclass
class Month:
    """What came out of a simulated month.

    Attributes:
        spent: Requests of the month, as the ledger counted them.
        usage: Those by what they were spent on.
        counted: Requests of the month, as CleanCloud counted them.
        forecasts: By the number of the open day, told at its closing.
        stale: Orders that are open in the mirror or at CleanCloud, and not in both.
        took: Real seconds.
    """

    sight: Sight
    staff: Staff
    forecasts: dict[int, int] = field(default_factory=dict)
    spent: int = 0
    counted: int = 0
    usage: list[UsageRow] = field(default_factory=list)
    stale: int = 0
    took: float = 0.0

    @property
    def visibility(self) -> float:
        """The median of the seconds after which another counter showed a changed order."""
        return statistics.median(self.sight.delays["order"])

    def error_of(self, day: int) -> float:
        """Return how far the forecast of a day was off, as a share of the month's end."""
        return self.forecasts[day] / self.spent - 1


class Simulation(Simulated):
    """One month.

    Args:
        loop: Its time.
        directory: Of the computer's files.
        days: How many days the shop opens.
        customers: How many customers it begins with.
        seed: Decides all chance.
        bustle: How much is done on a day.
    """

    def __init__(
        self,
        loop: VirtualTimeLoop,
        directory: Path,
        *,
        days: int,
        customers: int,
        seed: int,
        bustle: Bustle,
        told: Callable[[str], None] = lambda _: None,
    ) -> None:
        cleancloud = CleanCloud(loop, customers=customers, seed=seed)
        super().__init__(loop, directory, cleancloud, seed=seed)
        self._days = days
        self._bustle = bustle
        self._told = told
        self._rng = Random(seed)
        sight = Sight(loop.clock)
        self._elsewhere = Elsewhere(self._cleancloud, Random(seed + 1), sight.changed)
        self._month = Month(sight, Staff(self._elsewhere, Random(seed + 2)))
        self._counters: list[Counter] = []
        self._doings: set[asyncio.Task[None]] = set()

    async def run(self) -> Month:
        """Live through the month."""
        day = FIRST_DAY
        for number in range(1, self._days + 1):
            while not is_open(day):
                day += timedelta(days=1)
            await self._live_through(number, day)
            day += timedelta(days=1)
        return self._month

    async def _live_through(self, number: int, day: date) -> None:
        for name in self._rng.sample(COUNTERS, len(COUNTERS)):
            await self.sleep_until(seconds(day, OPENS) - self._rng.uniform(0, 10 * MINUTE))
            self._open(name)
        bustle = self._bustle.on_a_day(self._rng)
        doings = [
            *self._elsewhere.day(day, bustle),
            *self._month.staff.day(day, bustle, self._any_shop),
        ]
        for moment, doing in sorted(doings, key=lambda each: each[0]):
            await self.sleep_until(moment)
            self._begin(doing)
        await self.sleep_until(seconds(day, CLOSES) + 5 * MINUTE)
        await asyncio.gather(*self._doings)
        await self._look_back(number, last=number == self._days)
        for counter in self._counters:
            await self._computer.close(counter)
        self._counters.clear()

    def _open(self, name: str) -> None:
        counter = self._computer.open(name)
        self._month.sight.watch(counter)
        self._counters.append(counter)

    def _any_shop(self) -> Shop:
        return self._rng.choice(self._counters).shop

    def _begin(self, doing: Doing) -> None:
        """Have something done while others do something else."""
        if coroutine := doing():
            task = asyncio.ensure_future(coroutine)
            self._doings.add(task)
            task.add_done_callback(self._doings.discard)

    async def _look_back(self, number: int, *, last: bool) -> None:
        """Note what the shop knows of the month at a day's closing."""
        shop = self._counters[0].shop
        state = await shop.budget.state()
        self._month.forecasts[number] = state.forecast
        self._told(f"day {number:2}: {state.spent:6,} spent, {state.forecast:6,} foretold")
        if last:
            self._month.spent = state.spent
            self._month.usage = list((await (await shop.parts.link.client()).usage()).rows)
            self._month.counted = self._cleancloud.counted()
            now, coverage = self._loop.clock(), shop.mirror.coverage
            known = set(coverage.read_before(Standing.OPEN, now, 99_999))
            self._month.stale = len(known ^ self._cleancloud.open_orders())


def simulate(
    directory: Path,
    *,
    days: int,
    seed: int,
    bustle: Bustle,
    customers: int = 1_500,
    round_seconds: float = 10.0,
    told: Callable[[str], None] = lambda _: None,
) -> Month:
    """Live through a month in no time and return what came out of it.

    Args:
        directory: Of all files.
        days: How many days the shop opens.
        seed: Decides all chance.
        bustle: How much is done on a usual day.
        customers: How many the shop begins with.
        round_seconds: How often processes look whether anything is to be done.
        told: Is told how it goes on.
    """

    def begin(loop: VirtualTimeLoop) -> Simulation:
        return Simulation(
            loop,
            directory,
            days=days,
            customers=customers,
            seed=seed,
            bustle=bustle,
            told=told,
        )

    began = real_time.perf_counter()
    with fewer_looks(round_seconds):
        month = live(begin, Simulation.run, start=seconds(FIRST_DAY, time()))
    month.took = real_time.perf_counter() - began
    return month


@contextlib.contextmanager
def fewer_looks(round_seconds: float) -> Iterator[None]:
    """Let processes look less often whether anything is to be done: a month has millions of looks.

    What they ask of CleanCloud is nearly the same; it is asked and seen some seconds later.
    """
    with (
        mock.patch.object(sync, "_LOOK_SECONDS", round_seconds),
        mock.patch.object(sync, "_ROUND_SECONDS", round_seconds),
        fewer_watches(),
    ):
        yield


@contextlib.contextmanager
def fewer_watches() -> Iterator[None]:
    """Let processes look less often what others write, and whether a full disk has room again."""
    with (
        mock.patch.object(outbox, "_WATCH_SECONDS", 30.0),
        mock.patch.object(disk, "_LOOK_SECONDS", 30.0),
    ):
        yield


def report(month: Month) -> Iterable[str]:
    """Tell what came out of a month."""
    yield f"{month.spent:,} requests were spent; CleanCloud counted {month.counted:,}."
    for title, shares in (
        ("purpose", [(row.purpose or f"people: {row.operation}", row) for row in month.usage]),
        ("operation", [(row.operation, row) for row in month.usage]),
        ("process", [(row.process, row) for row in month.usage]),
    ):
        yield f"By {title}:"
        tally: Tally[str] = Tally()
        for name, row in shares:
            tally[name] += row.requests
        yield from (f"  {name:28} {requests:7,}" for name, requests in tally.most_common())
    yield "Seen by another counter after (median, 95 %, how many):"
    for kind, delays in sorted(month.sight.delays.items()):
        median, late = statistics.median(delays), sorted(delays)[int(0.95 * len(delays))]
        yield f"  {kind:28} {in_words(median)}, {in_words(late)}, {len(delays):,}"
    yield f"  not yet seen: {dict(month.sight.unseen())}"
    yield "Foretold at closing of day:"
    for day in (5, 10, 15, 20):
        if day in month.forecasts:
            yield f"  {day:2}: {month.forecasts[day]:7,} ({month.error_of(day):+.1%})"
    staff = month.staff
    yield (
        f"{staff.opened:,} lookups, {staff.scans:,} scans, of which {staff.writes:,} were written "
        f"and {staff.misses:,} found nothing."
    )
    yield f"{month.stale} orders are open in the mirror or at CleanCloud, and not in both."
    yield f"It took {month.took:.0f} s."


def in_words(seconds: float) -> str:
    """Return a span of time, to be read."""
    return str(timedelta(seconds=round(seconds)))


def shortcomings(month: Month) -> Iterable[str]:
    """Tell what was not good enough."""
    if month.spent >= 50_000:
        yield f"{month.spent:,} requests are too many."
    if month.visibility > 3 * MINUTE:
        yield f"Changes were seen after {in_words(month.visibility)} only."
    if 10 in month.forecasts and abs(month.error_of(10)) > 0.05:
        yield f"Day 10 foretold {month.forecasts[10]:,}, which is {month.error_of(10):+.1%} off."


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.month")
    parser.add_argument("--days", type=int, default=26, help="how many days the shop opens")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--confirm-scans", action="store_true", help="each scan has its garment read anew, too"
    )
    options = parser.parse_args()
    bustle = Bustle(confirms=options.confirm_scans)
    with tempfile.TemporaryDirectory(dir=fast_folder()) as directory:
        month = simulate(
            Path(directory), days=options.days, seed=options.seed, bustle=bustle, told=say
        )
    for line in report(month):
        say(line)
    missed = list(shortcomings(month))
    for line in missed:
        say(f"MISSED: {line}")
    return 1 if missed else 0


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def fast_folder() -> str | None:
    """Return a folder in the computer's memory, where there is one."""
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() else None


if __name__ == "__main__":
    sys.exit(main())
