"""What surrounds the shop that is open: the others, and how the program was begun."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

ListShops = Callable[[], Sequence[str]]
"""Returns the names of all shops that can be opened, in their order; this one is among them."""


def _none() -> Sequence[str]:
    return ()


def _nothing() -> None:
    """Note nothing."""


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds the shop that is open.

    Attributes:
        shops: Names all that can be opened.
        is_new: Whether it was connected, and has not answered yet how it is set up: that is asked.
        answered: Notes that it has answered, or that somebody has put that off.
        welcomed: Notes that somebody was welcomed; None where nobody is to be.
    """

    shops: ListShops = _none
    is_new: bool = False
    answered: Callable[[], None] = _nothing
    welcomed: Callable[[], Awaitable[None]] | None = None
