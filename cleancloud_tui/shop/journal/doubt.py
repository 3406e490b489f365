"""For how long nobody can know that a write did not happen.

A request whose answer was lost may still lie in a queue, at a proxy or at CleanCloud, and be
carried out minutes later. That it is not there yet proves nothing before then. It is counted since
the write was sent, by a clock that nobody can set.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from ...api.clocks.uptime import seconds_since
from .entries import Entry

_MINUTE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Doubt:
    """How a lost write is looked for: again and again, with gaps that grow.

    Attributes:
        first: Seconds after sending at which it is looked for the first time.
        whole: Seconds after sending until which it may still be carried out.
    """

    first: float = 5.0
    whole: float = 300.0

    def is_due(self, entry: Entry, now: float) -> bool:
        """Tell whether an unknown write is to be looked for.

        Args:
            entry: The write.
            now: What `uptime` tells.
        """
        if entry.sent_up is None:
            return True  # it is not known when it was sent: from now on that is counted
        if entry.looked_up is None:
            return seconds_since(entry.sent_up, now) >= self.first
        age = seconds_since(entry.sent_up, entry.looked_up)
        if entry.needs_person and age >= self.whole:
            return False
        gap = max(self.first, min(age, self.whole - age))
        return seconds_since(entry.looked_up, now) >= gap

    def is_over(self, entry: Entry, now: float) -> bool:
        """Tell whether a write that is not there now will not come any more.

        One look is never enough: what answered it may have been behind.
        """
        return (
            entry.sent_up is not None
            and entry.looked_up is not None
            and seconds_since(entry.sent_up, now) >= self.whole
        )

    def in_words(self, entry: Entry, now: float) -> str:
        """Return what is known, and what is not, of a write that was not found."""
        age = 0.0 if entry.sent_up is None else seconds_since(entry.sent_up, now)
        minutes = max(1, math.ceil((self.whole - age) / _MINUTE))
        return (
            f"It was not there {_ago(age)} after it was sent, but CleanCloud may still carry it "
            f"out: it is looked for by itself for {minutes} more min."
        )


def _ago(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 2 * _MINUTE else f"{seconds / _MINUTE:.0f} min"
