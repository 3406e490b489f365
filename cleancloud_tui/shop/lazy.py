"""Parts that are made when they are first asked for: a screen is up before most of them are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lazy(Generic[T]):
    """A part that is made when it is first asked for.

    Args:
        make: Makes it.

    Attributes:
        made: The part; None as long as nobody asked for it.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self.made: T | None = None

    def __call__(self) -> T:
        """Return the part."""
        if self.made is None:
            self.made = self._make()
        return self.made
