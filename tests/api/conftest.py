"""A loop whose time is simulated: waiting costs nothing, and nothing depends on the machine."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any

import pytest


class SimulatedLoop(asyncio.SelectorEventLoop):
    """Its clock jumps to the next timer whenever everything waits; threads run at once."""

    def __init__(self) -> None:
        self.now = 0.0
        super().__init__(_JumpingSelector(self))

    def time(self) -> float:
        return self.now

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> Any:
        done = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:  # noqa: BLE001  (as a thread's future does)
            done.set_exception(error)
        return done


class _JumpingSelector(selectors.DefaultSelector):
    def __init__(self, loop: SimulatedLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        if timeout is None:
            raise RuntimeError("everything waits for something that will never happen")
        self._loop.now += max(timeout, 1e-9)
        return ready


@pytest.fixture
def simulate() -> Callable[[Coroutine[Any, Any, Any]], Any]:
    """Run a coroutine in simulated time; its `asyncio.sleep` is told by the loop's `time`."""

    def run(main: Coroutine[Any, Any, Any]) -> Any:
        with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
            return runner.run(main)

    return run
