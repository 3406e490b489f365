"""Processes of one event loop that can be frozen, as the kernel freezes or kills a real one.

What is started in a life belongs to it, with all that it starts. While the life is frozen none of
it takes a step, whatever it waited for; what came in meanwhile is there when it thaws.
"""

from __future__ import annotations

import asyncio
import types
from collections.abc import Coroutine, Generator
from contextvars import Context, ContextVar, copy_context
from functools import partial
from typing import Any, TypeVar

T = TypeVar("T")


class Life:
    """One process's tasks, which run or stand still together."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._runs = asyncio.Event()
        self._runs.set()

    @property
    def is_frozen(self) -> bool:
        """Whether none of its tasks takes a step."""
        return not self._runs.is_set()

    def freeze(self) -> None:
        """Let no task take a step from now on."""
        self._runs.clear()

    def thaw(self) -> None:
        """Let all go on."""
        self._runs.set()

    def start(self, coroutine: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run a coroutine as a task of this life, together with the tasks that it makes."""
        context = copy_context()
        context.run(_life.set, self)
        return asyncio.get_running_loop().create_task(coroutine, context=context)

    async def end(self) -> None:
        """Cancel all tasks and wait for them."""
        self.thaw()
        for task in (tasks := list(self._tasks)):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def note(self, task: asyncio.Task[Any]) -> None:
        """Remember a task until it is done."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @types.coroutine
    def steps(self, coroutine: Coroutine[Any, Any, T]) -> Generator[Any, Any, T]:
        """Run a coroutine step by step, no step while the life is frozen."""
        step = partial(coroutine.send, None)
        while True:
            while self.is_frozen:
                try:
                    yield from self._runs.wait().__await__()
                except asyncio.CancelledError as cancelled:
                    step = partial(coroutine.throw, cancelled)
            try:
                awaited = step()
            except StopIteration as returned:
                return returned.value  # type: ignore[no-any-return]
            step = partial(coroutine.send, None)
            try:
                yield awaited
            except BaseException as error:  # noqa: BLE001  (it is the coroutine's)
                step = partial(coroutine.throw, error)


_life: ContextVar[Life | None] = ContextVar("life", default=None)


def use_lives(loop: asyncio.AbstractEventLoop) -> None:
    """Let the tasks of a loop be those of lives."""
    loop.set_task_factory(_task)  # type: ignore[arg-type]


def _task(
    loop: asyncio.AbstractEventLoop, coroutine: Coroutine[Any, Any, T], **options: Any
) -> asyncio.Task[T]:
    context: Context | None = options.get("context")
    life = context.get(_life) if context else _life.get()
    if life is None:
        return asyncio.Task(coroutine, loop=loop, **options)
    task = asyncio.Task(_living(life, coroutine), loop=loop, **options)
    life.note(task)
    return task


async def _living(life: Life, coroutine: Coroutine[Any, Any, T]) -> T:
    return await life.steps(coroutine)
