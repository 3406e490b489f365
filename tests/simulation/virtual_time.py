"""An event loop whose time jumps: a simulated month takes a minute or two.

When nothing is left to do the clock goes on to the next timer at once. Whatever takes real time
takes none on this clock, jobs of `run_in_executor` too: they are done on the loop's own thread, one
after another. So a program with a seed goes the same way each time.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from typing import Any, Final, TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_LOST_SECONDS: Final = 10.0
"""Real seconds to wait for another thread, where no timer is set; then nothing ever comes."""


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """An event loop on a clock of its own, which stands still while anything is done.

    Args:
        start: What `clock` tells at first, in Unix seconds.
    """

    def __init__(self, start: float = 0.0) -> None:
        self._start = start
        self._now = 0.0
        super().__init__(_Selector(self._advance))

    def time(self) -> float:
        """Return the virtual seconds since the start; timers go by them."""
        return self._now

    def clock(self) -> float:
        """Return the virtual Unix seconds."""
        return self._start + self._now

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        """Do a job soon, and whether or not anyone still waits for it, as an idle thread would."""
        future: asyncio.Future[T] = self.create_future()
        self.call_soon(_do, future, lambda: func(*args))
        return future

    def _advance(self, seconds: float) -> None:
        self._now += seconds


class _Selector(selectors.DefaultSelector):
    """Lets time go by instead of waiting."""

    def __init__(self, advance: Callable[[float], None]) -> None:
        super().__init__()
        self._advance = advance

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return what is ready; `timeout` is how far the next timer is, None without one."""
        if events := super().select(0 if timeout is not None else _LOST_SECONDS):
            return events
        if timeout is None:
            raise RuntimeError("everything waits, and nothing is set to wake it")
        self._advance(timeout)
        return []


def _do(future: asyncio.Future[T], job: Callable[[], T]) -> None:
    try:
        result = job()
    except Exception as error:  # noqa: BLE001  (it is for whoever waits for the job)
        if not future.cancelled():
            future.set_exception(error)
    else:
        if not future.cancelled():
            future.set_result(result)


def run(main: Callable[[VirtualTimeLoop], Coroutine[Any, Any, T]], *, start: float = 0.0) -> T:
    """Run `main` on a clock that begins at `start`, in Unix seconds, and return its result."""
    with asyncio.Runner(loop_factory=lambda: VirtualTimeLoop(start)) as runner:
        loop = runner.get_loop()
        assert isinstance(loop, VirtualTimeLoop)
        return runner.run(main(loop))
