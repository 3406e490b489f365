"""The desks' days: what is put in, step by step, and what goes wrong with it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from cleancloud_tui.practice.http.faults import Fault

from .desks import Desk
from .door import Ambush
from .floor import OnFloor, barcodes_of
from .inputs import UNDO, Asked, Input
from .people import decide
from .scene import Scene
from .work import Work

DESKS: Final = 3
_KILL: Final = "kill -9"
_DISK_FULL: Final = "disk full"
_NO_NETWORK: Final = "no network"
_TWO_AT_ONCE: Final = "two desks at once"
_AT_THE_DOOR: Final = (
    Fault.DROP_BEFORE,
    Fault.DROP_AFTER,
    Fault.TRUNCATED,
    Fault.HTML,
    Fault.RATE,
    Fault.AUTHENTICATION,
    Fault.LATENCY,
)

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
        name: The desk's place, the step's number, and what goes wrong at it.
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
        self._troubles: dict[str, Trouble] = {
            _KILL: self._killed,
            _DISK_FULL: self._disk_full,
            _NO_NETWORK: self._no_network,
            _TWO_AT_ONCE: self._two_at_once,
            **{fault.value: partial(self._at_the_door, fault=fault) for fault in _AT_THE_DOOR},
        }

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
            trouble = dice.choice(list(self._troubles)) if dice.random() < _TROUBLED else ""
            name = f"{place}.{number} {trouble}".strip()
            step = Step(name, await self._at(place), work, dice)
            await self._look_around(step)
            await self._troubles.get(trouble, self._in_peace)(step)
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
        told = await _told(step, desk, asked)
        if told is not None:
            put.ended_at = scene.clock()
            for name, value in told.items():
                setattr(put, name, value)
            await self._learn(put)

    async def _learn(self, put: Input) -> None:
        """Have the floor know what was done; a new order comes with the labels of its garments."""
        scene = self._scene
        if put.operation == "addOrder" and put.ending == "confirmed":
            order = OnFloor(str(put.reply["orderID"]), str(put.parameters["customerID"]))
            labels = await scene.door.ask(lambda: barcodes_of(scene.store, order.id))
            scene.floor.put(order, labels)
        scene.floor.learn(put)

    # What goes wrong

    async def _in_peace(self, step: Step) -> None:
        await self._put_in(step, step.work.next())

    async def _at_the_door(self, step: Step, fault: Fault) -> None:
        asked = step.work.next()
        operation = asked[0].operation if step.dice.random() < 0.7 else ""
        times = 5 if fault is Fault.RATE and step.dice.random() < 0.1 else 1
        self._door.faults.cause(fault, times=times, operation=operation)
        await self._put_in(step, asked)

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
        self._door.tally[_KILL] += 1

    async def _disk_full(self, step: Step) -> None:
        self._door.tally[_DISK_FULL] += 1
        await step.desk.tell("disk", pages=step.dice.choice((-1, 0, 1, 2, 4, 8)))
        for _ in range(step.dice.randint(1, 3)):
            await self._put_in(step, step.work.next())
        if step.dice.random() < 0.2:
            await self._kill(step.desk)
        await step.desk.tell("disk", pages=None)

    async def _no_network(self, step: Step) -> None:
        self._door.tally[_NO_NETWORK] += 1
        await step.desk.tell("network", is_down=True)
        for _ in range(step.dice.randint(1, 4)):
            await self._put_in(step, step.work.next())
        if step.dice.random() < 0.3:
            await step.desk.close()  # what waits is left to another desk
        await step.desk.tell("network", is_down=False)

    async def _two_at_once(self, step: Step) -> None:
        self._door.tally[_TWO_AT_ONCE] += 1
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


async def _told(step: Step, desk: Desk, asked: Asked) -> dict[str, Any] | None:
    if asked.operation == UNDO:
        return await desk.tell(UNDO, step=step.name, **asked.parameters)
    write = {"operation": asked.operation, "parameters": asked.parameters}
    return await desk.tell("write", step=step.name, **write)
