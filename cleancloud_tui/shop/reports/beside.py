"""What a period is looked at beside."""

from __future__ import annotations

from enum import StrEnum

from .periods import Period, before, same_days_last_week, same_days_last_year


class Beside(StrEnum):
    """What a period is compared with; the value is what the command calls it."""

    BEFORE = "before"
    LAST_WEEK = "week"
    LAST_YEAR = "year"

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
