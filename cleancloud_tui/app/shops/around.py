"""What surrounds the shop that is open: the others, and how the program was begun."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

ListShops = Callable[[], Sequence[str]]
"""Returns the names of all shops that can be opened, in their order; this one is among them."""


def _none() -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds the shop that is open.

    Attributes:
        shops: Names all that can be opened.
        is_new: Whether it was connected just now: then it is asked how it is set up.
        welcomed: Notes that somebody was welcomed; None where nobody is to be.
    """

    shops: ListShops = _none
    is_new: bool = False
    welcomed: Callable[[], Awaitable[None]] | None = None
