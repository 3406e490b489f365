"""What every simulation is made of: CleanCloud, a computer of the shop, and a clock that jumps."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Self, TypeVar

from . import virtual_time
from .computer import CleanCloud, Computer, Request
from .freezing import use_lives
from .virtual_time import VirtualTimeLoop

S = TypeVar("S", bound="Simulated")
T = TypeVar("T")


class Simulated:
    """A shop's time, its CleanCloud and its computer; all is closed at its end.

    Args:
        loop: Its time.
        directory: Of the computer's files.
        cleancloud: What its counters speak to.
        seed: Decides what clients do by chance.
        arrives: Is told of every request that arrives at CleanCloud.
    """

    def __init__(
        self,
        loop: VirtualTimeLoop,
        directory: Path,
        cleancloud: CleanCloud,
        *,
        seed: int,
        arrives: Callable[[Request], None] = lambda _: None,
    ) -> None:
        self._loop = loop
        self._cleancloud = cleancloud
        self._computer = Computer(loop, directory, cleancloud, seed=seed, arrives=arrives)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._computer.aclose()
        await self._cleancloud.aclose()

    async def sleep_until(self, moment: float) -> None:
        """Let time go by until a moment, in Unix seconds, if it is still to come."""
        await asyncio.sleep(max(0.0, moment - self._loop.clock()))


def live(
    begin: Callable[[VirtualTimeLoop], S],
    through: Callable[[S], Coroutine[Any, Any, T]],
    *,
    start: float,
) -> T:
    """Live through a simulation in no time, and return what came out of it.

    Args:
        begin: Makes it.
        through: Goes through it.
        start: When it begins, in Unix seconds.
    """

    async def main(loop: VirtualTimeLoop) -> T:
        use_lives(loop)
        async with begin(loop) as simulation:
            return await through(simulation)

    return virtual_time.run(main, start=start)
