import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from .freezing import Life, use_lives
from .virtual_time import VirtualTimeLoop, run


def test_a_frozen_life_takes_no_step_and_goes_on_when_it_thaws() -> None:
    async def main(loop: VirtualTimeLoop) -> list[float]:
        use_lives(loop)
        ticks: list[float] = []

        async def tick() -> None:
            while True:
                await asyncio.sleep(1)
                ticks.append(loop.time())

        async def child_too() -> None:
            await asyncio.create_task(tick())

        life = Life()
        life.start(child_too())
        await asyncio.sleep(2.5)
        life.freeze()
        await asyncio.sleep(60)
        life.thaw()
        await asyncio.sleep(1.2)
        await life.end()
        return ticks

    assert run(main) == [1, 2, 62.5, 63.5]


def test_an_answer_that_came_while_frozen_is_there_afterwards() -> None:
    async def main(loop: VirtualTimeLoop) -> tuple[str, float]:
        use_lives(loop)
        answer: asyncio.Future[str] = loop.create_future()

        async def asks() -> tuple[str, float]:
            return await answer, loop.time()

        life = Life()
        asking = life.start(asks())
        await asyncio.sleep(0)
        life.freeze()
        answer.set_result("here")
        await asyncio.sleep(300)
        life.thaw()
        return await asking

    assert run(main) == ("here", 300)


def test_others_go_on_meanwhile() -> None:
    async def main(loop: VirtualTimeLoop) -> float:
        use_lives(loop)

        async def second() -> float:
            await asyncio.sleep(1)
            return loop.time()

        frozen, other = Life(), Life()
        stuck = frozen.start(second())
        going = other.start(second())
        frozen.freeze()
        answered = await going
        await frozen.end()
        assert stuck.cancelled()
        return answered

    assert run(main) == 1


def test_cancelled_while_frozen_it_ends_when_it_thaws() -> None:
    async def main(loop: VirtualTimeLoop) -> list[float]:
        use_lives(loop)
        cleaned: list[float] = []

        async def careful() -> None:
            try:
                await asyncio.sleep(1_000)
            finally:
                cleaned.append(loop.time())

        life = Life()
        task = life.start(careful())
        await asyncio.sleep(1)
        life.freeze()
        task.cancel()
        await asyncio.sleep(9)
        assert not cleaned
        life.thaw()
        with pytest.raises(asyncio.CancelledError):
            await task
        return cleaned

    assert run(main) == [10]


def test_what_a_task_raises_or_waits_for_in_a_group_is_as_ever() -> None:
    async def main(loop: VirtualTimeLoop) -> str:
        use_lives(loop)

        async def fails() -> None:
            await asyncio.sleep(1)
            raise ValueError("no")

        async def group() -> str:
            try:
                async with asyncio.timeout(100), asyncio.TaskGroup() as tasks:
                    tasks.create_task(fails())
                    tasks.create_task(asyncio.sleep(1_000))
            except* ValueError:
                told = f"failed after {loop.time()}"
            return told

        work: Coroutine[Any, Any, str] = group()
        return await Life().start(work)

    assert run(main) == "failed after 1.0"
