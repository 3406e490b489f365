"""A campaign: desks work, faults strike, and in the end one last process settles what is left."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cleancloud_tui.api.errors import CleanCloudError
from cleancloud_tui.practice.faults import Fault
from cleancloud_tui.practice.shop import open_practice_shop
from cleancloud_tui.practice.store import Store
from cleancloud_tui.shop.entries import Entry
from cleancloud_tui.shop.shop import Shop
from tests.equality import differences

from .checks import Found, violations
from .clock import FastClock
from .desk import Network, open_shop
from .desks import Desk
from .door import Ambush, Door
from .inputs import UNDO, Asked, Input
from .work import Floor, Work, laid_out

DESKS: Final = 2
_TROUBLED: Final = 0.7
"""The share of steps at which something goes wrong."""

_HUNG_SECONDS: Final = 60.0
_SETTLED_SECONDS: Final = 60.0
_WEEKS: Final = 2
_MORE_THAN_A_WEEK: Final = 8 * 86_400.0
_SOON_SECONDS: Final = 0.06
"""Within this a write is written down, sent and settled."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a campaign came to.

    Attributes:
        faults: How many there were, by kind.
        inputs: All that was put in.
        entries: All that stands in the journal.
        violations: What should have held and did not, with all that it takes to understand it.
    """

    seed: int
    faults: Counter[str]
    inputs: Sequence[Input]
    entries: Sequence[Entry]
    violations: Sequence[str]


async def run(directory: Path, *, faults: int, seed: int) -> Result:
    """Run a campaign.

    Args:
        directory: Where the desks keep their files; empty.
        faults: How many there are to be.
        seed: Decides what is done and what goes wrong.
    """
    clock = FastClock()
    app = await asyncio.to_thread(
        open_practice_shop, None, customers=40, seed=seed, rate=100_000, month=10**9, clock=clock
    )
    store = app.state.server._store
    floor = laid_out(store)
    door = Door(app, clock, seed)
    try:
        async with door.opened() as base_url:
            campaign = _Campaign(directory, base_url, clock, door, store, floor, faults, seed)
            await campaign.fill()
            await campaign.work()
            await campaign.settle()
        return campaign.result()
    finally:
        await asyncio.to_thread(app.state.server.close)


Trouble = Callable[[str, Desk, Work, random.Random], Awaitable[None]]
"""One step with something going wrong: its name, who does it, what, and the dice."""


class _Campaign:
    def __init__(
        self,
        directory: Path,
        base_url: str,
        clock: FastClock,
        door: Door,
        store: Store,
        floor: Floor,
        faults: int,
        seed: int,
    ) -> None:
        self._inputs: list[Input] = []
        self._entries: list[Entry] = []
        self._violations: list[str] = []
        self._directory = directory
        self._base_url = base_url
        self._clock = clock
        self._door = door
        self._store = store
        self._floor = floor
        self._faults = faults
        self._seed = seed
        self._desks: dict[int, Desk] = {}
        self._troubles: tuple[Trouble, ...] = (
            self._killed,
            self._disk_full,
            self._no_network,
            self._two_at_once,
            self._fault(Fault.DROP_BEFORE),
            self._fault(Fault.DROP_AFTER),
            self._fault(Fault.TRUNCATED),
            self._fault(Fault.HTML),
            self._fault(Fault.RATE),
            self._fault(Fault.AUTHENTICATION),
        )

    async def fill(self) -> None:
        """Fill the mirror, before the desks open."""
        shop = self._open_shop()
        await shop.fill(lambda _: None)
        await shop.aclose()

    async def work(self) -> None:
        """Work at all desks until there were enough faults."""
        await asyncio.gather(*(self._day(place) for place in range(DESKS)))
        for desk in self._desks.values():
            await desk.close()
        self._door.faults.clear()
        self._door.ambushes.clear()

    async def settle(self) -> None:
        """Settle in a last process what can be settled, and see what holds then."""
        shop = self._open_shop()
        try:
            await self._settle(shop)
            self._entries = await shop._journal.entries(limit=-1)
            found = Found(self._inputs, self._entries, self._door.arrivals, self._store)
            self._violations.extend(violations(found))
            await self._keep_current(shop)
            self._violations.extend(differences(shop, self._store))
        finally:
            await shop.aclose()

    def result(self) -> Result:
        """Return what it came to."""
        return Result(self._seed, self._door.tally, self._inputs, self._entries, self._violations)

    def _open_shop(self) -> Shop:
        return open_shop(self._directory, self._base_url, self._clock, Network())

    async def _settle(self, shop: Shop) -> None:
        loop = asyncio.get_running_loop()
        latest = loop.time() + _SETTLED_SECONDS
        while True:
            try:
                await shop.outbox.round()
            except CleanCloudError as error:
                self._violations.append(f"settling: {type(error).__name__}: {error}")
            standing = await shop._journal.standing()
            if not (standing.waiting or standing.unknown):
                return
            if loop.time() > latest:
                self._violations.append(f"never settled: {standing}")
                return
            await asyncio.sleep(0.1)

    async def _keep_current(self, shop: Shop) -> None:
        """Let weeks go by, so that everything was asked for once, and nobody changes anything."""
        for _ in range(_WEEKS):
            self._clock.skip(_MORE_THAN_A_WEEK)
            requests = -1
            while requests != self._door.requests:
                requests = self._door.requests
                await shop.upkeep.round()

    # A desk's day

    async def _day(self, place: int) -> None:
        dice = random.Random(f"{self._seed} {place}")
        work = Work(self._floor, dice)
        step = 0
        while self._door.tally.total() < self._faults:
            step += 1
            desk = await self._at(place)
            trouble = dice.choice(self._troubles) if dice.random() < _TROUBLED else self._in_peace
            await self._look(desk, dice)
            await trouble(f"{place}.{step}", desk, work, dice)
            if dice.random() < 0.03:
                await desk.close()

    async def _at(self, place: int) -> Desk:
        """Return the desk of a place; a new process where the last one has ended."""
        desk = self._desks.get(place)
        if desk is None or not desk.is_open:
            desk = await Desk.open(
                place,
                self._directory,
                self._base_url,
                self._clock.began,
                crashed=self._violations.append,
            )
            self._desks[place] = desk
        return desk

    async def _look(self, desk: Desk, dice: random.Random) -> None:
        """Open a screen now and then: what it reads meets what is being changed."""
        chance = dice.random()
        if chance < 0.15:
            await desk.tell("open order", order=dice.choice(self._floor.orders).id)
        elif chance < 0.25:
            await desk.tell("open customer", customer=dice.choice(self._floor.customers))

    async def _put_in(self, step: str, desk: Desk, work: Work, asked: Sequence[Asked]) -> None:
        await asyncio.gather(*(self._put_in_one(step, desk, work, each) for each in asked))

    async def _put_in_one(self, step: str, desk: Desk, work: Work, asked: Asked) -> None:
        put = Input(step, asked.operation, asked.parameters, self._clock())
        self._inputs.append(put)
        try:
            told = await asyncio.wait_for(_told(desk, asked), _HUNG_SECONDS)
        except TimeoutError:
            self._violations.append(f"{step}: {asked} never ended")
            return
        if told is not None:
            put.ended_at = self._clock()
            for name, value in told.items():
                setattr(put, name, value)
            work.learn(put)

    # What goes wrong

    async def _in_peace(self, step: str, desk: Desk, work: Work, _: random.Random) -> None:
        await self._put_in(step, desk, work, work.next())

    def _fault(self, fault: Fault) -> Trouble:
        async def trouble(step: str, desk: Desk, work: Work, dice: random.Random) -> None:
            asked = work.next()
            operation = asked[0].operation if dice.random() < 0.7 else ""
            times = 5 if fault is Fault.RATE and dice.random() < 0.1 else 1
            self._door.faults.cause(fault, times=times, operation=operation)
            await self._put_in(step, desk, work, asked)

        return trouble

    async def _killed(self, step: str, desk: Desk, work: Work, dice: random.Random) -> None:
        asked = work.next()
        if dice.random() < 0.6:
            ambush = Ambush(asked[0].operation, desk.kill, is_made=dice.random() < 0.5)
            self._door.ambushes.append(ambush)
            await self._put_in(step, desk, work, asked)
            if ambush in self._door.ambushes:
                self._door.ambushes.remove(ambush)
        elif dice.random() < 0.6:
            putting_in = asyncio.create_task(self._put_in(step, desk, work, asked))
            await asyncio.sleep(dice.random() * _SOON_SECONDS)
            desk.kill()
            await putting_in
        else:
            fault = dice.choice((Fault.DROP_BEFORE, Fault.DROP_AFTER))
            self._door.faults.cause(fault, times=1, operation=asked[0].operation)
            await self._put_in(step, desk, work, asked)
            await asyncio.sleep(dice.uniform(0.8, 1.6))  # while it is looked up
        desk.kill()
        await desk.ended()
        self._door.tally["kill -9"] += 1

    async def _disk_full(self, step: str, desk: Desk, work: Work, dice: random.Random) -> None:
        self._door.tally["disk full"] += 1
        await desk.tell("disk", pages=dice.choice((-1, 0, 1, 2, 4, 8)))
        for _ in range(dice.randint(1, 3)):
            await self._put_in(step, desk, work, work.next())
        if dice.random() < 0.2:
            desk.kill()
            await desk.ended()
            self._door.tally["kill -9"] += 1
        await desk.tell("disk", pages=None)

    async def _no_network(self, step: str, desk: Desk, work: Work, dice: random.Random) -> None:
        self._door.tally["no network"] += 1
        await desk.tell("network", is_down=True)
        for _ in range(dice.randint(1, 4)):
            await self._put_in(step, desk, work, work.next())
        if dice.random() < 0.3:
            await desk.close()  # what waits is left to another desk
        await desk.tell("network", is_down=False)

    async def _two_at_once(self, step: str, desk: Desk, work: Work, dice: random.Random) -> None:
        other = await self._at((desk.place + 1) % DESKS)
        self._door.tally["two desks at once"] += 1
        asked = work.next()
        if dice.random() < 0.3:
            fault = dice.choice((Fault.DROP_BEFORE, Fault.DROP_AFTER))
            self._door.faults.cause(fault, times=1, operation=asked[0].operation)
        await asyncio.gather(
            self._put_in(step, desk, work, asked),
            self._put_in(step, other, work, [work.beside(each) for each in asked]),
        )


async def _told(desk: Desk, asked: Asked) -> dict[str, Any] | None:
    if asked.operation == UNDO:
        return await desk.tell(UNDO, **asked.parameters)
    return await desk.tell("write", operation=asked.operation, parameters=asked.parameters)
