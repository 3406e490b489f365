"""The shop's calendar for SQLite, which knows no time zones: moments to days and hours.

A period has few changes of the clocks, so each stretch between two of them has one distance from
UTC. A day begins where the shop's clock does, or first could, show midnight.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from .periods import Period

_EPOCH = date(1970, 1, 1).toordinal()
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class DayClock:
    """A period of days in a time zone.

    Attributes:
        begins, ends: In Unix seconds; it ends before the latter.
        stretches: Until when, in Unix seconds, the clocks are so many seconds ahead of UTC.
    """

    begins: float
    ends: float
    stretches: tuple[tuple[float, int], ...]

    @classmethod
    def of(cls, period: Period, zone: tzinfo) -> DayClock:
        """Return the clock of a period's days."""
        after = period.last + timedelta(days=1)
        moments = [begin_of(day, zone) for day in (*period.all_days(), after)]
        stretches = [
            (_change(first, second, zone), _ahead(first, zone))
            for first, second in pairwise(moments)
            if _ahead(first, zone) != _ahead(second, zone)
        ]
        return cls(moments[0], moments[-1], (*stretches, (moments[-1], _ahead(moments[-1], zone))))

    def day_of(self, column: str) -> str:
        """Return the SQL for the number of a moment's day; see `day_numbered`."""
        return f"CAST({self._shown(column)} / {_DAY_SECONDS} AS INTEGER)"

    def hour_of(self, column: str) -> str:
        """Return the SQL for the hour that the shop's clock showed at a moment."""
        return f"CAST({self._shown(column)} / 3600 AS INTEGER) % 24"

    def half_hour_of(self, column: str) -> str:
        """Return the SQL for the number of a moment's half hour; each day has 48."""
        return f"CAST({self._shown(column)} / 1800 AS INTEGER)"

    def _shown(self, column: str) -> str:
        """Return the SQL for what the shop's clock showed at a moment, as seconds."""
        *changes, (_, ahead) = self.stretches
        if not changes:
            return f"({column} + {ahead})"
        cases = " ".join(f"WHEN {column} < {until} THEN {by}" for until, by in changes)
        return f"({column} + CASE {cases} ELSE {ahead} END)"


def day_numbered(number: int) -> date:
    """Return the day of a number that SQL told."""
    return date.fromordinal(number + _EPOCH)


def day_number(day: date) -> int:
    """Return the number of a day."""
    return day.toordinal() - _EPOCH


def begin_of(day: date, zone: tzinfo) -> float:
    """Return when a day begins, in Unix seconds."""
    return datetime.combine(day, time(), zone).timestamp()


def _ahead(moment: float, zone: tzinfo) -> int:
    offset = datetime.fromtimestamp(moment, UTC).astimezone(zone).utcoffset() or timedelta()
    return int(offset.total_seconds())


def _change(before: float, after: float, zone: tzinfo) -> int:
    """Return the second at which the clocks were changed between two moments."""
    first, last, ahead = int(before), int(after), _ahead(before, zone)
    while last - first > 1:
        middle = (first + last) // 2
        if _ahead(middle, zone) == ahead:
            first = middle
        else:
            last = middle
    return last
