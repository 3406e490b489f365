"""Codes of which nobody can tell yet whether they were scanned or typed.

A number that people type as well, and whose keys came in one piece, may be a scan or what a line
that hung has gathered. So may anything else that came in one piece with its suffix. What comes
right behind it vouches for it: codes, or more than a person types while a line hangs. If nothing
does, a person is asked about a number, and about several texts; a single text was typed. All is
held back until then.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from . import machine, pace
from .judging import FoundScan
from .strokes import Run

SCANNING_ON: Final = 2.0
"""Seconds around a scan in which another one is more likely than anything typed."""

NEXT: Final = 0.5
"""Seconds that a text which came in one piece is held back for the next code. Its line hung for
longer than that, if a person typed it; and who types on is believed at once."""

_VOUCHING: Final = 3
"""Codes right behind one another that vouch for one another: no line hangs for so long that a
person types as many numbers meanwhile."""

_WORTH_ASKING: Final = 3
"""Signs of a code at least."""


class DoubtAnswer(Enum):
    """What a person says."""

    SCANNED = "scanned"
    TYPED = "typed"
    NEITHER = "neither"


@dataclass(slots=True)
class Doubts:
    """What is in doubt, in its order.

    Attributes:
        held: Each run, and the code that it may be.
        is_asked: Whether a person is being asked.
    """

    held: list[tuple[Run, FoundScan]] = field(default_factory=list)
    is_asked: bool = False

    @property
    def is_young(self) -> bool:
        """Whether something may still come right behind it that tells."""
        return bool(self.held) and not self.is_asked

    @property
    def last_time(self) -> float:
        """When the last key of it came."""
        return self.held[-1][0].last.time

    @property
    def any(self) -> bool:
        """Whether anything is in doubt."""
        return bool(self.held)

    def is_behind(self, time: float) -> bool:
        """Tell whether a key that came at a time came in one piece with what is in doubt."""
        return self.is_young and time - self.last_time <= pace.FINGER

    def is_followed(self, time: float) -> bool:
        """Tell whether a piece that begins at a time may be the next code of the same scanner."""
        return bool(self.held) and time - self.last_time <= NEXT

    @property
    def patience(self) -> float:
        """For how many seconds nothing is to come before a person is asked or believed."""
        return pace.FINGER if any(found.in_doubt for _, found in self.held) else NEXT

    @property
    def are_worth_asking(self) -> bool:
        """Whether a person is to be asked: a digit or two, and Enter, are typed all day."""
        is_one_text = len(self.held) == 1 and not self.held[0][1].in_doubt
        codes = [found.code for _, found in self.held if found.code]
        return not is_one_text and any(len(code.text) >= _WORTH_ASKING for code in codes)

    @property
    def are_vouched_for(self) -> bool:
        """Whether the latest came so quickly, one after another, that they were scanned."""
        latest = self._latest_in_one_piece()
        codes = sum(found.in_doubt for _, found in latest)
        return codes >= _VOUCHING or machine.is_too_much(
            [stroke for run, found in latest for stroke in run.strokes[found.start :]]
        )

    def _latest_in_one_piece(self) -> list[tuple[Run, FoundScan]]:
        begin = len(self.held) - 1
        while begin and (
            self.held[begin][0].strokes[0].time - self.held[begin - 1][0].last.time <= pace.FINGER
        ):
            begin -= 1
        return self.held[begin:]

    def is_near(self, time: float) -> bool:
        """Tell whether a scan that begins at a time makes a scan of it too."""
        return bool(self.held) and time - self.last_time <= SCANNING_ON

    def end(self) -> list[tuple[Run, FoundScan]]:
        """Return all of it; nothing is in doubt any more."""
        held, self.held, self.is_asked = self.held, [], False
        return held
