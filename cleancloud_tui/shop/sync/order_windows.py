"""In which windows of days to ask for orders of a standing, so that each comes at once.

The mirror knows on which days they were made; how many come at once is learned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from ..mirror.coverage import Standing
from ..mirror.mirror import Mirror

_REFUSED: Final = {
    Standing.OPEN: "open orders refused",
    Standing.OWED: "unpaid orders refused",
}
"""The facts that tell the fewest orders that were expected of an answer and too many."""

_ANSWERED: Final = 570
"""Orders that a real shop answered at once; about 1,100 were refused."""

_PART: Final = 0.8
"""The part of the most that is asked for: the mirror does not know of every order."""

_GROWTH: Final = 1.1
"""By how much more is tried after a comparison: what was refused once may not be for ever."""

_DAY: Final = timedelta(days=1)

OrdersByDay = Sequence[tuple[date, int]]
"""The days on which the orders were made, in order, and how many are known of each."""


@dataclass(frozen=True, slots=True)
class DaysWindow:
    """Days on which the orders were made, both ends included.

    Attributes:
        first: The first; None for all days.
        last: The last; None for all days.
        orders: How many of them are known.
    """

    first: date | None
    last: date | None
    orders: int

    @property
    def filters(self) -> Mapping[str, object]:
        """The days as `getOrders` takes them; none for all days."""
        ends = {"dateFrom": self.first, "dateTo": self.last}
        return {name: day for name, day in ends.items() if day is not None}

    def cut(self, days: OrdersByDay, today: date, most: int | None = None) -> list[DaysWindow]:
        """Return smaller windows; none where it is of a single day.

        Args:
            days: All days with such orders.
            today: The present one.
            most: Orders that a window is to have at most; half of what this has, unless given.
        """
        if not days:
            return []
        # In the shop's time zone a day more at both ends, and new orders.
        first = self.first or days[0][0] - _DAY
        last = self.last or max(today, days[-1][0]) + _DAY
        within = [each for each in days if first <= each[0] <= last]
        if len(within) < 2 and self.first is not None:
            return []
        windows = days_windows(within, self.orders // 2 if most is None else most)
        windows[0] = replace(windows[0], last=last)
        windows[-1] = replace(windows[-1], first=first)
        return windows


def days_windows(days: OrdersByDay, most: int) -> list[DaysWindow]:
    """Return windows over all days with orders, the newest first.

    Neighbours share a day where they can: it is not documented whether a window's ends count.

    Args:
        days: The days.
        most: Orders that a window is to have at most; a day of more stands alone.
    """
    windows = []
    left = list(reversed(days))
    while left:
        taken, known = 1, left[0][1]
        while taken < len(left) and known + left[taken][1] <= most:
            known += left[taken][1]
            taken += 1
        windows.append(DaysWindow(left[taken - 1][0], left[0][0], known))
        left = left[max(1, taken - 1) :] if taken < len(left) else []
    return windows


class OrderCap:
    """How many orders of a standing come at once, as far as it was learned.

    Args:
        mirror: Keeps it, and knows the orders.
        standing: Which orders.
    """

    def __init__(self, mirror: Mirror, standing: Standing) -> None:
        self._mirror = mirror
        self._standing = standing

    @property
    def most(self) -> int:
        """How many to ask for at once."""
        filled = self._mirror.coverage.filled_windows("orders")
        answered = max([_ANSWERED, *(rows for _, _, rows in filled)])
        refused = self._refused
        return int(_PART * (answered if refused is None else min(answered, refused)))

    def windows(self, today: date) -> list[DaysWindow]:
        """Return the windows in which to ask for all of them: a single one where that does."""
        days = self._mirror.coverage.by_day(self._standing)
        whole = DaysWindow(None, None, sum(orders for _, orders in days))
        return [whole] if whole.orders <= self.most else whole.cut(days, today, self.most)

    async def learn_from(self, refused: DaysWindow) -> None:
        """Remember that a window's orders were too many."""
        fewest = min(refused.orders, self._refused or refused.orders)
        await self._mirror.facts.remember(_REFUSED[self._standing], str(max(2, fewest)))

    async def try_more(self) -> None:
        """Try a little more from now on."""
        if (refused := self._refused) is not None:
            await self._mirror.facts.remember(
                _REFUSED[self._standing], str(int(refused * _GROWTH) + 1)
            )

    @property
    def _refused(self) -> int | None:
        told = self._mirror.facts.get(_REFUSED[self._standing])
        return int(told) if told.isdecimal() else None
