"""Watching what readers ask a reply for: so the probe tells what is known of a shop's replies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

Watcher = Callable[[Sequence[str], Mapping[str, object]], None]
"""Is told the names that a field may have, and the object that is asked for it, its keys folded."""

_WATCHER: Final[ContextVar[Watcher | None]] = ContextVar("watcher", default=None)
_ODD: Final[ContextVar[Watcher | None]] = ContextVar("odd", default=None)


def watcher() -> Watcher | None:
    """Return who watches the readers that work now; None for nobody, as a rule."""
    return _WATCHER.get()


def note_odd(names: Sequence[str], row: Mapping[str, object]) -> None:
    """Let whoever watches know what an object tells in no form that its reader knows."""
    if (odd := _ODD.get()) and names:
        odd(names, row)


@contextmanager
def watched(by: Watcher, odd: Watcher | None = None) -> Iterator[None]:
    """Let somebody watch what the readers ask for that work meanwhile.

    Args:
        by: Is told what they ask for.
        odd: Is told what they find under it and can't read.
    """
    before, before_odd = _WATCHER.set(by), _ODD.set(odd)
    try:
        yield
    finally:
        _WATCHER.reset(before)
        _ODD.reset(before_odd)
