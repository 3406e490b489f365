"""The report that is shown, made anew when the mirror changed, and not all the time.

In a shop of 100,000 orders a year takes half a second to count, and while the mirror is filled it
changes several times a second: keys come first.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ...shop.reports.report import Report

_SLOW: Final = 0.1
"""Seconds of work from which on it is not done at every change."""

_REST: Final = 20
"""Times as long as it took to make it, nothing is made again."""


@dataclass(frozen=True, slots=True)
class _Made:
    about: object
    version: object
    report: Report
    took: float
    at: float


class KeptReport:
    """Keeps the last report.

    Args:
        now: Tells seconds that only grow.
        worked: Tells seconds that this thread has worked, whatever else the computer does.
    """

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        worked: Callable[[], float] = time.thread_time,
    ) -> None:
        self._now = now
        self._worked = worked
        self._made: _Made | None = None
        self.due_in = 0.0

    def of(self, about: object, version: object, make: Callable[[], Report]) -> Report:
        """Return the report about something; `due_in` tells in how long it is to be made anew.

        Args:
            about: What it is of: another one is made at once.
            version: Of what it is made from.
            make: Makes it.
        """
        self.due_in = 0.0
        if (made := self._made) and made.about == about:
            rests = made.at + _REST * made.took - self._now() if made.took >= _SLOW else 0.0
            if made.version == version or rests > 0:
                self.due_in = 0.0 if made.version == version else rests
                return made.report
        began = self._worked()
        report = make()
        self._made = _Made(about, version, report, self._worked() - began, self._now())
        return report
