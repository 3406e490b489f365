"""How late it is: by this computer's clock, and by CleanCloud's where they differ.

Every answer tells CleanCloud's time (`Date`). From then on a clock that nobody can set
(`uptime.py`) counts on, so that it does not matter when this computer's clock is set.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from typing import Final

from .uptime import boot, uptime

TOLERANCE: Final = 120.0
"""Seconds by which two clocks may differ without either being called wrong."""

SKEW: Final = 5.0
"""Seconds by which a moment that is past may seem to be yet to come."""

_FIRST: Final = 1_704_067_200.0
"""The beginning of 2024, before this program was begun: a clock that tells less was never set."""

_LAST: Final = 4_102_444_800.0
"""The beginning of 2100."""

_DRIFT_SECONDS: Final = 60.0
_KEPT_SECONDS: Final = 3600.0


@dataclass(frozen=True, slots=True)
class ToldTime:
    """A moment that CleanCloud told.

    Attributes:
        at: The moment, in Unix seconds.
        clock: What this computer's clock said then.
        up: What `uptime` told then.
        boot: In which start of the computer.
    """

    at: float
    clock: float
    up: float
    boot: str

    @property
    def ahead(self) -> float:
        """By how many seconds this computer's clock was ahead of CleanCloud's then."""
        return self.clock - self.at

    def by_now(self, up: float, boot: str) -> float | None:
        """Return how late it is by now; None where the computer was started anew since."""
        return self.at + (up - self.up) if boot == self.boot and up >= self.up else None

    def is_news_to(self, before: ToldTime | None) -> bool:
        """Tell whether it is worth being kept beside what was told before."""
        return (
            before is None
            or before.boot != self.boot
            or abs(self.ahead - before.ahead) > _DRIFT_SECONDS
            or abs(self.at - before.at) > _KEPT_SECONDS
        )

    def as_text(self) -> str:
        """Return it as a text that `of_text` reads."""
        return json.dumps(astuple(self))

    @classmethod
    def of_text(cls, text: str) -> ToldTime | None:
        """Read it from a text; None where that tells no time."""
        try:
            *numbers, in_boot = json.loads(text)
            at, clock, up = map(float, numbers)
        except (ValueError, TypeError):
            return None
        return cls(at, clock, up, str(in_boot)) if _FIRST <= at < _LAST else None


def time_of_date(dates: Sequence[str]) -> float | None:
    """Return the moment of an answer's `Date`; None where it tells none, or two."""
    from email.utils import parsedate_to_datetime  # 10 ms that the first screen does not wait for

    try:
        (date,) = dates
        moment = parsedate_to_datetime(date).timestamp()
    except (ValueError, TypeError, OverflowError, OSError):
        return None
    return moment + 0.5 if _FIRST <= moment < _LAST else None  # it was cut to whole seconds


def true_time(clock: float, up: float, boot: str, told: ToldTime | None) -> float:
    """Return how late it is, in Unix seconds.

    Args:
        clock: What this computer's clock says.
        up: What `uptime` tells.
        boot: The computer's start.
        told: What CleanCloud told last.
    """
    if told is None:
        return clock
    by_now = told.by_now(up, boot)
    if by_now is None:  # so late it is at the least
        return told.at if told.at - clock > TOLERANCE else clock
    return clock if abs(clock - by_now) <= TOLERANCE else by_now


def was_within(then: float, now: float, seconds: float, *, skew: float = SKEW) -> bool:
    """Tell whether a moment was no longer ago than that.

    What seems to be yet to come was noted by a clock that was ahead: it is no news until then.
    """
    return -skew <= now - then <= seconds


class TrueClock:
    """Tells Unix seconds by this computer's clock, and by CleanCloud's where that is wrong.

    Args:
        clock: This computer's.
        uptime: Tells seconds by a clock that nobody can set.
        boot: Tells this start of the computer from others.

    Attributes:
        told: What CleanCloud told last, to whichever process.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.time,
        uptime: Callable[[], float] = uptime,
        boot: Callable[[], str] = boot,
    ) -> None:
        self.told: ToldTime | None = None
        self._clock = clock
        self._uptime = uptime
        self._boot = boot()

    def __call__(self) -> float:
        """Return how late it is."""
        return true_time(self._clock(), self._uptime(), self._boot, self.told)

    def note(self, dates: Sequence[str]) -> ToldTime | None:
        """Return what an answer that comes in just now tells; nothing is changed by it."""
        at = time_of_date(dates)
        return None if at is None else ToldTime(at, self._clock(), self._uptime(), self._boot)

    @property
    def ahead(self) -> float | None:
        """By how many seconds this computer's clock is ahead of CleanCloud's, behind below 0.

        None where CleanCloud told no time since the computer was started.
        """
        if self.told is None:
            return None
        by_now = self.told.by_now(self._uptime(), self._boot)
        return None if by_now is None else self._clock() - by_now
