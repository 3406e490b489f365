"""What surrounds the shop that is open: the others, how it is set up, and the first start."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..screens.set_up.screen import KeepAnswers
    from ..settings import ShopSettings

ListShops = Callable[[], Sequence[str]]
"""Returns the names of all shops that can be opened, in their order; this one is among them."""


def _none() -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds the shop that is open.

    Attributes:
        shops: Names all that can be opened.
        settings: How the shop is set up so far; None where nothing can be kept of it.
        keep_answers: Keeps what is answered about it.
        is_new: Whether it was connected just now: then it is asked how it is set up.
        welcomed: Notes that somebody was welcomed; None where nobody is to be.
    """

    shops: ListShops = _none
    settings: ShopSettings | None = None
    keep_answers: KeepAnswers | None = None
    is_new: bool = False
    welcomed: Callable[[], Awaitable[None]] | None = None
