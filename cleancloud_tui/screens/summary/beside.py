"""What a period is looked at beside."""

from __future__ import annotations

from enum import Enum

from ...shop.reports.periods import Period, before, same_days_last_week, same_days_last_year


class Beside(Enum):
    """What a period is compared with; the value says it."""

    BEFORE = "the period before"
    LAST_WEEK = "the same weekdays before"
    LAST_YEAR = "a year before"

    def of(self, period: Period) -> Period:
        """Return that period."""
        return _OF[self](period)

    @property
    def next(self) -> Beside:
        """What comes next where a key goes through them."""
        each = list(Beside)
        return each[(each.index(self) + 1) % len(each)]


_OF = {
    Beside.BEFORE: before,
    Beside.LAST_WEEK: same_days_last_week,
    Beside.LAST_YEAR: same_days_last_year,
}
