"""The desks' days: what is put in, step by step, and what goes wrong with it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cleancloud_tui.practice.faults import Fault

from .desks import Desk
from .door import Ambush
from .inputs import UNDO, Asked, Input
from .people import decide
from .scene import Scene
from .work import Work

DESKS: Final = 3
_TROUBLED: Final = 0.7
"""The share of steps at which something goes wrong."""

_SOON_SECONDS: Final = 0.06
"""Within this a write is written down, sent and settled."""

_LOOKED_UP_SECONDS: Final = (0.8, 1.6)
"""Between these a lost write is looked up."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a desk's day.

    Attributes:
        name: The desk's place and the step's number.
        dice: What decides by chance at this desk.
    """

    name: str
    desk: Desk
    work: Work
    dice: random.Random


Trouble = Callable[[Step], Awaitable[None]]
"""A step at which something goes wrong."""


class Days:
    """The days of all desks.

    Args:
        scene: Where they work.
        faults: How many there are to be.
        seed: Decides what is done and what goes wrong.
    """

    def __init__(self, scene: Scene, faults: int, seed: int) -> None:
        self._scene = scene
        self._door = scene.door
        self._faults = faults
        self._seed = seed
        self._desks: dict[int, Desk] = {}
        self._opening = [asyncio.Lock() for _ in range(DESKS)]
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
            self._fault(Fault.LATENCY),
        )

    async def work(self) -> None:
        """Work at all desks until there were enough faults."""
        await asyncio.gather(*(self._day(place) for place in range(DESKS)))
        for desk in self._desks.values():
            await desk.close()
        self._door.faults.clear()
        self._door.ambushes.clear()

    async def _day(self, place: int) -> None:
        dice = random.Random(f"{self._seed} {place}")
        work = Work(self._scene.floor, dice)
        number = 0
        while self._door.tally.total() < self._faults:
            number += 1
            step = Step(f"{place}.{number}", await self._at(place), work, dice)
            await self._look_around(step)
            is_troubled = dice.random() < _TROUBLED
            await (dice.choice(self._troubles) if is_troubled else self._in_peace)(step)
            if dice.random() < 0.03:
                await step.desk.close()

    async def _at(self, place: int) -> Desk:
        """Return the desk of a place; a new process where the last one has ended."""
        async with self._opening[place]:
            desk = self._desks.get(place)
            if desk is None or not desk.is_open:
                scene = self._scene
                arguments = (scene.directory, scene.base_url, scene.clock.began)
                desk = await Desk.open(place, *arguments, crashed=scene.violations.append)
                self._desks[place] = desk
            return desk

    async def _look_around(self, step: Step) -> None:
        """Open a screen now and then: what it reads meets what is being changed."""
        floor, chance = self._scene.floor, step.dice.random()
        if chance < 0.15:
            await step.desk.tell("open order", order=step.dice.choice(floor.orders).id)
        elif chance < 0.25:
            await step.desk.tell("open customer", customer=step.dice.choice(floor.customers))
        elif chance < 0.35:
            both = [step.desk, await self._at((step.desk.place + 1) % DESKS)]
            desks = both if step.dice.random() < 0.3 else [step.desk]
            await decide(self._scene, desks, step.dice)

    async def _put_in(self, step: Step, asked: Sequence[Asked], desk: Desk | None = None) -> None:
        at = desk or step.desk
        await asyncio.gather(*(self._put_in_one(step, each, at) for each in asked))

    async def _put_in_one(self, step: Step, asked: Asked, desk: Desk) -> None:
        scene = self._scene
        put = Input(step.name, asked.operation, asked.parameters, scene.clock())
        scene.inputs.append(put)
        told = await _told(desk, asked)
        if told is not None:
            put.ended_at = scene.clock()
            for name, value in told.items():
                setattr(put, name, value)
            step.work.learn(put)

    # What goes wrong

    async def _in_peace(self, step: Step) -> None:
        await self._put_in(step, step.work.next())

    def _fault(self, fault: Fault) -> Trouble:
        async def trouble(step: Step) -> None:
            asked = step.work.next()
            operation = asked[0].operation if step.dice.random() < 0.7 else ""
            times = 5 if fault is Fault.RATE and step.dice.random() < 0.1 else 1
            self._door.faults.cause(fault, times=times, operation=operation)
            await self._put_in(step, asked)

        return trouble

    async def _killed(self, step: Step) -> None:
        way = step.dice.choice(
            (
                self._killed_at_arrival,
                self._killed_at_arrival,
                self._killed_soon,
                self._killed_later,
            )
        )
        await way(step)
        await self._kill(step.desk)

    async def _killed_at_arrival(self, step: Step) -> None:
        asked = step.work.next()
        is_made = step.dice.random() < 0.5
        ambush = Ambush(asked[0].operation, step.desk.kill, is_made)
        self._door.ambushes.append(ambush)
        await self._put_in(step, asked)
        if ambush in self._door.ambushes:
            self._door.ambushes.remove(ambush)

    async def _killed_soon(self, step: Step) -> None:
        putting_in = asyncio.create_task(self._put_in(step, step.work.next()))
        await asyncio.sleep(step.dice.random() * _SOON_SECONDS)
        step.desk.kill()
        await putting_in

    async def _killed_later(self, step: Step) -> None:
        asked = step.work.next()
        fault = step.dice.choice((Fault.DROP_BEFORE, Fault.DROP_AFTER))
        self._door.faults.cause(fault, times=1, operation=asked[0].operation)
        await self._put_in(step, asked)
        await asyncio.sleep(step.dice.uniform(*_LOOKED_UP_SECONDS))

    async def _kill(self, desk: Desk) -> None:
        desk.kill()
        await desk.ended()
        self._door.tally["kill -9"] += 1

    async def _disk_full(self, step: Step) -> None:
        self._door.tally["disk full"] += 1
        await step.desk.tell("disk", pages=step.dice.choice((-1, 0, 1, 2, 4, 8)))
        for _ in range(step.dice.randint(1, 3)):
            await self._put_in(step, step.work.next())
        if step.dice.random() < 0.2:
            await self._kill(step.desk)
        await step.desk.tell("disk", pages=None)

    async def _no_network(self, step: Step) -> None:
        self._door.tally["no network"] += 1
        await step.desk.tell("network", is_down=True)
        for _ in range(step.dice.randint(1, 4)):
            await self._put_in(step, step.work.next())
        if step.dice.random() < 0.3:
            await step.desk.close()  # what waits is left to another desk
        await step.desk.tell("network", is_down=False)

    async def _two_at_once(self, step: Step) -> None:
        self._door.tally["two desks at once"] += 1
        other = await self._at((step.desk.place + 1) % DESKS)
        asked = step.work.next()
        if step.dice.random() < 0.3:
            fault = step.dice.choice((Fault.DROP_BEFORE, Fault.DROP_AFTER))
            self._door.faults.cause(fault, times=1, operation=asked[0].operation)
        beside = [step.work.beside(each) for each in asked]
        await asyncio.gather(
            self._put_in(step, asked),
            self._put_in(step, beside, other),
        )


async def _told(desk: Desk, asked: Asked) -> dict[str, Any] | None:
    if asked.operation == UNDO:
        return await desk.tell(UNDO, **asked.parameters)
    return await desk.tell("write", operation=asked.operation, parameters=asked.parameters)
