import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from .virtual_time import VirtualTimeLoop, run

START = 1_780_000_000.0


def test_a_day_of_sleep_takes_no_time_and_moves_the_clock_by_a_day() -> None:
    async def main(loop: VirtualTimeLoop) -> float:
        await asyncio.sleep(86_400)
        return loop.clock()

    began = time.process_time()
    assert run(main, start=START) == START + 86_400
    assert time.process_time() - began < 1


def test_sleepers_wake_in_order_each_at_its_moment() -> None:
    async def main(loop: VirtualTimeLoop) -> list[tuple[str, float]]:
        woken: list[tuple[str, float]] = []

        async def sleeper(name: str, seconds: float) -> None:
            await asyncio.sleep(seconds)
            woken.append((name, loop.time()))

        await asyncio.gather(sleeper("c", 3600), sleeper("a", 0.25), sleeper("b", 60))
        return woken

    assert run(main) == [("a", 0.25), ("b", 60), ("c", 3600)]


def test_a_timeout_is_virtual() -> None:
    async def main(loop: VirtualTimeLoop) -> float:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), timeout=600)
        return loop.time()

    assert run(main) == 600


def test_the_clock_stands_still_while_a_job_of_a_thread_is_done() -> None:
    async def main(loop: VirtualTimeLoop) -> float:
        timer = asyncio.create_task(asyncio.sleep(0.001))
        await asyncio.to_thread(time.sleep, 0.05)
        with ThreadPoolExecutor(1) as threads:
            await loop.run_in_executor(threads, time.sleep, 0.05)
        elapsed = loop.time()
        await timer
        return elapsed

    assert run(main) == 0


def test_a_job_answers_or_fails_as_in_a_thread() -> None:
    async def main(_: VirtualTimeLoop) -> int:
        with pytest.raises(ZeroDivisionError):
            await asyncio.to_thread(lambda: 1 / 0)
        return await asyncio.to_thread(len, "four")

    assert run(main) == 4


def test_a_job_is_finished_though_whoever_asked_is_cancelled() -> None:
    async def main(_: VirtualTimeLoop) -> list[str]:
        done: list[str] = []
        asking = asyncio.create_task(asyncio.to_thread(done.append, "job"))
        await asyncio.sleep(0)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await asyncio.sleep(1)
        return done

    assert run(main) == ["job"]


def test_another_thread_can_wake_the_loop() -> None:
    async def main(loop: VirtualTimeLoop) -> float:
        woken = asyncio.Event()
        threading.Timer(0.02, loop.call_soon_threadsafe, [woken.set]).start()
        await woken.wait()
        return loop.time()

    assert run(main) == 0


def test_what_waits_for_ever_is_told_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.simulation.virtual_time._LOST_SECONDS", 0.01)

    async def main(_: VirtualTimeLoop) -> None:
        await asyncio.Event().wait()

    with pytest.raises(RuntimeError, match="nothing is set to wake it"):
        run(main)
