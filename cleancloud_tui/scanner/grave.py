"""Keys with Ctrl and the like, which a slow scanner may send among a code's characters.

Scanners by Bluetooth send a key in 40 to 160 ms, as slow as a person's. What they send can't be
told from typing by its times alone; but who saves, undoes or leaves the program does not go on
typing at once. Whoever answers a question is guarded there.
"""

from __future__ import annotations

from collections import deque
from enum import Enum, auto
from typing import Final

from .judging import SLOW_GAP
from .strokes import KeyTarget, Sort, Stroke

HOLD: Final = SLOW_GAP
"""Seconds that such a key is held back, for another key of a code to come behind it."""

_END: Final = "ctrl+q"
"""The program's end: a code may begin with it."""

_GRAVE: Final = frozenset((_END, "f10", *(f"ctrl+{letter}" for letter in "sznoprtgl")))
"""Keys that do something, also in a text field; those that mend a text there do no harm."""

_MOST_BEFORE: Final = 2
"""Letters that a person presses in a row on the way, and such a key right behind them."""


class KeyVerdict(Enum):
    """What is done with a key."""

    GIVE = auto()
    HOLD = auto()
    LEAVE_OUT = auto()


class GraveKeys:
    """Knows which keys came around one that can't be taken back."""

    def __init__(self) -> None:
        self._signs: deque[float] = deque(maxlen=16)

    def hear(self, stroke: Stroke) -> None:
        """Take note of a key that was pressed."""
        if stroke.sort is Sort.SIGN:
            self._signs.append(stroke.time)

    def weigh(self, stroke: Stroke, place: KeyTarget) -> KeyVerdict:
        """Say what is done with a key that was typed, as far as times tell."""
        if stroke.text not in _GRAVE or stroke.sort is not Sort.COMMAND:
            return KeyVerdict.GIVE
        before = self._count_before(stroke.time)
        if not before and stroke.text != _END:
            return KeyVerdict.GIVE
        if self._goes_on(stroke.time) or (place is KeyTarget.KEYS and before > _MOST_BEFORE):
            return KeyVerdict.LEAVE_OUT
        return KeyVerdict.HOLD

    def _count_before(self, time: float) -> int:
        """Return how many characters came right before, each right behind another."""
        count, next_time = 0, time
        for sign in reversed(self._signs):
            if sign > time:
                continue
            if next_time - sign > SLOW_GAP:
                break
            count, next_time = count + 1, sign
        return count

    def _goes_on(self, time: float) -> bool:
        """Tell whether a code's next character came right behind."""
        return any(0 < sign - time <= HOLD for sign in self._signs)
