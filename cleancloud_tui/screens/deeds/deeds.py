"""Deeds: whatever a key sets off that changes something, each from its first press to its outcome.

A deed belongs to the program and not to its screen, so it comes to its end, and says how it ended,
where its screen is left meanwhile. As long as it is under way, nothing else is begun about the same
thing: neither by a second press, nor by another key, nor from the same screen opened once more.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, TypeVar

from textual.worker import NoActiveWorker, WorkType, get_current_worker

from ...api.rights import Right
from .leads import DEED, LeftError

if TYPE_CHECKING:
    from ..base import ShopScreen

_Screen = TypeVar("_Screen", bound="ShopScreen")
_Arguments = ParamSpec("_Arguments")

_STILL: Final = "What was asked for here is still under way: its answer comes first."


class Deeds:
    """What is under way on all screens of this program."""

    def __init__(self) -> None:
        self._under_way: set[str] = set()

    def is_under_way(self, thing: str) -> bool:
        """Tell whether something is being done about a thing."""
        return thing in self._under_way

    def begin(self, thing: str) -> bool:
        """Note that something is done about a thing; False where that is so already."""
        if thing in self._under_way:
            return False
        self._under_way.add(thing)
        return True

    def end(self, thing: str) -> None:
        """Note that it is done."""
        self._under_way.discard(thing)


def deed(
    description: str, right: Right | None = Right.SEND
) -> Callable[
    [Callable[Concatenate[_Screen, _Arguments], Coroutine[object, object, None]]],
    Callable[Concatenate[_Screen, _Arguments], None],
]:
    """Make a method of a screen a deed, which is not begun where the session may not do it.

    Args:
        description: Completes “It was not possible to …”.
        right: What the session has to be granted; None for what changes nothing.
    """

    def decorate(
        method: Callable[Concatenate[_Screen, _Arguments], Coroutine[object, object, None]],
    ) -> Callable[Concatenate[_Screen, _Arguments], None]:
        @wraps(method)
        def begin(
            screen: _Screen, /, *arguments: _Arguments.args, **named: _Arguments.kwargs
        ) -> None:
            if right and (refusal := screen.desk.rights.refusal(right)):
                screen.notice.failed(refusal)
                return
            thing, deeds = screen.thing, screen.desk.deeds
            if not deeds.begin(thing):
                screen.notice.say(_STILL, screen.notice.cause)
                return

            async def carry_out() -> None:
                screen.notice.cause = method.__name__
                screen.notice.ended()
                try:
                    await method(screen, *arguments, **named)
                except LeftError:
                    screen.app.notify(
                        "Nothing was done: it was given up before it was possible to "
                        f"{description}.",
                        severity="warning",
                        markup=False,
                    )
                finally:
                    screen.notice.rests()
                    screen.notice.cause = ""
                    deeds.end(thing)

            work: WorkType[None] = carry_out
            screen.app.run_worker(work, group=DEED, description=description, exit_on_error=False)

        begin.right = right  # type: ignore[attr-defined]
        return begin

    return decorate


def is_in_deed() -> bool:
    """Tell whether what runs now is part of a deed."""
    try:
        return get_current_worker().group == DEED
    except NoActiveWorker:
        return False
