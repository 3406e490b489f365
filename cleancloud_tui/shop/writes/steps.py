"""Rules that are gone through step by step, each answered before the next one is known.

A rule is an async generator: it yields what is to be asked, said or sent, and is given the answer.
Who answers (a screen, a command, a test) knows nothing of what comes next, and the rule knows
nothing of who answers.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import TypeVar

from ...api.errors import CleanCloudError
from ...api.request import Request

Step = TypeVar("Step")

Steps = AsyncGenerator[Step, object]
"""The steps of a rule; what answers each is sent in."""


@dataclass(frozen=True, slots=True)
class LooksAgain:
    """Says that it is asked how things stand."""


@dataclass(frozen=True, slots=True)
class Looked:
    """Says that this is over, whether it could be asked or not."""


@dataclass(frozen=True, slots=True)
class NotRead:
    """Says that it could not be read, so that nothing was done."""

    error: CleanCloudError


@dataclass(frozen=True, slots=True)
class NothingChanged:
    """Says that there is nothing to be sent."""


@dataclass(frozen=True, slots=True)
class Send:
    """Nothing speaks against it any more; answered with the reply, None where there is none yet."""

    request: Request


async def walk(steps: Steps[Step], answer: Callable[[Step], Awaitable[object]]) -> None:
    """Go through the steps of a rule.

    Args:
        steps: Of the rule.
        answer: Asks, says or sends what a step says, and returns the answer; None for no answer,
            which is no yes.
    """
    answered: object = None
    async with aclosing(steps):
        while True:
            try:
                step = await steps.asend(answered)
            except StopAsyncIteration:
                return
            answered = await answer(step)
