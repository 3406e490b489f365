"""Telling whoever shows a shop what changed, and people what they have to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .records import Change


class Notifier:
    """Tells subscribers what changed.

    Attributes:
        notices: Sentences for people about what was found out or could not be kept, the oldest
            first.
    """

    def __init__(self) -> None:
        self.notices: list[str] = []
        self._subscribers: list[Callable[[Change], None]] = []

    def subscribe(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Have `callback` told what changes; call what is returned to end it."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    def report(self, changes: Sequence[Change]) -> None:
        """Tell everybody what changed, those first who subscribed first."""
        for change in changes:
            for subscriber in tuple(self._subscribers):
                subscriber(change)

    def notify(self, notice: str) -> None:
        """Keep a sentence for people, and tell that there is one."""
        self.notices.append(notice)
        self.report([Change("notice")])
