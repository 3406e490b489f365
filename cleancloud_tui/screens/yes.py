"""The key that says yes, and when it does: only where a person pressed it, and it alone.

A question that came a moment ago is not read yet, so a second press right behind the first is no
answer to it. A scanner can send the key, too, among or around the characters of a code; whatever
comes that close to another key is the code's. Which of the two, nobody can tell at once: the press
is held for a moment before it counts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol, runtime_checkable

from textual._time import get_time  # the clock that events are stamped by; there is no public one
from textual.app import App
from textual.binding import Binding
from textual.events import Key, Paste

from ..scanner.scanner import is_shift
from ..widgets.unread_keys import HELD_UP, call_behind_keys

YES: Final = Binding("f12", "yes", "Yes", id="yes")
"""What answers a question after which something is done.

It is no key that a code can hold, and none that leads to a question: whoever presses that one
twice has not said yes.
"""

YES_KEY: Final = "F12"
"""What stands on the screen for it."""

_MOST_HEARD: Final = 300
"""Keys that are remembered: a scanner sends fewer within the moment that matters."""


@dataclass(frozen=True, slots=True)
class KeyPace:
    """How far a yes is from other keys at least, in seconds.

    Attributes:
        again: From another yes before it.
        alone: From any other key, before it and behind it; 0 where nobody looks.
    """

    again: float = 1.0
    alone: float = 0.2

    def allows(self, press: Heard, others: Iterable[Heard]) -> bool:
        """Tell whether a press is a person's, by what came around it."""
        return not any(self._spoils(press, other) for other in others)

    def _spoils(self, press: Heard, other: Heard) -> bool:
        if other.is_yes:
            return 0 < press.time - other.time < self.again
        near = press.time - self.alone < other.time < press.heard_at + self.alone
        return near and self.alone > 0


@dataclass(frozen=True, slots=True)
class Heard:
    """A key or a paste.

    Attributes:
        event: What it was.
        time: When it came, or began to come, as it was stamped.
        heard_at: When it was heard here.
    """

    event: Key | Paste
    time: float
    heard_at: float

    @property
    def is_yes(self) -> bool:
        """Whether it is the key that says yes."""
        return isinstance(self.event, Key) and self.event.key == YES.key


@runtime_checkable
class Question(Protocol):
    """A screen that the key answers."""

    shown_at: float
    """When it was painted first; never, as yet, where that is infinite."""

    def action_yes(self) -> None:
        """Answer yes."""

    def ask_once_more(self) -> None:
        """Say that a press was not taken."""


class YesGuard:
    """Hears every key, and lets the one that says yes reach a question where it was meant.

    Attributes:
        is_holding: Whether a press waits to count.

    Args:
        app: Where the questions are asked.
        pace: How far a yes is from other keys.
        hand_on: Treats a key as if there were no guard.
    """

    def __init__(
        self, app: App[Any], pace: KeyPace, hand_on: Callable[[Key | Paste], Awaitable[None]]
    ) -> None:
        self._app = app
        self._pace = pace
        self._hand_on = hand_on
        self._heard: deque[Heard] = deque(maxlen=_MOST_HEARD)
        self.is_holding = False

    def hear(self, event: Key | Paste) -> None:
        """Take note of what came in, whatever becomes of it."""
        if not (isinstance(event, Key) and is_shift(event.key)):
            self._heard.append(Heard(event, event.time, get_time()))

    async def hand_on(self, event: Key | Paste) -> None:
        """Hand on what is to be treated; what answers a question only where it was meant."""
        question = self._question
        press = next((each for each in self._heard if each.event is event and each.is_yes), None)
        if question is None or press is None:
            await self._hand_on(event)
        elif self.is_holding:
            return  # a second press, while the first is looked at
        elif not self._pace.allows(press, self._heard) or self._is_ahead(press, question):
            question.ask_once_more()
        elif not self._pace.alone:
            await self._hand_on(event)
        else:
            self.is_holding = True
            due = press.heard_at + self._pace.alone
            decide = partial(self._decide, press, question)
            call_behind_keys(self._app, due, decide, soonest=HELD_UP)

    @property
    def _question(self) -> Question | None:
        stack = self._app.screen_stack
        return stack[-1] if stack and isinstance(stack[-1], Question) else None

    def _is_ahead(self, press: Heard, question: Question) -> bool:
        """Tell whether a press was typed ahead of a question: nobody had read it."""
        return self._pace.alone > 0 and press.time < question.shown_at

    async def _decide(self, press: Heard, question: Question) -> None:
        self.is_holding = False
        if self._question is not question:
            return  # it was answered or left meanwhile
        if self._pace.allows(press, self._heard):
            await self._hand_on(press.event)
        else:
            question.ask_once_more()
