"""A PIN as it is typed: digits of a person's fingers, and never a scanner's."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from ...scanner.pace import FINGER, HAND_TO_SCANNER
from ...shop.people.pins import MOST

_MOST_SLIPS: Final = 1
"""Keys of a person that follow one another as fast as a scanner's: two fingers at once."""


class PinEntry:
    """The digits that were typed so far.

    Args:
        gap: Seconds between a scanner's keys at most.
    """

    def __init__(self, gap: float = 0.0) -> None:
        self._fast = max(FINGER, gap)
        self._digits = ""
        self._times: list[float] = []

    def __len__(self) -> int:
        """How many there are: what they are is shown nowhere."""
        return len(self._digits)

    def add(self, sign: str, at: float) -> None:
        """Take a sign that came at a moment, in seconds; what is no digit spoils what it is in.

        What was scanned before is forgotten: a label may end with no Enter.
        """
        if self.is_scanned and at - self._times[-1] > HAND_TO_SCANNER / 2:
            self.clear()
        self._digits += sign if sign.isascii() else "?"
        self._times.append(at)

    def take_back(self) -> None:
        """Forget the last digit."""
        self._digits = self._digits[:-1]
        self._times = self._times[: len(self._digits)]

    def clear(self) -> None:
        """Forget all of them."""
        self._digits, self._times = "", []

    def take(self) -> str:
        """Return what was typed and forget it; empty where it is no PIN, or a scanner's."""
        typed, is_scanned = self._digits, self.is_scanned
        self.clear()
        return typed if typed.isdecimal() and len(typed) <= MOST and not is_scanned else ""

    @property
    def is_scanned(self) -> bool:
        """Whether only a scanner types so fast."""
        fast = sum(later - earlier < self._fast for earlier, later in pairwise(self._times))
        return fast > _MOST_SLIPS
