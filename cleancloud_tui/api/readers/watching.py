"""Watching what readers ask a reply for: so the probe tells what is known of a shop's replies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

Watcher = Callable[[Sequence[str], Mapping[str, object]], None]
"""Is told the names that a field may have, and the object that is asked for it, its keys folded."""

_WATCHER: Final[ContextVar[Watcher | None]] = ContextVar("watcher", default=None)


def watcher() -> Watcher | None:
    """Return who watches the readers that work now; None for nobody, as a rule."""
    return _WATCHER.get()


@contextmanager
def watched(by: Watcher) -> Iterator[None]:
    """Let somebody watch what the readers ask for that work meanwhile."""
    before = _WATCHER.set(by)
    try:
        yield
    finally:
        _WATCHER.reset(before)
